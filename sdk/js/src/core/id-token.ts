/**
 * What must hold for an ID token (OpenID Connect Core 1.0 section 3.1.3.7) and where it is checked:
 * issuer, audience, authorized party of several audiences, expiry, nonce, auth_time, algorithm and signature by
 * oauth4webapi; here what it leaves out: authorized party of a single audience, time of issue, at_hash, subject,
 * and the sameness that a refresh demands (section 12.2).
 */
import { base64url, decodeJwt } from './jwt.ts';
import { idTokenInvalid } from './provider-errors.ts';

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
  at_hash?: string;
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

/** What an ID token is held against. */
export interface Expected {
  clientId: string;
  accessToken: string;
  /** Seconds since 1970. */
  now: number;
  toleranceSeconds: number;
  /** How long ago it may have been issued, in seconds. */
  maxAgeSeconds?: number;
  /** Claims of the ID token before a refresh. */
  before?: IdTokenClaims;
}

/** The algorithms accepted: asymmetric signatures, so that only the holder of the private key can sign (RFC 8725 section 3.1). */
export const signatureAlgorithms = /^(RS|PS|ES)(256|384|512)$|^(EdDSA|Ed25519)$/;

/** Claims of an ID token that was validated before it was stored. */
export function storedClaims(idToken: string): IdTokenClaims {
  const decoded = decodeJwt(idToken);
  if (!decoded) throw idTokenInvalid('malformed');
  return decoded.claims as IdTokenClaims;
}

/** Makes the checks that oauth4webapi leaves out; throws `id_token_invalid`. */
export async function checkIdToken(
  idToken: string,
  claims: IdTokenClaims,
  expected: Expected,
): Promise<void> {
  const { clientId, now, toleranceSeconds, maxAgeSeconds, before } = expected;
  if (claims.sub === '') throw idTokenInvalid('malformed', 'sub');
  // Section 3.1.3.7, 4 and 5: who asked for this token.
  if (claims.azp !== undefined && claims.azp !== clientId) throw idTokenInvalid('authorized_party', 'azp');
  // Rule 10: neither from the future nor from long before this sign-in.
  const age = now - claims.iat;
  if (age < -toleranceSeconds) throw idTokenInvalid('issued_at', 'iat');
  if (maxAgeSeconds !== undefined && age > maxAgeSeconds + toleranceSeconds) {
    throw idTokenInvalid('issued_at', 'iat');
  }
  await checkAccessTokenHash(idToken, claims, expected.accessToken);
  if (before) checkSamePerson(claims, before);
}

/** Section 3.1.3.8: the access token belongs to this ID token. */
async function checkAccessTokenHash(
  idToken: string,
  claims: IdTokenClaims,
  accessToken: string,
): Promise<void> {
  if (claims.at_hash === undefined || claims.at_hash === null) return;
  const alg = `${decodeJwt(idToken)?.header.alg}`;
  const hash = /\d{3}$/.test(alg) ? `SHA-${alg.slice(-3)}` : 'SHA-512';
  const digest = await crypto.subtle.digest(hash, new TextEncoder().encode(accessToken));
  if (claims.at_hash !== base64url(digest.slice(0, digest.byteLength / 2))) {
    throw idTokenInvalid('at_hash', 'at_hash');
  }
}

/** Section 12.2: a refresh never changes who is signed in, where, and for which app. */
function checkSamePerson(claims: IdTokenClaims, before: IdTokenClaims): void {
  if (claims.iss !== before.iss) throw idTokenInvalid('issuer', 'iss');
  if (claims.sub !== before.sub) throw idTokenInvalid('subject', 'sub');
  if (JSON.stringify([claims.aud].flat()) !== JSON.stringify([before.aud].flat())) {
    throw idTokenInvalid('audience', 'aud');
  }
  if (claims.nonce !== undefined && claims.nonce !== before.nonce) throw idTokenInvalid('nonce', 'nonce');
}
