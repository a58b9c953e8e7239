// How many jobs run at the same time on one node.
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { silentLog } from '../log/index.ts';
import { createJobs, type Jobs } from './index.ts';

let db: Database;
let jobs: Jobs;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterEach(() => jobs.stop());
afterAll(() => db.close());

const rows = () => db.query(sql`select name from jobs`);

test('a node runs no more at once than it was told to', async () => {
  jobs = createJobs({ db, clock: fixedClock(), log: silentLog(), nodeId: 'one', concurrency: 3 });
  let now = 0;
  let most = 0;
  jobs.register({
    name: 'x',
    run: async ({ system }) => {
      most = Math.max(most, ++now);
      await system.query(sql`select 1`);
      now -= 1;
    },
  });
  for (let i = 0; i < 12; i += 1) await jobs.enqueue(db, 'x', {});
  await jobs.drain();
  expect(most).toBe(3);
  expect(await rows()).toEqual([]);
});

test('threat: slow jobs, first in line, hold no more places than their bound; the others go on', async () => {
  jobs = createJobs({ db, clock: fixedClock(), log: silentLog(), nodeId: 'one', concurrency: 3 });
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const done: string[] = [];
  const slow = async () => {
    await opened;
    done.push('slow');
  };
  jobs.register({ name: 'slow', atOnce: 2, run: slow });
  jobs.register({
    name: 'quick',
    run: async () => {
      done.push('quick');
      if (done.length === 4) open();
    },
  });
  for (let i = 0; i < 5; i += 1) await jobs.enqueue(db, 'slow', {});
  for (let i = 0; i < 4; i += 1) await jobs.enqueue(db, 'quick', {});
  await jobs.start();
  await expect.poll(rows).toEqual([]);
  expect(done).toEqual([...Array(4).fill('quick'), ...Array(5).fill('slow')]);
});
