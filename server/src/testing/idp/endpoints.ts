/** The endpoints that need few lines: discovery, keys, userinfo, sign-out, revocation. */
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { tellParties } from './backchannel-logout.ts';
import type { Exchange } from './exchange.ts';
import { errorPage, page, signedOutPage } from './pages.tsx';
import { Refusal } from './problems.ts';
import { endSession } from './sessions.ts';
import type { Json } from './switch.ts';
import { personOf } from './token.ts';

const publicDocument = { 'cache-control': 'max-age=86400, private', 'access-control-allow-origin': '*' };

/** OpenID Connect Discovery 1.0 section 4. */
export function discovery(x: Exchange): Response {
  const document = x.directory.dialect.metadata(x.directory, x.segment);
  for (const { run, scene } of x.hooks('discovery')) run(document, scene);
  return Response.json(document, { headers: publicDocument });
}

export async function jwks(x: Exchange): Promise<Response> {
  const document = { keys: await publicKeys(x) };
  for (const { run, scene } of x.hooks('jwks')) await run(document, scene);
  return Response.json(document, { headers: publicDocument });
}

async function publicKeys({ directory }: Exchange): Promise<Json[]> {
  const keys = await directory.keys.published();
  return keys.map((key) => directory.dialect.publicKey(key, directory));
}

export const bearer = (request: Request): string | null =>
  /^bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;

/** OIDC Core 1.0 section 5.3. The directory is the token's own: Entra's userinfo serves every tenant. */
export function userinfo(x: Exchange): Response {
  const grant = x.world.grants.accessTokens.alive(bearer(x.request), x.world.now);
  if (!grant || grant.directory !== x.directory) return invalidToken();
  const { dialect, organization, issuer, url } = grant.directory;
  const facts = {
    grant,
    person: personOf(grant),
    organization,
    issuer,
    url,
    now: x.world.now,
    accessToken: '',
  };
  const claims = dialect.userinfo(facts);
  for (const { run, scene } of x.hooks('userinfo', { also: grant.via, client: grant.client }))
    run(claims, scene);
  return Response.json(claims, { headers: { 'cache-control': 'no-store' } });
}

function invalidToken(): Response {
  const body = {
    error: 'invalid_token',
    error_description: 'The access token is missing, invalid or expired.',
  };
  return Response.json(body, {
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  });
}

/** RP-Initiated Logout 1.0. Without a registered address the person stays on a "signed out" page. */
export async function logout(x: Exchange): Promise<Response> {
  const hint = x.parameters.get('id_token_hint');
  const clientId = (hint && (await clientOfHint(x, hint))) || x.parameters.get('client_id');
  // Okta signs nobody out without a valid hint.
  if (x.directory.organization.kind === 'okta' && (!hint || !clientId)) {
    return errorPage(x.directory, new Refusal('missing-field', 'id_token_hint'));
  }
  const told = await tellParties(x, clientId);
  const headers = { 'set-cookie': endSession(x) };
  const target = x.parameters.get('post_logout_redirect_uri');
  if (!target || !registered(x, clientId, target))
    return page(signedOutPage(x.directory, told), 200, headers);
  const location = new URL(target);
  const state = x.parameters.get('state');
  if (state !== null) location.searchParams.set('state', state);
  return new Response(null, { status: 302, headers: { ...headers, location: location.href } });
}

async function clientOfHint(x: Exchange, hint: string): Promise<string | undefined> {
  try {
    const keys = createLocalJWKSet({ keys: await publicKeys(x) } as unknown as JSONWebKeySet);
    const { payload } = await compactVerify(hint, keys, { algorithms: ['RS256'] });
    return JSON.parse(new TextDecoder().decode(payload)).aud;
  } catch {
    return undefined;
  }
}

/** Entra takes the address of any of the tenant's apps; the others want the client named. */
function registered(x: Exchange, clientId: string | null, target: string): boolean {
  const { clients, kind } = x.directory.organization;
  const eligible =
    kind === 'entra' && clientId === null ? clients : clients.filter((c) => c.clientId === clientId);
  return eligible.some((c) => c.postLogoutRedirectUris?.includes(target));
}

/** RFC 7009, without client authentication as at Google. An unknown token is a success (section 2.2). */
export function revoke(x: Exchange): Response {
  const value = x.parameters.get('token');
  if (!value) throw new Refusal('missing-field', 'token');
  const { accessTokens, refreshTokens } = x.world.grants;
  const issued = refreshTokens.find(value) ?? accessTokens.find(value);
  if (issued?.grant.directory === x.directory) issued.grant.revoked = true;
  return new Response(null, { status: 200 });
}
