/** DESIGN section 9: hashing is bounded, and what would wait too long is told to come back. */
import { describe, expect, test } from 'vitest';
import { createHashQueue } from './hash-queue.ts';
import { createPasswords, dummyHash } from './passwords.ts';

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}

describe('the queue', () => {
  test('never runs more than its bound at once, and runs everything it accepted', async () => {
    const queue = createHashQueue({ concurrency: 2, waiting: 20 });
    let running = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        queue.run(async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return i;
        }),
      ),
    );
    expect(most).toBe(2);
    expect(results).toEqual(Array.from({ length: 20 }, (_, i) => i));
  });

  test('past its limit answers 429 with Retry-After, and takes work again once there is room', async () => {
    const queue = createHashQueue({ concurrency: 1, waiting: 1 });
    const hold = gate();
    const first = queue.run(() => hold.promise);
    const second = queue.run(async () => 'second');
    await expect(queue.run(async () => 'third')).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': expect.stringMatching(/^[1-9]/) },
    });
    hold.open();
    await first;
    expect(await second).toBe('second');
    expect(await queue.run(async () => 'fourth')).toBe('fourth');
  });

  test('a task that fails gives its place back', async () => {
    const queue = createHashQueue({ concurrency: 1, waiting: 0 });
    await expect(queue.run(() => Promise.reject(new Error('no memory')))).rejects.toThrow('no memory');
    expect(await queue.run(async () => 'next')).toBe('next');
  });
});

describe('password hashes', () => {
  const passwords = createPasswords(createHashQueue({ concurrency: 2, waiting: 50 }));

  test('use argon2id with the OWASP parameters, and so does the stand-in for accounts that do not exist', async () => {
    const cost = '$argon2id$v=19$m=19456,t=2,p=1$';
    expect((await passwords.hash('correct-horse-battery')).slice(0, cost.length)).toBe(cost);
    expect(dummyHash.slice(0, cost.length)).toBe(cost);
  });

  test('match the password and nothing else', async () => {
    const hash = await passwords.hash('correct-horse-battery');
    expect(await passwords.verify(hash, 'correct-horse-battery')).toBe(true);
    expect(await passwords.verify(hash, 'correct-horse-batterx')).toBe(false);
    expect(await passwords.verify(hash, '')).toBe(false);
    expect(await passwords.verify(null, 'correct-horse-battery')).toBe(false);
    expect(await passwords.verify('not a hash', 'correct-horse-battery')).toBe(false);
  });

  test('match however the keyboard composes the characters', async () => {
    const hash = await passwords.hash('caf\u00e9-cr\u00e8me-br\u00fbl\u00e9e');
    expect(await passwords.verify(hash, 'cafe\u0301-cre\u0300me-bru\u0302le\u0301e')).toBe(true);
  });

  test('an endless password is wrong, and does not match the hash of an empty one', async () => {
    const hash = await passwords.hash('');
    expect(await passwords.verify(hash, 'x'.repeat(100_000))).toBe(false);
  });
});
