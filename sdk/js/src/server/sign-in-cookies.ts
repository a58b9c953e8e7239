/**
 * Sign-ins under way, each in a short-lived cookie of its own: tabs don't disturb each other, and a callback whose
 * cookie isn't in this browser was not started here (login CSRF, RFC 6749 section 10.12).
 */
import { signInLifetime } from '../core/grants.ts';
import type { CookieJar } from './cookies.ts';
import type { Sealer } from './seal.ts';

/** More are not kept at a time: the oldest goes. */
const MAX_SIGN_INS = 5;
/** Together with a session of the largest size they must stay below the 16 kB of headers that Node accepts. */
const MAX_BYTES = 3000;
const MAX_AGE_SECONDS = signInLifetime / 1000;
/** Much more than any browser has under way, all together some megabytes. */
const MAX_SPENT = 50_000;

/** States whose sign-in was finished in this process: a cookie that is kept back can't be used again. */
export class SpentStates {
  readonly #spent = new Map<string, number>();

  has(state: string): boolean {
    return this.#spent.has(state);
  }

  /** @param now milliseconds since 1970 */
  add(state: string, now: number): void {
    this.#spent.set(state, now + signInLifetime);
    for (const [old, until] of this.#spent) {
      if (until > now && this.#spent.size <= MAX_SPENT) break;
      this.#spent.delete(old);
    }
  }
}

/** What all requests share. */
export interface SignInCookiesDeps {
  /** Names of these cookies begin with this. */
  prefix: string;
  sealer: Sealer;
  spent: SpentStates;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The sign-ins that one request's browser has under way, by state. */
export class SignInCookies {
  readonly #jar: CookieJar;
  readonly #deps: SignInCookiesDeps;

  constructor(jar: CookieJar, deps: SignInCookiesDeps) {
    this.#jar = jar;
    this.#deps = deps;
  }

  /** The cookie as it came, for telling a double submit from another sign-in. */
  sealed(state: string): string | null {
    return this.#jar.get(this.#name(state));
  }

  async get(state: string): Promise<string | null> {
    if (this.#deps.spent.has(state)) return null;
    const opened = await this.#open(this.#name(state));
    // The name only has the state's beginning.
    return opened?.state === state ? opened.value : null;
  }

  async set(state: string, value: string): Promise<void> {
    const { sealer, now } = this.#deps;
    const content = JSON.stringify({ state, value });
    const sealed = await sealer.seal(content, now() / 1000 + MAX_AGE_SECONDS);
    await this.#makeRoom(sealed.length);
    this.#jar.set(this.#name(state), sealed, MAX_AGE_SECONDS);
  }

  async remove(state: string): Promise<void> {
    if ((await this.get(state)) !== null) this.#deps.spent.add(state, this.#deps.now());
    this.#jar.remove(this.#name(state));
  }

  /** A state that isn't made of the characters that ours are made of finds nothing and sets nothing. */
  #name(state: string): string {
    const usable = /^[A-Za-z0-9_-]{16,}$/.test(state);
    return `${this.#deps.prefix}${usable ? state.slice(0, 16) : 'unknown'}`;
  }

  async #open(name: string): Promise<{ state: string; value: string; expiresAt: number } | null> {
    const sealed = this.#jar.get(name);
    const opened = sealed === null ? null : await this.#deps.sealer.open(sealed, this.#deps.now() / 1000);
    return opened && { ...JSON.parse(opened.value), expiresAt: opened.expiresAt };
  }

  async #makeRoom(newcomer: number): Promise<void> {
    const names = this.#jar.names().filter((name) => name.startsWith(this.#deps.prefix));
    const ends = await Promise.all(
      names.map(async (name) => ({ name, end: (await this.#open(name))?.expiresAt ?? 0 })),
    );
    let bytes = newcomer;
    // Browsers send older cookies first (RFC 6265 section 5.4), which decides within one second.
    const newestFirst = ends.reverse().sort((a, b) => b.end - a.end);
    newestFirst.forEach(({ name, end }, index) => {
      bytes += this.#jar.get(name)?.length ?? 0;
      if (end === 0 || index >= MAX_SIGN_INS - 1 || bytes > MAX_BYTES) this.#jar.remove(name);
    });
  }
}
