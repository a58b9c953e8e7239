/**
 * Which sessions the provider has ended (OpenID Connect Back-Channel Logout 1.0). A logout is kept as a mark in the
 * session store, under the provider's session or the person, and looked up when a session is read: so nothing has to
 * list sessions, and every process learns of it.
 */
import { base64url, decodeJwt } from '../core/jwt.ts';
import { parse, type Session } from '../core/session.ts';
import type { SessionStore } from './session-store.ts';

/** Who is signed out: one session of the provider, or all of a person. */
export interface Logout {
  sid?: string;
  sub?: string;
}

/** The marks in one store. */
export class Logouts {
  readonly #store: SessionStore;
  readonly #issuer: string;
  readonly #maxAgeSeconds: number;

  /** @param maxAgeSeconds how long a session can last, and so a mark has to */
  constructor(store: SessionStore, issuer: string, maxAgeSeconds: number) {
    this.#store = store;
    this.#issuer = issuer;
    this.#maxAgeSeconds = maxAgeSeconds;
  }

  /** @param now milliseconds since 1970; sessions that began later are not meant */
  async record(logout: Logout, now: number): Promise<void> {
    await this.#store.set(await this.#key(logout), String(now), this.#maxAgeSeconds);
  }

  /** Whether a session, as the core keeps it, was ended. */
  async ended(value: string): Promise<boolean> {
    const session = parse<Session>(value, ({ idToken }) => typeof idToken === 'string');
    const { sid, sub } = decodeJwt(session?.idToken ?? '')?.claims ?? {};
    const logouts: Logout[] = [];
    if (typeof sid === 'string') logouts.push({ sid });
    if (typeof sub === 'string') logouts.push({ sub });
    const marks = await Promise.all(logouts.map(async (logout) => this.#store.get(await this.#key(logout))));
    return marks.some((mark) => mark !== null && (session?.signedInAt ?? 0) <= Number(mark));
  }

  /** With `sid` only that session is meant, whether or not `sub` is there too (section 2.7). */
  async #key({ sid, sub }: Logout): Promise<string> {
    const about = JSON.stringify(sid === undefined ? [this.#issuer, 'sub', sub] : [this.#issuer, 'sid', sid]);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(about));
    return `gatehouse:logout:${base64url(digest)}`;
  }
}
