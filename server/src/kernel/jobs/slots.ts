/** Keeps count of what runs at the same time, up to a limit. */
export interface Slots {
  free(): number;
  run(task: () => Promise<void>): void;
  /** Resolves when nothing that runs now runs any more. */
  idle(): Promise<void>;
}

/** `onFree` is called when the first slot becomes free after all were taken. */
export function createSlots(limit: number, onFree: () => void): Slots {
  const running = new Set<Promise<void>>();
  return {
    free: () => limit - running.size,
    run(task) {
      const promise = task().finally(() => {
        running.delete(promise);
        if (running.size === limit - 1) onFree();
      });
      running.add(promise);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
