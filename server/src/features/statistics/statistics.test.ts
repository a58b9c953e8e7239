// Statistics: what happened is counted once, on its own day, whatever is delivered again, and never scanned for.
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock/index.ts';
import type { Database } from '../../kernel/db/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { type AppEvent, createEventDispatcher } from '../../kernel/events/index.ts';
import { createExpiry, createJobs, type Jobs } from '../../kernel/jobs/index.ts';
import { silentLog } from '../../kernel/log/index.ts';
import { createStatistics, type Statistics } from './index.ts';

let db: Database;
let jobs: Jobs;
let statistics: Statistics;
let dispatcher: ReturnType<typeof createEventDispatcher>;
const clock = fixedClock(new Date('2026-03-31T12:00:00Z'));
const log = silentLog();
const tables = [
  'events',
  'jobs',
  'sign_in_counts',
  'last_sign_ins',
  'user_active_days',
  'daily_statistics',
  'statistics_turns',
];

beforeAll(async () => {
  db = await openTestDatabase();
  await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A'), ('b', 'B')`);
});
beforeEach(async () => {
  for (const table of tables) await db.query(sql`delete from ${sql.table(table)}`);
  jobs = createJobs({ db, clock, log, nodeId: 'n' });
  dispatcher = createEventDispatcher({ db, jobs, log });
  statistics = createStatistics({ clock, log, events: dispatcher });
});
afterAll(() => db.close());

const tenant = (id = 'a') => db.forTenant(id);
let serial = 0;

/** An event of that time, in the outbox. */
async function happened(at: string, { type, ...payload }: AppEvent, tenantId = 'a'): Promise<void> {
  serial += 1;
  await db.query(sql`insert into events (tenant_id, id, type, payload, created_at)
    values (${tenantId}, ${`evt_${serial}`}, ${type}, ${payload}::jsonb, ${at}::timestamptz)`);
}
const signIn = (userId: string, more: Partial<AppEvent> = {}): AppEvent => ({
  type: 'user.signed_in',
  subject: { type: 'user', id: userId },
  actor: { type: 'user', id: userId },
  applicationId: 'bookstore',
  data: { methods: ['pwd'] },
  ...more,
});
const signedIn = (at: string, userId: string, more: Partial<AppEvent> = {}) =>
  happened(at, signIn(userId, more));
