/** SQL of the tenants registry: the one place besides kernel jobs that looks across tenants. */
import { sql } from 'kysely';
import { isUniqueViolation, type SystemDb, type TenantDb } from '../../kernel/db/index.ts';
import { errors } from './errors.ts';

export interface TenantRow {
  tenant_id: string;
  name: string;
  tag: string;
  settings: unknown;
  version: number;
  created_at: Date;
  /** The custom domains at which it answers, the one activated last first. */
  active_domains: string[];
}

const activeDomains = sql<string[]>`array(
  select d.domain from custom_domains d
  where d.tenant_id = tenants.tenant_id and d.activated_at is not null order by d.activated_at desc, d.domain)`;

const columns = [
  'tenant_id',
  'name',
  'tag',
  'settings',
  'version',
  'created_at',
  activeDomains.as('active_domains'),
] as const;

export async function findTenant(system: SystemDb, id: string): Promise<TenantRow | undefined> {
  return system.kysely.selectFrom('tenants').select(columns).where('tenant_id', '=', id).executeTakeFirst();
}

export async function listTenants(
  system: SystemDb,
  page: { limit: number; offset: number },
): Promise<{ rows: TenantRow[]; total: number }> {
  const rows = await system.kysely
    .selectFrom('tenants')
    .select(columns)
    .orderBy('created_at')
    .orderBy('tenant_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await system.kysely
    .selectFrom('tenants')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
}

export async function insertTenant(
  system: SystemDb,
  values: { tenant_id: string; name: string; tag: string; settings?: unknown },
): Promise<TenantRow> {
  try {
    return await system.kysely
      .insertInto('tenants')
      .values(values)
      .returning(columns)
      .executeTakeFirstOrThrow();
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['tenant.exists']({ id: values.tenant_id });
    throw error;
  }
}

/** Creates the tenant unless it is there; two nodes may do so at once. */
export async function ensureTenant(
  system: SystemDb,
  values: { tenant_id: string; name: string; tag: string },
) {
  await system.kysely
    .insertInto('tenants')
    .values(values)
    .onConflict((c) => c.column('tenant_id').doNothing())
    .execute();
}

/** Locks the row, so that of two changes the second is made from what the first has left. */
export async function lockTenant(db: TenantDb): Promise<TenantRow | undefined> {
  const [row] = await db.query<TenantRow>(sql<TenantRow>`
    select tenant_id, name, tag, settings, version, created_at, ${activeDomains} as active_domains from tenants
    where tenant_id = ${db.tenantId} for no key update`);
  return row;
}

export async function updateTenant(
  db: TenantDb,
  values: { name?: string; tag?: string; settings?: unknown },
  version: number,
): Promise<TenantRow | undefined> {
  const rows = await db.query<TenantRow>(sql<TenantRow>`
    update tenants set
      name = coalesce(${values.name ?? null}, name),
      tag = coalesce(${values.tag ?? null}, tag),
      settings = coalesce(${values.settings === undefined ? null : JSON.stringify(values.settings)}::jsonb, settings),
      version = version + 1, updated_at = now()
    where tenant_id = ${db.tenantId} and version = ${version}
    returning tenant_id, name, tag, settings, version, created_at, ${activeDomains} as active_domains`);
  return rows[0];
}

export async function deleteTenant(system: SystemDb, id: string): Promise<boolean> {
  const row = await system.kysely
    .deleteFrom('tenants')
    .where('tenant_id', '=', id)
    .returning('tenant_id')
    .executeTakeFirst();
  return row !== undefined;
}
