/** Where sessions are kept: the interface, memory, and the browser's storages. */

/**
 * Keeps strings. The client uses the key `session` and, for each sign-in under way, `sign-in:{state}`.
 * `keys` and `lock` may be left out.
 */
export interface Storage {
  /** The value, or null. */
  get(key: string): Promise<string | null>;
  /** Keeps the value. */
  set(key: string, value: string): Promise<void>;
  /** Forgets the key; unknown ones are fine. */
  remove(key: string): Promise<void>;
  /** All keys, so that sign-ins that nobody finished can be swept. */
  keys?(): Promise<string[]>;
  /**
   * Runs `work` while nobody else who shares what is stored (other tabs, other processes) does. The client
   * itself makes sure that calls on one Storage object take turns.
   */
  lock?<T>(work: () => Promise<T>): Promise<T>;
}

/** Keeps the session in memory: nothing survives a reload, and nothing can be read from outside. */
export class MemoryStorage implements Storage {
  readonly #values = new Map<string, string>();

  /** The value, or null. */
  async get(key: string): Promise<string | null> {
    return this.#values.get(key) ?? null;
  }

  /** Keeps the value. */
  async set(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }

  /** Forgets the key. */
  async remove(key: string): Promise<void> {
    this.#values.delete(key);
  }

  /** All keys. */
  async keys(): Promise<string[]> {
    return [...this.#values.keys()];
  }
}

/** What both storages of a browser do; values lie under `{prefix}{key}`. */
class WebStorage implements Storage {
  readonly #area: () => globalThis.Storage;
  readonly #prefix: string;

  constructor(area: () => globalThis.Storage, prefix: string) {
    this.#area = area;
    this.#prefix = prefix;
  }

  /** The value, or null. */
  async get(key: string): Promise<string | null> {
    return this.#area().getItem(this.#prefix + key);
  }

  /** Keeps the value. */
  async set(key: string, value: string): Promise<void> {
    this.#area().setItem(this.#prefix + key, value);
  }

  /** Forgets the key. */
  async remove(key: string): Promise<void> {
    this.#area().removeItem(this.#prefix + key);
  }

  /** All keys with this prefix. */
  async keys(): Promise<string[]> {
    return Object.keys(this.#area())
      .filter((key) => key.startsWith(this.#prefix))
      .map((key) => key.slice(this.#prefix.length));
  }

  /** Takes turns with the other tabs of this origin (Web Locks API), where the browser can. */
  async lock<T>(work: () => Promise<T>): Promise<T> {
    const locks = globalThis.navigator?.locks;
    return locks ? locks.request(`${this.#prefix}lock`, work) : work();
  }
}

/**
 * Keeps the session in `localStorage`: it survives a restart and all tabs share it. **Any script on the page can
 * read the tokens**, so one cross-site scripting hole gives them away: use it with a strict Content-Security-Policy,
 * or take {@link MemoryStorage}, or better a server-side session (`@gatehouse/sdk/express`, `/next`, …).
 */
export class LocalStorage extends WebStorage {
  /** @param prefix put before every key; another for each app on one origin. `gatehouse:` when absent. */
  constructor(prefix = 'gatehouse:') {
    super(() => globalThis.localStorage, prefix);
  }
}

/** Keeps the session in `sessionStorage`: one tab, until it closes. Readable by any script on the page, as {@link LocalStorage} is. */
export class SessionStorage extends WebStorage {
  /** @param prefix put before every key. `gatehouse:` when absent. */
  constructor(prefix = 'gatehouse:') {
    super(() => globalThis.sessionStorage, prefix);
  }
}
