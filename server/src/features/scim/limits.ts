/**
 * How many requests a directory may send, and how many wrong tokens an address: counted in the memory of each node,
 * because what is to be spared is the node. Guessing a token of 261 bits is hopeless anyway.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../kernel/clock/index.ts';

interface Bucket {
  left: number;
  at: number;
}

export interface Rate {
  perSecond: number;
  burst: number;
}

/** Entra sends up to 25 a second; a first cycle may begin at once. */
export const requestRate: Rate = { perSecond: 50, burst: 1_000 };
export const wrongTokenRate: Rate = { perSecond: 1 / 3, burst: 20 };

/** How many requests without a valid token a connector's log takes: enough to see that somebody tries. */
export const strangersRate: Rate = { perSecond: 1 / 60, burst: 5 };

const remembered = 10_000;

export function createBuckets(clock: Clock, { perSecond, burst }: Rate) {
  const buckets = new LRUCache<string, Bucket>({ max: remembered });

  function fill(key: string): Bucket {
    const at = clock.now().getTime();
    const before = buckets.get(key) ?? { left: burst, at };
    const seconds = Math.max(0, at - before.at) / 1_000;
    const bucket = { left: Math.min(burst, before.left + seconds * perSecond), at };
    buckets.set(key, bucket);
    return bucket;
  }

  const waitOf = ({ left }: Bucket) => (left >= 1 ? 0 : Math.ceil((1 - left) / perSecond));

  return {
    /** Seconds to wait; 0 when there is room. Takes nothing. */
    wait: (key: string): number => waitOf(fill(key)),
    /** Takes a place if there is one; seconds to wait otherwise. */
    take(key: string): number {
      const bucket = fill(key);
      const seconds = waitOf(bucket);
      if (seconds === 0) bucket.left -= 1;
      return seconds;
    },
  };
}

export type Buckets = ReturnType<typeof createBuckets>;
