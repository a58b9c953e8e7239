/** The whole session in a sealed cookie. */
import { GatehouseError } from '../core/errors.ts';
import { fitsCookies, MAX_COOKIE_BYTES, readChunks, removeChunks, writeChunks } from './chunks.ts';
import type { CookieJar } from './cookies.ts';
import type { Lineage, Lineages } from './lineages.ts';
import { type Sealer, sealedLength } from './seal.ts';
import { withoutOldestToken } from './session-size.ts';
import type { SessionSlot } from './session-slot.ts';

/** What all requests share. */
export interface CookieSessionDeps {
  name: string;
  sealer: Sealer;
  lineages: Lineages;
  maxAgeSeconds: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One request's session in its cookies. */
export class CookieSession implements SessionSlot {
  readonly #jar: CookieJar;
  readonly #deps: CookieSessionDeps;
  #received?: Promise<string | null>;
  /** The copy that the request brought, once it proved genuine. */
  #sealed?: string;
  #lineage: Lineage | undefined;

  constructor(jar: CookieJar, deps: CookieSessionDeps) {
    this.#jar = jar;
    this.#deps = deps;
  }

  async read(): Promise<string | null> {
    const received = await this.#open();
    const newest = this.#lineage?.newest;
    if (newest === undefined) return received;
    if (newest === null) return null;
    // Another request was faster: this browser gets its cookie also by this response, whichever comes last.
    if (readChunks(this.#jar, this.#deps.name) !== newest.sealed) this.#put(newest.sealed);
    return newest.value;
  }

  async write(value: string): Promise<void> {
    const { sealer, lineages, now, maxAgeSeconds } = this.#deps;
    const fitting = fit(value);
    const sealed = await sealer.seal(fitting, now() / 1000 + maxAgeSeconds);
    this.#lineage ??= lineages.of(sealed);
    this.#lineage.newest = { value: fitting, sealed };
    lineages.link(sealed, this.#lineage);
    this.#put(sealed);
  }

  async clear(): Promise<void> {
    await this.#remember();
    if (this.#lineage) this.#lineage.newest = null;
    removeChunks(this.#jar, this.#deps.name);
  }

  async lock<T>(work: () => Promise<T>): Promise<T> {
    await this.#remember();
    return this.#lineage ? this.#lineage.inTurn(work) : work();
  }

  async startAnew(): Promise<void> {
    await this.clear();
    this.#lineage = undefined;
    this.#sealed = undefined;
    this.#received = Promise.resolve(null);
  }

  #put(sealed: string): void {
    writeChunks(this.#jar, this.#deps.name, sealed, this.#deps.maxAgeSeconds);
  }

  /** What the request brought, if it is ours. What became of it is looked up only for a genuine copy. */
  #open(): Promise<string | null> {
    this.#received ??= this.#openReceived();
    return this.#received;
  }

  async #openReceived(): Promise<string | null> {
    const { name, sealer, lineages, now } = this.#deps;
    const sealed = readChunks(this.#jar, name);
    const opened = sealed === null ? null : await sealer.open(sealed, now() / 1000);
    if (sealed === null || opened === null) return null;
    this.#sealed = sealed;
    this.#lineage = lineages.find(sealed);
    return opened.value;
  }

  /** From now on other requests with the same copy take turns with this one. */
  async #remember(): Promise<void> {
    await this.#open();
    if (this.#sealed !== undefined) this.#lineage ??= this.#deps.lineages.of(this.#sealed);
  }
}

/** Access tokens that don't fit are left out, the oldest first: they come back by a refresh. */
function fit(value: string): string {
  let fitting: string | undefined = value;
  while (fitting !== undefined) {
    if (fitsCookies(sealedLength(fitting))) return fitting;
    fitting = withoutOldestToken(fitting);
  }
  throw new GatehouseError(
    'storage_error',
    `the session does not fit into ${MAX_COOKIE_BYTES} bytes of cookies`,
    {
      hint: 'Give a sessionStore, or ask for fewer scopes: the claims of the ID token are too large for a cookie.',
      details: { reason: 'too_large' },
    },
  );
}
