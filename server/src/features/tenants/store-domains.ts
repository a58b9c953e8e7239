/** SQL of custom domains. Who has proved a host name is a question to the whole installation. */
import { sql } from 'kysely';
import { isUniqueViolation, type SystemDb, type TenantDb } from '../../kernel/db/index.ts';
import { errors } from './errors.ts';

export interface CustomDomain {
  domain: string;
  proofToken: string;
  provedAt: Date | null;
  checkedAt: Date | null;
  activatedAt: Date | null;
  createdAt: Date;
  /** Whether it was the last one to be activated: the tenant's first address. */
  primary: boolean;
}

const columns = sql`
  domain, proof_token as "proofToken", proved_at as "provedAt", checked_at as "checkedAt",
  activated_at as "activatedAt", created_at as "createdAt",
  activated_at is not null and not exists (
    select 1 from custom_domains later
    where later.tenant_id = custom_domains.tenant_id and later.activated_at > custom_domains.activated_at) as "primary"`;

export async function activeDomains(system: SystemDb): Promise<ReadonlyMap<string, string>> {
  const rows = await system.kysely
    .selectFrom('custom_domains')
    .select(['domain', 'tenant_id'])
    .where('activated_at', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.domain, row.tenant_id]));
}

/** Who has proved the domain but doesn't answer at it. */
export async function idleOwner(
  system: SystemDb,
  domain: string,
): Promise<{ tenantId: string; proofToken: string } | undefined> {
  const row = await system.kysely
    .selectFrom('custom_domains')
    .select(['tenant_id', 'proof_token'])
    .where('domain', '=', domain)
    .where('proved_at', 'is not', null)
    .where('activated_at', 'is', null)
    .executeTakeFirst();
  return row && { tenantId: row.tenant_id, proofToken: row.proof_token };
}

export async function listDomains(
  db: TenantDb,
  page: { limit: number; offset: number },
): Promise<{ items: CustomDomain[]; total: number }> {
  const rows = await db.query<CustomDomain>(sql<CustomDomain>`
    select ${columns} from custom_domains where tenant_id = ${db.tenantId} order by created_at, domain`);
  return { items: rows.slice(page.offset, page.offset + page.limit), total: rows.length };
}

export async function findDomain(db: TenantDb, domain: string): Promise<CustomDomain | undefined> {
  const [row] = await db.query<CustomDomain>(sql<CustomDomain>`
    select ${columns} from custom_domains where tenant_id = ${db.tenantId} and domain = ${domain}`);
  return row;
}

export async function countDomains(db: TenantDb): Promise<number> {
  const row = await db
    .selectFrom('custom_domains')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(row.total);
}

/** @throws custom_domain.exists */
export async function insertDomain(db: TenantDb, domain: string, proofToken: string): Promise<CustomDomain> {
  try {
    const [row] = await db.query<CustomDomain>(sql<CustomDomain>`
      insert into custom_domains (tenant_id, domain, proof_token)
      values (${db.tenantId}, ${domain}, ${proofToken}) returning ${columns}`);
    return row!;
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['custom_domain.exists']({ domain });
    throw error;
  }
}

/**
 * What the DNS said. The record of a domain in use may vanish without ending anybody's sign-ins; one that is not
 * in use loses its proof. @throws custom_domain.taken when another tenant has proved it
 */
export async function recordCheck(
  db: TenantDb,
  domain: string,
  found: boolean,
): Promise<CustomDomain | undefined> {
  try {
    const [row] = await db.query<CustomDomain>(sql<CustomDomain>`
      update custom_domains set checked_at = now(),
        missing_since = case when ${found}::boolean then null else missing_since end,
        proved_at = case when ${found}::boolean then coalesce(proved_at, now())
          when activated_at is not null then proved_at end
      where tenant_id = ${db.tenantId} and domain = ${domain}
      returning ${columns}`);
    return row;
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['custom_domain.taken']({ domain });
    throw error;
  }
}

/** Only what is proved is activated. */
export async function activateDomain(db: TenantDb, domain: string): Promise<boolean> {
  const row = await db
    .updateTable('custom_domains')
    .set({ activated_at: sql<Date>`now()` })
    .where('domain', '=', domain)
    .where('proved_at', 'is not', null)
    .returning('domain')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deactivateDomain(db: TenantDb, domain: string): Promise<boolean> {
  const row = await db
    .updateTable('custom_domains')
    .set({ activated_at: null })
    .where('domain', '=', domain)
    .where('activated_at', 'is not', null)
    .returning('domain')
    .executeTakeFirst();
  return row !== undefined;
}

/** Never one at which the tenant answers. */
export async function deleteDomain(db: TenantDb, domain: string): Promise<boolean> {
  const row = await db
    .deleteFrom('custom_domains')
    .where('domain', '=', domain)
    .where('activated_at', 'is', null)
    .returning('domain')
    .executeTakeFirst();
  return row !== undefined;
}
