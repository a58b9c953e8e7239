/** SQL of when the tokens of directories end. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

interface EndingToken {
  connectorId: string;
  connectorName: string;
  expiresAt: Date;
}

export async function tokensThatEnd(db: TenantDb): Promise<EndingToken[]> {
  return db.query<EndingToken>(sql<EndingToken>`
    select t.connector_id as "connectorId", c.name as "connectorName", max(t.expires_at) as "expiresAt"
    from scim_tokens t
    join scim_connectors s on s.tenant_id = t.tenant_id and s.connector_id = t.connector_id and s.enabled
    join sso_connectors c on c.tenant_id = t.tenant_id and c.id = t.connector_id
    where t.tenant_id = ${db.tenantId}
    group by t.connector_id, c.name order by t.connector_id`);
}
