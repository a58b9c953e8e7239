/**
 * Applies the plain-SQL migrations, forward only. Nodes that start together take turns by a lease row: whoever
 * holds it applies each file in one transaction together with its row in `schema_migrations`, so that a process
 * killed half-way leaves a state from which the next one continues.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import type pg from 'pg';
import { errors, sqlState } from './errors.ts';
import type { Database } from './index.ts';
import type { SystemDb } from './tenant-db.ts';

export interface Migration {
  name: string;
  text: string;
  checksum: string;
}

/** Covers the moment between taking the lease and locking its row; the row lock covers the rest. */
const LEASE_SECONDS = 3;

/** server/migrations, found upwards from here: the depth differs between the source and the bundle. */
export function migrationsDirectory(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'migrations');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error('The folder with the migrations is missing.');
  }
}

export function readMigrations(directory = migrationsDirectory()): Migration[] {
  const names = readdirSync(directory).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  return names.sort().map((name) => {
    const text = readFileSync(join(directory, name), 'utf8').replaceAll('\r\n', '\n');
    return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

export async function migrate(
  db: Database,
  options: { directory?: string } = {},
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(options.directory);
  await createTables(db);
  if ((await pendingOf(db, migrations)).length === 0) return { applied: [] };
  const holder = randomUUID();
  try {
    return { applied: await applyPending(db, migrations, holder) };
  } finally {
    await db.query(sql`delete from schema_lease where holder = ${holder}`);
  }
}

async function applyPending(db: Database, migrations: Migration[], holder: string): Promise<string[]> {
  const applied: string[] = [];
  for (;;) {
    await acquireLease(db, holder);
    const [next] = await pendingOf(db, migrations);
    if (!next) return applied;
    if (await apply(db, next, holder)) applied.push(next.name);
  }
}

/** Two nodes that create the same table at once collide in the catalogue, in spite of "if not exists". */
const COLLISIONS = new Set(['23505', '42710', '42P07', '40001', 'XX000']);

async function createTables(db: Database, attempt = 1): Promise<void> {
  try {
    await db.query(sql`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    await db.query(sql`create table if not exists schema_lease (
      id text primary key, holder text not null, expires_at timestamptz not null)`);
  } catch (error) {
    if (attempt === 5 || !COLLISIONS.has(sqlState(error) ?? '')) throw error;
    await createTables(db, attempt + 1);
  }
}

async function pendingOf(db: SystemDb, migrations: Migration[]): Promise<Migration[]> {
  const rows = await db.query(
    sql<{ name: string; checksum: string }>`select name, checksum from schema_migrations order by name`,
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const unknown = rows.map(({ name }) => name).filter((name) => !migrations.some((one) => one.name === name));
  if (unknown.length > 0) throw errors['database.schema_newer']({ names: unknown.join(', ') });
  const changed = migrations.find(
    ({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum,
  );
  if (changed) throw errors['database.migration_changed']({ name: changed.name });
  return migrations.filter(({ name }) => !applied.has(name));
}

/** Waits until the lease is ours: taken when there is none, when it is ours, or when it has run out. */
async function acquireLease(db: Database, holder: string): Promise<void> {
  // The lock on the data folder already says that no other process is at work.
  const alone = db.engine === 'embedded';
  for (;;) {
    const taken = await db.query(sql`
      insert into schema_lease (id, holder, expires_at) values ('migrate', ${holder}, now() + ${LEASE_SECONDS} * interval '1 second')
      on conflict (id) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where schema_lease.holder = excluded.holder or schema_lease.expires_at < now() or ${alone}
      returning holder`);
    if (taken.length > 0) return;
    await delay(100);
  }
}

/**
 * False when the lease was lost meanwhile. The row lock on the lease lasts as long as the migration itself, so
 * even one that takes longer than the lease is never run twice.
 */
async function apply(db: Database, migration: Migration, holder: string): Promise<boolean> {
  const client = await db.pool.connect();
  try {
    await client.query('begin');
    const held = await client.query(
      `update schema_lease set expires_at = now() + interval '${LEASE_SECONDS} seconds' where holder = $1`,
      [holder],
    );
    // Without parameters, so that a file may hold many statements.
    if (held.rowCount === 1) await client.query(migration.text);
    if (held.rowCount === 1) await recordMigration(client, migration);
    await client.query('commit');
    return held.rowCount === 1;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    const cause = error instanceof Error ? error.message : String(error);
    throw errors['database.migration_failed']({ name: migration.name, cause }, { cause: error });
  } finally {
    client.release();
  }
}

function recordMigration(client: pg.PoolClient, { name, checksum }: Migration) {
  return client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
}
