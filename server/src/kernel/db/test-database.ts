/**
 * A migrated database for one test file: in memory, or a fresh one on the server of DATABASE_URL that is dropped at
 * the end.
 */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Database, type DatabaseOptions, openDatabase } from './index.ts';
import { migrate, readMigrations } from './migrations.ts';

export async function openTestDatabase(options: DatabaseOptions = {}): Promise<Database> {
  const { DATABASE_URL: server } = process.env;
  return server ? openFresh(server, options) : openInMemory(options);
}

/** Made once per machine and version of the schema: starting from it takes a fraction of initdb and migrations. */
function templateFile(): string {
  const engine = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = join(dirname(engine), '../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const checksums = readMigrations().map(({ name, checksum }) => `${name}:${checksum}`);
  const key = createHash('sha256')
    .update([version, ...checksums].join('\n'))
    .digest('hex')
    .slice(0, 16);
  return join(tmpdir(), `gatehouse-test-${userInfo().uid}-${key}.tar`);
}

async function openInMemory(options: DatabaseOptions): Promise<Database> {
  const template = templateFile();
  if (existsSync(template)) return openDatabase({ ...options, inMemory: true, template });
  const database = await openDatabase({ ...options, inMemory: true });
  await migrate(database);
  await database.dump(template);
  return database;
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function openFresh(server: string, options: DatabaseOptions): Promise<Database> {
  const name = `gh_test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const database = await openDatabase({ ...options, url: url.href });
  await migrate(database);
  const close = database.close.bind(database);
  return Object.assign(database, {
    close: async () => {
      await close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  });
}
