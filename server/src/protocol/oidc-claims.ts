/**
 * What an upstream provider's claims mean. Nothing here trusts a claim's type: providers send Booleans as
 * strings, and an attacker's provider sends whatever it likes.
 */
import { createHash } from 'node:crypto';
import { isTenantId } from './oidc-issuer.ts';

/** What JSON can say: claims come out of a parsed token or answer. */
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type Claims = Readonly<Record<string, unknown>>;

/** A text claim: trimmed, bounded, without control characters; undefined when it is anything else. */
export function textClaim(claims: Claims, name: string, maxLength = 256): string | undefined {
  const value = claims[name];
  if (typeof value !== 'string') return undefined;
  const text = value.normalize('NFC').replace(/\p{C}/gu, '').trim();
  return text && text.length <= maxLength ? text : undefined;
}

/** An https address that a page may show as a picture. */
export function pictureClaim(claims: Claims): string | undefined {
  const text = textClaim(claims, 'picture', 2048);
  return text && URL.canParse(text) && new URL(text).protocol === 'https:' ? text : undefined;
}

export type Verdict = 'yes' | 'no' | 'absent';

const spelled = (value: unknown): Verdict => {
  if (value === undefined || value === null) return 'absent';
  return value === true || value === 'true' ? 'yes' : 'no';
};

/** OpenID Connect Core 1.0 section 5.1: `email_verified`, a Boolean that some providers send as text. */
export const emailVerifiedClaim = (claims: Claims): Verdict => spelled(claims.email_verified);

/** Entra: `xms_edov`, "email domain owner verified", met in the wild as true, 1, "1" and "true". */
export function emailDomainOwnerVerified(claims: Claims): Verdict {
  const value = claims.xms_edov;
  return value === 1 || value === '1' ? 'yes' : spelled(value);
}

/** `sub` is at most 255 ASCII characters (OpenID Connect Core 1.0 section 2); never trimmed or folded. */
export function subjectClaim(claims: Claims): string | undefined {
  const { sub } = claims;
  return typeof sub === 'string' && /^[\x21-\x7e][\x20-\x7e]{0,254}$/.test(sub) ? sub : undefined;
}

/**
 * Entra: (tid, oid) names a person in a tenant for ever and for every application; `sub` differs per
 * application, and addresses change.
 */
export function entraSubject(claims: Claims): string | undefined {
  const { tid, oid } = claims;
  return isTenantId(tid) && isTenantId(oid) ? `${tid}/${oid}` : undefined;
}

/** `at_hash`: the left half of the hash that belongs to the signature algorithm (Core section 3.1.3.6). */
export function accessTokenHash(alg: string, accessToken: string): string {
  const bits = /(256|384|512)$/.exec(alg)?.[1] ?? '512';
  const digest = createHash(`sha${bits}`).update(accessToken).digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

export type GroupsClaim =
  | { kind: 'absent' }
  | { kind: 'listed'; count: number }
  /** The provider left the groups out because there are too many of them. */
  | { kind: 'overage' };

/** Entra: past 200 groups the token carries `_claim_names.groups` (or `hasgroups`) in place of the list. */
export function groupsClaim(claims: Claims): GroupsClaim {
  const names = claims._claim_names;
  const distributed = typeof names === 'object' && names !== null && 'groups' in names;
  if (distributed || claims.hasgroups === true || claims.hasgroups === 'true') return { kind: 'overage' };
  return Array.isArray(claims.groups) ? { kind: 'listed', count: claims.groups.length } : { kind: 'absent' };
}

/** Protocol values of one token: worthless, or harmful to keep, once it has been verified. */
const ofOneToken = new Set([
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'iat',
  'nbf',
  'exp',
  'jti',
  'aio',
  'rh',
  'uti',
  'xms_ftd',
  'sid',
  'auth_time',
  'aud',
  'azp',
]);

/** jsonb refuses NUL and lone surrogates; a claim named __proto__ is nobody's honest claim. */
function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(entries.map(([name, item]) => [storable(name), storable(item)]));
}

/** What is worth remembering of a person's claims, bounded so that no provider can fill the database. */
export function lastingClaims(claims: Claims, maxBytes = 8_192): Record<string, Json> {
  const kept: [string, unknown][] = [];
  let size = 2;
  for (const [name, value] of Object.entries(claims)) {
    const bytes = Buffer.byteLength(JSON.stringify([name, value]));
    if (ofOneToken.has(name) || size + bytes > maxBytes) continue;
    kept.push([name, value]);
    size += bytes;
  }
  return storable(Object.fromEntries(kept)) as Record<string, Json>;
}

/** `alice@acme.example` → `al…@acme.example`: enough to recognise, too little to collect. */
export function shortenEmail(text: string): string {
  const at = text.lastIndexOf('@');
  if (at < 1) return `${text.slice(0, 2)}…`;
  return `${text.slice(0, Math.min(2, at - 1))}…${text.slice(at)}`;
}
