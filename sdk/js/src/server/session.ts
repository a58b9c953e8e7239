/** Who is signed in, as the handlers of an application see it. */
import type { GatehouseClient, GatehouseContext } from '../core/client.ts';
import { GatehouseError } from '../core/errors.ts';
import type { IdTokenClaims } from '../core/id-token.ts';
import type { UserInfo } from '../core/user-info.ts';

/** Who is signed in: where `isAuthenticated` is true, `claims` are there. */
export type Identity =
  | {
      readonly isAuthenticated: true;
      /** Of the ID token. */
      readonly claims: IdTokenClaims;
      /** Where it was asked for: with `fetchUserInfo: true`. */
      readonly userInfo?: UserInfo;
    }
  | {
      readonly isAuthenticated: false;
      readonly claims?: undefined;
      readonly userInfo?: undefined;
    };

/** What a request's session can do. */
export interface SessionActions {
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

/** The session of one request: `req.gatehouse`, `request.gatehouse`, `c.get('gatehouse')`. */
export type GatehouseSession = Identity & SessionActions;

/** @internal @throws GatehouseError when the store or, for the user info, the provider can't be reached */
export async function openSession(client: GatehouseClient, fetchUserInfo = false): Promise<GatehouseSession> {
  return {
    ...(await identityOf(client, fetchUserInfo)),
    client,
    getAccessToken: (resource, organizationId) => client.getAccessToken(resource, organizationId),
    fetchUserInfo: () => client.fetchUserInfo(),
  };
}

/** Whose session the provider has ended meanwhile is signed out, which is no error. */
async function identityOf(client: GatehouseClient, fetchUserInfo: boolean): Promise<Identity> {
  try {
    return identity(await client.getContext({ fetchUserInfo }));
  } catch (error) {
    const ended =
      error instanceof GatehouseError && ['session_expired', 'not_authenticated'].includes(error.code);
    if (!ended) throw error;
    return { isAuthenticated: false };
  }
}

/** @internal The core's answer, in a form in which the compiler knows that signed-in people have claims. */
export function identity({ claims, userInfo }: GatehouseContext): Identity {
  return claims ? { isAuthenticated: true, claims, userInfo } : { isAuthenticated: false };
}
