/** DESIGN section 11: the first start, one process for each folder, and migrations, under kill -9 and in a crowd. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { answering, type Program, root } from '../processes.ts';
import { Application } from '../wire/application.ts';
import {
  bookstore,
  declaration,
  type Place,
  type PlaceOptions,
  preparePlace,
  startPatience,
} from '../wire/gatehouse.ts';
import { browserOf, newPerson, register } from '../wire/person.ts';
import { closeConnections } from '../wire/request.ts';
import { createDatabase, type OwnDatabase, serverUrl } from './databases.ts';
import { between, randomFrom } from './random.ts';

const patience = { timeout: 20 * 60_000 };
const places: Place[] = [];
const programs: Program[] = [];
const databases: OwnDatabase[] = [];

async function place(options: PlaceOptions = {}): Promise<Place> {
  const one = await preparePlace({ declaration, ...options });
  places.push(one);
  return one;
}

function launch(where: Place): Program {
  const program = where.launch();
  programs.push(program);
  return program;
}

async function ready(where: Place, program = launch(where)): Promise<Program> {
  await answering(program, `${where.node}/readyz`, startPatience);
  return program;
}

async function ownDatabase(): Promise<OwnDatabase> {
  const one = await createDatabase();
  databases.push(one);
  return one;
}

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.stop('SIGKILL')));
  await Promise.all(places.splice(0).map((one) => one.remove()));
  await Promise.all(databases.splice(0).map((one) => one.drop()));
});
afterAll(closeConnections);

/** Somebody can register: the schema, the keys and the declared application are all there. */
async function expectUsable(where: Place, number: number) {
  const person = newPerson(number);
  const application = new Application(bookstore(where.endpoint), where.node);
  const { code } = await register(person, application, browserOf(person, where.endpoint, where.node));
  expect(code).not.toBe('');
}

const migrations = readdirSync(join(root, 'server/migrations'))
  .filter((name) => name.endsWith('.sql'))
  .sort();

async function namesIn(url: string, text: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(text);
  await client.end();
  return rows.map(({ name }) => name);
}

const migrationsIn = (url: string) => namesIn(url, 'select name from schema_migrations order by name');

const hasTable = async (url: string, name: string): Promise<boolean> =>
  (await namesIn(url, 'select tablename as name from pg_tables')).includes(name);

const listing = (where: Place): string[] => (existsSync(where.dataDir) ? readdirSync(where.dataDir) : []);

async function until(program: Program, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + startPatience * 1000;
  while (!(await condition())) {
    const over = program.child.exitCode !== null || performance.now() > end;
    if (over) throw new Error(`It did not come that far.\n${program.output()}`);
    await delay(5);
  }
}

const ended = (program: Program): Promise<number | null> =>
  new Promise((resolve) => {
    if (program.child.exitCode !== null) resolve(program.child.exitCode);
    else program.child.once('exit', resolve);
  });

describe('embedded', () => {
  test('the very first start, killed at any moment, is completed by the next', patience, async () => {
    const random = randomFrom(11);
    const where = await place();
    for (let kill = 0; kill < 4; kill += 1) {
      const program = launch(where);
      await delay(between(random, 300, 6000));
      await program.stop('SIGKILL');
    }
    await ready(where);
    await expectUsable(where, 1);
  });

  test('a build that outlives its killed parent does the next start no harm', patience, async () => {
    for (let i = 0; i < 3; i += 1) {
      const where = await place();
      const program = launch(where);
      await until(program, () => listing(where).some((name) => name.includes('.partial-')));
      await program.stop('SIGKILL');
      await ready(where);
      await expectUsable(where, i);
    }
  });

  test(
    'a second process on the folder is refused in plain words while the first goes on',
    patience,
    async () => {
      const where = await place();
      const first = await ready(where);
      const intruder = launch(await place({ dataDir: where.dataDir }));
      expect(await ended(intruder)).not.toBe(0);
      expect(intruder.output()).toContain(where.dataDir);
      expect(intruder.output()).toContain(`process ${first.child.pid}`);
      // What an operator reads, not a stack trace.
      expect(intruder.output()).not.toMatch(/^\s+at /m);
      await expectUsable(where, 2);
    },
  );

  test('after kill -9 the lock file that stayed behind is no obstacle', patience, async () => {
    const where = await place();
    await (await ready(where)).stop('SIGKILL');
    expect(listing(where)).toContain('gatehouse.lock');
    await ready(where);
    await expectUsable(where, 3);
  });
});

// Skipped where DATABASE_URL is not set: scripts/with-postgres.sh sets it.
describe.skipIf(!serverUrl)('PostgreSQL', () => {
  const env = { GATEHOUSE_ENCRYPTION_KEYS: `one:${Buffer.alloc(32, 1).toString('base64')}` };

  /** Every migration there is, each once: the table's key would not have it otherwise. */
  async function expectMigrated(url: string) {
    expect(await migrationsIn(url)).toEqual(migrations);
  }

  test('a migration killed at any moment is completed by the next start', patience, async () => {
    const random = randomFrom(12);
    for (let i = 0; i < 3; i += 1) {
      const database = await ownDatabase();
      const where = await place({ databaseUrl: database.url, env });
      const program = launch(where);
      // The lease is taken just before the first migration.
      await until(program, () => hasTable(database.url, 'schema_lease'));
      await delay(between(random, 0, 150));
      await program.stop('SIGKILL');
      await ready(where);
      await expectMigrated(database.url);
      await expectUsable(where, i);
    }
  });

  test(
    'nodes that start at once on an empty database migrate once, and each of them serves',
    patience,
    async () => {
      const database = await ownDatabase();
      const nodes = [];
      for (let i = 0; i < 3; i += 1) nodes.push(await place({ databaseUrl: database.url, env }));
      const started = nodes.map((node) => launch(node));
      await Promise.all(nodes.map((node, i) => ready(node, started[i])));
      await expectMigrated(database.url);
      expect(started.filter((program) => program.output().includes('Migrated'))).toHaveLength(1);
      for (const [i, node] of nodes.entries()) await expectUsable(node, 10 + i);
    },
  );
});
