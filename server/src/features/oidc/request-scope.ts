/**
 * What one request to the provider has read and is about to write. The library asks for a token, its
 * grant, its account and its session one by one, and saves them one by one; here a read brings all of
 * them in one statement, and the writes leave together in one statement when the request is done
 * (DESIGN section 9; crash safety: a half-written sign-in can't exist).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomToken } from '../../kernel/crypto/index.ts';
import type { AppEvent } from '../../kernel/events/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Account } from './account.ts';

export type Payload = Record<string, unknown>;

export interface SessionWrite {
  /** Hash of the cookie's value. */
  id: string;
  /** Hash of the value before a new one was drawn at sign-in. */
  previousId?: string;
  uid: string;
  userId: string | null;
  payload: Payload;
  ttl: number;
}

export interface GrantWrite {
  id: string;
  userId: string | null;
  applicationId: string;
  payload: Payload;
  ttl: number;
}

export interface TokenWrite {
  kind: string;
  id: string;
  grantId: string | null;
  userId: string | null;
  applicationId: string | null;
  userCode: string | null;
  payload: Payload;
  ttl: number;
}

export interface LoadedSession {
  id: string;
  uid: string;
  userId: string | null;
  ssoConnectorId: string | null;
}

/** How the person signed in during this request; kept beside the session and the grants made in it. */
export interface SignInDetails {
  ssoConnectorId: string | null;
  details: Payload;
}

export class RequestScope {
  readonly tenant: Tenant;
  readonly accounts = new Map<string, Account | undefined>();
  readonly grants = new Map<string, Payload | undefined>();
  readonly sessionsByUid = new Map<string, Payload | undefined>();
  readonly loadedSessions = new Map<string, LoadedSession>();
  /** The connector through which the grant or session in hand was made. */
  ssoConnectorId: string | null = null;
  signIn: SignInDetails | undefined;
  /** Told once: a consent page after the sign-in brings the same result again. */
  signInEvent: AppEvent | undefined;
  /** The session that new grants belong to when this request writes none. */
  sessionUid: string | null = null;
  sessionWrites = new Map<string, SessionWrite>();
  grantWrites = new Map<string, GrantWrite>();
  tokenWrites = new Map<string, TokenWrite>();
  endedSessions = new Set<string>();
  revokedGrants = new Set<string>();
  private readonly handles = new Map<string, string>();

  constructor(tenant: Tenant) {
    this.tenant = tenant;
  }

  /**
   * Rows are found by hashes, but the library wants an id that it can save under. A handle stands for
   * a hash inside this request only, so that nobody can ever present a hash as if it were the token.
   */
  handleFor(hash: string): string {
    const handle = `#${randomToken(16)}`;
    this.handles.set(handle, hash);
    return handle;
  }

  hashOfHandle(value: string): string | undefined {
    return this.handles.get(value);
  }

  get hasWrites(): boolean {
    return (
      this.sessionWrites.size +
        this.grantWrites.size +
        this.tokenWrites.size +
        this.endedSessions.size +
        this.revokedGrants.size >
      0
    );
  }
}

const storage = new AsyncLocalStorage<RequestScope>();

export function runInScope<T>(scope: RequestScope, work: () => T): T {
  return storage.run(scope, work);
}

/** The scope of the request at hand; the adapter runs only inside one. */
export function currentScope(): RequestScope {
  const scope = storage.getStore();
  if (!scope) throw new Error('The OpenID provider was called outside a request scope.');
  return scope;
}
