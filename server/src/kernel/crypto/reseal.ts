/**
 * Key rotation while the server runs: everything sealed under an older key is sealed again under the current
 * one, in bounded batches of guarded updates, so that a value written meanwhile is never overwritten.
 */
import type { SystemDb } from '../db/index.ts';
import { type Sealer, sealContext } from './sealer.ts';
import { replaceSealed, type SealedColumn, sealedColumns, sealedUnderOtherKeys } from './store.ts';

export interface ResealResult {
  resealed: number;
}

async function resealBatch(system: SystemDb, sealer: Sealer, column: SealedColumn, batch: number) {
  const rows = await sealedUnderOtherKeys(system, column, sealer.currentKeyId, batch);
  for (const row of rows) {
    const context = sealContext(row.tenantId, column.table, row.id);
    const plaintext = sealer.open(row.sealed, context);
    await replaceSealed(system, column, row, sealer.seal(plaintext, context));
  }
  return rows.length;
}

export async function reseal(
  system: SystemDb,
  sealer: Sealer,
  { batch = 100 }: { batch?: number } = {},
): Promise<ResealResult> {
  let resealed = 0;
  for (const column of sealedColumns) {
    for (;;) {
      const done = await resealBatch(system, sealer, column, batch);
      resealed += done;
      if (done < batch) break;
    }
  }
  return { resealed };
}
