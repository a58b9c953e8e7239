/**
 * Failed sign-ins are added up in memory and written every second as one statement per tenant: a flood of guesses
 * costs no request a statement, and makes no more rows than there are causes. What a killed process had not
 * written yet, at most a second of failures, is not counted.
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import { addCounts, type Counted, type CountKey } from './store.ts';

/** One that can be reached again after the request. */
interface TenantOf {
  db: TenantDb;
}

interface Waiting {
  db: TenantDb;
  counts: Map<string, Counted>;
}

export interface Tally {
  add(tenant: TenantOf, key: CountKey, count?: number): void;
  /** Writes what has been added; what can't be written waits for the next time. */
  flush(): Promise<void>;
}

export function createTally(): Tally {
  const tenants = new Map<string, Waiting>();

  const add: Tally['add'] = ({ db }, key, count = 1) => {
    const waiting = tenants.get(db.tenantId) ?? { db, counts: new Map<string, Counted>() };
    tenants.set(db.tenantId, waiting);
    const name = JSON.stringify([key.day, key.applicationId, key.connectorId, key.method, key.outcome]);
    const known = waiting.counts.get(name);
    waiting.counts.set(name, { ...key, count: (known?.count ?? 0) + count });
  };

  return {
    add,
    async flush() {
      const taken = [...tenants.values()];
      tenants.clear();
      const results = await Promise.allSettled(
        taken.map(({ db, counts }) => addCounts(db, [...counts.values()])),
      );
      const failed = results.flatMap((result, i) =>
        result.status === 'rejected' ? [{ result, of: taken[i]! }] : [],
      );
      for (const { of } of failed) for (const { count, ...key } of of.counts.values()) add(of, key, count);
      if (failed.length > 0) throw failed[0]!.result.reason;
    },
  };
}
