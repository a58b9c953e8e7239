// Background jobs: enqueued with the change that wants them, run once by one of many nodes, tried again.
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { currentRequest, requestContext } from '../http/request-context.ts';
import { silentLog } from '../log/index.ts';
import { retryPause } from './execution.ts';
import { createJobs, type Jobs, type JobsDeps } from './index.ts';

let db: Database;
const nodes: Jobs[] = [];

function node(nodeId = 'node-1', options: Partial<JobsDeps> = {}): Jobs {
  const jobs = createJobs({ db, clock: fixedClock(), log: silentLog(), nodeId, ...options });
  nodes.push(jobs);
  return jobs;
}

interface JobRow {
  name: string;
  attempts: number;
  dead: boolean;
  leased: boolean;
  last_error: string | null;
  seconds: number;
}

const rows = () =>
  db.query(sql<JobRow>`select name, attempts, dead_at is not null as dead, leased_by is not null as leased, last_error,
    extract(epoch from run_at - now())::float as seconds from jobs order by created_at, id`);
const makeDue = () => db.query(sql`update jobs set run_at = now() - interval '1 second'`);
const loseLeases = () =>
  db.query(sql`update jobs set leased_until = now() - interval '1 second' where leased_by is not null`);

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

beforeAll(async () => {
  db = await openTestDatabase();
  await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A')`);
});
beforeEach(() => db.query(sql`delete from jobs`));
afterEach(() => Promise.all(nodes.splice(0).map((jobs) => jobs.stop())));
afterAll(() => db.close());

