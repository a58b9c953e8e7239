/** Who is written to when the connectors of a tenant need somebody, and in which language. */

import { holds } from '../../kernel/http/permissions.ts';
import type { T } from '../../kernel/i18n/index.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Tenant, Tenants } from '../tenants/index.ts';
import type { createAdministrators } from './administrators.ts';
import { adminTenantId, permissionsOf } from './roles.ts';

interface NoticeReadersDeps {
  administrators: Pick<ReturnType<typeof createAdministrators>, 'list'>;
  pageContext: PageContexts;
  tenants: Pick<Tenants, 'byId'>;
}

/** More administrators than these read it in the console. */
const mostRecipients = 50;

export function createNoticeReaders({ administrators, pageContext, tenants }: NoticeReadersDeps) {
  return {
    /** Those who can sign in and whose role may change connectors in this tenant. */
    async administratorsOf(tenantId: string): Promise<string[]> {
      const admins = await tenants.byId(adminTenantId);
      if (!admins) return [];
      const { items } = await administrators.list(admins.db, { limit: mostRecipients, offset: 0 });
      return items.flatMap(({ email, role, suspendedAt }) =>
        email && suspendedAt === null && holds(permissionsOf(role, tenantId), 'sso-connectors:write')
          ? [email]
          : [],
      );
    },
    /** Administrators read the language of their own tenant. */
    async languageOf(tenant: Tenant, readers: 'administrators' | 'addresses'): Promise<T> {
      const admins = readers === 'administrators' ? await tenants.byId(adminTenantId) : undefined;
      return (await pageContext(admins ?? tenant, {})).t;
    },
  };
}
