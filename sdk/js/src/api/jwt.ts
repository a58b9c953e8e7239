/** Verifies JWT access tokens (RFC 9068, and the older form without its `typ`) with the issuer's published keys. */
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { GatehouseError } from '../core/errors.ts';
import type { TokenClaims } from './token.ts';

/** Only asymmetric ones: with `none` or HS256 anybody who knows a public key could sign (RFC 8725 section 2.1). */
export const signatureAlgorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** Not a logout token, a DPoP proof or another kind of JWT by the same issuer (RFC 8725 section 3.11). */
const accessTokenTypes = ['jwt', 'at+jwt', 'application/at+jwt'];

/** What a token is compared with. */
export interface Expected {
  issuer: string;
  /** Whether a token for these audiences is for this API. */
  accepts(audiences: string[]): boolean;
  algorithms: string[];
  clockToleranceSeconds: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** Whether a token looks like a JWS in compact form; others are opaque. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/** @throws GatehouseError `token_invalid` (`details.check`), `token_expired`, `wrong_audience` */
export async function verifyJwt(
  token: string,
  keys: JWTVerifyGetKey,
  expected: Expected,
): Promise<TokenClaims> {
  checkType(token);
  const claims = await verifySignature(token, keys, expected);
  const audiences = [claims.aud ?? []].flat();
  if (!expected.accepts(audiences)) {
    throw new GatehouseError('wrong_audience', 'The access token is for another audience.', {
      details: { audience: audiences },
    });
  }
  return claims as TokenClaims;
}

function checkType(token: string): void {
  const { typ } = headerOf(token);
  if (typ === undefined || (typeof typ === 'string' && accessTokenTypes.includes(typ.toLowerCase()))) return;
  throw new GatehouseError('token_invalid', 'This kind of token is not an access token.', {
    details: { check: 'type' },
  });
}

function headerOf(token: string): { typ?: unknown } {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new GatehouseError('token_invalid', 'The access token is malformed.', {
      details: { check: 'format' },
      cause,
    });
  }
}

async function verifySignature(
  token: string,
  keys: JWTVerifyGetKey,
  expected: Expected,
): Promise<JWTPayload> {
  const { issuer, algorithms, clockToleranceSeconds: clockTolerance, now } = expected;
  const options = { issuer, algorithms, clockTolerance, currentDate: new Date(now), requiredClaims: ['exp'] };
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    throw explain(error);
  }
}

/** Of the jose errors, those that are about the token; the rest (keys out of reach) goes on as it is. */
function explain(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new GatehouseError('token_expired', 'The access token has expired.', { cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const check = checks[error.claim] ?? 'claims';
    return new GatehouseError('token_invalid', `The access token's ${error.claim} is not acceptable.`, {
      details: { check },
      cause: error,
    });
  }
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) {
    return new GatehouseError('token_invalid', "The access token's algorithm is not allowed.", {
      details: { check: 'algorithm' },
      cause: error,
    });
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) {
    return new GatehouseError('token_invalid', 'The access token is malformed.', {
      details: { check: 'format' },
      cause: error,
    });
  }
  if (isSignatureError(error)) {
    return new GatehouseError('token_invalid', "The access token's signature is not the issuer's.", {
      details: { check: 'signature' },
      cause: error,
    });
  }
  return error;
}

const checks: Record<string, string> = { iss: 'issuer', exp: 'expired', nbf: 'not_before', iat: 'issued_at' };

const isSignatureError = (error: unknown) =>
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys;
