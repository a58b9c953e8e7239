/**
 * Client assertions as Entra ID takes them: signed by a key whose certificate was uploaded, or by an outside issuer
 * that was entered as a federated credential, whose discovery document and keys are read then and there.
 */
import { createHash, X509Certificate } from 'node:crypto';
import {
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import type { Exchange } from './exchange.ts';
import type { Client } from './organization.ts';
import { Refusal } from './problems.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const exchangeAudience = /^api:\/\/AzureADTokenExchange/;
/** Entra looks no further. */
const keysLookedAt = 100;
const patience = 5_000;

export async function verifyEntraAssertion(x: Exchange, client: Client, assertion: string): Promise<void> {
  if (x.parameters.get('client_assertion_type') !== assertionType)
    throw new Refusal('malformed', 'client_assertion_type');
  const { header, payload } = decoded(assertion);
  if (payload.iss === client.clientId) await verifyByCertificate(x, client, assertion, header);
  else await verifyFederated(x, client, assertion, header, payload);
}

function decoded(assertion: string) {
  try {
    return { header: decodeProtectedHeader(assertion), payload: decodeJwt(assertion) };
  } catch {
    throw new Refusal('bad-assertion');
  }
}

type Header = Record<string, unknown>;

async function verifyByCertificate(x: Exchange, client: Client, assertion: string, header: Header) {
  const certificate = (client.certificates ?? [])
    .map((pem) => new X509Certificate(pem))
    .find((known) => thumbprintOf(known) === header['x5t#S256']);
  if (!certificate || Date.parse(certificate.validTo) <= x.world.milliseconds)
    throw new Refusal('bad-assertion');
  const payload = await verified(() =>
    jwtVerify(assertion, certificate.publicKey, {
      issuer: client.clientId,
      subject: client.clientId,
      audience: [x.directory.endpoint('token', x.segment), x.directory.endpoint('token')],
      algorithms: ['PS256'],
      requiredClaims: ['exp', 'nbf', 'jti'],
      currentDate: new Date(x.world.milliseconds),
    }),
  );
  once(x, client, payload);
}

const thumbprintOf = (certificate: X509Certificate) =>
  createHash('sha256').update(certificate.raw).digest('base64url');

async function verifyFederated(
  x: Exchange,
  client: Client,
  assertion: string,
  header: Header,
  payload: JWTPayload,
): Promise<void> {
  const issuer = matching(client, payload);
  const keys = await keysOf(issuer);
  const key = keys.slice(0, keysLookedAt).find(({ kid }) => kid !== undefined && kid === header.kid);
  if (!key) throw new Refusal('federation-key', String(header.kid));
  await verified(() =>
    jwtVerify(assertion, createLocalJWKSet({ keys: [key] } as JSONWebKeySet), {
      issuer,
      algorithms: ['RS256'],
      requiredClaims: ['exp'],
      currentDate: new Date(x.world.milliseconds),
    }),
  );
}

/** Issuer, subject and the one audience, letter by letter. */
function matching({ federatedCredentials: known = [] }: Client, { iss, sub, aud }: JWTPayload): string {
  if (known.length === 0) throw new Refusal('federation-none');
  const ofIssuer = known.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) throw new Refusal('federation-issuer', String(iss));
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  const folded = String(sub).toLowerCase();
  if (ofSubject.length === 0 && ofIssuer.some(({ subject }) => subject.toLowerCase() === folded))
    throw new Refusal('federation-subject-case', String(sub));
  if (ofSubject.length === 0) throw new Refusal('federation-subject', String(sub));
  const fits = ofSubject.some(({ audience }) => audience === aud && exchangeAudience.test(audience));
  if (!fits) throw new Refusal('federation-audience', String(aud));
  return String(iss);
}

/** OpenID Connect Discovery 1.0: the document must name the issuer that was asked for. */
async function keysOf(issuer: string): Promise<{ kid?: string }[]> {
  const document = await read(`${issuer}/.well-known/openid-configuration`);
  if (document.issuer !== issuer || typeof document.jwks_uri !== 'string')
    throw new Refusal('federation-key', issuer);
  const { keys } = await read(document.jwks_uri);
  return Array.isArray(keys) ? keys : [];
}

async function read(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'error' }).catch(
    () => undefined,
  );
  const body: unknown = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (typeof body !== 'object' || body === null) throw new Refusal('federation-key', url);
  return body as Record<string, unknown>;
}

async function verified(verify: () => Promise<{ payload: JWTPayload }>): Promise<JWTPayload> {
  try {
    return (await verify()).payload;
  } catch (error) {
    const late =
      error instanceof errors.JWTExpired ||
      (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf');
    throw new Refusal(late ? 'assertion-time' : 'bad-assertion');
  }
}

function once(x: Exchange, client: Client, { jti }: JWTPayload): void {
  try {
    x.world.grants.useAssertion(`${client.clientId}|${jti}`);
  } catch {
    throw new Refusal('bad-assertion');
  }
}
