/** User info (OpenID Connect Core 1.0 section 5.3) and revocation (RFC 7009). */
import { GatehouseError } from './errors.ts';
import { bodyOf, refusal } from './http.ts';
import type { Provider } from './provider.ts';

/** What the provider tells about the person (OIDC Core section 5.3.2). Empty claims may be null at Gatehouse. */
export interface UserInfo {
  sub: string;
  name?: string | null;
  username?: string | null;
  picture?: string | null;
  email?: string | null;
  email_verified?: boolean;
  phone_number?: string | null;
  phone_number_verified?: boolean;
  /** With scope `custom_data`. */
  custom_data?: unknown;
  /** With scope `identities`. */
  identities?: Record<string, unknown>;
  organizations?: string[] | null;
  organization_roles?: string[] | null;
  [claim: string]: unknown;
}

/**
 * Asks for the user info of the person the ID token names.
 * @param subject the ID token's `sub`, which the answer must repeat (section 5.3.2)
 */
export async function requestUserInfo(
  provider: Provider,
  accessToken: string,
  subject: string,
): Promise<UserInfo> {
  const address = await provider.endpoint('userinfo_endpoint');
  const answer = await provider.ask(address, { authorization: `Bearer ${accessToken}` });
  // RFC 6750 section 3: what is wrong stands in a header, which a browser may not be allowed to read.
  if (answer.status === 401) throw refusal('invalid_token', answer.body?.error_description, 401);
  const info = bodyOf(answer);
  if (info.sub !== subject) {
    throw new GatehouseError('userinfo_subject_mismatch', 'the user info is of another subject');
  }
  return info as UserInfo;
}

/** Makes a token worthless (RFC 7009 section 2.1), if the provider offers that. */
export async function revoke(provider: Provider, token: string, token_type_hint: string): Promise<void> {
  const { revocation_endpoint } = await provider.metadata();
  if (revocation_endpoint !== undefined) await provider.post(revocation_endpoint, { token, token_type_hint });
}
