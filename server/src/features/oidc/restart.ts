/** An authorization request as an address, to start it once more. */
import type { Tenant } from '../tenants/index.ts';
import { routes } from './routes.ts';

export function authorizationUrl(tenant: Tenant, params: Record<string, unknown>): string {
  // Typed at a device: there the person begins again.
  if (params.redirect_uri === undefined) return tenant.issuer + routes.code_verification;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === 'string' || typeof one === 'number') query.append(name, String(one));
    }
  }
  return `${tenant.issuer}/auth?${query}`;
}
