// The embedded engine across processes: one at a time, and nothing that was confirmed is lost by kill -9.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';
import { type Database, DatabaseLockedError, maintain, openDatabase } from './index.ts';

/** A cluster built once. A copy of it would be slow to recover: nothing of it is on disk yet. */
let prepared: string;
let folder: string;
const children: ChildProcess[] = [];
const databases: Database[] = [];

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), 'gatehouse-prepared-'));
  // What a build that was killed leaves behind.
  mkdirSync(join(prepared, 'pg18.partial-dead'));
  writeFileSync(join(prepared, 'pg18.partial-dead', 'PG_VERSION'), '18');
  await (await openDatabase({ dataDir: prepared })).close();
});
afterAll(() => rmSync(prepared, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-embedded-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(databases.splice(0).map((database) => database.close()));
  if (folder !== prepared) rmSync(folder, { recursive: true });
});

function usePrepared(): void {
  rmSync(folder, { recursive: true });
  folder = prepared;
}

async function open(): Promise<Database> {
  const database = await openDatabase({ dataDir: folder });
  databases.push(database);
  return database;
}

/** A process of its own that opens the folder and then runs `code` with `db`; its lines of output are confirmations. */
function inChild(code: string) {
  const index = new URL('./index.ts', import.meta.url).href;
  const program = `
    import { openDatabase } from ${JSON.stringify(index)};
    import { sql } from ${JSON.stringify(import.meta.resolve('kysely'))};
    const db = await openDatabase({ dataDir: ${JSON.stringify(folder)} }).catch((error) => {
      console.log(error.code + ' ' + error.message);
      process.exit(3);
    });
    ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  return { child, lines, nextLine: () => once(reader, 'line') };
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('the embedded engine', () => {
  beforeEach(usePrepared);

  it('builds its cluster beside the remains of a build that was killed, and leaves no others', () => {
    expect(readdirSync(prepared).sort()).toEqual(['pg18', 'pg18.partial-dead']);
  });

  it('keeps what was written from one start to the next', async () => {
    const first = await open();
    await first.query(sql`create table kept (a text)`);
    await first.close();
    expect(await (await open()).query(sql`select a from kept`)).toEqual([]);
  });

  it('runs with the settings that make a commit durable', async () => {
    const db = await open();
    const settings = await db.query<{ name: string; setting: string }>(
      sql`select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'wal_sync_method', 'full_page_writes') order by name`,
    );
    expect(settings.map(({ name, setting }) => `${name}=${setting}`)).toEqual([
      'fsync=on',
      'full_page_writes=on',
      'synchronous_commit=on',
      'wal_sync_method=fsync',
    ]);
  });

  it('gives the next connection a clean session after one was lost in a transaction', async () => {
    const db = await open();
    await db.query(sql`create table lost (a text)`);
    const client = await db.pool.connect();
    await client.query('begin');
    await client.query("insert into lost values ('x')");
    client.release(true);
    expect(await db.query(sql`select a from lost`)).toEqual([]);
    expect(await db.query(sql`select a from lost`)).toEqual([]);
  });

  it('analyzes large tables and never small ones, whose named statements would keep a sequential scan', async () => {
    const db = await open();
    await db.query(sql`create table small (a text primary key)`);
    await db.query(sql`create table large (a text primary key)`);
    await db.query(sql`insert into small values ('x')`);
    await db.query(sql`insert into large select repeat('x', 100) || n from generate_series(1, 5000) n`);
    expect(await maintain(db)).toEqual({ tables: ['large'] });
    await db.query(sql`delete from large`);
    expect(await maintain(db)).toEqual({ tables: [] });
  });
});

describe('a commit', () => {
  beforeEach(usePrepared);

  it('that was confirmed survives kill -9 at any moment', async () => {
    await (await open()).query(sql`create table log (n bigint primary key, pad text)`);
    await databases.splice(0)[0]?.close();
    for (let round = 0; round < 3; round += 1) {
      const { child, lines, nextLine } = inChild(`
        for (let n = ${round * 1_000_000}; ; n += 1) {
          await db.inTx((tx) => tx.query(sql\`insert into log values (\${n}, \${'x'.repeat(n % 3000)})\`));
          console.log(n);
        }`);
      while (lines.length < 10 + round * 17) await nextLine();
      await kill(child);
      const db = await open();
      const stored = await db.query<{ n: number }>(sql`select n from log where n >= ${round * 1_000_000}`);
      const confirmed = lines.map(Number);
      expect(stored.map(({ n }) => n)).toEqual(expect.arrayContaining(confirmed));
      // At most the one that was under way is there besides.
      expect(stored.length - confirmed.length).toBeLessThanOrEqual(1);
      await databases.splice(0)[0]?.close();
    }
  }, 240_000);
});

describe('one process for each data folder', () => {
  beforeEach(usePrepared);

  it('refuses a second one and names the first', async () => {
    await open();
    const { child, lines } = inChild('console.log("opened")');
    const [code] = await once(child, 'exit');
    expect(code).toBe(3);
    expect(lines.join()).toContain('database.locked');
    expect(lines.join()).toContain(`process ${process.pid}`);
  });

  it('refuses a second opening in the same process', async () => {
    await open();
    await expect(open()).rejects.toThrow(DatabaseLockedError);
  });

  it('starts at once after kill -9', async () => {
    const { child, nextLine } = inChild('console.log("opened"); setInterval(() => {}, 1000)');
    await nextLine();
    await kill(child);
    expect(existsSync(join(folder, 'gatehouse.lock'))).toBe(true);
    const db = await open();
    expect(await db.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it('is free again after a clean end', async () => {
    await (await open()).close();
    expect(existsSync(join(folder, 'gatehouse.lock'))).toBe(false);
    await open();
  });
});

describe('a heartbeat from another container', () => {
  it('that takes the folder over stops the database of the one that was frozen', async () => {
    cpSync(join(prepared, 'pg18'), join(folder, 'pg18'), { recursive: true });
    const { promise: fatal, resolve } = Promise.withResolvers<Error>();
    const db = await openDatabase({ dataDir: folder, onFatal: resolve });
    databases.push(db);
    elsewhere(0);
    expect(await fatal).toBeInstanceOf(DatabaseLockedError);
    await expect(db.query(sql`select 1`)).rejects.toThrow(/container-2/);
  });

  const onLost = () => {};
  const options = { onLost, beatMilliseconds: 20 };
  const elsewhere = (beat: number) => {
    mkdirSync(folder, { recursive: true });
    const holder = { instance: 'other', pid: 7, host: 'container-2', scope: 'elsewhere', beat };
    writeFileSync(join(folder, 'gatehouse.lock'), JSON.stringify(holder));
  };

  it('that goes on refuses the start and names the host', async () => {
    let beat = 0;
    const goOn = () => {
      beat += 1;
      elsewhere(beat);
    };
    goOn();
    const heart = setInterval(goOn, 5);
    await expect(lockDataFolder(folder, options)).rejects.toThrow(/process 7 on container-2/);
    clearInterval(heart);
  });

  it('that has stopped does not', async () => {
    elsewhere(5);
    const lock = await lockDataFolder(folder, options);
    expect(readFileSync(join(folder, 'gatehouse.lock'), 'utf8')).toContain(`"pid":${process.pid}`);
    await lock.release();
  });

  it('of which only a torn file is left does not block', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'gatehouse.lock'), '{"inst');
    await (await lockDataFolder(folder, options)).release();
  });
});