const march = { from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-31T00:00:00Z') };
const byDay = async (tenantId = 'a') =>
  (await statistics.signIns(tenant(tenantId), { ...march, groupBy: 'day' })).groups.filter(
    ({ signIns, failures }) => signIns + failures > 0,
  );
const active = async () => (await statistics.overview(tenant())).activeUsers;

describe('sign-ins', () => {
  it('belong to the UTC day of their event, up to its last millisecond', async () => {
    await signedIn('2026-03-10T00:00:00Z', 'u1');
    await signedIn('2026-03-10T23:59:59.999Z', 'u1');
    await signedIn('2026-03-11T00:00:00Z', 'u1');
    await signedIn('2026-03-11T23:30:00-02:00', 'u1');
    await dispatcher.drain();
    expect(await byDay()).toEqual([
      { key: '2026-03-10', signIns: 2, failures: 0 },
      { key: '2026-03-11', signIns: 1, failures: 0 },
      { key: '2026-03-12', signIns: 1, failures: 0 },
    ]);
  });

  it('are the same in a database whose time zone changes its clocks (Europe/Berlin, 29 March 2026)', async () => {
    const { rows } = await db.pool.query<{ zone: string }>("select current_setting('TimeZone') as zone");
    await db.pool.query("set timezone to 'Europe/Berlin'");
    try {
      await signedIn('2026-03-28T23:30:00Z', 'u1');
      await dispatcher.drain();
      expect(await byDay()).toEqual([{ key: '2026-03-28', signIns: 1, failures: 0 }]);
      const days = await db.query(sql<{ day: Date }>`select day from daily_statistics order by day`);
      expect(days.map(({ day }) => day.toISOString())).toEqual([
        '2026-03-28T00:00:00.000Z',
        '2026-04-04T00:00:00.000Z',
        '2026-04-27T00:00:00.000Z',
      ]);
    } finally {
      await db.pool.query(`set timezone to '${rows[0]!.zone}'`);
    }
  });

  it('are counted by method, application and connector', async () => {
    await signedIn('2026-03-10T01:00:00Z', 'u1');
    await signedIn('2026-03-10T02:00:00Z', 'u2', { data: { methods: ['otp'] } });
    await signedIn('2026-03-11T03:00:00Z', 'u3', { data: { methods: ['fed'] }, connectorId: 'acme' });
    await signedIn('2026-03-11T04:00:00Z', 'u1', {
      type: 'user.continued',
      applicationId: 'wiki',
      data: undefined,
    });
    await dispatcher.drain();
    const groups = async (groupBy: 'method' | 'application' | 'connector') =>
      (await statistics.signIns(tenant(), { ...march, groupBy })).groups.map(({ key, signIns }) => [
        key,
        signIns,
      ]);
    expect(await groups('method')).toEqual([
      ['email-code', 1],
      ['password', 1],
      ['session', 1],
      ['sso', 1],
    ]);
    expect(await groups('application')).toEqual([
      ['bookstore', 3],
      ['wiki', 1],
    ]);
    expect(await groups('connector')).toEqual([['acme', 1]]);
    expect(await statistics.activity(tenant(), 'connector', 'acme')).toEqual({
      firstSignInAt: new Date('2026-03-11T03:00:00Z'),
      lastSignInAt: new Date('2026-03-11T03:00:00Z'),
      signInsLast30Days: 1,
      failuresLast30Days: 0,
    });
  });

  it('of another tenant are not seen', async () => {
    await happened('2026-03-10T01:00:00Z', signIn('u1', { connectorId: 'acme' }), 'b');
    await dispatcher.drain();
    expect(await byDay()).toEqual([]);
    expect((await byDay('b')).length).toBe(1);
    expect((await active()).monthly.current).toBe(0);
    expect((await statistics.activity(tenant(), 'connector', 'acme')).lastSignInAt).toBeNull();
    expect((await statistics.getStarted(tenant(), false)).firstSignIn.done).toBe(false);
  });
});

describe('redelivery', () => {
  const counted = async () => ({
    signIns: (await byDay()).map(({ signIns }) => signIns),
    ...(await active()),
    users: (await statistics.overview(tenant())).users,
  });
  const once = {
    signIns: [1],
    daily: { current: 1, previous: 0 },
    weekly: { current: 1, previous: 0 },
    monthly: { current: 1, previous: 0 },
    users: 1,
  };
  const at = '2026-03-31T10:00:00Z';
  async function events() {
    await signedIn(at, 'u1');
    await happened(at, { type: 'user.created', subject: { type: 'user', id: 'u1' } });
  }

  it('an event whose other subscriber fails first counts once', async () => {
    let failures = 0;
    dispatcher.subscribe('*', async () => {
      failures += 1;
      if (failures <= 6) throw new Error('not now');
    });
    await events();
    await dispatcher.drain();
    expect(await counted()).toMatchObject({ signIns: [], users: 0 });
    for (let i = 0; i < 4; i += 1) {
      await db.query(sql`update jobs set run_at = now() - interval '1 second'`);
      await jobs.drain();
    }
    expect(failures).toBeGreaterThan(6);
    expect(await counted()).toEqual(once);
  });
});

describe('two nodes', () => {
  it('that hand on the same events at once count each of them once', async () => {
    const second = createEventDispatcher({ db, jobs: createJobs({ db, clock, log, nodeId: 'm' }), log });
    createStatistics({ clock, log, events: second });
    for (let i = 0; i < 450; i += 1)
      await signedIn(`2026-03-${i % 2 ? '30' : '31'}T10:00:00Z`, `u${(i * 7) % 90}`, {
        applicationId: `app${i % 3}`,
      });
    await Promise.all([dispatcher.drain(), second.drain()]);
    expect((await statistics.signIns(tenant(), { ...march, groupBy: 'day' })).total.signIns).toBe(450);
    const distinct = await db.query(sql<{ n: number }>`
      select count(distinct user_id) as n from user_active_days where tenant_id = 'a'`);
    expect((await active()).monthly.current).toBe(Number(distinct[0]?.n));
  });
});

describe('active people', () => {
  it('are counted once a day, week and month, and compared with the period before', async () => {
    await signedIn('2026-03-31T01:00:00Z', 'u1');
    await signedIn('2026-03-31T02:00:00Z', 'u1');
    await signedIn('2026-03-30T02:00:00Z', 'u2');
    await signedIn('2026-03-24T02:00:00Z', 'u3'); // the last day of the week before
    await signedIn('2026-03-02T02:00:00Z', 'u4'); // the first of these 30 days
    await signedIn('2026-03-01T02:00:00Z', 'u5'); // the last of the 30 days before
    await signedIn('2026-01-31T02:00:00Z', 'u6'); // their first
    await signedIn('2026-01-30T02:00:00Z', 'u7'); // before both
    await dispatcher.drain();
    expect(await active()).toEqual({
      daily: { current: 1, previous: 1 },
      weekly: { current: 2, previous: 1 },
      monthly: { current: 4, previous: 2 },
    });
  });

  it('agree with counting the distinct people of each period, in whatever order the events come', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const start = Date.parse('2026-02-01T00:00:00Z');
    const all = Array.from({ length: 300 }, () => ({ user: `u${random(12)}`, day: random(59) }));
    for (const { user, day } of all) {
      await signedIn(new Date(start + day * 86_400_000 + random(86_400) * 1_000).toISOString(), user);
      // One at a time, so that they arrive in this order and not in that of their times.
      await dispatcher.drain();
    }
    const distinct = (from: number, to: number) =>
      new Set(all.filter(({ day }) => day >= from && day <= to).map(({ user }) => user)).size;
    const { days } = await statistics.overview(tenant());
    expect(days).toHaveLength(30);
    expect(days.map((one) => [one.dailyActiveUsers, one.weeklyActiveUsers, one.monthlyActiveUsers])).toEqual(
      days.map(({ day }) => {
        const n = (Date.parse(day) - start) / 86_400_000;
        return [distinct(n, n), distinct(n - 6, n), distinct(n - 29, n)];
      }),
    );
  });

  it('are remembered one by one as long as that is needed, and their numbers for ever', async () => {
    await signedIn('2020-01-01T10:00:00Z', 'u1');
    await signedIn(new Date().toISOString(), 'u1');
    await dispatcher.drain();
    await createExpiry().clean(db);
    const kept = await db.query(sql<{ n: number }>`select count(*) as n from user_active_days`);
    expect(Number(kept[0]?.n)).toBe(1);
    expect(await db.query(sql`select 1 from sign_in_counts where day < '2021-01-01T00:00:00Z'`)).toEqual([]);
    const days = await db.query(sql<{ active: number }>`
      select active from daily_statistics where day = '2020-01-01T00:00:00Z'`);
    expect(days).toEqual([{ active: 1 }]);
  });
});

