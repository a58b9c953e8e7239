// Migrations: once, in order, whole or not at all, whoever starts them and whenever they are interrupted.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, migrate, openDatabase } from './index.ts';
import { openTestDatabase } from './test-database.ts';

const server = process.env.DATABASE_URL;
let db: Database;
let directory: string;

beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-migrations-'));
  await db.query(sql`drop table if exists schema_migrations, schema_lease, one, two`);
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (name: string, text: string) => writeFileSync(join(directory, name), text);
const run = (on: Database = db) => migrate(on, { directory });
const good = () => {
  file('0001_one.sql', 'create table one (a text); -- first\ncreate index one_a on one (a);');
  file('0002_two.sql', "create table two (a text);\ninsert into two values ('x;y');");
};

describe('migrate', () => {
  it('applies the files in order, once', async () => {
    good();
    file('README.md', 'not a migration');
    expect(await run()).toEqual({ applied: ['0001_one.sql', '0002_two.sql'] });
    expect(await run()).toEqual({ applied: [] });
    expect(await db.query(sql`select a from two`)).toEqual([{ a: 'x;y' }]);
  });

  it('applies once when several start at the same moment', async () => {
    good();
    const others = await openRunners();
    const results = await Promise.all([run(), ...others.map((other) => run(other))]);
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['0001_one.sql', '0002_two.sql']);
    expect(await db.query(sql`select a from two`)).toEqual([{ a: 'x;y' }]);
    await Promise.all(others.filter((other) => other !== db).map((other) => other.close()));
  });

  it('undoes a file that fails, keeps those before it, and goes on when it is mended', async () => {
    good();
    file('0002_two.sql', 'create table two (a text); select nothing from nowhere;');
    await expect(run()).rejects.toMatchObject({ code: 'database.migration_failed' });
    expect(await db.query(sql`select to_regclass('two') as two, to_regclass('one')::text as one`)).toEqual([
      { two: null, one: 'one' },
    ]);
    good();
    expect(await run()).toEqual({ applied: ['0002_two.sql'] });
  });

  it('goes on after a runner that was killed while it held the lease', async () => {
    good();
    await run();
    await db.query(sql`delete from schema_migrations where name = '0002_two.sql'`);
    await db.query(sql`drop table two`);
    await db.query(
      sql`insert into schema_lease values ('migrate', 'dead', now() + interval '300 milliseconds')`,
    );
    expect(await run()).toEqual({ applied: ['0002_two.sql'] });
  });

  it.runIf(server)('goes on after a runner was killed in the middle of a file', async () => {
    good();
    file('0002_two.sql', 'create table two (a text); select pg_sleep(1);');
    const killed = startRunner(await urlOf(db));
    const asleep = () =>
      db.query(sql`select 1 from pg_stat_activity where query like 'create table two%pg_sleep%'`);
    while ((await asleep()).length === 0);
    killed.kill('SIGKILL');
    good();
    expect(await run()).toEqual({ applied: ['0002_two.sql'] });
    expect(await db.query(sql`select a from two`)).toEqual([{ a: 'x;y' }]);
  });

  it('refuses a schema that is newer than this version', async () => {
    good();
    await run();
    rmSync(join(directory, '0002_two.sql'));
    await expect(run()).rejects.toMatchObject({ code: 'database.schema_newer' });
  });

  it('refuses a file that was changed after it was applied', async () => {
    good();
    await run();
    file('0001_one.sql', 'create table one (b text);');
    await expect(run()).rejects.toMatchObject({ code: 'database.migration_changed' });
  });

  it('does not mind how lines end in the file', async () => {
    good();
    await run();
    file('0001_one.sql', 'create table one (a text); -- first\r\ncreate index one_a on one (a);');
    expect(await run()).toEqual({ applied: [] });
  });
});

/** On PostgreSQL other nodes with pools of their own; the embedded engine has one process, so callers in it. */
async function openRunners(): Promise<Database[]> {
  if (db.engine === 'embedded') return [db, db];
  const url = await urlOf(db);
  return Promise.all([1, 2, 3].map(() => openDatabase({ url })));
}

async function urlOf(database: Database): Promise<string> {
  const rows = await database.query<{ name: string }>(sql`select current_database() as name`);
  const url = new URL(server ?? '');
  url.pathname = rows[0]?.name ?? '';
  return url.href;
}

/** Another process that migrates the same database. */
function startRunner(url: string) {
  const index = new URL('./index.ts', import.meta.url).href;
  const program = `
    import { migrate, openDatabase } from ${JSON.stringify(index)};
    await migrate(await openDatabase({ url: ${JSON.stringify(url)} }), { directory: ${JSON.stringify(directory)} });`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
}
