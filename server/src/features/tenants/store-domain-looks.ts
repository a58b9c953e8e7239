/** SQL of the daily look at the proofs of custom domains. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../../kernel/db/index.ts';

interface DueDomain {
  tenantId: string;
  domain: string;
  proofToken: string;
}

export function domainsToLookAt(system: SystemDb, before: Date, limit: number): Promise<DueDomain[]> {
  return system.query<DueDomain>(sql<DueDomain>`
    select tenant_id as "tenantId", domain, proof_token as "proofToken" from custom_domains
    where proved_at is not null and (checked_at is null or checked_at <= ${before})
    order by checked_at nulls first limit ${limit}`);
}

/** The first time that it was missing stays until it is found; when nobody answered nothing new is known. */
export async function recordLook(
  db: TenantDb,
  domain: string,
  { proof, at }: { proof: 'found' | 'missing' | 'unreachable'; at: Date },
): Promise<void> {
  await db.query(sql`
    update custom_domains set checked_at = ${at}, missing_since = case ${proof}
      when 'found' then null when 'missing' then coalesce(missing_since, ${at}::timestamptz) else missing_since end
    where tenant_id = ${db.tenantId} and domain = ${domain} and proved_at is not null`);
}

export async function missingDomains(db: TenantDb): Promise<{ domain: string; missingSince: Date }[]> {
  return db.query<{ domain: string; missingSince: Date }>(sql<{ domain: string; missingSince: Date }>`
    select domain, missing_since as "missingSince" from custom_domains
    where tenant_id = ${db.tenantId} and proved_at is not null and missing_since is not null
    order by domain`);
}
