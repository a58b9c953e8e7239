/**
 * Hands a request to the tenant's Provider. Addresses come from the configured endpoint and never from
 * Host or Forwarded headers (engine notes 1): the request is rewritten before the library sees it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errorShape } from './middleware.ts';
import { RequestScope, runInScope } from './request-scope.ts';
import * as store from './store.ts';

const largestForm = 16 * 1024;
const largestQuery = 4 * 1024;
/** Kind and parameter of an authorization request that came by POST and is too long for an address. */
const postedRequest = 'PostedRequest';
const postedParameter = 'gatehouse_request';

interface AddressParts {
  host: string;
  protocol: string;
  mountPath: string;
}

const partsByTenant = new WeakMap<Tenant, AddressParts>();

function partsOf(tenant: Tenant): AddressParts {
  const known = partsByTenant.get(tenant);
  if (known) return known;
  const { host, protocol, pathname } = new URL(tenant.issuer);
  const parts = { host, protocol: protocol.slice(0, -1), mountPath: pathname };
  partsByTenant.set(tenant, parts);
  return parts;
}

export function rewriteForProvider(tenant: Tenant, req: IncomingMessage, path: string): void {
  const { host, protocol, mountPath } = partsOf(tenant);
  req.headers.host = host;
  req.headers['x-forwarded-proto'] = protocol;
  delete req.headers['x-forwarded-host'];
  delete req.headers.forwarded;
  delete req.headers['x-forwarded-for'];
  delete req.headers[':authority'];
  const below = path.slice('/oidc'.length);
  req.url = below.startsWith('/') ? below : `/${below}`;
  // The library's mount path. Not `originalUrl`: it would look for the first place of `url` in it, which
  // for a tenant called `media` and the address `/me` is inside the tenant's name.
  Object.assign(req, { baseUrl: mountPath });
}

function answerJson(res: ServerResponse, status: number, body: Record<string, unknown>): void {
  res.statusCode = status;
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('cache-control', 'no-store');
  res.end(JSON.stringify(errorShape(body)));
}

/** PostgreSQL can't store it and no parameter has it. */
const hasNul = (url: string) => /%00|\0/.test(url);

function refuseNul(res: ServerResponse): void {
  answerJson(res, 400, { error: 'invalid_request', error_description: 'NUL is not allowed' });
}

async function readForm(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > largestForm) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** OpenID Connect Core section 3.1.2.1: POST works like GET. Lax cookies don't come along, so GET follows. */
async function redirectPosted(tenant: Tenant, req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!req.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return answerJson(res, 415, { error: 'invalid_request', error_description: 'send a form' });
  }
  const form = await readForm(req);
  if (form === undefined) {
    res.setHeader('connection', 'close');
    return answerJson(res, 413, {
      error: 'invalid_request',
      error_description: 'the request is larger than 16 kB',
    });
  }
  const params = new URLSearchParams(form);
  let query = params.toString();
  if (hasNul(query)) return refuseNul(res);
  if (query.length > largestQuery) query = await keepRequest(tenant, params.get('client_id') ?? '', query);
  res.statusCode = 303;
  res.setHeader('location', `${tenant.issuer}/auth?${query}`);
  res.setHeader('cache-control', 'no-store');
  res.end();
}

async function keepRequest(tenant: Tenant, clientId: string, query: string): Promise<string> {
  const id = randomToken(32);
  const scope = new RequestScope(tenant);
  scope.tokenWrites.set(id, {
    kind: postedRequest,
    id: sha256(`${clientId} ${id}`),
    grantId: null,
    userId: null,
    applicationId: clientId,
    userCode: null,
    payload: { query },
    ttl: 60,
  });
  await store.flush(tenant.db, scope);
  return new URLSearchParams({ client_id: clientId, [postedParameter]: id }).toString();
}

/** Puts a kept request back in place; one that is gone stays as it is and fails like an incomplete one. */
async function restorePosted(tenant: Tenant, req: IncomingMessage): Promise<void> {
  const [path, query] = (req.url ?? '').split('?');
  if (path !== '/auth' || !query?.includes(postedParameter)) return;
  const params = new URLSearchParams(query);
  const id = `${params.get('client_id') ?? ''} ${params.get(postedParameter) ?? ''}`;
  const kept = await store.takeToken(tenant.db, postedRequest, sha256(id));
  if (kept) req.url = `/auth?${String(kept.query)}`;
}

type Handler = ReturnType<Provider['callback']>;
const handlers = new WeakMap<Provider, Handler>();

/** Composing the middleware is work for once, not for every request. */
function handlerOf(provider: Provider): Handler {
  const handler = handlers.get(provider) ?? provider.callback();
  handlers.set(provider, handler);
  return handler;
}

export async function handleOidc(
  tenant: Tenant,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  if (hasNul(path)) return refuseNul(res);
  rewriteForProvider(tenant, req, path);
  if (req.method === 'POST' && req.url?.split('?')[0] === '/auth') return redirectPosted(tenant, req, res);
  if (req.method === 'GET') await restorePosted(tenant, req);
  await runInScope(new RequestScope(tenant), () => handlerOf(provider)(req, res));
}