describe('people', () => {
  it('are counted as they come and go', async () => {
    const created = (at: string, id: string) =>
      happened(at, { type: 'user.created', subject: { type: 'user', id } });
    await created('2025-01-01T00:00:00Z', 'u0');
    await created('2026-03-31T00:00:00Z', 'u1');
    await created('2026-03-25T00:00:00Z', 'u2');
    await created('2026-03-24T23:59:59Z', 'u3');
    await created('2026-03-01T23:59:59Z', 'u4');
    await happened('2026-03-31T01:00:00Z', { type: 'user.deleted', subject: { type: 'user', id: 'u0' } });
    await dispatcher.drain();
    const { users, newUsers } = await statistics.overview(tenant());
    expect({ users, newUsers }).toEqual({
      users: 4,
      newUsers: {
        today: { current: 1, previous: 0 },
        last7Days: { current: 2, previous: 1 },
        last30Days: { current: 3, previous: 1 },
      },
    });
  });

  it('of a tenant that is deleted meanwhile hold nothing up', async () => {
    await db.query(sql`insert into tenants (tenant_id, name) values ('gone', 'Gone')`);
    await happened('2026-03-31T00:00:00Z', signIn('u1'), 'gone');
    statistics.failed(
      { db: tenant('gone') },
      { method: 'password', cause: 'x', applicationId: null, connectorId: null },
    );
    await db.query(sql`delete from tenants where tenant_id = 'gone'`);
    await dispatcher.drain();
    await statistics.flush();
    expect(await db.query(sql`select id from jobs`)).toEqual([]);
    expect(await db.query(sql`select day from sign_in_counts`)).toEqual([]);
  });
});

