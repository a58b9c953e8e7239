// Expired rows go, an hour after their expiry, in batches that never hold the database up.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../clock/index.ts';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { silentLog } from '../log/index.ts';
import { createExpiry, createJobs } from './index.ts';
import { deleteExpired } from './store-expiry.ts';

let db: Database;

beforeAll(async () => {
  db = await openTestDatabase();
  await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A'), ('b', 'B')`);
});
beforeEach(async () => {
  for (const table of ['attempts', 'oidc_tokens', 'rate_limits', 'jobs', 'users'])
    await db.query(sql`delete from ${sql.table(table)}`);
});
afterAll(() => db.close());

const attempts = (tenant: string, count: number, expired: string) =>
  db.query(sql`insert into attempts (tenant_id, id, payload, expires_at)
    select ${tenant}, ${tenant} || ${expired} || n, '{}', now() - ${expired}::interval from generate_series(1, ${count}::int) as n`);
const left = async (table: string) => {
  const [row] = await db.query(sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`);
  return Number(row?.n);
};

describe('cleaning', () => {
  it('deletes what expired more than an hour ago, of every tenant, and nothing else', async () => {
    await attempts('a', 3, '2 hours');
    await attempts('b', 2, '61 minutes');
    await attempts('a', 4, '59 minutes');
    await attempts('a', 5, '-1 hour');
    expect(await createExpiry().clean(db)).toMatchObject({ attempts: 5 });
    expect(await left('attempts')).toBe(9);
  });

  it('takes a batch at a time until all is gone', async () => {
    await attempts('a', 1_203, '2 hours');
    const table = { table: 'attempts', column: 'expires_at', keys: ['tenant_id', 'id'], graceSeconds: 3_600 };
    expect(await deleteExpired(db, table, 100)).toBe(100);
    expect(await left('attempts')).toBe(1_103);
    expect(await createExpiry().clean(db)).toMatchObject({ attempts: 1_103 });
  });

  it('knows every table that has an expiry', async () => {
    // Of sso_tokens it is the token's: the row stays for the refresh token.
    const columns = await db.query(sql<{ table: string }>`
      select table_name as "table" from information_schema.columns
      where table_schema = 'public' and column_name in ('expires_at', 'window_ends_at') and table_name not in ('application_secrets', 'scim_tokens', 'schema_lease', 'sso_tokens')`);
    const cleaned = Object.keys(await createExpiry().clean(db));
    for (const { table } of columns) expect(cleaned).toContain(table);
  });

  it('spares a row of the same id under another kind', async () => {
    await db.query(sql`insert into oidc_tokens (tenant_id, kind, id, payload, expires_at) values
      ('a', 'AccessToken', 'x', '{}', now() - interval '1 day'), ('a', 'RefreshToken', 'x', '{}', now() + interval '1 day')`);
    await createExpiry().clean(db);
    expect(await left('oidc_tokens')).toBe(1);
  });

  it('keeps dead jobs for 7 days and waiting ones for ever', async () => {
    await db.query(sql`insert into jobs (id, name, run_at, dead_at) values
      ('1', 'x', now(), now() - interval '8 days'), ('2', 'x', now(), now() - interval '6 days'),
      ('3', 'x', now() - interval '90 days', null)`);
    await createExpiry().clean(db);
    expect(await left('jobs')).toBe(2);
  });

  it('cleans the tables that features have added, with their own grace', async () => {
    await db.query(sql`insert into users (tenant_id, id, suspended_at) values
      ('a', '1', now() - interval '31 seconds'), ('a', '2', now() - interval '29 seconds'), ('a', '3', null)`);
    const expiry = createExpiry();
    expiry.registerExpiry({
      table: 'users',
      column: 'suspended_at',
      keys: ['tenant_id', 'id'],
      graceSeconds: 30,
    });
    expect(await expiry.clean(db)).toMatchObject({ users: 1 });
    // @ts-expect-error there is no such column
    expiry.registerExpiry({ table: 'users', column: 'expires_at', keys: ['tenant_id', 'id'] });
  });

  it('runs as a job', async () => {
    await attempts('a', 1, '2 hours');
    const jobs = createJobs({ db, clock: fixedClock(), log: silentLog(), nodeId: 'n' });
    jobs.register(createExpiry().job);
    await jobs.drain();
    expect(await left('attempts')).toBe(0);
  });
});
