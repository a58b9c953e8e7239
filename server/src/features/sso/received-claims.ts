/**
 * What a test shows of the claims: the names of all, and the values that decide who somebody is here. Never what
 * belongs to one token or could be used again (nonce, hashes, session ids).
 */
import type { Claims } from '../../protocol/oidc-claims.ts';

export interface ReceivedClaims {
  /** False when the token was refused: then its claims are only what it says of itself. */
  verified: boolean;
  names: string[];
  values: Record<string, string | number | boolean | string[]>;
}

/** In the order in which an administrator asks for them. */
const telling = [
  'iss',
  'sub',
  'aud',
  'azp',
  'tid',
  'oid',
  'hd',
  'idp',
  'email',
  'email_verified',
  'xms_edov',
  'preferred_username',
  'upn',
  'name',
  'given_name',
  'family_name',
  'picture',
  'locale',
  'acct',
  'acr',
  'amr',
  'ver',
  'groups',
  'roles',
  'hasgroups',
];

const longest = 256;
const most = 20;

/** Bounded, and fit for jsonb and a page. */
function text(value: string): string {
  const clean = value.toWellFormed().replace(/\p{C}/gu, ' ');
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

function shown(value: unknown): ReceivedClaims['values'][string] | undefined {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (!Array.isArray(value)) return undefined;
  const items = value.filter((item) => typeof item === 'string').map(text);
  return items.length > most ? [...items.slice(0, most), `… ${items.length - most} more`] : items;
}

export function receivedClaims(claims: Claims, verified: boolean): ReceivedClaims {
  const values = telling.flatMap((name) => {
    const value = Object.hasOwn(claims, name) ? shown(claims[name]) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  const names = Object.keys(claims).sort().slice(0, 100).map(text);
  return { verified, names, values: Object.fromEntries(values) };
}

/** SAML attributes have names of the provider's own choice, so all of them are shown. */
export function receivedAttributes(claims: Readonly<Record<string, unknown>>): ReceivedClaims {
  const names = Object.keys(claims).sort().slice(0, 100);
  const values = names.flatMap((name) => {
    const value = shown(claims[name]);
    return value === undefined ? [] : [[text(name), value] as const];
  });
  return { verified: true, names: names.map(text), values: Object.fromEntries(values) };
}
