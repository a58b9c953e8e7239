// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** The format as JSON Schema, for editors; committed as docs/reference/gatehouse.schema.json. */
import { z } from 'zod';
import { declarationSchema } from './schema.ts';

type JsonSchema = { [key: string]: unknown };

const reference = { $ref: '#/$defs/FromEnvironment' };
const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const constraints = ['pattern', 'format', 'minLength', 'enum', 'const'];

/** `${NAME}` fits where only a number, a flag or a certain form of text would. */
function takesReference({ type, ...schema }: JsonSchema): boolean {
  if (type === 'boolean' || type === 'integer' || type === 'number') return true;
  return type === 'string' && constraints.some((name) => name in schema);
}

/** Classes of Unicode mean something else to validators that don't set the flag u. */
const isPortable = ([name, value]: [string, unknown]) =>
  name !== 'pattern' || typeof value !== 'string' || !/\\p\{/i.test(value);

function withReferences(given: JsonSchema): JsonSchema {
  const schema = Object.fromEntries(Object.entries(given).filter(isPortable));
  const { propertyNames: _, ...rest } = schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, descend(name, value)]));
  if (schema.propertyNames !== undefined) inner.propertyNames = schema.propertyNames;
  if (!takesReference(schema)) return inner;
  const { description, ...own } = inner;
  return { ...(description !== undefined && { description }), anyOf: [own, reference] };
}

/** `properties` is a map of schemas, the rest are schemas, lists of them, or plain values. */
function descend(name: string, value: unknown): unknown {
  if (name === 'properties' && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [key, isSchema(field) ? withReferences(field) : field]),
    );
  }
  if (Array.isArray(value)) return value.map((item) => (isSchema(item) ? withReferences(item) : item));
  return isSchema(value) ? withReferences(value) : value;
}

const plain = (): JsonSchema =>
  z.toJSONSchema(declarationSchema, { io: 'input', unrepresentable: 'any', reused: 'inline' });

export function declarationJsonSchema(): JsonSchema {
  const { $schema, $defs, ...schema } = withReferences(plain());
  return {
    $schema,
    title: 'Gatehouse configuration',
    description: 'What `gatehouse apply` and `gatehouse start --config` bring tenants to.',
    ...schema,
    $defs: {
      ...($defs as JsonSchema | undefined),
      FromEnvironment: {
        type: 'string',
        pattern: '\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}',
        description: 'A value from the environment: ${NAME}.',
      },
    },
  };
}

let known: JsonSchema | undefined;

/** The keys that the format knows at this place. */
export function knownKeys(path: readonly (string | number)[]): string[] {
  known ??= plain();
  let at: JsonSchema | undefined = known;
  for (const segment of path) {
    const options: JsonSchema[] = [at, ...((at?.anyOf as JsonSchema[] | undefined) ?? [])].filter(isSchema);
    const next: unknown = options
      .map(({ properties, items, additionalProperties }) =>
        typeof segment === 'number'
          ? items
          : ((properties as JsonSchema | undefined)?.[segment] ?? additionalProperties),
      )
      .find(isSchema);
    if (!isSchema(next)) return [];
    at = next;
  }
  return Object.keys((at?.properties as JsonSchema | undefined) ?? {});
}
