/**
 * What a PostgreSQL server does by itself in the background and the embedded engine does not: VACUUM, ANALYZE and
 * CHECKPOINT. A job calls `maintain` about once an hour.
 */
import { sql } from 'kysely';
import type { Database } from './index.ts';

/**
 * Small tables stay unanalyzed: told that a table is tiny, PostgreSQL reads it from end to end, and the plan of a
 * named statement keeps doing so while the table grows. Without statistics it takes the index.
 */
const MIN_BYTES = 256 * 1024;

export async function maintain(db: Database): Promise<{ tables: string[] }> {
  if (db.engine !== 'embedded') return { tables: [] };
  const rows = await db.query(
    sql<{ name: string }>`select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and pg_relation_size(c.oid) >= ${MIN_BYTES} order by c.relname`,
  );
  const tables: string[] = [];
  for (const { name } of rows) {
    // A table that is large but empty now: VACUUM would record it as empty.
    const [{ filled } = { filled: false }] = await db.query(
      sql<{ filled: boolean }>`select exists (select 1 from ${sql.table(name)}) as filled`,
    );
    if (!filled) continue;
    await db.query(sql`vacuum analyze ${sql.table(name)}`);
    tables.push(name);
  }
  await db.query(sql`checkpoint`);
  return { tables };
}
