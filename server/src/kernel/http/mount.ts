/** Mounts routes on a Hono application: authenticate, authorize, read, handle, answer. */
import { type Context, Hono } from 'hono';
import type { TenantDb } from '../db/index.ts';
import { errors, forbidden } from '../errors/index.ts';
import { answerList, answerOne, strip } from './answer.ts';
import { answerStream } from './answer-stream.ts';
import type { AppEnv } from './app-env.ts';
import { handleError } from './error-response.ts';
import { securityHeaders } from './headers.ts';
import { checkRepeated, idempotentRequest, RepeatedRequest, writeOnce } from './idempotency.ts';
import { type RouteInput, readInput } from './input.ts';
import { mountReference } from './openapi-routes.ts';
import { holds } from './permissions.ts';
import { type Actor, currentRequest, requestContext } from './request-context.ts';
import type { Route } from './route.ts';

export interface Authenticated {
  actor: Actor;
  permissions: readonly string[];
}

export interface MountOptions {
  /** Who asks, by the access token; throws `auth.unauthorized`. */
  authenticate(c: Context<AppEnv>): Promise<Authenticated>;
  /** Of Gatehouse, for the OpenAPI document. */
  version: string;
}

/** Events written by the handler name the actor. */
function asActor<T>(c: Context<AppEnv>, actor: Actor, run: () => Promise<T>): Promise<T> {
  const request = currentRequest();
  if (request) {
    request.actor = actor;
    return run();
  }
  const userAgent = c.req.header('user-agent');
  const info = { requestId: c.get('requestId'), address: c.get('address'), userAgent, actor };
  return requestContext.run(info, run);
}

/** The answer without what is shown once, as a repeated request gets it. */
function withoutShownOnce(route: Route, body: unknown): unknown {
  const hidden = Object.fromEntries(route.shownOnce.map((field) => [field, null]));
  return { ...(body as object), ...hidden };
}

async function handle(
  c: Context<AppEnv>,
  route: Route,
  input: RouteInput,
  caller: Authenticated,
): Promise<Response> {
  const { db } = c.get('tenant');
  const { actor } = caller;
  const request = route.idempotent
    ? idempotentRequest(c.req.header('idempotency-key'), {
        actor,
        method: route.method,
        path: c.req.path,
        body: input.body,
      })
    : undefined;
  if (request) await checkRepeated(db, request);
  const toBody = (result: unknown) => (route.response ? strip(route.response, result) : null);
  const write = (change: (tx: TenantDb) => Promise<unknown>) =>
    request
      ? writeOnce(db, request, change, (result) => withoutShownOnce(route, toBody(result)))
      : db.inTx(change);
  const context = { tenant: c.get('tenant'), db, ...input, ...caller, write, c };
  const result = await route.handler(context as never);
  if (route.download) return answerStream(c, route, result);
  return route.paginated ? answerList(c, route, input, result) : answerOne(c, route, toBody(result));
}

async function run(c: Context<AppEnv>, route: Route, options: MountOptions): Promise<Response> {
  const caller = await options.authenticate(c);
  if (!holds(caller.permissions, route.permission)) throw forbidden(route.permission);
  const input = await readInput(c, route);
  try {
    return await asActor(c, caller.actor, () => handle(c, route, input, caller));
  } catch (error) {
    if (!(error instanceof RepeatedRequest)) throw error;
    c.header('idempotency-replayed', 'true');
    return answerOne(c, route, error.body);
  }
}

/** OPTIONS says what there is; any other method that no route of the path has is a 405. */
function otherMethods(c: Context<AppEnv>, allowed: string): Response {
  c.header('allow', allowed);
  if (c.req.method === 'OPTIONS') return c.body(null, 204);
  throw errors['request.method_not_allowed']({}, { headers: { allow: allowed } });
}

function methodsOf(routes: readonly Route[]): Map<string, string> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    const own = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? ['OPTIONS']), ...own]);
  }
  return new Map([...methods].map(([path, list]) => [path, list.sort().join(', ')]));
}

/** Puts the management API under `/api`, with its description at `/api/openapi.json` and `/api/docs`. */
export function mountRoutes(hono: Hono<AppEnv>, routes: readonly Route[], options: MountOptions): void {
  const api = new Hono<AppEnv>();
  api.onError(handleError);
  api.use(securityHeaders());
  api.use(async (c, next) => {
    await next();
    if (c.get('requestId')) c.res.headers.set('x-request-id', c.get('requestId'));
  });
  mountReference(api, routes, options.version);
  for (const route of routes) api.on(route.method, route.path, (c) => run(c, route, options));
  for (const [path, allowed] of methodsOf(routes)) api.all(path, (c) => otherMethods(c, allowed));
  api.all('*', () => {
    throw errors['request.not_found']();
  });
  hono.route('/api', api);
}
