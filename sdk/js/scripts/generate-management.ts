/**
 * Writes src/management/{schema,operations,table}.ts from the server's OpenAPI document: `npm run generate -w sdk/js`.
 * Names of methods follow from method and path by `methodName`, so a new route needs nothing here.
 */
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString, stringToAST } from 'openapi-typescript';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const target = resolve(here, '../src/management');

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  'x-permission': string;
  parameters?: { name: string; in: string }[];
  requestBody?: { required?: boolean };
  responses: Record<string, { description: string; headers?: object; content?: Record<string, Content> }>;
}
interface Content {
  schema: { type?: string; $ref?: string; items?: { $ref?: string } };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, { description?: string }>;
    securitySchemes: { oauth2: { flows: { clientCredentials: { scopes: Record<string, string> } } } };
  };
}
/** One method of the client. */
interface Method {
  /** Where it hangs: `['users', 'sessions', 'list']` is `management.users.sessions.list`. */
  name: string[];
  http: string;
  path: string;
  operation: Operation;
}

const camel = (text: string): string =>
  text.replace(/[-_ ]+(\w)/g, (_, letter: string) => letter.toUpperCase());
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const isParameter = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;
const pathParameters = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);

const success = ({ responses }: Operation) =>
  Object.entries(responses).find(([status]) => status.startsWith('2'))![1];
const schemaOf = (operation: Operation) => success(operation).content?.['application/json']?.schema;
/** Files (NDJSON) are downloaded by address, not called: the client's methods answer JSON. */
const isFile = (operation: Operation): boolean => 'Content-Disposition' in (success(operation).headers ?? {});
const isPage = (operation: Operation): boolean => 'Total-Number' in (success(operation).headers ?? {});

/** Whether things live under this path: then POST adds one, elsewhere the last word is what is done. */
function isCollection(path: string, api: OpenApi): boolean {
  return 'get' in api.paths[path]! || Object.keys(api.paths).some((other) => other.startsWith(`${path}/{`));
}

function verb(http: string, path: string, operation: Operation, api: OpenApi): string {
  const onOne = isParameter(path.split('/').at(-1));
  if (http === 'get') return schemaOf(operation)?.type === 'array' ? 'list' : 'get';
  if (http === 'post') return 'create';
  if (http === 'patch') return 'update';
  if (http === 'put') return 'set';
  const { get } = api.paths[path]!;
  const isThing = onOne || !isCollection(path, api) || (get && schemaOf(get)?.type !== 'array');
  return isThing ? 'delete' : 'deleteAll';
}

/** `POST /users/{id}/suspend` → users.suspend, `PUT /users/{id}/password` → users.setPassword. */
function methodName(http: string, path: string, operation: Operation, api: OpenApi): string[] {
  const words = path.split('/').filter((segment) => segment && !isParameter(segment));
  const last = words.at(-1)!;
  const action = !isParameter(path.split('/').at(-1)) && !isCollection(path, api);
  if (action && http === 'post') return words.map(camel);
  if (action && http === 'put') return [...words.slice(0, -1).map(camel), `set${capital(camel(last))}`];
  return [...words.map(camel), verb(http, path, operation, api)];
}

function methodsOf(api: OpenApi): Method[] {
  const methods = Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => !isFile(operation))
      .map(([http, operation]) => ({
        name: methodName(http, path, operation, api),
        http,
        path,
        operation,
      })),
  );
  const names = methods.map(({ name }) => name.join('.'));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new Error(`Two operations are called ${twice}: give methodName a rule that tells them apart.`);
  return methods;
}

type Tree = { [word: string]: Tree | Method };
const isMethod = (node: Tree | Method): node is Method => 'operation' in node;

function treeOf(methods: readonly Method[]): Tree {
  const tree: Tree = {};
  for (const method of methods) {
    let node = tree;
    for (const word of method.name.slice(0, -1)) {
      node[word] ??= {};
      node = node[word] as Tree;
    }
    node[method.name.at(-1)!] = method;
  }
  return tree;
}

