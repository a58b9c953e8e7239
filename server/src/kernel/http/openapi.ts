/** Describes the routes as OpenAPI 3.1: generated from the same schemas that check requests and answers. */
import { z } from 'zod';
import { allErrors } from '../errors/index.ts';
import { ndjson } from './answer-stream.ts';
import { pageQuery } from './input.ts';
import { permissions } from './permissions.ts';
import type { Route } from './route.ts';

export interface ApiInfo {
  version: string;
  /** The tenant's base URL and issuer. */
  issuer: string;
  apiResource: string;
}

export type Document = Record<string, unknown>;
type Schemas = Record<string, Document>;

const commonErrors = [
  'auth.token_missing',
  'auth.token_invalid',
  'auth.forbidden',
  'request.invalid',
  'server.busy',
];
const bodyErrors = ['request.too_large', 'request.unsupported_media_type'];

/** What is read or made has no version that a change could be based on. */
const takesVersion = ({ versioned, method, status }: Route) =>
  versioned && method !== 'get' && !(method === 'post' && status === 201);

/** The codes that a route can answer, the generic ones included. */
export function errorCodes(route: Route): string[] {
  return [
    ...route.errors,
    ...(takesVersion(route) ? ['request.version_mismatch'] : []),
    ...(route.versioned === 'required' && takesVersion(route) ? ['request.version_required'] : []),
    ...(route.idempotent ? ['request.idempotency_mismatch'] : []),
    ...commonErrors,
    ...(route.body ? bodyErrors : []),
  ];
}

export function operationId({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path.split(/[/:-]+/).filter(Boolean);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

export const tagOf = (route: Route) => route.tag ?? route.path.split('/')[1] ?? '';

/** What JSON Schema can't say of a zod type is left open, except dates, which are RFC 3339 text at the wire. */
function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): Document {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      // Numbers in a query are text that is checked by a pattern first.
      if (jsonSchema.format === 'date-time' || jsonSchema.type === 'integer') delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      // Answers may grow fields; a client must not break on them.
      if (io === 'output' && jsonSchema.additionalProperties === false)
        delete jsonSchema.additionalProperties;
    },
  }) as Document;
}

/** Collects named schemas under components; a form that differs as input gets a name of its own. */
class Components {
  readonly schemas: Schemas = {};

  of(schema: z.ZodType, io: 'input' | 'output'): Document {
    const { properties, $defs = {} } = toJsonSchema(z.object({ root: schema }), io) as {
      properties: { root: Document };
      $defs?: Schemas;
    };
    const names = new Map(Object.entries($defs).map(([id, value]) => [id, this.#nameFor(id, value, io)]));
    for (const [id, value] of Object.entries($defs)) this.schemas[names.get(id)!] = renamed(value, names);
    return renamed(properties.root, names);
  }

  #nameFor(id: string, value: Document, io: 'input' | 'output'): string {
    const known = this.schemas[id];
    const same = known && JSON.stringify(known) === JSON.stringify(renamed(value, new Map()));
    return !known || same || io === 'output' ? id : `${id}Input`;
  }
}

/** Points every reference at the components. */
function renamed(value: Document, names: ReadonlyMap<string, string>): Document {
  const moved = JSON.stringify(value).replace(/"#\/\$defs\/([^"]+)"/g, (_, id: string) =>
    JSON.stringify(`#/components/schemas/${names.get(id) ?? id}`),
  );
  return JSON.parse(moved) as Document;
}

function parametersOf(route: Route, components: Components): Document[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = { ...route.query?.shape, ...(route.paginated ? pageQuery.shape : {}) };
  const inQuery = Object.entries(query).map(([name, schema]) => {
    const { description, ...rest } = components.of(schema as z.ZodType, 'input');
    const required = !(schema as z.ZodType).safeParse(undefined).success;
    return {
      name,
      in: 'query',
      required,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
  return [...inPath, ...inQuery, ...headersOf(route)];
}

function headersOf(route: Route): Document[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(takesVersion(route)
      ? [header('If-Match', route.versioned === 'required', 'The ETag that the change is based on.')]
      : []),
    ...(route.idempotent
      ? [
          header(
            'Idempotency-Key',
            false,
            'Makes a repetition answer what the first request did, for 24 hours.',
          ),
        ]
      : []),
  ];
}

function successOf(route: Route, components: Components): Document {
  if (route.response === null) return { 204: { description: 'Done.' } };
  const one = components.of(route.response, 'output');
  const schema = route.paginated ? { type: 'array', items: one } : one;
  const text = { schema: { type: 'string' } };
  const headers = {
    ...(route.paginated && { 'Total-Number': { schema: { type: 'integer' } }, Link: text }),
    ...(route.versioned && { ETag: text }),
    ...(route.idempotent && { 'Idempotency-Replayed': text }),
    ...(route.download && { 'Content-Disposition': text }),
  };
  return {
    [route.status]: {
      description: route.status === 201 ? 'Created.' : 'OK.',
      ...(Object.keys(headers).length > 0 && { headers }),
      content: { [route.download ? ndjson : 'application/json']: { schema } },
    },
  };
}

const retryAfter = { description: 'Seconds to wait.', schema: { type: 'integer' } };

/** By status, with the codes that it can mean. */
function failuresOf(route: Route): Document {
  const catalogue = new Map(allErrors().map((error) => [error.code, error]));
  const byStatus = new Map<number, string[]>();
  for (const code of errorCodes(route)) {
    const status = catalogue.get(code)?.status ?? 400;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const schema = { $ref: '#/components/schemas/Error' };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        ...((status === 429 || status === 503) && { headers: { 'Retry-After': retryAfter } }),
        content: { 'application/json': { schema } },
      },
    ]),
  );
}

function operationOf(route: Route, components: Components): Document {
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description && { description: route.description }),
    tags: [tagOf(route)],
    security: [{ oauth2: [route.permission] }],
    'x-permission': route.permission,
    parameters: parametersOf(route, components),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: components.of(route.body, 'input') } },
      },
    }),
    responses: { ...successOf(route, components), ...failuresOf(route) },
  };
}

const errorSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string' },
    message: { type: 'string' },
    data: {},
    requestId: { type: 'string' },
  },
};

/** The part that all tenants share, which takes most of the time to make. */
function describeRoutes(routes: readonly Route[]): { paths: Document; schemas: Schemas } {
  const components = new Components();
  const paths: Record<string, Document> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route, components) };
  }
  return { paths, schemas: { Error: errorSchema, ...components.schemas } };
}

const described = new WeakMap<readonly Route[], ReturnType<typeof describeRoutes>>();

export function openApiDocument(routes: readonly Route[], info: ApiInfo): Document {
  const { paths, schemas } = described.get(routes) ?? describeRoutes(routes);
  described.set(routes, { paths, schemas });
  const scopes = { all: 'Every permission', ...permissions };
  return {
    openapi: '3.1.0',
    info: { title: 'Gatehouse management API', version: info.version },
    servers: [{ url: info.apiResource }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: `Ask for the resource ${info.apiResource}.`,
          flows: { clientCredentials: { tokenUrl: `${info.issuer}/token`, scopes } },
        },
      },
    },
  };
}
