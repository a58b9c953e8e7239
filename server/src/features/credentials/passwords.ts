/** Password hashes: argon2id with OWASP's parameters, computed by native threads off the event loop. */
import { hash, verify } from '@node-rs/argon2';
import type { HashQueue } from './hash-queue.ts';
import { maxPasswordLength } from './policy.ts';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, t=2, p=1. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hash of a discarded random text: an account that doesn't exist must cost as much as one that does. */
export const dummyHash =
  '$argon2id$v=19$m=19456,t=2,p=1$QjYdMZAiTsiaDmcJUVWkog$g6Ay31aV0yNb7c3f2KFcxu24g2d5gc8H6a1Lguqk5Q0';

/** The same password typed on another keyboard may arrive decomposed (NIST SP 800-63B section 3.1.1.2). */
const canonical = (plain: string) => plain.normalize('NFKC');

export function createPasswords(queue: HashQueue) {
  return {
    hash: (plain: string): Promise<string> => queue.run(() => hash(canonical(plain), parameters)),

    /** Takes the same time whether there is a hash or not; an unreadable hash matches nothing. */
    async verify(stored: string | null, plain: string): Promise<boolean> {
      const usable = plain.length <= maxPasswordLength;
      const matches = await queue.run(() =>
        verify(stored ?? dummyHash, canonical(usable ? plain : '')).catch(() => false),
      );
      return matches && usable && stored !== null;
    },
  };
}

export type Passwords = ReturnType<typeof createPasswords>;
