/** SQL of one-time links. */
import { sql } from 'kysely';
import type { Json, TenantDb } from '../../kernel/db/index.ts';

export async function insertLink(
  db: TenantDb,
  link: { id: string; purpose: string; data: Json; lifetimeSeconds: number },
): Promise<void> {
  await db.query(sql`
    insert into one_time_links (tenant_id, id, purpose, data, expires_at)
    values (${db.tenantId}, ${link.id}, ${link.purpose}, ${JSON.stringify(link.data)}::jsonb,
      now() + ${link.lifetimeSeconds}::double precision * interval '1 second')`);
}

export async function findLink(db: TenantDb, purpose: string, id: string): Promise<unknown> {
  const row = await db
    .selectFrom('one_time_links')
    .select('data')
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.data;
}

/** Of two that use a link at once, one gets what it stands for. */
export async function consumeLink(db: TenantDb, purpose: string, id: string): Promise<unknown> {
  const row = await db
    .updateTable('one_time_links')
    .set({ consumed_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('purpose', '=', purpose)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('data')
    .executeTakeFirst();
  return row?.data;
}
