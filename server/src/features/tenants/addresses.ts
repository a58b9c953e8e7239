/**
 * The addresses of tenants: at the configured endpoint, and at custom domains. They come from configuration and
 * the registry alone; a request's Host header only chooses among them (RFC 9110 section 17.1).
 */
import type { Tenant } from './schema.ts';

type Address = Pick<Tenant, 'customDomain' | 'basePath' | 'baseUrl' | 'issuer'>;

/** `/t/{id}` and what follows it. */
const tenantPath = /^\/t\/([a-z0-9-]{1,40})(?=\/|$)/;
const hostHeader = /^([a-z0-9.-]+?)\.?(?::\d*)?$/;

const addressAt = (baseUrl: string, basePath: string, customDomain: string | null): Address => ({
  customDomain,
  basePath,
  baseUrl,
  issuer: `${baseUrl}/oidc`,
});

/** @param endpoint the configured endpoint, without a slash at its end */
export function createAddresses(endpoint: string) {
  const own = new URL(endpoint);
  const host = own.hostname.replace(/\.$/, '');
  const port = own.port && `:${own.port}`;

  function atEndpoint(tenantId: string): Address {
    const basePath = tenantId === 'default' ? '' : `/t/${tenantId}`;
    return addressAt(endpoint + basePath, basePath, null);
  }

  return {
    atEndpoint,
    /** Only the host name differs: what stands before the server serves all names by the same scheme and port. */
    atDomain: (domain: string): Address => addressAt(`${own.protocol}//${domain}${port}`, '', domain),
    apiResourceOf: (tenantId: string) => `${atEndpoint(tenantId).baseUrl}/api`,
    /** Whether the name is the endpoint's own, or one above it. */
    isOwn: (domain: string) => host === domain || host.endsWith(`.${domain}`),
    /** The host name in a Host header in its one spelling, unless it is the endpoint's own. */
    domainIn(header: string | undefined): string | undefined {
      const domain = hostHeader.exec(header?.toLowerCase() ?? '')?.[1];
      return domain === host ? undefined : domain;
    },
    /** `/t/{id}/…` names the tenant; everything else is the default tenant's. */
    split(path: string): { tenantId: string; path: string } | undefined {
      const match = tenantPath.exec(path);
      if (!match) return { tenantId: 'default', path };
      const tenantId = match[1]!;
      return tenantId === 'default' ? undefined : { tenantId, path: path.slice(match[0].length) || '/' };
    },
  };
}

export type Addresses = ReturnType<typeof createAddresses>;
