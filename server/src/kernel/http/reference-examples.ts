/** What the reference page shows of a schema: its fields in a table, and an example in a curl command. */
import type { ApiInfo, Document } from './openapi.ts';
import type { Route } from './route.ts';

export interface Field {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  examples?: unknown[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  description?: string;
}

function resolve(schema: Schema, document: Document): Schema {
  const name = schema.$ref?.split('/').at(-1);
  if (name === undefined) return schema;
  const { schemas } = document.components as { schemas: Record<string, Schema> };
  return { ...schemas[name], ...(schema.description && { description: schema.description }) };
}

function typeOf(schema: Schema, document: Document): string {
  if (schema.$ref && !resolve(schema, document).properties) return schema.$ref.split('/').at(-1) ?? '';
  const { anyOf, enum: values, items, type, format } = resolve(schema, document);
  if (anyOf) return anyOf.map((one) => typeOf(one, document)).join(' | ');
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (type === 'array') return `${typeOf(items ?? {}, document)}[]`;
  return format ?? [type ?? 'any'].flat().join(' | ');
}

/** Nested objects as `signIn.password`, two levels deep: the OpenAPI document has the rest. */
function flatten(schema: Schema, document: Document, prefix = ''): Field[] {
  const { properties = {}, required = [] } = resolve(schema, document);
  return Object.entries(properties).flatMap(([key, property]) => {
    const resolved = resolve(property, document);
    const field = {
      name: prefix + key,
      type: typeOf(property, document),
      required: required.includes(key),
      description: resolved.description ?? '',
    };
    return prefix || !resolved.properties ? [field] : [field, ...flatten(property, document, `${key}.`)];
  });
}

const json = (holder: unknown): Schema | undefined =>
  (holder as { content?: { 'application/json'?: { schema: Schema } } } | undefined)?.content?.[
    'application/json'
  ]?.schema;

export function fieldsOf(operation: Document, document: Document) {
  const parameters = operation.parameters as (Field & { schema: Schema; in: string })[];
  const responses = Object.entries(operation.responses as Record<string, unknown>);
  const answer = json(responses.find(([status]) => status.startsWith('2'))?.[1]);
  return {
    parameters: parameters.map(({ name, required, description = '', schema }) => ({
      name,
      required,
      description,
      type: typeOf(schema, document),
    })),
    body: flatten(json(operation.requestBody) ?? {}, document),
    // Of an answer all fields are there, as a rule.
    answer: flatten(answer?.type === 'array' ? (answer.items ?? {}) : (answer ?? {}), document).map(
      (field) => ({
        ...field,
        required: false,
      }),
    ),
  };
}

const byFormat: Record<string, string | undefined> = {
  email: 'alice@example.com',
  uri: 'https://example.com',
  'date-time': '2030-01-01T00:00:00Z',
};

/** The required fields, or the first of them that can be changed, with a value that reads as an example. */
function example(schema: Schema, document: Document): unknown {
  const resolved = resolve(schema, document);
  const { anyOf, enum: values, examples, format, items, properties = {}, required = [], minimum } = resolved;
  const type = [resolved.type].flat()[0];
  if (examples) return examples[0];
  if (anyOf) return example(anyOf[0] ?? {}, document);
  if (values) return values[0];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return minimum ?? 1;
  if (type === 'array') return [example(items ?? {}, document)];
  if (type === 'string') return byFormat[format ?? ''] ?? 'example';
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((name) => [name, example(properties[name] ?? {}, document)]));
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export function curlOf(route: Route, operation: Document, document: Document, info: ApiInfo): string {
  const address = `${info.apiResource}${route.path.replace(/:(\w+)/g, '{$1}')}`;
  const lines = [
    `curl ${route.method === 'get' ? '' : `-X ${route.method.toUpperCase()} `}${quoted(address)}`,
    '-H "Authorization: Bearer $TOKEN"',
  ];
  const body = json(operation.requestBody);
  if (body) {
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d ${quoted(JSON.stringify(example(body, document)))}`,
    );
  }
  return lines.join(' \\\n  ');
}

export function tokenCommand(info: ApiInfo): string {
  return [
    `TOKEN=$(curl -s ${quoted(`${info.issuer}/token`)}`,
    '-u "$CLIENT_ID:$CLIENT_SECRET"',
    '-d grant_type=client_credentials',
    `-d resource=${quoted(info.apiResource)}`,
    '-d scope=all | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')',
  ].join(' \\\n  ');
}
