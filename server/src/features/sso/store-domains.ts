/** SQL of the domains that connectors speak for. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ConnectorDomain } from './schema.ts';

export const domainColumns = [
  'domain',
  'connector_id',
  'proof_token',
  'proved_at',
  'proved_by',
  'last_checked_at',
  'missing_since',
  'created_at',
] as const;

export interface DomainRow {
  domain: string;
  connector_id: string;
  proof_token: string;
  proved_at: Date | null;
  proved_by: string | null;
  last_checked_at: Date | null;
  missing_since: Date | null;
  created_at: Date;
}

export const toDomain = (row: DomainRow): ConnectorDomain => ({
  name: row.domain,
  connectorId: row.connector_id,
  proofToken: row.proof_token,
  provedAt: row.proved_at,
  provedBy: row.proved_by === 'dns' || row.proved_by === 'operator' ? row.proved_by : null,
  lastCheckedAt: row.last_checked_at,
  missingSince: row.missing_since,
  createdAt: row.created_at,
});

export interface DomainValues {
  name: string;
  connectorId: string;
  proofToken: string;
  provedBy: 'operator' | null;
}

/** Adds the domain; of one that is there only the operator's word is added. */
export async function upsertDomain(db: TenantDb, values: DomainValues): Promise<ConnectorDomain> {
  const proved = values.provedBy !== null;
  const rows = await db.query<DomainRow>(sql<DomainRow>`
    insert into sso_domains as d (tenant_id, domain, connector_id, proof_token, proved_at, proved_by)
    values (${db.tenantId}, ${values.name}, ${values.connectorId}, ${values.proofToken},
      case when ${proved}::boolean then now() end, ${values.provedBy})
    on conflict (tenant_id, domain, connector_id) do update set
      proved_at = coalesce(d.proved_at, excluded.proved_at),
      proved_by = coalesce(d.proved_by, excluded.proved_by)
    returning d.domain, d.connector_id, d.proof_token, d.proved_at, d.proved_by, d.last_checked_at, d.missing_since,
      d.created_at`);
  return toDomain(rows[0]!);
}

/** Another connector that has the domain. */
export async function otherOwner(
  db: TenantDb,
  domain: string,
  connectorId: string,
  { provedOnly = false }: { provedOnly?: boolean } = {},
): Promise<string | undefined> {
  const row = await db
    .selectFrom('sso_domains')
    .select('connector_id')
    .where('domain', '=', domain)
    .where('connector_id', '!=', connectorId)
    .$if(provedOnly, (q) => q.where('proved_at', 'is not', null))
    .orderBy('connector_id')
    .limit(1)
    .executeTakeFirst();
  return row?.connector_id;
}

/** What a look at the DNS found. A proof, once given, stays until it is taken back. */
export async function recordCheck(
  db: TenantDb,
  domain: string,
  connectorId: string,
  proved: boolean,
): Promise<ConnectorDomain | undefined> {
  const rows = await db.query<DomainRow>(sql<DomainRow>`
    update sso_domains set
      last_checked_at = now(),
      missing_since = case when ${proved}::boolean then null else missing_since end,
      proved_at = coalesce(proved_at, case when ${proved}::boolean then now() end),
      proved_by = coalesce(proved_by, case when ${proved}::boolean then 'dns' end)
    where tenant_id = ${db.tenantId} and domain = ${domain} and connector_id = ${connectorId}
    returning domain, connector_id, proof_token, proved_at, proved_by, last_checked_at, missing_since, created_at`);
  return rows[0] && toDomain(rows[0]);
}

export async function deleteDomain(db: TenantDb, domain: string, connectorId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('sso_domains')
    .where('domain', '=', domain)
    .where('connector_id', '=', connectorId)
    .returning('domain')
    .executeTakeFirst();
  return row !== undefined;
}
