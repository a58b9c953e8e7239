/** The simulator's front door: finds whose address was asked for, records, misbehaves or answers. */

import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { authorize, login } from './authorize.ts';
import { controlRoutes } from './control.tsx';
import { bearer, discovery, jwks, logout, revoke, userinfo } from './endpoints.ts';
import { Exchange, readParameters } from './exchange.ts';
import { graph } from './graph.ts';
import { errorPage } from './pages.tsx';
import { Refusal } from './problems.ts';
import { apps } from './saml/apps.tsx';
import { samlLogout, signOutEverywhere } from './saml/logout.ts';
import { samlMetadata } from './saml/metadata.ts';
import { samlLogin, sso } from './saml/sso.ts';
import { type Endpoint, hangUp } from './switch.ts';
import { token } from './token.ts';
import type { Route, World } from './world.ts';

const handlers: Record<Endpoint, (x: Exchange) => Response | Promise<Response>> = {
  discovery,
  jwks,
  authorize,
  login,
  token,
  userinfo,
  logout,
  revoke,
  graph,
  'saml-metadata': samlMetadata,
  'saml-sso': sso,
  'saml-login': samlLogin,
  'saml-apps': apps,
  'saml-start': sso,
  'saml-logout': samlLogout,
  'saml-sign-out': signOutEverywhere,
};
const pages: Endpoint[] = [
  'authorize',
  'login',
  'logout',
  'saml-sso',
  'saml-login',
  'saml-apps',
  'saml-start',
  'saml-logout',
  'saml-sign-out',
];

export function simulatorApp(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.route('/', controlRoutes(world));
  app.all('*', async (c) => {
    const route = world.route(c.req.path);
    if (!route) return unknownAddress(world, c.req.path);
    const response = await exchange(world, route, c.req.raw);
    if (response !== hangUp) return response;
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  });
  return app;
}

async function exchange(world: World, route: Route, request: Request): Promise<Response | typeof hangUp> {
  const parameters = await readParameters(request);
  const directory = tokensDirectory(world, route, request);
  const x = new Exchange(world, { ...route, directory }, request, parameters);
  const { endpoint } = route;
  world.recorder.add(request, parameters, { organization: directory.id, endpoint, at: world.milliseconds });
  for (const { run, scene } of x.hooks('answer')) {
    const answer = await run(scene);
    if (answer !== undefined) return answer;
  }
  try {
    return await handlers[endpoint](x);
  } catch (error) {
    return refuse(x, error instanceof Refusal ? error : unexpected(error));
  }
}

/** Entra's userinfo and Graph have one address for all tenants: the access token says whose it is. */
function tokensDirectory(
  { grants }: World,
  { directory, endpoint }: Route,
  request: Request,
): Route['directory'] {
  const owner =
    endpoint === 'userinfo' || endpoint === 'graph'
      ? grants.accessTokens.find(bearer(request))?.grant.directory
      : undefined;
  return owner?.dialect === directory.dialect && directory.dialect.kind === 'entra' ? owner : directory;
}

function refuse(x: Exchange, refusal: Refusal): Response {
  if (pages.includes(x.endpoint)) return errorPage(x.directory, refusal);
  const { status } = refusal.facts;
  const basic = status === 401 && x.request.headers.has('authorization');
  return Response.json(x.directory.dialect.tokenError(refusal, x.world.now), {
    status,
    headers: { 'cache-control': 'no-store', ...(basic ? { 'www-authenticate': 'Basic' } : {}) },
  });
}

function unexpected(error: unknown): Refusal {
  console.error('idp-simulator:', error);
  return new Refusal('server-error');
}

const entraPath =
  /^\/([^/]+)\/(v2\.0\/\.well-known\/openid-configuration|(?:oauth2|discovery)\/v2\.0\/([a-z]+))$/;

/** A path of Entra's shape names a tenant that doesn't exist; everything else is just not there. */
function unknownAddress(world: World, path: string): Response {
  const [, tenant, , endpoint] = entraPath.exec(path) ?? [];
  const shared = world.directories.find((d) => d.id === 'common');
  if (tenant === undefined || !shared) return new Response('Not found', { status: 404 });
  const refusal = new Refusal('unknown-tenant', tenant);
  if (endpoint === 'authorize' || endpoint === 'logout') return errorPage(shared, refusal);
  return Response.json(shared.dialect.tokenError(refusal, world.now), { status: refusal.facts.status });
}
