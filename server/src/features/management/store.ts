/** SQL of administrators. */
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
