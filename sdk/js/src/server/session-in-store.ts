/** The session in the application's store; the cookie carries a sealed, random id. */
import { base64url } from '../core/jwt.ts';
import type { CookieJar } from './cookies.ts';
import type { Lineages } from './lineages.ts';
import type { Logouts } from './logouts.ts';
import type { Sealer } from './seal.ts';
import type { SessionSlot } from './session-slot.ts';
import type { SessionStore } from './session-store.ts';

/** What all requests share. */
export interface StoredSessionDeps {
  name: string;
  store: SessionStore;
  /** For the cookie. */
  idSealer: Sealer;
  /** For the values in the store. */
  valueSealer: Sealer;
  lineages: Lineages;
  logouts: Logouts;
  maxAgeSeconds: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One request's session in the store. */
export class StoredSession implements SessionSlot {
  readonly #jar: CookieJar;
  readonly #deps: StoredSessionDeps;
  #id?: Promise<string | null>;

  constructor(jar: CookieJar, deps: StoredSessionDeps) {
    this.#jar = jar;
    this.#deps = deps;
  }

  /** Asks the store every time: another request, or another process, may have changed it. */
  async read(): Promise<string | null> {
    const id = await this.#knownId();
    if (id === null) return null;
    const { store, valueSealer, logouts, now } = this.#deps;
    const key = await storeKey(id);
    const sealed = await store.get(key);
    const opened = sealed === null ? null : await valueSealer.open(sealed, now() / 1000);
    if (opened === null) return null;
    if (!(await logouts.ended(opened.value))) return opened.value;
    await store.remove(key);
    return null;
  }

  async write(value: string): Promise<void> {
    const { store, valueSealer, idSealer, maxAgeSeconds, now, name } = this.#deps;
    const id = (await this.#knownId()) ?? randomId();
    this.#id = Promise.resolve(id);
    const end = now() / 1000 + maxAgeSeconds;
    await store.set(await storeKey(id), await valueSealer.seal(value, end), maxAgeSeconds);
    this.#jar.set(name, await idSealer.seal(id, end), maxAgeSeconds);
  }

  async clear(): Promise<void> {
    const id = await this.#knownId();
    if (id !== null) await this.#deps.store.remove(await storeKey(id));
    this.#id = Promise.resolve(null);
    this.#jar.remove(this.#deps.name);
  }

  async lock<T>(work: () => Promise<T>): Promise<T> {
    const id = await this.#knownId();
    return id === null ? work() : this.#deps.lineages.of(id).inTurn(work);
  }

  async startAnew(): Promise<void> {
    await this.clear();
  }

  #knownId(): Promise<string | null> {
    this.#id ??= this.#openId();
    return this.#id;
  }

  async #openId(): Promise<string | null> {
    const sealed = this.#jar.get(this.#deps.name);
    if (sealed === null) return null;
    return (await this.#deps.idSealer.open(sealed, this.#deps.now() / 1000))?.value ?? null;
  }
}

/** 256 random bits. */
const randomId = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)).buffer);

/** The store never learns the ids themselves. */
async function storeKey(id: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id));
  return `gatehouse:session:${base64url(digest)}`;
}
