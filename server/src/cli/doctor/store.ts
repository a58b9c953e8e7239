/** What `doctor` asks the database itself. */
import { sql } from 'kysely';
import type { SystemDb } from '../../kernel/db/index.ts';

/** Undefined before the first migration. */
export async function appliedMigrations(db: SystemDb): Promise<string[] | undefined> {
  const [table] = await db.query(
    sql<{ name: string | null }>`select to_regclass('schema_migrations')::text as name`,
  );
  if (!table?.name) return undefined;
  const rows = await db.query(sql<{ name: string }>`select name from schema_migrations order by name`);
  return rows.map(({ name }) => name);
}

export async function serverFacts(db: SystemDb): Promise<{ version: string; now: Date }> {
  const [facts] = await db.query(
    sql<{
      version: string;
      now: Date;
    }>`select current_setting('server_version') as version, clock_timestamp() as now`,
  );
  return facts!;
}
