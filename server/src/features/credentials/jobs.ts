/** Removes what has expired, in bounded batches. */
import type { SystemDb } from '../../kernel/db/index.ts';
import { deleteExpired, expirable } from './store-expired.ts';

const batch = 1000;

export const cleanCredentialsJob = {
  name: 'credentials.clean',
  every: 5 * 60_000,
  async run({ system }: { system: SystemDb }): Promise<void> {
    for (const table of expirable) await deleteExpired(system, table, batch);
  },
};
