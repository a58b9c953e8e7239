/** What must hold for an ID token (OpenID Connect Core 1.0 section 3.1.3.7). */
import { GatehouseError } from './errors.ts';
import type { Json } from './http.ts';
import { base64url, decodeJwt, digest } from './jwt.ts';
import type { KeySet } from './keys.ts';

/** Claims of a validated ID token (OIDC Core sections 2 and 5.1). Empty claims may be null at Gatehouse. */
export interface IdTokenClaims {
  iss: string;
  /** The person, unique and never reassigned at the issuer. */
  sub: string;
  aud: string | string[];
  /** Seconds since 1970. */
  exp: number;
  /** Seconds since 1970. */
  iat: number;
  nonce?: string;
  /** Seconds since 1970. */
  auth_time?: number;
  acr?: string;
  amr?: string[];
  azp?: string;
  at_hash?: string | null;
  name?: string | null;
  username?: string | null;
  picture?: string | null;
  email?: string | null;
  email_verified?: boolean;
  phone_number?: string | null;
  phone_number_verified?: boolean;
  /** Ids of the person's organizations, with scope `urn:logto:scope:organizations`. */
  organizations?: string[] | null;
  /** `{organizationId}:{role}`, with scope `urn:logto:scope:organization_roles`. */
  organization_roles?: string[] | null;
  [claim: string]: unknown;
}

/** Which check an ID token failed: `details.check` of `id_token_invalid`. */
export type IdTokenCheck =
  | 'malformed'
  | 'missing'
  | 'algorithm'
  | 'issuer'
  | 'subject'
  | 'audience'
  | 'authorized_party'
  | 'expired'
  | 'issued_at'
  | 'nonce'
  | 'auth_time'
  | 'at_hash'
  | 'signature';

/** What an ID token is held against. */
export interface Expected {
  /** Signature algorithms the provider may use; symmetric ones and `none` are never accepted. */
  algorithms: readonly string[];
  issuer: string;
  clientId: string;
  accessToken: string;
  keys: KeySet;
  /** Seconds since 1970. */
  now: number;
  /** Seconds by which the clocks may differ. */
  tolerance: number;
  /** How long ago it may have been issued, in seconds. */
  issuedWithin?: number;
  nonce?: string;
  /** How long ago the person may have proved who they are, in seconds. */
  maxAge?: number;
  /** On refresh: the claims until now. */
  before?: IdTokenClaims;
}

/** Only the holder of the private key can sign (RFC 8725 section 3.1). */
export const signatureAlgorithms = /^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519)$/;

/** An ID token that is not to be trusted. */
export function idTokenInvalid(check: IdTokenCheck, claim?: string): GatehouseError {
  return new GatehouseError('id_token_invalid', `the ID token fails the check: ${check}`, {
    details: { check, claim },
  });
}

/** Claims of an ID token that was checked before it was stored. */
export function storedClaims(idToken: string): IdTokenClaims {
  return decoded(idToken).claims as IdTokenClaims;
}

/** Makes every check; throws `id_token_invalid` with the first that fails. */
export async function checkIdToken(idToken: unknown, expected: Expected): Promise<void> {
  if (idToken === undefined) throw idTokenInvalid('missing');
  const { header, claims } = decoded(idToken);
  const alg = `${header.alg}`;
  if (!signatureAlgorithms.test(alg) || !expected.algorithms.includes(alg)) throw idTokenInvalid('algorithm');
  checkShape(claims);
  checkClaims(claims, expected);
  await checkAccessTokenHash(alg, claims, expected.accessToken);
  if (!(await expected.keys.verify(idToken as string, header))) throw idTokenInvalid('signature');
}

function decoded(idToken: unknown): { header: Json; claims: Json } {
  const parts = typeof idToken === 'string' && decodeJwt(idToken);
  if (!parts) throw idTokenInvalid('malformed');
  return parts;
}

/** Section 2: the claims that every ID token has, and their types. */
function checkShape(claims: Json): asserts claims is IdTokenClaims {
  const strings = (value: unknown): boolean =>
    [value].flat().every((v) => typeof v === 'string' && v !== '') && value !== undefined;
  const shape: [string, boolean][] = [
    ['iss', typeof claims.iss === 'string'],
    ['sub', typeof claims.sub === 'string' && claims.sub !== ''],
    ['aud', strings(claims.aud)],
    ['exp', Number.isFinite(claims.exp)],
    ['iat', Number.isFinite(claims.iat)],
  ];
  for (const [claim, holds] of shape) {
    if (!holds) throw idTokenInvalid(claims[claim] === undefined ? 'missing' : 'malformed', claim);
  }
}

/** The numbered rules of section 3.1.3.7, and of section 12.2 on refresh. */
function checkClaims(claims: IdTokenClaims, expected: Expected): void {
  const { now, tolerance, clientId, issuedWithin, maxAge, before, nonce } = expected;
  const audiences = [claims.aud].flat();
  const authTime = claims.auth_time ?? Number.NaN;
  const nbf = claims.nbf ?? now;
  const rules: [IdTokenCheck, string, boolean][] = [
    // 2: who issued it. On refresh the issuer cannot have changed.
    ['issuer', 'iss', claims.iss === expected.issuer && (!before || claims.iss === before.iss)],
    // 3: whom it is for.
    ['audience', 'aud', audiences.includes(clientId)],
    ['audience', 'aud', !before || audiences.join(' ') === [before.aud].flat().join(' ')],
    // 4 and 5: who asked for it; of several audiences it must be said.
    ['authorized_party', 'azp', claims.azp === undefined ? audiences.length === 1 : claims.azp === clientId],
    // 9: not expired.
    ['expired', 'exp', claims.exp > now - tolerance],
    // 10 and RFC 7519 section 4.1.5: neither from the future nor from long before this sign-in.
    ['issued_at', 'iat', claims.iat <= now + tolerance],
    ['issued_at', 'nbf', Number(nbf) <= now + tolerance],
    ['issued_at', 'iat', issuedWithin === undefined || claims.iat >= now - issuedWithin - tolerance],
    // 11: answers this very request. A refreshed token has the old nonce or none.
    ['nonce', 'nonce', nonce === undefined || claims.nonce === nonce],
    ['nonce', 'nonce', !before || claims.nonce === undefined || claims.nonce === before.nonce],
    // 13: the person was asked recently enough.
    ['auth_time', 'auth_time', maxAge === undefined || authTime >= now - maxAge - tolerance],
    ['subject', 'sub', !before || claims.sub === before.sub],
  ];
  const failed = rules.find(([, , holds]) => !holds);
  if (failed) throw idTokenInvalid(failed[0], failed[1]);
}

/** Section 3.1.3.8: the access token came with this ID token. */
async function checkAccessTokenHash(alg: string, claims: IdTokenClaims, accessToken: string): Promise<void> {
  if (claims.at_hash === undefined || claims.at_hash === null) return;
  const hash = await digest(/\d{3}$/.test(alg) ? `SHA-${alg.slice(-3)}` : 'SHA-512', accessToken);
  if (claims.at_hash !== base64url(hash.slice(0, hash.byteLength / 2)))
    throw idTokenInvalid('at_hash', 'at_hash');
}
