/**
 * Sign-in for Express 4 and 5.
 *
 * ```ts
 * const auth = gatehouse({ endpoint, appId, appSecret, baseUrl, cookieSecret });
 * app.use(auth);
 * app.get('/me', auth.requireSignIn(), (req, res) => res.json(req.gatehouse.claims));
 * ```
 */
import type { Request, RequestHandler } from 'express';
import { GatehouseError } from '../core/errors.ts';
import type { ServerConfig } from '../server/config.ts';
import type { RequestScope, StartOptions } from '../server/request-scope.ts';
import { GatehouseServer } from '../server/server.ts';
import type { GatehouseSession } from '../server/session.ts';
import { beforeHead, incoming, send } from './http.ts';

export * from '../server/index.ts';

declare global {
  namespace Express {
    interface Request {
      /** Who is signed in; there behind `app.use(gatehouse(…))`. */
      gatehouse: GatehouseSession;
    }
  }
}

/** Middleware with the routes of sign-in, sign-up, callback and sign-out, and what routes of the application need. */
export interface GatehouseExpress extends RequestHandler {
  /**
   * Lets only signed-in people through: pages are sent to the sign-in and come back, other requests get 401 as JSON
   * `{ code: 'not_authenticated', message, signIn }`.
   */
  requireSignIn(): RequestHandler;
  /**
   * A route that begins a sign-in of its own kind, such as
   * `app.get('/sign-in/acme', auth.signIn({ directSignIn: { method: 'sso', target: 'acme' } }))`.
   */
  signIn(options?: StartOptions): RequestHandler;
}

/**
 * Sign-in with Gatehouse, or any OpenID Provider, for an Express application. Use it before the routes that ask for
 * `req.gatehouse`.
 *
 * @param config the application; `baseUrl` and `cookieSecret` are this layer's own
 * @throws GatehouseError `invalid_config`, `cookie_secret_invalid`
 */
export function gatehouse(config: ServerConfig): GatehouseExpress {
  const server = new GatehouseServer(config);
  const scopes = new WeakMap<Request, RequestScope>();
  const middleware = passingErrors(async (req, res, next) => {
    const scope = server.begin(incoming(req), () => res.headersSent && server.reportLateCookies());
    const answer = await scope.route();
    if (answer) return send(res, answer);
    req.gatehouse = await scope.session();
    scopes.set(req, scope);
    beforeHead(res, () => scope.jar.setCookies());
    next();
  });
  const scopeOf = (req: Request): RequestScope => {
    const scope = scopes.get(req);
    if (scope) return scope;
    throw new GatehouseError('invalid_config', 'app.use(gatehouse(…)) has to come before this route');
  };
  return Object.assign(middleware, {
    requireSignIn: (): RequestHandler =>
      passingErrors(async (req, res, next) => {
        const scope = scopeOf(req);
        if (req.gatehouse.isAuthenticated) next();
        else await send(res, scope.refuse());
      }),
    signIn: (options: StartOptions = {}): RequestHandler =>
      passingErrors(async (req, res) => send(res, await scopeOf(req).startSignIn(options))),
  });
}

type AsyncHandler = (...args: Parameters<RequestHandler>) => Promise<void>;

/** Express 4 doesn't look at what a handler returns. */
function passingErrors(handler: AsyncHandler): RequestHandler {
  return (req, res, next) => {
    handler(req, res, next).catch(next);
  };
}
