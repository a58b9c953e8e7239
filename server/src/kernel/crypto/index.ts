/** Hashes, tokens and the sealing of secrets at rest (DESIGN section 8). */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** For values of high entropy (tokens, generated secrets); passwords go through argon2id instead. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Compares digests, so that neither the content nor the length of the secret shows in the time it takes. */
export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

export { addKeyEncryptionKey, loadOrCreateKeyEncryptionKey, removeKeyEncryptionKey } from './key-file.ts';
export { assertKeysCover, openSealer } from './keys-in-use.ts';
export { type ResealResult, reseal } from './reseal.ts';
export { createSealer, errors, type KeyEncryptionKeys, type Sealer, sealContext } from './sealer.ts';
