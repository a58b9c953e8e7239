/** Opens the sealer at start and makes sure that every stored secret can still be opened. */
import type { SystemDb } from '../db/index.ts';
import { loadOrCreateKeyEncryptionKey } from './key-file.ts';
import { createSealer, errors, type KeyEncryptionKeys, type Sealer } from './sealer.ts';
import { keyIdsInUse } from './store.ts';

/** Throws `crypto.key_missing`, naming the key, when stored data needs a key that the sealer lacks. */
export async function assertKeysCover(system: SystemDb, sealer: Sealer): Promise<void> {
  const missing = (await keyIdsInUse(system)).find((id) => !sealer.keyIds.includes(id));
  if (missing !== undefined) throw errors['crypto.key_missing']({ keyId: missing });
}

export interface SealerSource {
  system: SystemDb;
  dataDir: string;
  /** `Config.keyEncryptionKeys`; wins over the key file. */
  configured?: KeyEncryptionKeys;
}

/**
 * The order matters: the migrated database first, then the keys, so that a new key is made only where nothing
 * is sealed yet. Nodes that share a database need the same keys: give them GATEHOUSE_ENCRYPTION_KEYS.
 */
export async function openSealer({ system, dataDir, configured }: SealerSource): Promise<Sealer> {
  const needed = await keyIdsInUse(system);
  const sealer = createSealer(
    await loadOrCreateKeyEncryptionKey({ dataDir, configured, keyIdsInUse: needed }),
  );
  await assertKeysCover(system, sealer);
  return sealer;
}