function docOf({ operation, http, path }: Method): string {
  const codes = Object.entries(operation.responses)
    .filter(([status]) => /^4(00|03|04|09|12)$/.test(status))
    .flatMap(([, { description }]) => [...description.matchAll(/`([^`]+)`/g)].map((match) => match[1]))
    .filter((code) => !/^(request\.invalid|auth\.forbidden)$/.test(code!));
  const lines = [
    `${operation.summary}. ${operation.description ?? ''}`.trim(),
    '',
    `\`${http.toUpperCase()} /api${path}\` needs the permission \`${operation['x-permission']}\`.`,
    ...(codes.length > 0
      ? [`@throws {GatehouseError} with details.code ${[...new Set(codes)].join(', ')}`]
      : []),
  ];
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`;
}

const hasHeader = ({ parameters }: Operation, name: string): boolean =>
  parameters?.some((parameter) => parameter.name === name) ?? false;

function optionsOf({ http, operation }: Method): string {
  if (http === 'post' && hasHeader(operation, 'Idempotency-Key')) return 'CreateOptions';
  return hasHeader(operation, 'If-Match') ? 'ChangeOptions' : 'RequestOptions';
}

const nameIn = (schema: { $ref?: string } | undefined): string | undefined => schema?.$ref?.split('/').at(-1);

function itemOf(operation: Operation): string {
  return nameIn(schemaOf(operation)?.items) ?? `Answer<'${operation.operationId}'>[number]`;
}

function resultOf(operation: Operation): string {
  const schema = schemaOf(operation);
  if (!schema) return 'void';
  if (isPage(operation)) return `Page<${itemOf(operation)}>`;
  if (schema.type === 'array') return `${itemOf(operation)}[]`;
  const one = nameIn(schema) ?? `Answer<'${operation.operationId}'>`;
  return 'ETag' in (success(operation).headers ?? {}) ? `WithEtag<${one}>` : one;
}

const hasQuery = ({ parameters }: Operation): boolean =>
  parameters?.some((parameter) => parameter.in === 'query') ?? false;

function signaturesOf(method: Method): string {
  const { operation, path } = method;
  const id = `'${operation.operationId}'`;
  const input = [
    ...pathParameters(path).map((name) => `${name}: string`),
    ...(operation.requestBody ? [`body${operation.requestBody.required ? '' : '?'}: Body<${id}>`] : []),
    ...(hasQuery(operation) ? [`query?: Query<${id}>`] : []),
  ];
  const name = method.name.at(-1)!;
  const parameters = [...input, `options?: ${optionsOf(method)}`].join(', ');
  const one = `${docOf(method)}${name}(${parameters}): Promise<${resultOf(operation)}>;\n`;
  if (!isPage(operation)) return one;
  const each = [...input, 'options?: RequestOptions']
    .join(', ')
    .replace(`Query<${id}>`, `Omit<Query<${id}>, 'page'>`);
  return `${one}/** Every item of {@link ${name}}, page after page: \`for await (const item of …iterate())\`. */\niterate(${each}): AsyncIterableIterator<${itemOf(operation)}>;\n`;
}

function interfaceOf(tree: Tree): string {
  const members = Object.entries(tree).map(([word, node]) =>
    isMethod(node) ? signaturesOf(node) : `readonly ${word}: {\n${interfaceOf(node)}};\n`,
  );
  return members.join('');
}

function tableOf(tree: Tree): string {
  const members = Object.entries(tree).map(([word, node]) => {
    if (!isMethod(node)) return `${word}: {\n${tableOf(node)}},\n`;
    const { http, path, operation } = node;
    const marks = [
      ...(operation.requestBody ? ['body: true'] : []),
      ...(hasQuery(operation) ? ['query: true'] : []),
      ...(isPage(operation) ? ['paged: true'] : []),
      ...(hasHeader(operation, 'Idempotency-Key') ? ['idempotencyKey: true'] : []),
    ];
    return `${word}: { ${[`method: '${http.toUpperCase()}'`, `path: '${path}'`, ...marks].join(', ')} },\n`;
  });
  return members.join('');
}

const notice =
  'Generated from server/test/openapi.json by `npm run generate -w sdk/js`: change the server, then generate again.';

function operationsSource(api: OpenApi): string {
  const members = interfaceOf(treeOf(methodsOf(api)));
  const used = ['Answer', 'Body', 'Query'].filter((type) => members.includes(`${type}<'`));
  const entities = Object.keys(api.components.schemas)
    .filter((name) => name !== 'Error')
    .map((name) => `export type ${name} = components['schemas']['${name}'];\n`);
  return `/**
 * What the management client offers: its methods and what they answer.
 * ${notice}
 */
import type { ${used.join(', ')} } from './operation-types.ts';
import type { ChangeOptions, CreateOptions, Page, RequestOptions, WithEtag } from './options.ts';
import type { components } from './schema.ts';

${entities.join('')}
/** Every operation of the management API. Ids in the path come first, then the body or the query, then options. */
export interface ManagementApi {
${members}}
`;
}

function tableSource(api: OpenApi): string {
  const { scopes } = api.components.securitySchemes.oauth2.flows.clientCredentials;
  return `/**
 * How each method of the management client is called over HTTP, and the permissions that there are.
 * ${notice}
 */

/** Every permission of the management API; \`all\` stands for each of them. */
export const permissions = ${JSON.stringify(Object.keys(scopes))} as const;

/** Name of a permission: the scope of an access token, and what an application is granted. */
export type ManagementPermission = (typeof permissions)[number];

/** Method and path of each operation, and which of body, query, pages and Idempotency-Key it has. */
export const operations = {
${tableOf(treeOf(methodsOf(api)))}} as const;
`;
}

/** Formatted as everything else here is, so that a reader and a diff see no difference. */
function formatted(file: string, source: string): string {
  const biome = resolve(root, 'node_modules/@biomejs/biome/bin/biome');
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${file}`], {
    cwd: root,
    input: source,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
}

/** TypeScript allows an alias to refer to itself, but not a property of an interface, which is what a schema becomes. */
const jsonValue =
  'export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };';

async function schemaSource(api: OpenApi): Promise<string> {
  const [alias] = stringToAST('type Alias = JsonValue;') as { type: never }[];
  const nodes = await openapiTS(api as never, {
    inject: jsonValue,
    transform: (_, { path }) => (path?.endsWith('/schemas/JsonValue') ? alias!.type : undefined),
  });
  return `/**\n * Types of what the management API takes and answers, as openapi-typescript writes them.\n * ${notice}\n */\n${astToString(nodes)}`;
}

/** The generated files by path, as they have to be. */
export async function generate(): Promise<Map<string, string>> {
  const api = JSON.parse(await readFile(resolve(root, 'server/test/openapi.json'), 'utf8')) as OpenApi;
  const sources = [
    ['schema.ts', await schemaSource(api)],
    ['operations.ts', operationsSource(api)],
    ['table.ts', tableSource(api)],
  ] as const;
  return new Map(
    sources.map(([name, source]) => {
      const file = resolve(target, name);
      return [file, formatted(file, source)];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, source] of await generate()) await writeFile(file, source);
}
