/** SQL of administrators. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import { parseRole, type Role } from './roles.ts';

export interface Administrator {
  /** Of the user. */
  id: string;
  name: string | null;
  email: string | null;
  role: Role;
  suspendedAt: Date | null;
  lastSignInAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The role of an administrator who may act now. */
export async function roleOf(db: TenantDb, userId: string): Promise<Role | undefined> {
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
  return parseRole(row?.role);
}

export async function hasAdministrator(db: TenantDb): Promise<boolean> {
  const row = await db.selectFrom('administrators').select('user_id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Whether this user has a role, suspended or not. */
export async function isAdministrator(db: TenantDb, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('administrators')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row !== undefined;
}

type Row = Omit<Administrator, 'role'> & { role: string };

const fromRow = (row: Row): Administrator => ({ ...row, role: parseRole(row.role) ?? 'viewer' });

const selected = sql`
  select a.user_id as id, u.name, u.email, a.role, u.suspended_at as "suspendedAt",
    u.last_sign_in_at as "lastSignInAt", a.version, a.created_at as "createdAt", a.updated_at as "updatedAt"
  from administrators a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id`;

export async function listAdministrators(
  db: TenantDb,
  page: { limit: number; offset: number; role?: Role },
): Promise<{ items: Administrator[]; total: number }> {
  const role = page.role === undefined ? sql`true` : sql`a.role = ${page.role}`;
  const where = sql`a.tenant_id = ${db.tenantId} and ${role}`;
  const [counted] = await db.query<{ total: number }>(
    sql<{ total: number }>`select count(*) as total from administrators a where ${where}`,
  );
  const rows = await db.query<Row>(sql<Row>`
    ${selected} where ${where} order by a.created_at, a.user_id limit ${page.limit} offset ${page.offset}`);
  return { items: rows.map(fromRow), total: Number(counted?.total ?? 0) };
}

export async function findAdministrator(db: TenantDb, userId: string): Promise<Administrator | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    ${selected} where a.tenant_id = ${db.tenantId} and a.user_id = ${userId}`);
  return row && fromRow(row);
}

/**
 * Changes of who administers come one after another: of two owners who remove each other at once, the second finds
 * that they are none any more.
 */
export async function lockAdministrators(db: TenantDb): Promise<void> {
  await db.query(sql`select tenant_id from tenants where tenant_id = ${db.tenantId} for no key update`);
}

/** Under the lock: whether somebody else is an owner and can sign in. */
export async function hasOtherOwner(db: TenantDb, userId: string): Promise<boolean> {
  const rows = await db.query(sql`
    select 1 from administrators a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
    where a.tenant_id = ${db.tenantId} and a.role = 'owner' and a.user_id <> ${userId}
      and u.suspended_at is null
    limit 1`);
  return rows.length > 0;
}

/** False when the user is an administrator already. */
export async function insertAdministrator(db: TenantDb, userId: string, role: Role): Promise<boolean> {
  const row = await db
    .insertInto('administrators', { user_id: userId, role })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateRole(
  db: TenantDb,
  userId: string,
  role: Role,
  expected: number,
): Promise<boolean> {
  const row = await db
    .updateTable('administrators')
    .set((e) => ({ role, version: e('version', '+', 1), updated_at: e.fn<Date>('now') }))
    .where('user_id', '=', userId)
    .where('version', '=', expected)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteAdministrator(db: TenantDb, userId: string): Promise<void> {
  await db.deleteFrom('administrators').where('user_id', '=', userId).execute();
}
