/** User info (OpenID Connect Core 1.0 section 5.3) and revocation (RFC 7009). */
import * as oauth from 'oauth4webapi';
import { GatehouseError } from './errors.ts';
import type { Provider } from './provider.ts';
import { explain } from './provider-errors.ts';

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
  await provider.endpoint('userinfo_endpoint');
  const metadata = await provider.metadata();
  try {
    const response = await oauth.userInfoRequest(metadata, provider.client, accessToken, provider.http());
    // Signed answers aren't asked for, so that one is a surprise whose signature nobody checks.
    if (response.headers.get('content-type')?.startsWith('application/jwt')) {
      throw new GatehouseError(
        'provider_response_invalid',
        'the user info is a JWT, which was not asked for',
      );
    }
    const info = await oauth.processUserInfoResponse(
      metadata,
      provider.client,
      oauth.skipSubjectCheck,
      response,
    );
    if (info.sub !== subject) {
      throw new GatehouseError(
        'userinfo_subject_mismatch',
        'the user info names another subject than the ID token',
      );
    }
    return info as UserInfo;
  } catch (error) {
    throw await explain(error);
  }
}

/** Makes a token worthless, if the provider offers that. */
export async function revoke(provider: Provider, token: string, hint: string): Promise<void> {
  const metadata = await provider.metadata();
  if (metadata.revocation_endpoint === undefined) return;
  const options = { ...provider.http(), additionalParameters: { token_type_hint: hint } };
  const authentication = provider.authentication(metadata);
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(metadata, provider.client, authentication, token, options),
  );
}
