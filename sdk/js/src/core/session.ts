/** What a session consists of, and how it lies in a Storage. */
import { GatehouseError } from './errors.ts';
import type { TokenSet } from './grants.ts';
import { parseObject } from './http.ts';
import type { Storage } from './storage.ts';

/** Tokens count as used up this long before they expire, so that none dies on its way to an API. */
export const margin = 60_000;
const key = 'session';

/** An access token in store. */
export interface StoredToken {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  scope?: string;
}

/** The value under the key `session`, as JSON. */
export interface Session {
  idToken: string;
  refreshToken?: string;
  /** Milliseconds since 1970. */
  signedInAt: number;
  /** By {@link tokenKey}; the provider's own under `''`. They may be dropped: a refresh brings them back. */
  accessTokens: Record<string, StoredToken>;
}

/** What an access token is for. */
export interface Target {
  resource?: string;
  organizationId?: string;
}

/** `{resource}`, `#{organization}` or both: an indicator has no fragment (RFC 8707 section 2). */
export function tokenKey({ resource = '', organizationId }: Target): string {
  return organizationId === undefined ? resource : `${resource}#${organizationId}`;
}

/** A session of just received tokens. */
export function newSession(tokens: TokenSet, now: number): Session {
  return merge({ idToken: '', signedInAt: now, accessTokens: {} }, '', tokens, now);
}

/** The session after new tokens came. Dead ones make room: a session may have to fit into a cookie. */
export function merge(session: Session, target: string, tokens: TokenSet, now: number): Session {
  const { accessToken: token, expiresAt, scope } = tokens;
  const alive = Object.entries(session.accessTokens).filter(([, stored]) => stored.expiresAt > now);
  return {
    ...session,
    idToken: tokens.idToken ?? session.idToken,
    refreshToken: tokens.refreshToken ?? session.refreshToken,
    accessTokens: { ...Object.fromEntries(alive), [target]: { token, expiresAt, scope } },
  };
}

/** The access token in store while it can still be used. */
export function freshToken(session: Session, target: string, now: number): string | undefined {
  const stored = session.accessTokens[target];
  if (!stored) return undefined;
  // Without a refresh token there is no better one: use it to its end.
  return stored.expiresAt - (session.refreshToken ? margin : 0) > now ? stored.token : undefined;
}

/** The stored session; anything unreadable counts as none. */
export async function readSession(storage: Storage): Promise<Session | undefined> {
  return parse<Session>(
    await guarded(() => storage.get(key)),
    (s) => typeof s.idToken === 'string' && !!s.accessTokens,
  );
}

/** Keeps the session. */
export function writeSession(storage: Storage, session: Session): Promise<void> {
  return guarded(() => storage.set(key, JSON.stringify(session)));
}

/** Forgets the session. */
export function removeSession(storage: Storage): Promise<void> {
  return guarded(() => storage.remove(key));
}

/** The object in a storage's JSON, or undefined when it isn't what it should be. */
export function parse<T>(value: string | null, fits: (value: T) => boolean): T | undefined {
  const parsed = parseObject(value ?? '') as T | undefined;
  return parsed && fits(parsed) ? parsed : undefined;
}

/** Turns whatever a storage throws into `storage_error`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof GatehouseError
      ? cause
      : new GatehouseError('storage_error', 'the session storage failed', { cause });
  }
}
