/**
 * Sign-in for Next.js 15 and later (App Router).
 *
 * ```ts
 * // lib/auth.ts
 * export const auth = gatehouse({ endpoint, appId, appSecret, baseUrl, cookieSecret });
 * // app/auth/[...gatehouse]/route.ts
 * export const { GET, POST } = auth.handlers;
 * // proxy.ts (middleware.ts before Next.js 16)
 * export const proxy = auth.middleware({ protect: ['/account'] });
 * // a server component
 * const { isAuthenticated, claims } = await auth.getContext();
 * ```
 *
 * While a page renders, Next.js can't set cookies, so a token that is refreshed there would be lost. Tokens are
 * therefore renewed in the middleware and in route handlers; a page that finds none says `unsupported`.
 */
import { GatehouseError } from '../core/errors.ts';
import type { ServerConfig } from '../server/config.ts';
import type { RequestScope, StartOptions } from '../server/request-scope.ts';
import { isPrefetch } from '../server/requests.ts';
import { GatehouseServer } from '../server/server.ts';
import { type GatehouseSession, type Identity, identity } from '../server/session.ts';

export * from '../server/index.ts';

/** A route handler of the App Router. */
export type RouteHandler = (request: Request) => Promise<Response>;

/** Which pages ask for a sign-in, and what the middleware keeps fresh. */
export interface MiddlewareOptions {
  /** These paths and all below them; or a function of the path. */
  protect?: string[] | ((path: string) => boolean);
  /** Resources whose access tokens pages use; default the `resources` of the configuration. */
  resources?: string[];
}

/** What a page may ask for beside the claims. */
export interface ContextOptions {
  fetchUserInfo?: boolean;
  resource?: string;
  organizationId?: string;
}

/** Who is signed in, and the access token that was asked for. */
export type PageContext = Identity & { readonly accessToken?: string };

/** What an application uses. */
export interface GatehouseNext {
  /** For `app/auth/[...gatehouse]/route.ts`: sign-in, sign-up, callback and sign-out. */
  handlers: { GET: RouteHandler; POST: RouteHandler };
  /**
   * Who is signed in, in server components, server actions and route handlers.
   *
   * @throws GatehouseError `unsupported` when an access token would have to be renewed: that is the middleware's part
   */
  getContext(options?: ContextOptions): Promise<PageContext>;
  /**
   * A route handler for signed-in people only; others are sent to the sign-in, and scripts get 401 as JSON
   * `{ code: 'not_authenticated', message, signIn }`. Tokens are renewed here when they need to be.
   */
  requireSignIn<Route>(
    handler: (request: Request, session: GatehouseSession, route: Route) => Response | Promise<Response>,
  ): (request: Request, route: Route) => Promise<Response>;
  /** A route handler that begins a sign-in of its own kind: `export const GET = auth.signIn({ directSignIn })`. */
  signIn(options?: StartOptions): RouteHandler;
  /**
   * The function for `proxy.ts` (`middleware.ts`): sends people who aren't signed in away from protected paths, and
   * renews tokens before pages need them. It is a convenience: a page with secrets asks {@link getContext} itself too.
   */
  middleware(options?: MiddlewareOptions): (request: Request) => Promise<Response>;
}

const paths = {
  signIn: '/auth/sign-in',
  signUp: '/auth/sign-up',
  callback: '/auth/callback',
  signOut: '/auth/sign-out',
  backchannelLogout: '/auth/backchannel-logout',
};

/**
 * Sign-in with Gatehouse, or any OpenID Provider, for a Next.js application.
 *
 * @param config the application; the paths are `/auth/sign-in`, `/auth/callback`, … unless given
 * @throws GatehouseError `invalid_config`, `cookie_secret_invalid`
 */
export function gatehouse(config: ServerConfig): GatehouseNext {
  const server = new GatehouseServer({ ...config, paths: { ...paths, ...config.paths } });
  const begin = (request: Request): RequestScope => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    return server.begin({ method, target: pathname + search, headers, body: () => request.text() });
  };
  const handle: RouteHandler = async (request) =>
    (await begin(request).route()) ?? new Response('Not found', { status: 404 });
  return {
    handlers: { GET: handle, POST: handle },
    async getContext(options) {
      const { headers } = await import('next/headers');
      const scope = server.begin({ method: 'GET', target: '/', headers: await headers() });
      scope.storage.forbidChanges(whileRendering);
      const context = await scope.client.getContext({ fetchUserInfo: config.fetchUserInfo, ...options });
      return { ...identity(context), accessToken: context.accessToken };
    },
    requireSignIn: (handler) => async (request, route) => {
      const scope = begin(request);
      const session = await scope.session();
      return scope.withCookies(
        session.isAuthenticated ? await handler(request, session, route) : scope.refuse(),
      );
    },
    signIn: (options) => async (request) => {
      const scope = begin(request);
      return scope.withCookies(await scope.startSignIn(options));
    },
    middleware: (options = {}) => {
      const resources = options.resources ?? config.resources ?? [];
      return async (request) => {
        const scope = begin(request);
        if (scope.isOurs()) return goOn(scope);
        const signedIn = await renew(scope, resources);
        if (!signedIn && isProtected(scope, options.protect)) return scope.withCookies(scope.refuse());
        return goOn(scope);
      };
    },
  };
}

const whileRendering = (): GatehouseError =>
  new GatehouseError('unsupported', 'an access token cannot be renewed while a page renders', {
    hint: 'Export auth.middleware() from proxy.ts (middleware.ts) for this path, with this resource in `resources`.',
  });

function isProtected(scope: RequestScope, protect: MiddlewareOptions['protect'] = []): boolean {
  const [path = '/'] = scope.target.split('?', 1);
  if (typeof protect === 'function') return protect(path);
  return protect.some(
    (start) => path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`),
  );
}

/** Whether somebody is signed in, with tokens that last for the page. What can't be renewed shows where it is used. */
async function renew(scope: RequestScope, resources: string[]): Promise<boolean> {
  const { client, request, server } = scope;
  const session = await client.isAuthenticated();
  if (!session || isPrefetch(request.headers)) return session;
  for (const resource of [undefined, ...resources]) {
    try {
      await client.getAccessToken(resource);
    } catch (error) {
      if (!(error instanceof GatehouseError) || error.code === 'storage_error') throw error;
      if (error.code !== 'no_refresh_token') server.report(error);
    }
  }
  return client.isAuthenticated();
}

/** On to the page, which already sees the cookies that this response sets. */
async function goOn(scope: RequestScope): Promise<Response> {
  const { NextResponse } = await import('next/server');
  const headers = new Headers(scope.request.headers);
  const cookies = scope.jar.cookieHeader();
  if (cookies === '') headers.delete('cookie');
  else headers.set('cookie', cookies);
  const response = NextResponse.next({ request: { headers } });
  const ours = scope.jar.setCookies();
  for (const cookie of ours) response.headers.append('set-cookie', cookie);
  if (ours.length > 0) response.headers.set('cache-control', 'no-store');
  return response;
}
