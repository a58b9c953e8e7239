/**
 * Runs hashing with bounded concurrency and a bounded queue. Each argon2 run takes 19 MiB and a core for some
 * 20 ms: without a bound a burst of sign-ins takes all memory and starves every other request.
 */
import { rateLimited } from '../../kernel/errors/index.ts';

export interface HashQueueOptions {
  /** How many hashes run at once. */
  concurrency: number;
  /** How many more may wait; past it callers are told to come back (429). */
  waiting: number;
}

export function createHashQueue({ concurrency, waiting }: HashQueueOptions) {
  const queue: (() => void)[] = [];
  let running = 0;

  function acquire(): Promise<void> | undefined {
    if (running < concurrency) {
      running += 1;
      return undefined;
    }
    if (queue.length >= waiting) throw rateLimited(2);
    return new Promise((resolve) => queue.push(resolve));
  }

  /** Hands the place to the next in line, so that `running` never exceeds the bound. */
  function release(): void {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      await acquire();
      try {
        return await task();
      } finally {
        release();
      }
    },
  };
}

export type HashQueue = ReturnType<typeof createHashQueue>;
