/**
 * Attempts are found by an address without it being stored: by a keyed hash, bound to the tenant. All spellings of an
 * address are one; what is no address is not found.
 */
import type { Sealer } from '../../../kernel/crypto/index.ts';
import { parseGivenEmail } from '../../../protocol/identifiers.ts';

const context = (tenantId: string) => `${tenantId}:sso_traces:address`;

/** Under which an address is written now. */
export function addressHash(sealer: Sealer, tenantId: string, text: string): string | undefined {
  const email = parseGivenEmail(text);
  return email && sealer.fingerprints(email.key, context(tenantId))[0];
}

/** Under which it may have been written: the encryption key rotates. */
export const addressHashes = (sealer: Sealer, tenantId: string, key: string): readonly string[] =>
  sealer.fingerprints(key, context(tenantId));
