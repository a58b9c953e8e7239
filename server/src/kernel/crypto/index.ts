/** Hashes, tokens and the sealing of secrets at rest (DESIGN section 8). */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** For values of high entropy (tokens, generated secrets); passwords go through argon2id instead. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Compares digests, so that neither the content nor the length of the secret shows in the time it takes. */
export function constantTimeEqual(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}

/** For two values that are digests already: their length is no secret, and hashing them again tells nothing more. */
export function equalDigests(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

export { addKeyEncryptionKey, loadOrCreateKeyEncryptionKey, removeKeyEncryptionKey } from './key-file.ts';
export { assertKeysCover, openSealer } from './keys-in-use.ts';
export { type ResealResult, reseal } from './reseal.ts';
export { createSealer, errors, type KeyEncryptionKeys, type Sealer, sealContext } from './sealer.ts';
