// What stores rely on: a tenant's handle reaches no other tenant, values survive the way, statements are counted.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, isUniqueViolation, openDatabase, type TenantDb, withoutCounting } from './index.ts';
import { openTestDatabase } from './test-database.ts';

let db: Database;
let a: TenantDb;
let b: TenantDb;

beforeAll(async () => {
  db = await openTestDatabase();
  a = db.forTenant('a');
  b = db.forTenant('b');
});
afterAll(() => db.close());

beforeEach(async () => {
  await db.kysely.deleteFrom('events').execute();
  await db.kysely.deleteFrom('tenants').execute();
  await db.kysely
    .insertInto('tenants')
    .values(['a', 'b'].map((id) => ({ tenant_id: id, name: id })))
    .execute();
});

const event = (id: string, payload: unknown = {}) => ({ id, type: 'test', payload });
const payloadOf = async (tenant: TenantDb, id: string) =>
  (await tenant.selectFrom('events').select('payload').where('id', '=', id).executeTakeFirstOrThrow())
    .payload;

describe('a tenant handle', () => {
  beforeEach(async () => {
    await a.insertInto('events', [event('1', { of: 'a' }), event('2')]).execute();
    await b.insertInto('events', event('1', { of: 'b' })).execute();
  });

  it('reads, changes and deletes rows of its own tenant only', async () => {
    expect(await a.selectFrom('events').select('id').orderBy('id').execute()).toEqual([
      { id: '1' },
      { id: '2' },
    ]);
    await a.updateTable('events').set({ type: 'changed' }).where('id', '=', '1').execute();
    expect(await b.selectFrom('events').select(['id', 'type']).execute()).toEqual([
      { id: '1', type: 'test' },
    ]);
    const deleted = await a.deleteFrom('events').executeTakeFirst();
    expect(deleted.numDeletedRows).toBe(2n);
    expect(await b.selectFrom('events').select('id').execute()).toEqual([{ id: '1' }]);
  });

  it('overrides a tenant_id that is smuggled into a row', async () => {
    const row = { ...event('3'), tenant_id: 'b' };
    await a.insertInto('events', row).execute();
    expect(await a.selectFrom('events').select('id').where('id', '=', '3').execute()).toHaveLength(1);
  });

  it('refuses a join whose table is not tied to the tenant', async () => {
    const leak = a.selectFrom('events').innerJoin('users', 'users.id', 'events.id').select('users.name');
    await expect(leak.execute()).rejects.toMatchObject({ code: 'database.tenant_unchecked' });
    const alias = a.selectFrom('events').innerJoin('users as u', 'u.id', 'events.id').select('u.name');
    await expect(alias.execute()).rejects.toMatchObject({ code: 'database.tenant_unchecked' });
  });

  it('refuses a subquery whose table is not tied to the tenant', async () => {
    const leak = a
      .selectFrom('events')
      .select('id')
      .where('id', 'in', (query) => query.selectFrom('users').select('id'));
    await expect(leak.execute()).rejects.toMatchObject({ code: 'database.tenant_unchecked' });
  });

  it('accepts a join that compares tenant_id', async () => {
    const query = a
      .selectFrom('events')
      .innerJoin('users', (join) =>
        join.onRef('users.tenant_id', '=', 'events.tenant_id').onRef('users.id', '=', 'events.id'),
      )
      .select('users.name');
    expect(await query.execute()).toEqual([]);
  });

  it('refuses to move a row to another tenant', async () => {
    const move = a.updateTable('events').set({ tenant_id: 'b' }).where('id', '=', '2');
    await expect(move.execute()).rejects.toMatchObject({ code: 'database.tenant_unchecked' });
  });

  it('refuses hand-written statements that do not name the tenant', async () => {
    await expect(a.query(sql`select * from events`)).rejects.toMatchObject({
      code: 'database.tenant_unchecked',
    });
    await expect(a.query(sql`select * from events where tenant_id = ${'b'}`)).rejects.toMatchObject({
      code: 'database.tenant_unchecked',
    });
    expect(
      await a.query<{ n: number }>(sql`select count(*) as n from events where tenant_id = ${a.tenantId}`),
    ).toEqual([{ n: 2 }]);
  });

  it('tells a unique violation from other failures', async () => {
    const error: unknown = await a
      .insertInto('events', event('1'))
      .execute()
      .catch((one: unknown) => one);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'events_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
    expect(isUniqueViolation(new Error('23505'))).toBe(false);
  });
});

