/** The JSON Schemas of request bodies in the management API's description, each with what it refers to put in. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Description {
  paths: Record<
    string,
    Record<string, { operationId?: string; requestBody?: { content: Record<string, { schema: Json }> } }>
  >;
  components: { schemas: Record<string, Json> };
}
type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;

const file = resolve(import.meta.dirname, '../../server/test/openapi.json');

/** Schemas that refer to themselves, such as any JSON value, accept anything here: the server looks closer. */
function inlined(value: Json, schemas: Record<string, Json>, inside: readonly string[] = []): Json {
  if (Array.isArray(value)) return value.map((one) => inlined(one, schemas, inside));
  if (typeof value !== 'object' || value === null) return value;
  const reference = typeof value.$ref === 'string' ? value.$ref.split('/').at(-1)! : undefined;
  if (reference === undefined)
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, inlined(one, schemas, inside)]),
    );
  return inside.includes(reference) ? {} : inlined(schemas[reference] ?? {}, schemas, [...inside, reference]);
}

/** @param operationId of the request, such as `patchApplicationsId` */
export function requestSchema(operationId: string): Json {
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as Description;
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const schema = operation.requestBody?.content['application/json']?.schema;
    if (operation.operationId === operationId && schema) return inlined(schema, components.schemas);
  }
  throw new Error(`The management API has no request ${operationId} with a body.`);
}
