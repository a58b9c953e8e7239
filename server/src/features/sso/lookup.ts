/** Which connector answers for whom: cached, so that a known and an unknown domain take the same time. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { emailDomain } from '../../protocol/identifiers.ts';
import type { Tenant } from '../tenants/index.ts';
import { detects, enforces } from './policy.ts';
import type { Connector, ConnectorSummary } from './schema.ts';
import type { SsoDeps } from './service.ts';
import * as store from './store.ts';

/** More are not shown for a choice; the button only needs to know that there are any. */
const maxChoices = 50;

export function summaryOf({ id, provider, name, display }: Connector): ConnectorSummary {
  const { logoUrl, logoDarkUrl } = display;
  return {
    id,
    provider,
    displayName: display.name ?? name,
    ...(logoUrl !== undefined && { logoUrl }),
    ...(logoDarkUrl !== undefined && { logoDarkUrl }),
  };
}

export type Lookup = ReturnType<typeof createLookup>;

export function createLookup({ cache, experience }: { cache: TenantCache } & Pick<SsoDeps, 'experience'>) {
  const load = (tenant: Tenant, id: string) =>
    cache.get(tenant.id, `sso:connector:${id}`, () => store.findConnector(tenant.db, id));

  const isSwitchedOn = async (tenant: Tenant) => (await experience.get(tenant)).singleSignOnEnabled;

  async function ofDomain(tenant: Tenant, email: string): Promise<Connector[]> {
    const domain = emailDomain(email);
    const [on, found] = await Promise.all([
      isSwitchedOn(tenant),
      domain === undefined
        ? []
        : cache.get(tenant.id, `sso:domain:${domain}`, () => store.connectorsOfDomain(tenant.db, domain)),
    ]);
    if (!on || domain === undefined) return [];
    const enforcing = found.filter((connector) => enforces(connector, domain));
    // What is only offered is no way around what is enforced.
    return enforcing.length > 0 ? enforcing : found.filter((connector) => detects(connector, domain));
  }

  return {
    load,
    isSwitchedOn,
    connectorsForEmail: async (tenant: Tenant, email: string): Promise<ConnectorSummary[]> =>
      (await ofDomain(tenant, email)).map(summaryOf),

    async connectorsForButton(tenant: Tenant): Promise<ConnectorSummary[]> {
      if (!(await isSwitchedOn(tenant))) return [];
      const found = await cache.get(tenant.id, 'sso:enabled', () =>
        store.enabledConnectors(tenant.db, maxChoices),
      );
      return found.map(summaryOf);
    },

    async connectorsForOrganization(tenant: Tenant, organizationId: string): Promise<ConnectorSummary[]> {
      if (!(await isSwitchedOn(tenant))) return [];
      const found = await cache.get(tenant.id, `sso:organization:${organizationId}`, () =>
        store.connectorsOfOrganization(tenant.db, organizationId, { enabledOnly: true, limit: maxChoices }),
      );
      return found.map(summaryOf);
    },

    async connector(tenant: Tenant, id: string): Promise<ConnectorSummary | undefined> {
      const [on, found] = await Promise.all([isSwitchedOn(tenant), load(tenant, id)]);
      return on && found?.enabled ? summaryOf(found) : undefined;
    },

    /** An unverified address enforces too: claiming one is no way around its organization's SSO. */
    async enforcedConnectorFor(
      tenant: Tenant,
      { email }: { email?: string | null },
    ): Promise<ConnectorSummary | undefined> {
      const [first] = email ? await ofDomain(tenant, email) : [];
      return first?.enforced ? summaryOf(first) : undefined;
    },
  };
}
