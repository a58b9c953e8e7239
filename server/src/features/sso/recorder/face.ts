/** The flight recorder as administrators use it. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import { findTrace, type StoredTrace } from '../store-attempts.ts';
import { addressHashes } from './addresses.ts';
import { createReplay, type ReplayDeps } from './replay.ts';
import { forgetPerson } from './store-retention.ts';
import { searchTraces, type TraceFilter } from './store-search.ts';

export interface AttemptFilter extends Omit<TraceFilter, 'addressHashes'> {
  /** The folded key of an address. */
  address?: string | undefined;
  limit: number;
  offset: number;
}

export type RecorderFace = ReturnType<typeof createRecorderFace>;

export function createRecorderFace(deps: ReplayDeps) {
  const { sealer } = deps;
  return {
    ...createReplay(deps),
    find: findTrace,
    /** In the transaction that tells of somebody's end. */
    forget: forgetPerson,
    search: (
      db: TenantDb,
      { address, ...filter }: AttemptFilter,
    ): Promise<{ traces: StoredTrace[]; total: number }> =>
      searchTraces(db, {
        ...filter,
        addressHashes: address === undefined ? undefined : addressHashes(sealer, db.tenantId, address),
      }),
  };
}
