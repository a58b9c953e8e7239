/**
 * Which host names lead to which tenants: read whole and kept in memory, so that neither a request nor a flood of
 * invented Host headers costs a statement. It is the installation's configuration, so it is cached as the tenant
 * `admin`'s, and a change bumps that one's version too.
 */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { SystemDb } from '../../kernel/db/index.ts';
import * as store from './store-domains.ts';

const keeper = 'admin';

export function activeDomains(system: SystemDb, cache: TenantCache): Promise<ReadonlyMap<string, string>> {
  return cache.get(keeper, 'custom-domains', () => store.activeDomains(system));
}

/** In the transaction of a change, after the bump of the tenant itself: all take the two rows in this order. */
export function bumpRegistry(tx: SystemDb, cache: TenantCache): Promise<void> {
  return cache.bump(tx.forTenant(keeper));
}
