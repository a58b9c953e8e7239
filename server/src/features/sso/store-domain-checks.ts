/** SQL of the daily look at the proofs of domains. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../../kernel/db/index.ts';

export interface DueDomain {
  tenantId: string;
  connectorId: string;
  domain: string;
  proofToken: string;
}

/** Proved by the DNS, and not looked at since; the operator's word needs no record. */
export function domainsToLookAt(system: SystemDb, before: Date, limit: number): Promise<DueDomain[]> {
  return system.query<DueDomain>(sql<DueDomain>`
    select tenant_id as "tenantId", connector_id as "connectorId", domain, proof_token as "proofToken"
    from sso_domains
    where proved_by = 'dns' and (last_checked_at is null or last_checked_at <= ${before})
    order by last_checked_at nulls first limit ${limit}`);
}

/** The first time that it was missing stays until it is found again. */
export async function recordLook(
  db: TenantDb,
  { connectorId, domain }: Pick<DueDomain, 'connectorId' | 'domain'>,
  { found, at }: { found: boolean; at: Date },
): Promise<void> {
  await db
    .updateTable('sso_domains')
    .set({
      last_checked_at: at,
      missing_since: found ? null : sql<Date>`coalesce(missing_since, ${at}::timestamptz)`,
    })
    .where('domain', '=', domain)
    .where('connector_id', '=', connectorId)
    .where('proved_by', '=', 'dns')
    .execute();
}

/** Nobody could be asked: it is looked at again next time, and nothing else is known. */
export async function recordSilence(
  db: TenantDb,
  { connectorId, domain }: Pick<DueDomain, 'connectorId' | 'domain'>,
  at: Date,
): Promise<void> {
  await db
    .updateTable('sso_domains')
    .set({ last_checked_at: at })
    .where('domain', '=', domain)
    .where('connector_id', '=', connectorId)
    .where('proved_by', '=', 'dns')
    .execute();
}
