// Transactions: all or nothing, retried when PostgreSQL asks for it, and never waiting for themselves.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, type TenantDb, withoutCounting } from './index.ts';
import { openTestDatabase } from './test-database.ts';

let db: Database;
let tenant: TenantDb;

beforeAll(async () => {
  db = await openTestDatabase({ connectionTimeoutSeconds: 1, poolSize: 4 });
  await db.kysely.insertInto('tenants').values({ tenant_id: 't', name: 't' }).execute();
  tenant = db.forTenant('t');
});
afterAll(() => db.close());
beforeEach(() => tenant.deleteFrom('events').execute());

const add = (to: TenantDb, id: string) =>
  to.insertInto('events', { id, type: 'test', payload: {} }).execute();
const ids = async () =>
  (await tenant.selectFrom('events').select('id').orderBy('id').execute()).map(({ id }) => id);
const fail = (state: string) => sql.raw(`do $$ begin raise exception using errcode = '${state}'; end $$`);

describe('inTx', () => {
  it('commits what returns and gives the result', async () => {
    expect(await tenant.inTx((tx) => add(tx, '1').then(() => 'done'))).toBe('done');
    expect(await ids()).toEqual(['1']);
  });

  it('undoes what throws, and the connection stays usable', async () => {
    const attempt = tenant.inTx(async (tx) => {
      await add(tx, '1');
      throw new Error('no');
    });
    await expect(attempt).rejects.toThrow('no');
    expect(await ids()).toEqual([]);
  });

  it('joins the outer transaction when nested', async () => {
    const attempt = tenant.inTx(async (tx) => {
      await tx.inTx((inner) => add(inner, '1'));
      throw new Error('outer');
    });
    await expect(attempt).rejects.toThrow('outer');
    expect(await ids()).toEqual([]);
  });

  it('does not commit half of a nested transaction whose failure was swallowed', async () => {
    const attempt = tenant.inTx(async (tx) => {
      await add(tx, '1');
      const inner = tx.inTx(async (nested) => {
        await add(nested, '2');
        throw new Error('inner');
      });
      await inner.catch(() => {});
    });
    await expect(attempt).rejects.toThrow('inner');
    expect(await ids()).toEqual([]);
  });

  it('reports a transaction that PostgreSQL gave up because of a swallowed error', async () => {
    const attempt = tenant.inTx(async (tx) => {
      await add(tx, '1');
      await add(tx, '1').catch(() => {});
    });
    await expect(attempt).rejects.toMatchObject({ code: 'database.rolled_back' });
    expect(await ids()).toEqual([]);
  });

  it.each(['40001', '40P01'])('starts again after %s', async (state) => {
    let runs = 0;
    await db.inTx(async (tx) => {
      runs += 1;
      await add(tx.forTenant('t'), `${runs}`);
      if (runs < 3) await tx.query(fail(state));
    });
    expect(runs).toBe(3);
    expect(await ids()).toEqual(['3']);
  });

  it('gives up after five runs', async () => {
    let runs = 0;
    const attempt = db.inTx(async (tx) => {
      runs += 1;
      await tx.query(fail('40001'));
    });
    await expect(attempt).rejects.toMatchObject({ code: '40001' });
    expect(runs).toBe(5);
  });

  it('does not repeat other failures', async () => {
    let runs = 0;
    const attempt = db.inTx(async (tx) => {
      runs += 1;
      await tx.query(fail('22000'));
    });
    await expect(attempt).rejects.toMatchObject({ code: '22000' });
    expect(runs).toBe(1);
  });

  it('keeps concurrent transactions apart', async () => {
    await db.query(sql`create table counter (tenant_id text primary key, value bigint not null)`);
    await db.query(sql`insert into counter values ('t', 0)`);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        tenant.inTx((tx) =>
          tx.query(sql`update counter set value = value + 1 where tenant_id = ${tx.tenantId}`),
        ),
      ),
    );
    expect(await db.query(sql`select value from counter`)).toEqual([{ value: 20 }]);
    await db.query(sql`drop table counter`);
  });
});

describe('a statement that would wait for its own transaction', () => {
  it('is refused at once', async () => {
    const attempt = tenant.inTx(async () => ids());
    await expect(attempt).rejects.toMatchObject({ code: 'database.nested_query' });
    await expect(tenant.inTx(() => tenant.inTx(async () => {}))).rejects.toMatchObject({
      code: 'database.nested_query',
    });
  });

  it('is possible again after the transaction, in the same call chain', async () => {
    await tenant.inTx((tx) => add(tx, '1'));
    expect(await ids()).toEqual(['1']);
  });
});

describe('a pool that has run dry', () => {
  it('says so after the timeout instead of waiting for ever', async () => {
    const size = db.engine === 'embedded' ? 1 : 4;
    const held = await Promise.all(Array.from({ length: size }, () => db.pool.connect()));
    await expect(withoutCounting(() => ids())).rejects.toMatchObject({ code: 'database.busy', status: 503 });
    for (const client of held) client.release();
    expect(await ids()).toEqual([]);
  });
});

describe('afterCommit', () => {
  it('waits for the outermost commit, and sees what was written', async () => {
    const seen: string[] = [];
    await tenant.inTx(async (tx) => {
      await tx.inTx(async (inner) => inner.afterCommit(() => seen.push('inner')));
      tx.afterCommit(() => seen.push('outer'));
      expect(seen).toEqual([]);
    });
    expect(seen).toEqual(['inner', 'outer']);
  });

  it('does not run after a rollback, nor for runs that were repeated', async () => {
    const seen: number[] = [];
    let runs = 0;
    await db.inTx(async (tx) => {
      runs += 1;
      const run = runs;
      tx.afterCommit(() => seen.push(run));
      if (run === 1) await tx.query(fail('40001'));
    });
    expect(seen).toEqual([2]);
    const failed = tenant.inTx(async (tx) => {
      tx.afterCommit(() => seen.push(-1));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(seen).toEqual([2]);
  });

  it('may use the pool, and its failure does not undo what is committed', async () => {
    let read: Promise<string[]> | undefined;
    await tenant.inTx(async (tx) => {
      await add(tx, '1');
      tx.afterCommit(() => {
        read = ids();
        throw new Error('a listener failed');
      });
    });
    expect(await read).toEqual(['1']);
  });

  it('runs at once outside a transaction', () => {
    let ran = false;
    tenant.afterCommit(() => {
      ran = true;
    });
    expect(ran).toBe(true);
  });
});
