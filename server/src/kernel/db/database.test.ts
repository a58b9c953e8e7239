// The database layer: isolation of tenants, transactions, values, the counter.
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, TenantDb } from './index.ts';
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
  for (const id of ['a', 'b']) {
    await db.kysely.deleteFrom('tenants').where('tenant_id', '=', id).execute();
    await db.kysely.insertInto('tenants').values({ tenant_id: id, name: id }).execute();
  }
});

describe('smoke', () => {
  it('reads', async () => {
    await a.insertInto('events', { id: 'e1', type: 't', payload: { x: [1, '2'] } }).execute();
    expect(await a.selectFrom('events').selectAll().execute()).toMatchObject([
      { id: 'e1', payload: { x: [1, '2'] } },
    ]);
    expect(await b.selectFrom('events').selectAll().execute()).toEqual([]);
    expect(await a.query(sql`select 1 as one from events where tenant_id = ${a.tenantId}`)).toEqual([
      { one: 1 },
    ]);
  });
});