describe('values', () => {
  const hostile = {
    nul: 'a\0b',
    surrogate: '\ud800',
    list: ['x\0'],
    nested: { deep: [1, null, true, '\u2028'] },
  };

  it.each([
    ['an object', { a: 1, b: { c: [1, '2', null] } }],
    ['an array', [1, 'two', { three: 3 }]],
    ['an empty array', []],
    ['text that looks like JSON', { text: '{"a":"\\u0000"}' }],
  ])('keep %s through jsonb', async (_name, payload) => {
    await a.insertInto('events', event('json', payload)).execute();
    expect(await payloadOf(a, 'json')).toEqual(payload);
  });

  it('replace what PostgreSQL cannot store, so that hostile input is no failure of the server', async () => {
    await a.insertInto('events', event('hostile', hostile)).execute();
    expect(await payloadOf(a, 'hostile')).toEqual({
      nul: 'a\ufffdb',
      surrogate: '\ufffd',
      list: ['x\ufffd'],
      nested: hostile.nested,
    });
    expect(await a.selectFrom('events').where('id', '=', 'a\0').select('id').execute()).toEqual([]);
  });

  it('keep dates to the millisecond, bytes, and numbers beyond 32 bits', async () => {
    const at = new Date('2031-02-03T04:05:06.789Z');
    const [row] = await db.query(
      sql`select ${at}::timestamptz as at, ${Buffer.from([0, 255])}::bytea as bytes, 9007199254740991::bigint as big`,
    );
    expect(row).toEqual({ at, bytes: Buffer.from([0, 255]), big: Number.MAX_SAFE_INTEGER });
  });

  it('keep a large value', async () => {
    const text = 'é'.repeat(1_500_000);
    await a.insertInto('events', event('large', { text })).execute();
    expect(await payloadOf(a, 'large')).toEqual({ text });
  });
});

describe('opening', () => {
  it('says which server cannot be reached, without the password', async () => {
    const error: unknown = await openDatabase({ url: 'postgres://user:secret@127.0.0.1:1/x' }).catch(
      (one) => one,
    );
    expect(error).toMatchObject({ code: 'database.unreachable' });
    expect(String(error)).toContain('127.0.0.1:1');
    expect(String(error)).not.toContain('secret');
  });
});

describe('named statements', () => {
  const namesOn = (database: Database) =>
    database.query<{ name: string }>(sql`select name from pg_prepared_statements order by name`);

  it('are the rule, and can be switched off for an old PgBouncer', async () => {
    await Promise.all([namesOn(db), namesOn(db)]);
    expect(await namesOn(db)).toContainEqual({ name: expect.stringMatching(/^gh_[0-9a-f]{24}$/) });
    const unnamed = await openTestDatabase({ unnamedStatements: true });
    await namesOn(unnamed);
    expect(await namesOn(unnamed)).toEqual([]);
    await unnamed.close();
  });

  it('survive a change of their table by a newer node', async () => {
    await db.query(sql`create table changing (tenant_id text primary key)`);
    const read = () => db.query(sql`select * from changing`);
    expect(await read()).toEqual([]);
    await db.query(sql`alter table changing add column more text`);
    await db.query(sql`insert into changing values ('a', 'b')`);
    expect(await read()).toEqual([{ tenant_id: 'a', more: 'b' }]);
    await db.query(sql`alter table changing drop column more`);
    expect(await db.inTx((tx) => tx.query(sql`select * from changing`))).toEqual([{ tenant_id: 'a' }]);
    await db.query(sql`drop table changing`);
  });

  it('go on after a failed statement', async () => {
    for (let round = 0; round < 2; round += 1) {
      await expect(db.query(sql`select nothing from nowhere`)).rejects.toMatchObject({ code: '42P01' });
      expect(await db.query(sql`select 1 as one`)).toEqual([{ one: 1 }]);
    }
  });
});

describe('the statement counter', () => {
  it('sees every statement, BEGIN and COMMIT included', async () => {
    const { result, statements } = await db.statements.during(() =>
      a.inTx(async (tx) => {
        await tx.insertInto('events', event('counted')).execute();
        return tx.query<{ one: number }>(sql`select 1 as one where 'tenant_id' <> ${tx.tenantId}`);
      }),
    );
    expect(result).toEqual([{ one: 1 }]);
    expect(statements).toHaveLength(4);
    expect(statements[0]).toBe('BEGIN');
    expect(statements[1]).toMatch(/^insert into "events"/);
    expect(statements[3]).toBe('COMMIT');
  });

  it('leaves out background work', async () => {
    const { statements } = await db.statements.during(async () => {
      await withoutCounting(() => db.query(sql`select 1`));
      await db.query(sql`select 2`);
    });
    expect(statements).toEqual(['select 2']);
  });
});
