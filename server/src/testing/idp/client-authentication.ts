/** Client authentication at the token endpoint (RFC 6749 section 2.3, RFC 7523): one method, checked strictly. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { verifyEntraAssertion } from './entra-assertions.ts';
import type { Exchange } from './exchange.ts';
import type { Client } from './organization.ts';
import { Refusal } from './problems.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export async function authenticateClient(x: Exchange): Promise<Client> {
  const basic = basicCredentials(x.request);
  const { parameters } = x;
  const used = [basic !== undefined, parameters.has('client_secret'), parameters.has('client_assertion')];
  if (used.filter(Boolean).length > 1) throw new Refusal('malformed', 'several client credentials');
  const clientId = basic?.id ?? parameters.get('client_id') ?? subjectOf(parameters.get('client_assertion'));
  if (!clientId) throw new Refusal('missing-field', 'client_id');
  const client = x.world.client(x.directory, clientId);
  const assertion = parameters.get('client_assertion');
  if (assertion !== null) await verifyBy(x, client)(x, client, assertion);
  else verifySecret(client, basic?.secret ?? parameters.get('client_secret'));
  return client;
}

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(request: Request): { id: string; secret: string } | undefined {
  const [, encoded] = /^basic +(.+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
  try {
    return { id: decode(id ?? ''), secret: decode(rest.join(':')) };
  } catch {
    throw new Refusal('malformed', 'Authorization header');
  }
}

function verifySecret(client: Client, given: string | null | undefined): void {
  const expected = client.clientSecret;
  const keys = [client.jwks, client.certificates, client.federatedCredentials];
  const isPublic = expected === undefined && keys.every((way) => way === undefined);
  if (isPublic && given != null) throw new Refusal('credential-unexpected');
  if (isPublic) return;
  if (given == null) throw new Refusal('credential-missing');
  if (expected === undefined || !sameText(expected, given))
    throw new Refusal('wrong-secret', client.clientId);
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function subjectOf(assertion: string | null): string | undefined {
  try {
    return JSON.parse(Buffer.from(assertion?.split('.')[1] ?? '', 'base64url').toString('utf8')).sub;
  } catch {
    return undefined;
  }
}

const verifyBy = (x: Exchange, client: Client) =>
  x.directory.organization.kind === 'entra' && !client.jwks ? verifyEntraAssertion : verifyAssertion;

/** RFC 7523 section 3: iss = sub = client, aud = this server, exp, and a jti used once. */
async function verifyAssertion(x: Exchange, client: Client, assertion: string): Promise<void> {
  if (x.parameters.get('client_assertion_type') !== assertionType)
    throw new Refusal('malformed', 'client_assertion_type');
  if (!client.jwks) throw new Refusal('bad-assertion');
  const audience = [
    x.directory.endpoint('token', x.segment),
    x.directory.endpoint('token'),
    x.directory.issuer,
  ];
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(client.jwks as JSONWebKeySet), {
      issuer: client.clientId,
      subject: client.clientId,
      audience,
      algorithms: ['RS256', 'PS256', 'ES256'],
      requiredClaims: ['exp', 'jti'],
      currentDate: new Date(x.world.milliseconds),
    });
    x.world.grants.useAssertion(`${client.clientId}|${payload.jti}`);
  } catch (error) {
    throw error instanceof errors.JWTExpired ? new Refusal('assertion-time') : new Refusal('bad-assertion');
  }
}
