/** Where sessions are kept that don't travel in cookies. */

/**
 * A key-value store with expiry, such as Redis (`GET`, `SET … EX`, `DEL`). Keys are hashes and values are sealed:
 * who can read the store can neither use nor read a session.
 */
export interface SessionStore {
  /** The value, or null when it isn't there or its time is up. */
  get(id: string): Promise<string | null>;
  /** Keeps the value for this many seconds. */
  set(id: string, value: string, ttlSeconds: number): Promise<void>;
  /** Forgets the value; unknown ids are fine. */
  remove(id: string): Promise<void>;
}

/** Keeps sessions in this process: for development and tests, since a restart ends them all. */
export class MemorySessionStore implements SessionStore {
  readonly #values = new Map<string, { value: string; end: number }>();
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The value, or null. */
  async get(id: string): Promise<string | null> {
    const entry = this.#values.get(id);
    if (entry && entry.end > this.#now()) return entry.value;
    this.#values.delete(id);
    return null;
  }

  /** Keeps the value. */
  async set(id: string, value: string, ttlSeconds: number): Promise<void> {
    this.#sweep();
    this.#values.set(id, { value, end: this.#now() + ttlSeconds * 1000 });
  }

  /** Forgets the value. */
  async remove(id: string): Promise<void> {
    this.#values.delete(id);
  }

  /** The oldest are first: what has ended is mostly there. */
  #sweep(): void {
    for (const [id, { end }] of this.#values) {
      if (end > this.#now()) return;
      this.#values.delete(id);
    }
  }
}
