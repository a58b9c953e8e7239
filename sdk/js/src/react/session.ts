/** The session as React sees it: a store outside of the tree, and what can be done with it. */
import type { GatehouseClient } from '../core/client.ts';
import { GatehouseError } from '../core/errors.ts';
import type { IdTokenClaims } from '../core/id-token.ts';
import type { SignInOptions } from '../core/sign-in.ts';
import type { UserInfo } from '../core/user-info.ts';

/** Who is signed in. */
export interface SessionState {
  /** Whether the stored session is still being read: true on a server and during the first moment in a browser. */
  isLoading: boolean;
  /** Whether somebody is signed in. */
  isAuthenticated: boolean;
  /** The claims of the ID token, when somebody is. */
  claims?: IdTokenClaims;
  /** Why the last reading of the session, sign-in or sign-out failed. */
  error?: GatehouseError;
}

/** As for `GatehouseClient.signIn`; where to come back to is known here. */
export interface ReactSignInOptions extends Omit<SignInOptions, 'redirectUri'> {
  /** Absolute address of the page with `<SignInCallback>`; the provider's `callbackPath` at this origin when absent. */
  redirectUri?: string;
  /** Whether Back shall lead past this page instead of to it; false when absent. */
  replaceHistory?: boolean;
}

/** What can be done with the session. The functions stay the same between renders. */
export interface SessionActions {
  /**
   * Leaves this page for the sign-in. `returnTo` is the present page when absent.
   * @throws {GatehouseError} `provider_unreachable`, `invalid_return_to`, …; also shown as `error`
   */
  signIn(options?: ReactSignInOptions): Promise<void>;
  /**
   * Forgets the session in all tabs, revokes its tokens and leaves this page to end the session at the provider.
   * @param options where to come back to: an absolute, registered address; the root of this origin when absent
   * @throws {GatehouseError} as `GatehouseClient.signOut`; also shown as `error`
   */
  signOut(options?: { postLogoutRedirectUri?: string }): Promise<void>;
  /**
   * An access token for an API, renewed when it is about to expire. Ask each time; it is cached.
   * @param resource indicator of the API (RFC 8707); it has to be among the configured `resources`
   * @throws {GatehouseError} `not_authenticated`, `session_expired`: nobody is signed in any more, which the hooks show
   */
  getAccessToken(resource?: string, organizationId?: string): Promise<string>;
  /**
   * What the provider tells about the person now (OpenID Connect Core 1.0, section 5.3).
   * @throws {GatehouseError} as {@link getAccessToken}, and `userinfo_subject_mismatch`
   */
  fetchUserInfo(): Promise<UserInfo>;
}

/** @internal */
export interface Session extends SessionActions {
  client: GatehouseClient;
  subscribe(listener: () => void): () => void;
  state(): SessionState;
  refresh(): Promise<void>;
}

const loading: SessionState = { isLoading: true, isAuthenticated: false };

/** What a server renders: nobody can be signed in there, as the session is in the browser. */
export const serverState = (): SessionState => loading;

/** @internal @param callbackPath path of the page with `<SignInCallback>` */
export function createSession(client: GatehouseClient, callbackPath: string): Session {
  const listeners = new Set<() => void>();
  let state = loading;

  function become(next: SessionState): void {
    if (JSON.stringify(next) === JSON.stringify(state) && next.error === state.error) return;
    state = next;
    for (const listener of listeners) listener();
  }

  let turn = 0;
  async function refresh(): Promise<void> {
    turn += 1;
    const mine = turn;
    const found = await read(client);
    // A later reading may have overtaken this one. What failed stays visible until something is done about it.
    const same = found.isAuthenticated === state.isAuthenticated;
    if (mine === turn) become(same && state.error ? { ...found, error: state.error } : found);
  }

  /** Shows a failure in the state as well, for whoever doesn't wait for the promise. */
  async function shown<T>(work: () => Promise<T>): Promise<T> {
    become({ ...state, error: undefined });
    try {
      return await work();
    } catch (thrown) {
      await refresh();
      become({ ...state, error: asGatehouseError(thrown) });
      throw thrown;
    }
  }

  /** A token request may find that the session is over, or bring a newer ID token. */
  async function watched<T>(work: Promise<T>): Promise<T> {
    return work.finally(refresh);
  }

  const restored = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) void refresh();
  };

  return {
    client,
    refresh,
    state: () => state,
    subscribe(listener) {
      if (listeners.size === 0) {
        // Other tabs sign in and out, and Back may show this page as it was before.
        window.addEventListener('storage', refresh);
        window.addEventListener('pageshow', restored);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.removeEventListener('storage', refresh);
        window.removeEventListener('pageshow', restored);
      };
    },
    signIn: ({ replaceHistory = false, ...options } = {}) =>
      shown(async () => {
        const redirectUri = new URL(callbackPath, window.location.origin).href;
        const url = await client.signIn({ redirectUri, returnTo: here(callbackPath), ...options });
        if (replaceHistory) window.location.replace(url);
        else window.location.assign(url);
      }),
    signOut: ({ postLogoutRedirectUri = `${window.location.origin}/` } = {}) =>
      shown(async () => {
        const url = await client.signOut({ postLogoutRedirectUri });
        await refresh();
        window.location.assign(url);
      }),
    getAccessToken: (resource, organizationId) => watched(client.getAccessToken(resource, organizationId)),
    fetchUserInfo: () => watched(client.fetchUserInfo()),
  };
}

async function read(client: GatehouseClient): Promise<SessionState> {
  try {
    if (!(await client.isAuthenticated())) return { isLoading: false, isAuthenticated: false };
    return { isLoading: false, isAuthenticated: true, claims: await client.getIdTokenClaims() };
  } catch (thrown) {
    return { isLoading: false, isAuthenticated: false, error: asGatehouseError(thrown) };
  }
}

/** @internal */
export function asGatehouseError(thrown: unknown): GatehouseError {
  if (thrown instanceof GatehouseError) return thrown;
  return new GatehouseError('storage_error', thrown instanceof Error ? thrown.message : String(thrown), {
    cause: thrown,
  });
}

/** The path of the present page, to come back to; the root from the callback, which has nothing to show twice. */
function here(callbackPath: string): string {
  const { pathname, search, hash } = window.location;
  return pathname === callbackPath || pathname.startsWith('//') ? '/' : pathname + search + hash;
}
