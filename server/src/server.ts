/**
 * The HTTP server: one dispatcher in front of everything. It names the request and its client, finds the
 * tenant, sends `/oidc/*` to the provider and the rest to Hono. Endpoint addresses come from configuration and
 * registered custom domains, never from a Host or Forwarded header.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { App } from './app.ts';
import type { Tenant } from './features/tenants/index.ts';
import { errors } from './kernel/errors/index.ts';
import { mountAssets } from './kernel/html/assets.ts';
import type { AppEnv } from './kernel/http/app-env.ts';
import { clientAddress } from './kernel/http/client-address.ts';
import { handleError } from './kernel/http/error-response.ts';
import { apiHeaders, requestIdOf } from './kernel/http/headers.ts';
import { requestContext } from './kernel/http/request-context.ts';
import { addressSet } from './kernel/outbound/ranges.ts';
import { mountAll } from './routes.ts';

/** What the dispatcher has found out before Hono runs. */
interface Arrival {
  tenant: Tenant;
  requestId: string;
  address: string;
}

export interface RunningServer {
  server: Server;
  port: number;
  /** Takes no new requests, lets running ones finish for at most `graceMs`, then closes. */
  stop(graceMs?: number): Promise<void>;
}

const metadataPrefix = '/.well-known/oauth-authorization-server';

/**
 * The path and query of the request target, with `//` at its beginning taken as `/`: a published SDK joins an
 * endpoint that ends in a slash with a path that begins with one. An absolute target's host is ignored.
 */
export function pathOf(target: string): string | undefined {
  if (target.startsWith('/')) return target.replace(/^\/{2,}/, '/');
  const url = URL.parse(target);
  return url ? url.pathname.replace(/^\/{2,}/, '/') + url.search : undefined;
}

/** RFC 8414 section 3.1: the metadata of issuer `{base}/oidc` lives at `{origin}/.well-known/…/oidc`. */
function metadataPath(path: string): string | undefined {
  if (!path.startsWith(`${metadataPrefix}/`)) return undefined;
  const issuerPath = path.slice(metadataPrefix.length);
  return issuerPath.endsWith('/oidc') ? issuerPath + metadataPrefix : undefined;
}

/** Few values, whatever people send: the first two segments of known paths. */
function routeClass(target: string): string {
  const path = (pathOf(target) ?? '').split('?')[0]!.replace(/^\/t\/[^/]+/, '');
  const [, first = '', second = ''] = path.split('/');
  if (first === 'oidc')
    return /^(auth|token|me|jwks|session|device|request)$/.test(second) ? `oidc/${second}` : 'oidc/other';
  if (first === 'api') return /^[a-z-]+$/.test(second) ? `api/${second}`.slice(0, 40) : 'api/other';
  return /^(sign-in|register|forgot-password|callback|account|setup|invitation|assets|healthz|readyz|metrics|device|dev-mailbox|console|sso-tests|sign-in-preview|images|scim|saml)$/.test(
    first,
  )
    ? first
    : 'other';
}

function observe(
  app: App,
  req: IncomingMessage,
  res: ServerResponse,
  route: string,
  milliseconds: number,
): void {
  const status = res.writableFinished ? res.statusCode : 499;
  app.metrics.httpRequest({ route, method: req.method ?? 'GET', status, seconds: milliseconds / 1000 });
  const level = status >= 500 ? 'error' : 'debug';
  app.log[level]({ route, method: req.method, status, milliseconds: Math.round(milliseconds) }, 'request');
}

function answerError(res: ServerResponse, status: number, body: object): void {
  if (res.headersSent) return void res.destroy();
  for (const [name, value] of Object.entries(apiHeaders)) res.setHeader(name, value);
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(body));
}

function createHono(app: App, arrivals: WeakMap<IncomingMessage, Arrival>): Hono<AppEnv> {
  const hono = new Hono<AppEnv>();
  hono.use(async (c, next) => {
    const arrival = arrivals.get(c.env.incoming)!;
    c.set('tenant', arrival.tenant);
    c.set('requestId', arrival.requestId);
    c.set('address', arrival.address);
    c.set('log', app.log);
    await next();
  });
  hono.onError(handleError);
  hono.notFound((c) => handleError(errors['request.not_found'](), c) as Response);
  mountAssets(hono);
  mountAll(hono, app);
  return hono;
}

export function createDispatcher(app: App) {
  const arrivals = new WeakMap<IncomingMessage, Arrival>();
  const hono = createHono(app, arrivals);
  const origin = new URL(app.config.endpoint);
  const trusted = addressSet(app.config.trustedProxies);
  // With the adapter's own Response in place of the global one, an answer leaves in one write.
  const listener = getRequestListener((request, env) => hono.fetch(request, env as HttpBindings));

  async function dispatch(
    req: IncomingMessage,
    res: ServerResponse,
    requestId: string,
    address: string,
  ): Promise<void> {
    const target = pathOf(req.url ?? '/');
    if (!target) return answerError(res, 400, errors['request.invalid']().toJSON(requestId));
    const found = await app.tenants.resolve(metadataPath(target) ?? target, req.headers.host);
    if (!found) return answerError(res, 404, errors['request.not_found']().toJSON(requestId));
    const { tenant, path } = found;
    if (/^\/oidc(?=[/?]|$)/.test(path)) return app.oidc.handle(tenant, req, res, path);
    arrivals.set(req, { tenant, requestId, address });
    req.headers.host = origin.host;
    req.url = path;
    await listener(req, res);
  }

  return async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const requestId = requestIdOf(String(req.headers['x-request-id'] ?? ''));
    const forwarded = req.headers['x-forwarded-for'];
    const address = clientAddress(req.socket.remoteAddress ?? '', forwarded?.toString(), trusted);
    res.setHeader('x-request-id', requestId);
    if (origin.protocol === 'https:') res.setHeader('strict-transport-security', 'max-age=31536000');
    const started = performance.now();
    const route = routeClass(req.url ?? '/');
    res.once('close', () => observe(app, req, res, route, performance.now() - started));
    await requestContext.run(
      { requestId, address, userAgent: req.headers['user-agent']?.slice(0, 500) },
      async () => {
        try {
          await dispatch(req, res, requestId, address);
        } catch (error) {
          app.log.error({ err: error, requestId }, 'A request failed');
          answerError(res, 500, errors['server.internal']().toJSON(requestId));
        }
      },
    );
  };
}

/** Ends idle connections at once and busy ones after their answer. */
function stopServer(server: Server, sockets: Set<Socket>, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Listens on every address of `localhost` when that is the host, as browsers try both families. */
export async function listen(app: App): Promise<RunningServer> {
  const handle = createDispatcher(app);
  const server = createServer(
    { maxHeaderSize: 32 * 1024, requestTimeout: 30_000 },
    (req, res) => void handle(req, res),
  );
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const { host, port } = app.config;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => resolve());
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    stop: (graceMs = 10_000) => stopServer(server, sockets, graceMs),
  };
}
