/** A management API for tests: real routes on a real database, with a caller that the test chooses. */
import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { Database, TenantDb } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import type { AppEnv, RequestTenant } from './app-env.ts';
import { handleError } from './error-response.ts';
import { requestIdOf } from './headers.ts';
import { mountRoutes } from './mount.ts';
import type { Route } from './route.ts';

export interface TestAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; its shape is what the test says. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the answer as it expects it to be.
  json: any;
}

export interface TestApi {
  database: Database;
  db: TenantDb;
  tenant: RequestTenant;
  /** What the caller may do; change it at will. */
  permissions: string[];
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  /** A request as it stands: bodies and headers of the test's own making. */
  send(path: string, init?: RequestInit): Promise<TestAnswer>;
  /** The same API for another fresh tenant. */
  another(): Promise<TestApi>;
}

const settings = {};

async function createTenant(database: Database): Promise<string> {
  const id = `t${randomBytes(6).toString('hex')}`;
  await database.kysely.insertInto('tenants').values({ tenant_id: id, name: id, settings }).execute();
  return id;
}

function tenantOf(database: Database, id: string): RequestTenant {
  const baseUrl = `https://id.example/t/${id}`;
  const rest = { issuer: `${baseUrl}/oidc`, apiResource: `${baseUrl}/api`, settings, version: 1 };
  const own = { id, name: id, tag: 'production', basePath: `/t/${id}`, baseUrl, db: database.forTenant(id) };
  return { ...own, ...rest } as RequestTenant;
}

async function read(response: Response): Promise<TestAnswer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  const json: unknown = isJson && text ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

function apiOf(database: Database, routes: readonly Route[], id: string): TestApi {
  const tenant = tenantOf(database, id);
  const hono = new Hono<AppEnv>();
  hono.onError(handleError);
  hono.use(async (c, next) => {
    c.set('tenant', tenant);
    c.set('requestId', requestIdOf(c.req.header('x-request-id')));
    c.set('address', '192.0.2.1');
    c.set('log', pino({ level: 'silent' }));
    await next();
  });
  mountRoutes(hono, routes, {
    version: '0.0.0',
    authenticate: async () => ({
      actor: { type: 'application', id: 'tester' },
      permissions: api.permissions,
    }),
  });
  const api: TestApi = {
    database,
    db: tenant.db,
    tenant,
    permissions: ['all'],
    send: async (path, init) =>
      read(await hono.fetch(new Request(`http://hostile.example/api${path}`, init))),
    async call(method, path, body, headers = {}) {
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const init = { method, headers: { ...type, ...headers } };
      return api.send(path, { ...init, ...(body !== undefined && { body: JSON.stringify(body) }) });
    },
    async another() {
      return apiOf(database, routes, await createTenant(database));
    },
  };
  return api;
}

/** A fresh tenant on the given database, or on one of its own. */
export async function openTestApi(routes: readonly Route[], database?: Database): Promise<TestApi> {
  const open = database ?? (await openTestDatabase());
  return apiOf(open, routes, await createTenant(open));
}
