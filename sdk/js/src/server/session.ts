/** Who is signed in, as the handlers of an application see it. */
import type { GatehouseClient } from '../core/client.ts';
import { GatehouseError } from '../core/errors.ts';
import type { IdTokenClaims } from '../core/id-token.ts';
import type { UserInfo } from '../core/user-info.ts';

/** The session of one request: `req.gatehouse`, `request.gatehouse`, `c.get('gatehouse')`. */
export interface GatehouseSession {
  readonly isAuthenticated: boolean;
  /** Of the ID token, when somebody is signed in. */
  readonly claims?: IdTokenClaims;
  /** With `fetchUserInfo: true` in the configuration. */
  readonly userInfo?: UserInfo;
  /** The core's client on this request's session. */
  readonly client: GatehouseClient;
  /**
   * An access token for an API. Call it before the answer's head is sent: a refreshed session is in its cookies.
   *
   * @param resource the API's indicator; without it the token for the user info
   * @param organizationId for an organization's API permissions
   * @throws GatehouseError `not_authenticated`, `session_expired`, `no_refresh_token`, `provider_error`, …
   */
  getAccessToken(resource?: string, organizationId?: string): Promise<string>;
  /** @throws GatehouseError `not_authenticated`, `session_expired`, `userinfo_subject_mismatch`, … */
  fetchUserInfo(): Promise<UserInfo>;
}

/** @internal @throws GatehouseError when the store or, for the user info, the provider can't be reached */
export async function openSession(client: GatehouseClient, fetchUserInfo = false): Promise<GatehouseSession> {
  const { isAuthenticated, claims, userInfo } = await contextOf(client, fetchUserInfo);
  return {
    isAuthenticated,
    claims,
    userInfo,
    client,
    getAccessToken: (resource, organizationId) => client.getAccessToken(resource, organizationId),
    fetchUserInfo: () => client.fetchUserInfo(),
  };
}

/** Whose session the provider has ended meanwhile is signed out, which is no error. */
async function contextOf(client: GatehouseClient, fetchUserInfo: boolean) {
  try {
    return await client.getContext({ fetchUserInfo });
  } catch (error) {
    const ended =
      error instanceof GatehouseError && ['session_expired', 'not_authenticated'].includes(error.code);
    if (!ended) throw error;
    return { isAuthenticated: false };
  }
}