describe('the migration', () => {
  it('counts the people there were before it, and who of them was here in the last 30 days', async () => {
    const day = 86_400_000;
    const now = Date.now();
    const user = (
      id: string,
      created: number,
      seen: number | null,
    ) => sql`('a', ${id}, ${new Date(now - created * day)}::timestamptz,
      ${seen === null ? null : new Date(now - seen * day)}::timestamptz)`;
    await db.query(
      sql`insert into users (tenant_id, id, created_at, last_sign_in_at) values ${sql.join([
        user('old', 400, 45),
        user('usual', 400, 20),
        user('keen', 3, 0),
        user('never', 3, null),
        user('waiting', 0, null),
      ])}`,
    );
    // Its event has not been handed on yet.
    await happened(new Date(now).toISOString(), {
      type: 'user.created',
      subject: { type: 'user', id: 'waiting' },
    });
    for (const table of tables.slice(2)) await db.query(sql`drop table ${sql.table(table)}`);
    await db.pool.query(
      await readFile(new URL('../../../migrations/0005_statistics.sql', import.meta.url), 'utf8'),
    );
    await dispatcher.drain();
    clock.set(new Date(now));
    const { users, newUsers, activeUsers } = await statistics.overview(tenant());
    expect({ users, newUsers: newUsers.last7Days.current }).toEqual({ users: 5, newUsers: 3 });
    expect(
      [activeUsers.daily, activeUsers.weekly, activeUsers.monthly].map(({ current }) => current),
    ).toEqual([1, 1, 2]);
    clock.set(new Date('2026-03-31T12:00:00Z'));
    await db.query(sql`delete from users`);
  });
});

describe('failures', () => {
  const wrong = {
    method: 'password',
    cause: 'password_wrong',
    applicationId: 'bookstore',
    connectorId: null,
  };

  it('a flood of them is one row and one statement', async () => {
    for (let i = 0; i < 10_000; i += 1) statistics.failed({ db: tenant() }, wrong);
    const { statements } = await db.statements.during(() => statistics.flush());
    expect(statements).toEqual([]);
    const rows = await db.query(sql<{ count: number }>`select count from sign_in_counts`);
    expect(rows).toEqual([{ count: 10_000 }]);
    await statistics.flush();
    expect((await statistics.failures(tenant(), march)).total).toBe(10_000);
  });

  it('belong to the day on which they happen, by the clock', async () => {
    clock.set(new Date('2026-03-30T23:59:59.999Z'));
    statistics.failed({ db: tenant() }, wrong);
    clock.set(new Date('2026-03-31T00:00:00Z'));
    statistics.failed(
      { db: tenant() },
      { ...wrong, method: 'sso', cause: 'idp.unreachable', connectorId: 'acme' },
    );
    await statistics.flush();
    const { total, causes, days } = await statistics.failures(tenant(), march);
    expect(total).toBe(2);
    expect(causes).toEqual([
      {
        cause: 'idp.unreachable',
        explanation: 'The identity provider does not answer.',
        method: 'sso',
        connectorId: 'acme',
        count: 1,
      },
      {
        cause: 'password_wrong',
        explanation: 'The password was wrong, or there is no such account.',
        method: 'password',
        connectorId: null,
        count: 1,
      },
    ]);
    expect(days.slice(-2)).toEqual([
      { day: '2026-03-30', count: 1 },
      { day: '2026-03-31', count: 1 },
    ]);
    expect(days).toHaveLength(31);
    clock.set(new Date('2026-03-31T12:00:00Z'));
  });

  it('that cannot be written wait for the next time', async () => {
    const broken = {
      ...tenant(),
      tenantId: 'a',
      query: () => Promise.reject(new Error('the database is away')),
    };
    statistics.failed({ db: broken as never }, wrong);
    await expect(statistics.flush()).rejects.toThrow('the database is away');
    broken.query = tenant().query.bind(tenant()) as never;
    await statistics.flush();
    expect((await statistics.failures(tenant(), march)).total).toBe(1);
  });
});
