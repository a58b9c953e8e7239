/**
 * Parallel requests of one browser carry copies of one session. For a few minutes this process remembers what became
 * of a copy: a request that comes late with an old one goes on with the newest, and one that comes after the sign-out
 * is signed out. Changes of one session take turns.
 */

/** How long a copy is remembered: longer than a request takes and a browser needs to send the newer cookie. */
const MEMORY_MS = 300_000;
const MAX_COPIES = 10_000;

/** One session and all its copies. */
export class Lineage {
  /** What was written last; `null` when the session has ended, `undefined` when nothing was written here. */
  newest: { value: string; sealed: string } | null | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  /** Runs `work` after whatever was given before. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}

/** All sessions that were in use recently, by the ends of their sealed copies (which are authentication tags). */
export class Lineages {
  readonly #now: () => number;
  readonly #known = new Map<string, { lineage: Lineage; until: number }>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  find(sealed: string): Lineage | undefined {
    const entry = this.#known.get(fingerprint(sealed));
    return entry && entry.until > this.#now() ? entry.lineage : undefined;
  }

  of(sealed: string): Lineage {
    return this.link(sealed, this.find(sealed) ?? new Lineage());
  }

  link(sealed: string, lineage: Lineage): Lineage {
    const key = fingerprint(sealed);
    this.#known.delete(key);
    this.#known.set(key, { lineage, until: this.#now() + MEMORY_MS });
    for (const [old, { until }] of this.#known) {
      if (until > this.#now() && this.#known.size <= MAX_COPIES) break;
      this.#known.delete(old);
    }
    return lineage;
  }
}

const fingerprint = (sealed: string) => sealed.slice(-43);