describe('a job', () => {
  it('runs with its payload and the tenant that enqueued it, and is gone', async () => {
    const jobs = node();
    const seen: unknown[] = [];
    jobs.register<{ n: number }>({
      name: 'x',
      run: async ({ db: tenant }, payload) => void seen.push([tenant?.tenantId, payload]),
    });
    await jobs.enqueue(db.forTenant('a'), 'x', { n: 1 });
    await jobs.enqueue(db, 'x', { n: 2 });
    await jobs.drain();
    expect(seen).toEqual(
      expect.arrayContaining([
        ['a', { n: 1 }],
        [undefined, { n: 2 }],
      ]),
    );
    expect(await rows()).toEqual([]);
  });

  it('does not exist when the transaction that wanted it was rolled back', async () => {
    const jobs = node();
    const change = db.forTenant('a').inTx(async (tx) => {
      await jobs.enqueue(tx, 'x', {});
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
  });

  it('waits for its time', async () => {
    const jobs = node();
    jobs.register({ name: 'x', run: async () => expect.unreachable() });
    await jobs.enqueue(db, 'x', {}, { runAt: new Date(Date.now() + 60_000) });
    await jobs.drain();
    expect(await rows()).toHaveLength(1);
  });

  it('is left to a node that knows it: an older version does not touch it', async () => {
    const older = node('older');
    older.register({ name: 'known', run: async () => {} });
    await older.enqueue(db, 'unknown', {});
    await older.drain();
    expect(await rows()).toMatchObject([{ name: 'unknown', attempts: 0, leased: false }]);
  });

  it('runs soon after the commit that enqueued it, outside of the request that did', async () => {
    const jobs = node();
    const ran = new Promise((resolve) => {
      jobs.register({ name: 'x', run: async () => resolve(currentRequest()?.requestId ?? 'no request') });
    });
    await jobs.start();
    await requestContext.run({ requestId: 'req_1', address: '::1' }, () =>
      db.forTenant('a').inTx((tx) => jobs.enqueue(tx, 'x', {})),
    );
    expect(await ran).toBe('no request');
  });

  it('does not count among the statements of a request', async () => {
    const jobs = node();
    const ran = new Promise<void>((resolve) => {
      jobs.register({
        name: 'x',
        run: async ({ system }) => {
          await system.query(sql`select 1`);
          resolve();
        },
      });
    });
    await jobs.start();
    const { statements } = await db.statements.during(async () => {
      await jobs.enqueue(db, 'x', {});
      await ran;
      await jobs.stop();
    });
    expect(statements).toHaveLength(1);
  });
});

describe('a failing job', () => {
  it('is tried again later, with a growing pause, and keeps the last error', async () => {
    const jobs = node();
    jobs.register({ name: 'x', run: async () => Promise.reject(new Error('the mail server is down')) });
    await jobs.enqueue(db, 'x', {});
    await jobs.drain();
    const [first] = await rows();
    expect(first).toMatchObject({
      attempts: 1,
      dead: false,
      leased: false,
      last_error: 'the mail server is down',
    });
    expect(first?.seconds).toBeGreaterThan(2);
    await makeDue();
    await jobs.drain();
    expect((await rows())[0]?.seconds).toBeGreaterThan(6);
  });

  it('pauses longer each time, up to an hour and a fifth', () => {
    for (let attempt = 1; attempt <= 40; attempt += 1) {
      expect(retryPause(attempt)).toBeGreaterThanOrEqual(Math.min(4_000 * 2 ** (attempt - 1), 2_880_000));
      expect(retryPause(attempt)).toBeLessThanOrEqual(4_320_000);
    }
  });

  it('is dead after its last attempt, which it is told of, and does not run again', async () => {
    const outcomes: string[] = [];
    const last: boolean[] = [];
    const jobs = node('n', { observe: (_name, outcome) => outcomes.push(outcome) });
    jobs.register({
      name: 'x',
      maxAttempts: 2,
      run: async ({ lastAttempt }) => {
        last.push(lastAttempt);
        throw new Error('no');
      },
    });
    await jobs.enqueue(db, 'x', {});
    for (let i = 0; i < 3; i += 1) {
      await makeDue();
      await jobs.drain();
    }
    expect(last).toEqual([false, true]);
    expect(outcomes).toEqual(['retry', 'dead']);
    expect(await rows()).toMatchObject([{ dead: true }]);
    expect(await jobs.counts()).toEqual({ waiting: 0, dead: 1 });
  });

  it('that takes its process down each time does not do so for ever', async () => {
    const jobs = node();
    jobs.register({ name: 'x', maxAttempts: 3, run: async () => expect.unreachable() });
    await jobs.enqueue(db, 'x', {});
    await db.query(sql`update jobs set attempts = 3`);
    await jobs.drain();
    expect(await rows()).toMatchObject([
      { dead: true, last_error: expect.stringContaining('process ended') },
    ]);
  });
});

describe('leases', () => {
  it('keep a running job from another node, and let it go when the node is gone', async () => {
    const [one, two] = [node('one'), node('two')];
    const started = gate();
    const finish = gate();
    one.register({
      name: 'x',
      run: async () => {
        started.open();
        await finish.opened;
      },
    });
    const taken: string[] = [];
    two.register({ name: 'x', run: async () => void taken.push('two') });
    await one.enqueue(db, 'x', {});
    const running = one.drain();
    await started.opened;
    await two.drain();
    expect(taken).toEqual([]);

    await loseLeases();
    await two.drain();
    expect(taken).toEqual(['two']);
    finish.open();
    await running;
    expect(await rows()).toEqual([]);
  });

  it('who has lost the lease no longer decides how the job ends', async () => {
    const [one, two] = [node('one'), node('two')];
    const [started, finish] = [gate(), gate()];
    one.register({
      name: 'x',
      run: async () => {
        started.open();
        await finish.opened;
      },
    });
    two.register({ name: 'x', run: async () => Promise.reject(new Error('two failed')) });
    await one.enqueue(db, 'x', {});
    const running = one.drain();
    await started.opened;
    await loseLeases();
    await two.drain();
    finish.open();
    await running;
    expect(await rows(), "one's late success does not delete what two will try again").toMatchObject([
      { last_error: 'two failed', attempts: 2 },
    ]);
  });

  it('two nodes run 40 jobs once each', async () => {
    const ran: number[] = [];
    const both = [node('one'), node('two')];
    for (const jobs of both)
      jobs.register<{ i: number }>({ name: 'x', run: async (_context, { i }) => void ran.push(i) });
    for (let i = 0; i < 40; i += 1) await both[0]?.enqueue(db, 'x', { i });
    await Promise.all(both.map((jobs) => jobs.drain()));
    expect(ran.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });
});

describe('a job with a unique key', () => {
  it('waits once per tenant, with the newest payload', async () => {
    const jobs = node();
    const seen: unknown[] = [];
    jobs.register({ name: 'x', run: async (_context, payload) => void seen.push(payload) });
    await jobs.enqueue(db.forTenant('a'), 'x', { n: 1 }, { uniqueKey: 'k' });
    await jobs.enqueue(db.forTenant('a'), 'x', { n: 2 }, { uniqueKey: 'k' });
    await jobs.enqueue(db, 'x', { n: 3 }, { uniqueKey: 'k' });
    expect(await rows()).toHaveLength(2);
    await jobs.drain();
    expect(seen).toEqual(expect.arrayContaining([{ n: 2 }, { n: 3 }]));
    expect(seen).toHaveLength(2);
  });

  it('runs once more when it is asked for while it runs', async () => {
    const jobs = node();
    const seen: number[] = [];
    jobs.register<{ n: number }>({
      name: 'x',
      run: async (_context, { n }) => {
        seen.push(n);
        if (n === 1) await jobs.enqueue(db, 'x', { n: 2 }, { uniqueKey: 'k' });
      },
    });
    await jobs.enqueue(db, 'x', { n: 1 }, { uniqueKey: 'k' });
    await jobs.drain();
    expect(seen).toEqual([1, 2]);
    expect(await rows()).toEqual([]);
  });
});

describe('a recurring job', () => {
  it('is one row for all nodes, comes back after its interval, and never dies', async () => {
    let runs = 0;
    let fail = false;
    const define = (jobs: Jobs) =>
      jobs.register({
        name: 'tick',
        every: 3_600_000,
        run: async () => {
          runs += 1;
          if (fail) throw new Error('no');
        },
      });
    const both = [node('one'), node('two')];
    both.forEach(define);
    await both[0]?.drain();
    await both[1]?.drain();
    expect(runs).toBe(2);
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]?.seconds).toBeGreaterThan(3_500);
    fail = true;
    for (let i = 0; i < 12; i += 1) await both[0]?.drain();
    expect(runs).toBe(14);
    expect((await rows())[0]).toMatchObject({ dead: false });
  });

  it('starts by itself, and follows an interval that a new version has made shorter', async () => {
    const [before, after] = [node('one'), node('two')];
    before.register({ name: 'tick', every: 86_400_000, run: async () => {} });
    await before.drain();
    await before.stop();
    after.register({ name: 'tick', every: 60_000, run: async () => {} });
    await after.start();
    await after.stop();
    const seconds = (await rows())[0]?.seconds ?? 0;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });
});

describe('stop', () => {
  it('waits for the running jobs and takes no new ones', async () => {
    const jobs = node();
    const [started, finish] = [gate(), gate()];
    let finished = false;
    jobs.register({
      name: 'x',
      run: async () => {
        started.open();
        await finish.opened;
        finished = true;
      },
    });
    await jobs.start();
    await jobs.enqueue(db, 'x', {});
    await started.opened;
    const stopped = jobs.stop();
    await jobs.enqueue(db, 'x', {});
    finish.open();
    await stopped;
    expect(finished).toBe(true);
    expect(await rows()).toHaveLength(1);
  });

  it('does not wait for ever', async () => {
    const jobs = node('one', { graceMs: 20 });
    const started = gate();
    jobs.register({
      name: 'x',
      run: () => {
        started.open();
        return new Promise(() => {});
      },
    });
    await jobs.start();
    await jobs.enqueue(db, 'x', {});
    await started.opened;
    await jobs.stop();
    expect(await rows()).toMatchObject([{ leased: true }]);
  });
});

it('a job is registered once', () => {
  const jobs = node();
  jobs.register({ name: 'x', run: async () => {} });
  expect(() => jobs.register({ name: 'x', run: async () => {} })).toThrow(/twice/);
});
