/** The provider's cookies: names of our own per tenant, below the tenant's path (wire contract section 9). */
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
