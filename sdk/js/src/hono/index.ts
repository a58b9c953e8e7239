/**
 * Sign-in for Hono, on every runtime that it knows.
 *
 * ```ts
 * const auth = gatehouse({ endpoint, appId, appSecret, baseUrl, cookieSecret });
 * const app = new Hono();
 * app.use(auth.middleware);
 * app.get('/me', auth.requireSignIn(), (c) => c.json(c.get('gatehouse').claims));
 * ```
 */
import type { Context, Handler, MiddlewareHandler } from 'hono';
import { GatehouseError } from '../core/errors.ts';
import type { ServerConfig } from '../server/config.ts';
import type { RequestScope, StartOptions } from '../server/request-scope.ts';
import { GatehouseServer } from '../server/server.ts';
import type { GatehouseSession } from '../server/session.ts';

export * from '../server/index.ts';

declare module 'hono' {
  interface ContextVariableMap {
    /** Who is signed in; there behind `app.use(auth.middleware)`. */
    gatehouse: GatehouseSession;
  }
}

/** What an application uses. */
export interface GatehouseHono {
  /** The routes of sign-in, sign-up, callback and sign-out, and `c.get('gatehouse')` behind it. */
  middleware: MiddlewareHandler;
  /**
   * Lets only signed-in people through: pages are sent to the sign-in and come back, other requests get 401 as JSON
   * `{ code: 'not_authenticated', message, signIn }`.
   */
  requireSignIn(): MiddlewareHandler;
  /** A route that begins a sign-in of its own kind: `app.get('/sign-in/acme', auth.signIn({ directSignIn }))`. */
  signIn(options?: StartOptions): Handler;
}

/**
 * Sign-in with Gatehouse, or any OpenID Provider, for a Hono application.
 *
 * @param config the application; `baseUrl` and `cookieSecret` are this layer's own
 * @throws GatehouseError `invalid_config`, `cookie_secret_invalid`
 */
export function gatehouse(config: ServerConfig): GatehouseHono {
  const server = new GatehouseServer(config);
  const scopes = new WeakMap<Context, RequestScope>();
  const scopeOf = (c: Context): RequestScope => {
    const scope = scopes.get(c);
    if (scope) return scope;
    throw new GatehouseError('invalid_config', 'app.use(auth.middleware) has to come before this route');
  };
  return {
    middleware: async (c, next) => {
      let answered = false;
      const scope = server.begin(incoming(c), () => answered && server.reportLateCookies());
      const answer = await scope.route();
      if (answer) return answer;
      scopes.set(c, scope);
      c.set('gatehouse', await scope.session());
      await next();
      answered = true;
      addCookies(c, scope.jar.setCookies());
    },
    requireSignIn: () => async (c, next) => {
      if (!c.get('gatehouse')?.isAuthenticated) return scopeOf(c).refuse();
      await next();
    },
    signIn:
      (options = {}) =>
      (c) =>
        scopeOf(c).startSignIn(options),
  };
}

function incoming({ req }: Context) {
  const { pathname, search } = new URL(req.url);
  const { method, headers } = req.raw;
  return { method, target: pathname + search, headers, body: () => req.text() };
}

/** A response with a session in it is for one person: no cache may keep it. */
function addCookies(c: Context, cookies: string[]): void {
  if (cookies.length === 0) return;
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
}
