/**
 * A cache of configuration per tenant, in this process's memory. A change bumps the tenant's version in its
 * own transaction; this node drops the tenant at commit, the others see the version move within a second.
 *
 * Load with `tenant.db`, never with the handle of an open transaction: what it reads may be rolled back.
 */
import { LRUCache } from 'lru-cache';
import type { SystemDb, TenantDb } from '../db/index.ts';
import { bumpVersion, recentChanges } from './store.ts';

export interface TenantCache {
  /** The cached value, or what `load` gives; calls at the same time share one load. */
  get<T>(tenantId: string, key: string, load: () => Promise<T>): Promise<T>;
  invalidate(tenantId: string): void;
  /** In the transaction of every change to what is cached. */
  bump(db: TenantDb): Promise<void>;
  /** Follows the changes of other nodes. */
  start(system: SystemDb): void;
  /** One look at the changes now; `start` does it every 400 ms. */
  poll(system: SystemDb): Promise<void>;
  stop(): Promise<void>;
}

type Bucket = LRUCache<string, { value: Promise<unknown> }>;

const pollEvery = 400;
const keysPerTenant = 2_000;

export function createTenantCache({ max = 1_000 }: { max?: number } = {}): TenantCache {
  // Invalidation drops the tenant's whole bucket: a load still running writes into the dropped one.
  const buckets = new LRUCache<string, Bucket>({ max });
  const seen = { since: undefined as Date | undefined, versions: new Map<string, number>() };
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> = Promise.resolve();

  const bucketOf = (tenantId: string): Bucket => {
    const known = buckets.get(tenantId);
    if (known) return known;
    const bucket: Bucket = new LRUCache({ max: keysPerTenant });
    buckets.set(tenantId, bucket);
    return bucket;
  };

  const cache: TenantCache = {
    get<T>(tenantId: string, key: string, load: () => Promise<T>): Promise<T> {
      const bucket = bucketOf(tenantId);
      const cached = bucket.get(key);
      if (cached) return cached.value as Promise<T>;
      const entry = { value: load() };
      bucket.set(key, entry);
      entry.value.catch(() => {
        if (bucket.peek(key) === entry) bucket.delete(key);
      });
      return entry.value;
    },
    invalidate: (tenantId) => {
      buckets.delete(tenantId);
    },
    async bump(db) {
      const version = await bumpVersion(db);
      db.afterCommit(() => {
        cache.invalidate(db.tenantId);
        // Its own change is no news to this node: the next look must not drop what was loaded since.
        if (version !== undefined) seen.versions.set(db.tenantId, version);
      });
    },
    async poll(system) {
      const changes = await recentChanges(system, seen.since);
      for (const { tenantId, version } of changes.tenants) {
        if (seen.versions.get(tenantId) !== version) cache.invalidate(tenantId);
      }
      seen.versions = new Map(changes.tenants.map(({ tenantId, version }) => [tenantId, version]));
      seen.since = changes.at;
    },
    start(system) {
      const tick = () => {
        // A failed look is made up for by the next one, which starts from the same moment.
        polling = cache.poll(system).catch(() => undefined);
        polling.then(() => {
          if (timer) timer = setTimeout(tick, pollEvery).unref();
        });
      };
      timer = setTimeout(tick, pollEvery).unref();
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await polling;
    },
  };
  return cache;
}
