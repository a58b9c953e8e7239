/** The token endpoint: code and refresh token grants (RFC 6749 sections 4.1.3 and 6, RFC 7636 section 4.6). */
import { createHash, randomUUID } from 'node:crypto';
import { authenticateClient } from './client-authentication.ts';
import { type Exchange, isForm } from './exchange.ts';
import { accessTokenLifetime, type Grant } from './grants.ts';
import type { Client, Person } from './organization.ts';
import { Refusal } from './problems.ts';
import { sign } from './sign.ts';
import type { Json } from './switch.ts';
import { isShared } from './world.ts';

const refreshLifetime = 90 * 86_400;

export async function token(x: Exchange): Promise<Response> {
  if (x.request.method !== 'POST' || !isForm(x.request))
    throw new Refusal('malformed', 'a form must be posted');
  const repeated = x.repeated;
  if (repeated) throw new Refusal('malformed', `${repeated} is repeated`);
  const grantType = field(x, 'grant_type');
  const client = await authenticateClient(x);
  if (grantType === 'client_credentials') return applicationToken(x, client);
  const grant = redeem(x, client, grantType);
  const body = await tokensFor(x, grant, grantType === 'authorization_code');
  return Response.json(body, { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
}

/** Entra: a token for the application itself, which nothing here takes. */
function applicationToken(x: Exchange, client: Client): Response {
  if (x.directory.organization.kind !== 'entra' || isShared(x.directory))
    throw new Refusal('unsupported-grant', 'client_credentials');
  if (!field(x, 'scope').endsWith('/.default')) throw new Refusal('bad-scope');
  const isPublic = [client.clientSecret, client.certificates, client.federatedCredentials].every(
    (way) => way === undefined,
  );
  if (isPublic) throw new Refusal('credential-missing');
  const body = { token_type: 'Bearer', expires_in: accessTokenLifetime, access_token: randomUUID() };
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}

function field(x: Exchange, name: string): string {
  const value = x.parameters.get(name);
  if (!value) throw new Refusal('missing-field', name);
  return value;
}

function redeem(x: Exchange, client: Client, grantType: string): Grant {
  if (grantType === 'authorization_code') return redeemCode(x, client);
  if (grantType === 'refresh_token') return redeemRefreshToken(x, client);
  throw new Refusal('unsupported-grant', grantType);
}

function redeemCode(x: Exchange, client: Client): Grant {
  const issued = x.world.grants.codes.find(field(x, 'code'));
  if (!issued || issued.expires <= x.world.now) throw new Refusal('code-unknown');
  const { grant } = issued;
  if (grant.client.clientId !== client.clientId) throw new Refusal('code-unknown');
  if (!servedHere(x, grant)) throw new Refusal('code-of-other-tenant');
  if (issued.used) {
    // RFC 6749 section 4.1.2: a code seen twice takes the tokens issued for it along.
    grant.revoked = true;
    throw new Refusal('code-reused');
  }
  issued.used = true;
  const redirectUri = field(x, 'redirect_uri');
  if (redirectUri !== grant.redirectUri) throw new Refusal('code-redirect-uri', redirectUri);
  verifyPkce(grant, x.parameters.get('code_verifier'));
  return grant;
}

/** A tenant's code at another tenant's path is refused; Entra's shared paths serve every tenant. */
function servedHere({ directory }: Exchange, grant: Grant): boolean {
  const { dialect } = grant.directory;
  if (directory === grant.directory || directory === grant.via) return true;
  return isShared(directory) && directory.dialect === dialect;
}

/** A verifier nobody announced is refused too: RFC 9700 section 4.8.2, PKCE downgrade. */
function verifyPkce({ codeChallenge, codeChallengeMethod }: Grant, verifier: string | null): void {
  if (codeChallenge === undefined && verifier === null) return;
  if (verifier === null || codeChallenge === undefined) throw new Refusal('pkce-mismatch');
  const derived =
    codeChallengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  if (derived !== codeChallenge) throw new Refusal('pkce-mismatch');
}

function redeemRefreshToken(x: Exchange, client: Client): Grant {
  const { refreshTokens } = x.world.grants;
  const value = field(x, 'refresh_token');
  const grant = refreshTokens.alive(value, x.world.now);
  if (!grant || grant.client.clientId !== client.clientId) throw new Refusal('refresh-token-unknown');
  if (!servedHere(x, grant)) throw new Refusal('code-of-other-tenant');
  const issued = refreshTokens.find(value);
  if (issued && client.rotatesRefreshTokens) {
    if (issued.used) {
      grant.revoked = true;
      throw new Refusal('refresh-token-unknown');
    }
    issued.used = true;
  }
  return grant;
}

async function tokensFor(x: Exchange, grant: Grant, first: boolean): Promise<Json> {
  const { grants, now } = x.world;
  const person = personOf(grant);
  const accessToken = grants.accessTokens.issue(grant, now + accessTokenLifetime);
  // Only the code's own ID token answers the request's nonce (OIDC Core 1.0 section 12.2).
  const claimsGrant = first ? grant : { ...grant, nonce: undefined };
  const body: Json = {
    token_type: 'Bearer',
    scope: grant.scope.join(' '),
    expires_in: accessTokenLifetime,
    access_token: accessToken,
    id_token: await idToken(x, claimsGrant, person, accessToken),
  };
  const again = first || grant.directory.organization.kind === 'entra' || grant.client.rotatesRefreshTokens;
  if (grant.offline && again) body.refresh_token = grants.refreshTokens.issue(grant, now + refreshLifetime);
  for (const { run, scene } of x.hooks('tokenResponse', { also: grant.directory })) run(body, scene);
  return body;
}

export function personOf({ directory, personId }: Grant): Person {
  const person = directory.person(personId);
  if (!person || person.disabled) throw new Refusal('user-disabled', personId);
  return person;
}

async function idToken(x: Exchange, grant: Grant, person: Person, accessToken: string): Promise<string> {
  const { directory, client } = grant;
  const { organization, issuer, url } = directory;
  const claims = directory.dialect.idToken({
    grant,
    person,
    organization,
    issuer,
    url,
    now: x.world.now,
    accessToken,
  });
  for (const { run, scene } of x.hooks('claims', { also: directory, client })) run(claims, scene);
  for (const { run, scene } of x.hooks('sign', { also: directory, client })) return run(claims, scene);
  return sign(claims, await directory.keys.current());
}
