/** The requests to the token endpoint, and the checks on what comes back. */
import * as oauth from 'oauth4webapi';
import { GatehouseError } from './errors.ts';
import { checkIdToken, type Expected, type IdTokenClaims } from './id-token.ts';
import type { Metadata, Provider } from './provider.ts';
import { explain, idTokenInvalid } from './provider-errors.ts';

/** A sign-in may take this long, from its start until the code is redeemed. */
export const signInLifetime = 3_600_000;
/** How long a token counts as good when the provider doesn't say (RFC 6749 section 5.1 only recommends it). */
const defaultLifetime = 300;

/** Tokens that passed every check. */
export interface TokenSet {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  scope?: string;
  refreshToken?: string;
  idToken?: string;
}

/** What is known of a started sign-in when its code comes. */
export interface CodeGrant {
  redirectUri: string;
  codeVerifier: string;
  nonce: string;
  maxAge?: number;
}

type Limits = Pick<Expected, 'maxAgeSeconds' | 'before'>;

/** OIDC Core section 3.1.3: redeems the code of an authorization response. */
export function redeemCode(
  provider: Provider,
  callback: URLSearchParams,
  grant: CodeGrant,
): Promise<TokenSet> {
  const { redirectUri, codeVerifier, nonce: expectedNonce, maxAge } = grant;
  return request(provider, { maxAgeSeconds: signInLifetime / 1000 }, async (metadata, client, auth) => {
    const state = callback.get('state') ?? oauth.expectNoState;
    const parameters = oauth.validateAuthResponse(metadata, client, callback, state);
    const http = provider.http();
    const response = await oauth.authorizationCodeGrantRequest(
      metadata,
      client,
      auth,
      parameters,
      redirectUri,
      codeVerifier,
      http,
    );
    const options = { expectedNonce, maxAge, requireIdToken: true };
    return [response, await oauth.processAuthorizationCodeResponse(metadata, client, response, options)];
  });
}

/**
 * RFC 6749 section 6, RFC 8707 section 2.2: new tokens for a refresh token.
 * @param extra `resource`, `organization_id`
 * @param before claims of the present ID token; a new one must tell of the same person
 */
export function refresh(
  provider: Provider,
  refreshToken: string,
  extra: Record<string, string>,
  before: IdTokenClaims,
): Promise<TokenSet> {
  return request(provider, { before }, async (metadata, client, auth) => {
    const options = { ...provider.http(), additionalParameters: extra };
    const response = await oauth.refreshTokenGrantRequest(metadata, client, auth, refreshToken, options);
    return [response, await oauth.processRefreshTokenResponse(metadata, client, response)];
  });
}

/** RFC 8628 section 3.4: asks whether the person has agreed on the other device. */
export async function redeemDeviceCode(
  provider: Provider,
  code: string,
  signal?: AbortSignal,
): Promise<TokenSet> {
  const limits = { maxAgeSeconds: signInLifetime / 1000 };
  const tokens = await request(provider, limits, async (metadata, client, auth) => {
    const response = await oauth.deviceCodeGrantRequest(metadata, client, auth, code, provider.http(signal));
    return [response, await oauth.processDeviceCodeResponse(metadata, client, response)];
  });
  if (tokens.idToken === undefined) throw idTokenInvalid('missing');
  return tokens;
}

type Grant = (
  metadata: Metadata,
  client: oauth.Client,
  auth: oauth.ClientAuth,
) => Promise<[Response, oauth.TokenEndpointResponse]>;

/** Runs a grant and makes every check on its answer before anything of it is given out. */
async function request(provider: Provider, limits: Limits, grant: Grant): Promise<TokenSet> {
  const metadata = await provider.metadata();
  try {
    const [response, body] = await grant(metadata, provider.client, provider.authentication(metadata));
    // RFC 6750: the only way this SDK presents tokens.
    if (body.token_type !== 'bearer') {
      throw new GatehouseError('provider_response_invalid', 'the token type is not Bearer');
    }
    if (body.id_token !== undefined) await judge(provider, metadata, limits, response, body);
    return {
      accessToken: body.access_token,
      expiresAt: provider.clock.now() + (body.expires_in ?? defaultLifetime) * 1000,
      scope: body.scope,
      refreshToken: body.refresh_token,
      idToken: body.id_token,
    };
  } catch (error) {
    throw await explain(error);
  }
}

async function judge(
  provider: Provider,
  metadata: Metadata,
  limits: Limits,
  response: Response,
  body: oauth.TokenEndpointResponse,
): Promise<void> {
  await checkIdToken(body.id_token as string, oauth.getValidatedIdTokenClaims(body) as IdTokenClaims, {
    ...limits,
    clientId: provider.config.appId,
    accessToken: body.access_token,
    now: provider.now,
    toleranceSeconds: provider.config.clockToleranceSeconds,
  });
  try {
    await provider.checkSignature(metadata, response);
  } catch (error) {
    // A broken key in the set fails inside WebCrypto, with an error of its own.
    throw error instanceof DOMException ? idTokenInvalid('signature') : error;
  }
}
