/**
 * Search for users. Identifiers and names are found by their beginning, in an index; a name also by any part
 * of it, but among the newest users only. So the cost of one search has a bound, however many users there are.
 */
import { type Selectable, sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { UsersTable } from '../../kernel/db/schema.ts';
import { emailKey, fold, usernameKey } from '../../protocol/identifiers.ts';
import type { User } from './schema.ts';
import { fromRow } from './store.ts';

export interface UserFilter {
  /** The beginning of an identifier or name, a part of a name, or an id. */
  search?: string;
  email?: string;
  username?: string;
  phone?: string;
  suspended?: boolean;
  limit: number;
  offset: number;
}

/** How many users one search can find. */
export const maxFound = 1_000;
/** Among how many of the newest users a part of a name is looked for. */
export const partOfNameWithin = 10_000;

/** Sorts behind every other character in the byte order of UTF-8. */
const last = '\u{10ffff}';

function startingWith(db: TenantDb, column: string, prefix: string) {
  const key = sql`${sql.ref(column)} collate "C"`;
  return sql`(select id, created_at from users
    where tenant_id = ${db.tenantId} and ${key} >= ${prefix} and ${key} < ${prefix + last}
    limit ${maxFound})`;
}

/** "+49 30" and "4930" mean the same beginning. */
function phonePrefix(text: string): string | undefined {
  const digits = text.replace(/[\s().-]/g, '');
  return /^\+?\d{3,15}$/.test(digits) ? `+${digits.replace('+', '')}` : undefined;
}

async function findIds(db: TenantDb, text: string): Promise<string[]> {
  const folded = fold(text);
  const phone = phonePrefix(folded);
  const parts = [
    sql`(select id, created_at from users where tenant_id = ${db.tenantId} and id = ${text})`,
    startingWith(db, 'username_key', folded),
    startingWith(db, 'email_key', emailKey(text)),
    startingWith(db, 'name_key', folded),
    ...(phone ? [startingWith(db, 'phone', phone)] : []),
    sql`(select id, created_at from (
        select id, created_at, name_key from users where tenant_id = ${db.tenantId}
        order by created_at desc, id desc limit ${partOfNameWithin}
      ) as newest where strpos(name_key, ${folded}) > 0 limit ${maxFound})`,
  ];
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    select id from (${sql.join(parts, sql` union `)}) as found
    order by created_at desc, id desc limit ${maxFound}`);
  return rows.map((row) => row.id);
}

export async function searchUsers(
  db: TenantDb,
  filter: UserFilter,
): Promise<{ items: User[]; total: number }> {
  const ids = filter.search === undefined ? undefined : await findIds(db, filter.search);
  const conditions = [
    sql`tenant_id = ${db.tenantId}`,
    ids && sql`id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
    filter.email !== undefined && sql`email_key = ${emailKey(filter.email)}`,
    filter.username !== undefined && sql`username_key = ${usernameKey(filter.username)}`,
    filter.phone !== undefined && sql`phone = ${phonePrefix(filter.phone) ?? filter.phone}`,
    filter.suspended !== undefined &&
      (filter.suspended ? sql`suspended_at is not null` : sql`suspended_at is null`),
  ].filter((condition) => typeof condition === 'object');
  const where = sql.join(conditions, sql` and `);
  const [counted] = await db.query<{ total: number }>(
    sql<{ total: number }>`select count(*) as total from users where ${where}`,
  );
  const rows = await db.query<Selectable<UsersTable>>(sql<Selectable<UsersTable>>`
    select * from users where ${where}
    order by created_at desc, id desc limit ${filter.limit} offset ${filter.offset}`);
  return { items: rows.map(fromRow), total: Number(counted?.total ?? 0) };
}
