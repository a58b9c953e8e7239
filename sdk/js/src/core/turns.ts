/** Turn-taking on one Storage object: reading, changing and writing the session must not interleave. */
import { guarded } from './session.ts';
import type { Storage } from './storage.ts';

const tails = new WeakMap<Storage, Promise<unknown>>();
const flights = new WeakMap<Storage, Map<string, Promise<unknown>>>();

/** Runs `work` after whatever was given before for this storage, and alone among those who share what it stores. */
export function inTurn<T>(storage: Storage, work: () => Promise<T>): Promise<T> {
  const before = tails.get(storage) ?? Promise.resolve();
  const run = (): Promise<T> => guarded(() => (storage.lock ? storage.lock(work) : work()));
  const result = before.then(run, run);
  tails.set(
    storage,
    result.catch(() => undefined),
  );
  return result;
}

/** Calls with the same key share one run and its outcome, good or bad. */
export function joined<T>(storage: Storage, key: string, work: () => Promise<T>): Promise<T> {
  const running = flights.get(storage) ?? new Map<string, Promise<unknown>>();
  flights.set(storage, running);
  const flight = running.get(key) as Promise<T> | undefined;
  if (flight) return flight;
  const started = work().finally(() => running.delete(key));
  running.set(key, started);
  return started;
}
