/** SQL of break-glass: the codes of owners, and the doors that they opened. */
import { sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';

/** The codes made before are worth nothing from then on. */
export async function replaceCodes(db: TenantDb, userId: string, hashes: readonly string[]): Promise<void> {
  await db.deleteFrom('sso_break_glass_codes').where('user_id', '=', userId).execute();
  for (const id of hashes) await db.insertInto('sso_break_glass_codes', { id, user_id: userId }).execute();
}

export interface CodesOfOwner {
  userId: string;
  left: number;
  madeAt: Date;
}

export async function countCodes(db: TenantDb): Promise<CodesOfOwner[]> {
  interface Row {
    userId: string;
    left: number;
    madeAt: Date;
  }
  const rows = await db.query<Row>(sql<Row>`
    select user_id as "userId", count(*) filter (where used_at is null) as left, max(created_at) as "madeAt"
    from sso_break_glass_codes where tenant_id = ${db.tenantId} group by user_id`);
  return rows.map((row) => ({ ...row, left: Number(row.left) }));
}

/** Whose code it is, while nobody has used it. */
export async function ownerOfCode(db: TenantDb, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sso_break_glass_codes')
    .select('user_id')
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row?.user_id;
}

/** Of any number of uses at the same moment one gets it. */
export async function useCode(db: TenantDb, id: string, userId: string): Promise<boolean> {
  const row = await db
    .updateTable('sso_break_glass_codes')
    .set({ used_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function openDoor(db: TenantDb, door: { id: string; userId: string }): Promise<void> {
  await db.query(sql`
    insert into sso_break_glass_doors (tenant_id, id, user_id, expires_at)
    values (${db.tenantId}, ${door.id}, ${door.userId}, now() + interval '1 hour')`);
}

/** Who came through it, while it is open. */
export async function findDoor(db: TenantDb, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('sso_break_glass_doors')
    .select('user_id')
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.user_id;
}

export async function hasOpenDoor(db: TenantDb, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('sso_break_glass_doors')
    .select('id')
    .where('user_id', '=', userId)
    .where('expires_at', '>', sql<Date>`now()`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
