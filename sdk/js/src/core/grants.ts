/** The requests to the token endpoint, and the checks on what comes back. */
import { bodyOf, broken, type Json } from './http.ts';
import { checkIdToken, type Expected, type IdTokenClaims, idTokenInvalid } from './id-token.ts';
import type { Provider } from './provider.ts';

/** A sign-in may take this long, from its start until the code is redeemed, in milliseconds. */
export const signInLifetime = 3_600_000;
/** For how many seconds a token counts as good when the provider doesn't say (RFC 6749 section 5.1 only recommends it). */
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

type Limits = Pick<Expected, 'issuedWithin' | 'nonce' | 'maxAge' | 'before'>;

const atSignIn: Limits = { issuedWithin: signInLifetime / 1000 };

/** OIDC Core section 3.1.3: redeems the code of an authorization response. */
export function redeemCode(provider: Provider, code: string, grant: CodeGrant): Promise<TokenSet> {
  const { redirectUri, codeVerifier, nonce, maxAge } = grant;
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: codeVerifier,
  };
  return request(provider, form, { ...atSignIn, nonce, maxAge });
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
  return request(
    provider,
    { grant_type: 'refresh_token', refresh_token: refreshToken, ...extra },
    { before },
  );
}

/** RFC 8628 section 3.4: asks whether the person has agreed on the other device. */
export function redeemDeviceCode(provider: Provider, code: string, signal?: AbortSignal): Promise<TokenSet> {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code };
  return request(provider, form, atSignIn, signal);
}

/** Runs a grant and makes every check on its answer before anything of it is given out. */
async function request(
  provider: Provider,
  form: Record<string, string>,
  limits: Limits,
  signal?: AbortSignal,
): Promise<TokenSet> {
  const { token_endpoint } = await provider.metadata();
  const body = bodyOf(await provider.post(token_endpoint, form, signal));
  const tokens = readTokens(body, provider.clock.now());
  if (!limits.before && tokens.idToken === undefined) throw idTokenInvalid('missing');
  if (tokens.idToken !== undefined) await judge(provider, tokens, limits);
  return tokens;
}

async function judge(provider: Provider, { idToken, accessToken }: TokenSet, limits: Limits): Promise<void> {
  const { issuer, id_token_signing_alg_values_supported: algorithms } = await provider.metadata();
  const { appId: clientId, clockToleranceSeconds: tolerance } = provider.config;
  const now = Math.floor(provider.clock.now() / 1000);
  await checkIdToken(idToken, {
    ...limits,
    issuer,
    algorithms,
    clientId,
    accessToken,
    keys: provider.keys,
    now,
    tolerance,
  });
}

/** RFC 6749 section 5.1 and OIDC Core section 3.1.3.3. */
function readTokens(body: Json, now: number): TokenSet {
  const { access_token, token_type, expires_in, scope, refresh_token, id_token } = body;
  const text = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const optionalText = (value: unknown): value is string | undefined => value === undefined || text(value);
  // RFC 6750: the only way this SDK presents tokens.
  if (!text(access_token) || `${token_type}`.toLowerCase() !== 'bearer') {
    throw broken('no Bearer token');
  }
  if (!optionalText(refresh_token) || !optionalText(id_token)) throw broken('tokens of a wrong type');
  const seconds = expires_in === undefined ? defaultLifetime : Number(expires_in);
  if (!(seconds >= 0)) throw broken('a wrong expires_in');
  return {
    accessToken: access_token,
    expiresAt: now + seconds * 1000,
    scope: text(scope) ? scope : undefined,
    refreshToken: refresh_token,
    idToken: id_token,
  };
}
