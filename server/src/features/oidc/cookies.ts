/** The provider's cookies: names of our own per tenant, below the tenant's path (wire contract section 9). */
import { createHmac, createSecretKey } from 'node:crypto';
import { equalDigests } from '../../kernel/crypto/index.ts';
import type { Tenant } from '../tenants/index.ts';

/** Other tenants and other programs on localhost have other names. */
export const cookieNames = (tenantId: string) => ({
  session: `gh_${tenantId}_session`,
  interaction: `gh_${tenantId}_attempt`,
  resume: `gh_${tenantId}_resume`,
});

/** Cookies of one attempt get their path from the library: the attempt's page and its way back. */
export const attemptCookie = { signed: true, httpOnly: true, sameSite: 'lax' } as const;

export const sessionCookie = (tenant: Pick<Tenant, 'basePath'>) => ({
  ...attemptCookie,
  path: tenant.basePath || '/',
});

/** What the library asks of whoever signs its cookies. */
export interface CookieSigner {
  sign(data: string): string;
  /** Which key made the signature; -1: none of them. */
  index(data: string, signature: string): number;
  verify(data: string, signature: string): boolean;
}

/**
 * Signs with the first key and accepts all. The library's own signer prepares its keys for every signature
 * and makes two more to compare them; every request has some cookies.
 */
export function createCookieSigner(secrets: readonly string[]): CookieSigner {
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'));
  const signature = (data: string, key: (typeof keys)[number]) =>
    createHmac('sha256', key).update(data).digest('base64url');
  const index = (data: string, given: string) =>
    keys.findIndex((key) => equalDigests(signature(data, key), given));
  return {
    sign: (data) => signature(data, keys[0]!),
    index,
    verify: (data, given) => index(data, given) >= 0,
  };
}
