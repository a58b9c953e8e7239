/** Turns claims into compact JWTs, the right way and the ways the misbehaviours need. */

import { createHmac } from 'node:crypto';
import { type CompactJWSHeaderParameters, CompactSign } from 'jose';
import type { SigningKey } from './keys.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const part = (value: unknown): string => Buffer.from(bytes(value)).toString('base64url');

export function sign(
  claims: Record<string, unknown>,
  key: Pick<SigningKey, 'kid' | 'privateKey'>,
  header: Partial<CompactJWSHeaderParameters> = {},
): Promise<string> {
  return new CompactSign(bytes(claims))
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, ...header })
    .sign(key.privateKey);
}

export function unsigned(claims: Record<string, unknown>): string {
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.`;
}

/** By hand, because jose rightly refuses short secrets. */
export function hmac(claims: Record<string, unknown>, secret: string, kid?: string): string {
  const signingInput = `${part({ typ: 'JWT', alg: 'HS256', kid })}.${part(claims)}`;
  return `${signingInput}.${createHmac('sha256', secret).update(signingInput).digest('base64url')}`;
}
