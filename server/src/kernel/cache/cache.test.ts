// The configuration cache: one load for many, nothing stale after a change, on this node and on the others.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createTenantCache } from './index.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('get', () => {
  it('loads once, also for calls at the same time', async () => {
    const cache = createTenantCache();
    const answer = deferred<string>();
    let loads = 0;
    const load = () => {
      loads += 1;
      return answer.promise;
    };
    const both = [cache.get('a', 'k', load), cache.get('a', 'k', load)];
    answer.resolve('value');
    expect(await Promise.all(both)).toEqual(['value', 'value']);
    expect(await cache.get('a', 'k', load)).toBe('value');
    expect(loads).toBe(1);
  });

  it('keeps tenants and keys apart, and remembers that there is nothing', async () => {
    const cache = createTenantCache();
    expect(await cache.get('a', 'k', async () => 1)).toBe(1);
    expect(await cache.get('b', 'k', async () => 2)).toBe(2);
    expect(await cache.get('a', 'l', async () => undefined)).toBeUndefined();
    expect(await cache.get<unknown>('a', 'l', async () => 'loaded again')).toBeUndefined();
  });

  it('does not keep a failure', async () => {
    const cache = createTenantCache();
    await expect(cache.get('a', 'k', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await cache.get('a', 'k', async () => 'up')).toBe('up');
  });

  it('does not keep what was being loaded when the change came', async () => {
    const cache = createTenantCache();
    const old = deferred<string>();
    const loading = cache.get('a', 'k', () => old.promise);
    cache.invalidate('a');
    expect(await cache.get('a', 'k', async () => 'new')).toBe('new');
    old.resolve('old');
    await loading;
    expect(await cache.get('a', 'k', async () => 'loaded again')).toBe('new');
  });

  it('forgets only the tenant that changed', async () => {
    const cache = createTenantCache();
    await cache.get('a', 'k', async () => 1);
    await cache.get('b', 'k', async () => 1);
    cache.invalidate('a');
    expect(await cache.get('a', 'k', async () => 2)).toBe(2);
    expect(await cache.get('b', 'k', async () => 2)).toBe(1);
  });

  it('stays bounded when somebody asks for endlessly many keys', async () => {
    const cache = createTenantCache();
    for (let i = 0; i < 3_000; i += 1) await cache.get('a', `k${i}`, async () => i);
    expect(await cache.get<unknown>('a', 'k0', async () => 'loaded again')).toBe('loaded again');
    expect(await cache.get<unknown>('a', 'k2999', async () => 'loaded again')).toBe(2_999);
  });
});

describe('with the database', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase();
    await db.query(sql`insert into tenants (tenant_id, name, config_changed_at)
      values ('a', 'A', now() - interval '1 day'), ('b', 'B', now() - interval '1 day')`);
  });
  afterAll(() => db.close());

  const versionOfA = async () => {
    const [row] = await db.query(
      sql<{ v: number }>`select config_version as v from tenants where tenant_id = 'a'`,
    );
    return Number(row?.v);
  };

  it('a change is seen after its commit, not before', async () => {
    const cache = createTenantCache();
    await cache.get('a', 'k', async () => 'old');
    await db.forTenant('a').inTx(async (tx) => {
      await cache.bump(tx);
      expect(await cache.get('a', 'k', async () => 'too early')).toBe('old');
    });
    expect(await cache.get('a', 'k', async () => 'new')).toBe('new');
  });

  it('a change that is rolled back is none', async () => {
    const cache = createTenantCache();
    await cache.get('a', 'k', async () => 'old');
    const before = await versionOfA();
    const change = db.forTenant('a').inTx(async (tx) => {
      await cache.bump(tx);
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    expect(await versionOfA()).toBe(before);
    expect(await cache.get('a', 'k', async () => 'new')).toBe('old');
  });

  it('another node forgets the tenant at its next look, once for each change', async () => {
    const [here, there] = [createTenantCache(), createTenantCache()];
    await there.poll(db);
    await there.get('a', 'k', async () => 'old');
    await there.get('b', 'k', async () => 'old');
    await here.bump(db.forTenant('a'));
    await there.poll(db);
    expect(await there.get('a', 'k', async () => 'new')).toBe('new');
    expect(await there.get('b', 'k', async () => 'new')).toBe('old');
    await there.poll(db);
    expect(await there.get('a', 'k', async () => 'loaded again')).toBe('new');
  });

  it('its own change is no news to a node: what was loaded since stays', async () => {
    const [here, there] = [createTenantCache(), createTenantCache()];
    await here.poll(db);
    await here.bump(db.forTenant('a'));
    expect(await here.get('a', 'k', async () => 'mine')).toBe('mine');
    await here.poll(db);
    expect(await here.get('a', 'k', async () => 'loaded again')).toBe('mine');
    await there.bump(db.forTenant('a'));
    await here.poll(db);
    expect(await here.get('a', 'k', async () => 'theirs')).toBe('theirs');
  });

  it('catches up after a pause that was longer than its window', async () => {
    const there = createTenantCache();
    await there.poll(db);
    await there.get('a', 'k', async () => 'old');
    // As if the look above had been 10 minutes ago and the change 5.
    const lookedAt = new Date(Date.now() - 600_000);
    const asleep = { ...db, query: async () => [{ at: lookedAt, tenantId: null }] };
    await there.poll(asleep as never);
    await db.query(sql`update tenants set config_version = config_version + 1, config_changed_at = now() - interval '5 minutes'
      where tenant_id = 'a'`);
    await there.poll(db);
    expect(await there.get('a', 'k', async () => 'new')).toBe('new');
  });

  it('looks by itself once started, within a second', async () => {
    const [here, there] = [createTenantCache(), createTenantCache()];
    await there.get('a', 'k', async () => 'old');
    there.start(db);
    await here.bump(db.forTenant('a'));
    await expect.poll(() => there.get('a', 'k', async () => 'new'), { timeout: 5_000 }).toBe('new');
    await there.stop();
  });
});
