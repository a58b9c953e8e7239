/**
 * Sign-in for Fastify 5.
 *
 * ```ts
 * const auth = gatehouse({ endpoint, appId, appSecret, baseUrl, cookieSecret });
 * app.register(auth.plugin);
 * app.get('/me', { preHandler: auth.requireSignIn() }, (request) => request.gatehouse.claims);
 * ```
 */
import type {
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  preHandlerAsyncHookHandler,
  RouteHandlerMethod,
} from 'fastify';
import { GatehouseError } from '../core/errors.ts';
import type { ServerConfig } from '../server/config.ts';
import { toHeaders } from '../server/headers.ts';
import type { RequestScope, StartOptions } from '../server/request-scope.ts';
import { GatehouseServer } from '../server/server.ts';
import type { GatehouseSession } from '../server/session.ts';

export * from '../server/index.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; there behind `app.register(auth.plugin)`. */
    gatehouse: GatehouseSession;
  }
}

/** What an application registers and uses in its routes. */
export interface GatehouseFastify {
  /** The routes of sign-in, sign-up, callback and sign-out, and `request.gatehouse` for the whole application. */
  plugin: FastifyPluginAsync;
  /**
   * A `preHandler` (or `onRequest` hook of a scope) that lets only signed-in people through: pages are sent to the
   * sign-in and come back, other requests get 401 as JSON `{ code: 'not_authenticated', message, signIn }`.
   */
  requireSignIn(): preHandlerAsyncHookHandler;
  /** A route that begins a sign-in of its own kind: `app.get('/sign-in/acme', auth.signIn({ directSignIn }))`. */
  signIn(options?: StartOptions): RouteHandlerMethod;
}

/**
 * Sign-in with Gatehouse, or any OpenID Provider, for a Fastify application.
 *
 * @param config the application; `baseUrl` and `cookieSecret` are this layer's own
 * @throws GatehouseError `invalid_config`, `cookie_secret_invalid`
 */
export function gatehouse(config: ServerConfig): GatehouseFastify {
  const server = new GatehouseServer(config);
  const scopes = new WeakMap<FastifyRequest, RequestScope>();
  const scopeOf = (request: FastifyRequest): RequestScope => {
    const scope = scopes.get(request);
    if (scope) return scope;
    throw new GatehouseError('invalid_config', 'app.register(auth.plugin) has to come before this route');
  };
  return {
    plugin: forTheWholeApplication(async (app) => {
      addSession(app, server, scopes);
      await app.register(async (scoped) => addRoutes(scoped, server, scopeOf));
    }),
    requireSignIn: () => async (request, reply) => {
      if (!request.gatehouse.isAuthenticated) return send(reply, scopeOf(request).refuse());
    },
    signIn:
      (options = {}) =>
      async (request, reply) =>
        send(reply, await scopeOf(request).startSignIn(options)),
  };
}

/** What fastify-plugin does: hooks and decorators of the plugin are not for itself alone. */
function forTheWholeApplication(plugin: FastifyPluginAsync): FastifyPluginAsync {
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: '@gatehouse/sdk/fastify',
  });
}

function addSession(
  app: FastifyInstance,
  server: GatehouseServer,
  scopes: WeakMap<FastifyRequest, RequestScope>,
): void {
  app.decorateRequest('gatehouse');
  app.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request.raw;
    const incoming = {
      method: method ?? 'GET',
      target: url ?? '/',
      headers: toHeaders(headers),
      body: async () => (typeof request.body === 'string' ? request.body : ''),
    };
    const scope = server.begin(incoming, () => reply.raw.headersSent && server.reportLateCookies());
    scopes.set(request, scope);
    if (!scope.isOurs()) request.gatehouse = await scope.session();
  });
  app.addHook('onSend', async (request, reply) => {
    const scope = scopes.get(request);
    const cookies = scope && !scope.isOurs() ? scope.jar.setCookies() : [];
    if (cookies.length === 0) return;
    for (const cookie of cookies) reply.header('set-cookie', cookie);
    // A response with a session in it is for one person: no cache may keep it.
    reply.header('cache-control', 'no-store');
  });
}

/** In a scope of its own: here a form is text, whatever the application makes of forms. */
function addRoutes(
  app: FastifyInstance,
  server: GatehouseServer,
  scopeOf: (request: FastifyRequest) => RequestScope,
): void {
  const form = 'application/x-www-form-urlencoded';
  if (app.hasContentTypeParser(form)) app.removeContentTypeParser(form);
  app.addContentTypeParser(form, { parseAs: 'string', bodyLimit: 64_000 }, (_request, body, done) =>
    done(null, body),
  );
  const { paths, basePath } = server.config;
  for (const [name, path] of Object.entries(paths)) {
    if (name === 'backchannelLogout' && !server.logouts) continue;
    const method = methods[name as keyof typeof paths];
    for (const url of new Set([path, basePath + path])) {
      app.route({
        method,
        url,
        handler: async (request, reply) => {
          const answer = await scopeOf(request).route();
          return answer ? send(reply, answer) : reply.callNotFound();
        },
      });
    }
  }
}

const methods = {
  signIn: ['GET'],
  signUp: ['GET'],
  callback: ['GET'],
  signOut: ['GET', 'POST'],
  backchannelLogout: ['POST'],
};

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  reply.code(answer.status);
  for (const [name, value] of answer.headers) reply.header(name, value);
  return reply.send(await answer.text());
}
