/** Calls a function again and again with a jittered pause, never twice at once, and can be woken early. */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface Poller {
  start(): void;
  /** Looks at once instead of at the end of the pause. */
  wake(): void;
  /** Resolves when the call under way has ended. */
  stop(): Promise<void>;
}

export interface PollerOptions {
  /** True: there is more, call again without a pause. */
  run(): Promise<boolean>;
  failed(error: unknown): void;
  pauseMs?: number;
}

/**
 * Calls run outside of the caller's context: a request that wakes the poller lends the jobs neither its id and
 * actor nor its transaction.
 */
export function createPoller({ run, failed, pauseMs = 500 }: PollerOptions): Poller {
  const outside = AsyncLocalStorage.snapshot();
  let active = false;
  let woken = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;

  /** Between half and one and a half pauses, so that nodes that started together drift apart. */
  const pause = () => pauseMs * (0.5 + Math.random());

  const look = async (): Promise<void> => {
    woken = false;
    const more = await run().catch((error: unknown) => {
      failed(error);
      return false;
    });
    underWay = undefined;
    if (active) timer = setTimeout(begin, more || woken ? 0 : pause()).unref();
  };

  const begin = () => {
    underWay ??= outside(look);
  };

  return {
    start() {
      active = true;
      begin();
    },
    wake() {
      if (!active) return;
      woken = true;
      clearTimeout(timer);
      begin();
    },
    async stop() {
      active = false;
      clearTimeout(timer);
      await underWay;
    },
  };
}
