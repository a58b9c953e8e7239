/** Where the access token of the management client comes from: client credentials, or the caller. */
import type { Transport } from './exchange.ts';
import type { ManagementPermission } from './table.ts';

/** The credentials of a machine-to-machine application. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  /**
   * The tenant that the application lives in; the one that is managed when absent. Applications of the tenant
   * `admin`, which `gatehouse bootstrap` makes, may manage every tenant.
   */
  tenant?: string;
  /** What to ask for; everything that the application may do when absent. */
  scopes?: ManagementPermission[];
}

/** An access token from elsewhere: what a browser app uses, on behalf of the administrator who is signed in. */
export interface AccessTokenSource {
  /**
   * Called for each request; keep the token until it expires (`GatehouseClient.getAccessToken` does).
   * @param refused a token that the server has just refused: answer another one, or the request fails with 401
   */
  getAccessToken(refused?: string): string | Promise<string>;
}

/** @param refused a token that didn't work, which is forgotten */
export type TokenSource = (refused?: string) => Promise<string>;

/** @internal */
export interface Grant {
  credentials: ClientCredentials;
  issuer: string;
  /** Indicator of the management API (RFC 8707). */
  resource: string;
  transport: Transport;
}

/** Tokens are dropped this early, so that none expires on its way. */
const margin = 60_000;

/**
 * Gets access tokens by client credentials (RFC 6749, section 4.4) and keeps each until shortly before it expires.
 * Requests at the same time share one.
 */
export function tokenByCredentials(grant: Grant): TokenSource {
  const { now } = grant.transport;
  let current: { token: string; until: number } | undefined;
  let coming: Promise<string> | undefined;

  async function fetchToken(): Promise<string> {
    // Loaded when it is needed: a browser brings its own tokens.
    const { requestToken } = await import('./token-request.ts');
    const { access_token, expires_in = 0 } = await requestToken(grant);
    current = { token: access_token, until: now() + expires_in * 1000 - margin };
    return access_token;
  }

  return async (refused) => {
    if (current && current.token !== refused && now() < current.until) return current.token;
    coming ??= fetchToken().finally(() => {
      coming = undefined;
    });
    return coming;
  };
}
