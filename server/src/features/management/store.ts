/** SQL of administrators. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

/** The role of an administrator who may act now. */
export async function roleOf(db: TenantDb, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('administrators')
    .innerJoin('users', (join) =>
      join
        .onRef('users.tenant_id', '=', 'administrators.tenant_id')
        .onRef('users.id', '=', 'administrators.user_id'),
    )
    .select('administrators.role')
    .where('administrators.user_id', '=', userId)
    .where('users.suspended_at', 'is', null)
    .executeTakeFirst();
  return row?.role;
}

export async function hasAdministrator(db: TenantDb): Promise<boolean> {
  const row = await db.selectFrom('administrators').select('user_id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/**
 * In the transaction that creates the user: the tenant's row is locked, so that of two who set up at once the
 * second sees the first one's administrator. False when there is one already.
 */
export async function insertFirstAdministrator(db: TenantDb, userId: string): Promise<boolean> {
  await db.query(sql`select tenant_id from tenants where tenant_id = ${db.tenantId} for update`);
  const rows = await db.query(sql`
    insert into administrators (tenant_id, user_id, role)
    select ${db.tenantId}, ${userId}, 'owner'
    where not exists (select 1 from administrators where tenant_id = ${db.tenantId})
    returning user_id`);
  return rows.length > 0;
}
