/** The sign-in's two halves: the authorization request, and what its answer must look like. */
import { checkRedirectUri, checkReturnTo, parseUrl } from './addresses.ts';
import { type Prompt, promptOf, type ResolvedConfig } from './config.ts';
import { GatehouseError } from './errors.ts';
import { type CodeGrant, signInLifetime } from './grants.ts';
import { broken, refusal } from './http.ts';
import { base64url, digest } from './jwt.ts';
import type { Provider } from './provider.ts';
import { guarded, parse } from './session.ts';
import type { Storage } from './storage.ts';

/** How to sign in. */
export interface SignInOptions {
  /** Where to come back to: absolute, and registered with the provider. */
  redirectUri: string;
  /** The page to begin with. Gatehouse only. */
  firstScreen?: 'sign_in' | 'register' | 'reset_password' | 'single_sign_on';
  /** Fills in the identifier, and picks enterprise SSO by its domain. */
  loginHint?: string;
  /** Goes straight to a connector: `{ method: 'sso', target: connectorId }`. Gatehouse only. */
  directSignIn?: { method: 'sso' | 'social'; target: string };
  /** Instead of the configured prompt. A refresh token needs `consent` among them (OIDC Core section 11). */
  prompt?: Prompt | Prompt[];
  /** The organization to sign in to. Gatehouse only. */
  organizationId?: string;
  /** Wished authentication context classes, best first. Look at the claim `acr` afterwards: it is a wish. */
  acrValues?: string[];
  /** Seconds since the last active authentication, at most; checked against `auth_time`. */
  maxAge?: number;
  /** Languages, best first (BCP 47). */
  uiLocales?: string[];
  /** More parameters for the authorization request. */
  extraParams?: Record<string, string>;
  /** A path of this site to go to afterwards; {@link GatehouseClient.handleSignInCallback} gives it back. */
  returnTo?: string;
}

/** What a started sign-in leaves under the key `sign-in:{state}`. */
interface StartedSignIn extends CodeGrant {
  returnTo?: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

const prefix = 'sign-in:';
const stateFormat = /^[\w-]{43}$/;
/** Parameters that extraParams must not touch: each carries a check. */
const ours =
  /^(client_id|redirect_uri|response_type|response_mode|scope|state|nonce|max_age|code_challenge(_method)?|request(_uri)?)$/;

/** Starts a sign-in: remembers what its answer will be held against, and gives the address to go to. */
export async function startSignIn(
  provider: Provider,
  storage: Storage,
  options: SignInOptions,
): Promise<string> {
  const { redirectUri, returnTo, maxAge } = options;
  checkRedirectUri(redirectUri);
  if (returnTo !== undefined) checkReturnTo(returnTo);
  const optional = optionalParameters(provider.config, options);
  const { authorization_endpoint } = await provider.metadata();
  const [state, nonce, codeVerifier] = [random(), random(), random()];
  const url = new URL(authorization_endpoint);
  for (const [name, value] of optional) url.searchParams.append(name, value);
  const parameters = {
    client_id: provider.config.appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: provider.config.scope,
    state,
    nonce,
    code_challenge: base64url(await digest('SHA-256', codeVerifier)),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const startedAt = provider.clock.now();
  const started: StartedSignIn = { redirectUri, codeVerifier, nonce, maxAge, returnTo, startedAt };
  await sweep(storage, startedAt);
  await guarded(() => storage.set(prefix + state, JSON.stringify(started)));
  return url.href;
}

/** What isn't in every request (OIDC Core section 3.1.2.1, RFC 8707 section 2.1, Gatehouse's own). */
function optionalParameters(config: ResolvedConfig, options: SignInOptions): [string, string][] {
  const { extraParams = {}, firstScreen, directSignIn, organizationId, maxAge } = options;
  const reserved = Object.keys(extraParams).find((name) => ours.test(name));
  if (reserved) throw new GatehouseError('invalid_config', `extraParams must not contain ${reserved}`);
  const plain: Record<string, string | undefined> = {
    prompt: promptOf(options.prompt) ?? config.prompt,
    login_hint: options.loginHint,
    acr_values: options.acrValues?.join(' '),
    max_age: maxAge?.toString(),
    ui_locales: options.uiLocales?.join(' '),
  };
  if (config.conveniences) {
    plain.first_screen = firstScreen;
    plain.direct_sign_in = directSignIn && `${directSignIn.method}:${directSignIn.target}`;
    plain.organization_id = organizationId;
  } else if ((firstScreen ?? 'sign_in') !== 'sign_in' || directSignIn || organizationId !== undefined) {
    // Without firstScreen every provider begins with its sign-in page; anything else would be silently lost.
    throw new GatehouseError('unsupported', 'only Gatehouse knows firstScreen, directSignIn, organizationId');
  }
  const given = Object.entries(plain).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const all = Object.entries({ ...extraParams, ...Object.fromEntries(given) });
  return [...all, ...config.resources.map((resource): [string, string] => ['resource', resource])];
}

/** Whether the address looks like the answer to a sign-in that this storage started. */
export async function isAnswer(storage: Storage, url: string): Promise<boolean> {
  const { searchParams } = parseUrl(url) ?? {};
  const state = searchParams?.get('state') ?? '';
  if (!stateFormat.test(state) || !(searchParams?.has('code') || searchParams?.has('error'))) return false;
  return (await guarded(() => storage.get(prefix + state))) !== null;
}

/**
 * Takes the started sign-in that a callback answers: it is removed before anything else happens, so that the same
 * answer can never be used twice (RFC 6749 section 10.12, RFC 9700 section 4.7).
 */
export async function takeStarted(storage: Storage, callback: URL, now: number): Promise<StartedSignIn> {
  const states = callback.searchParams.getAll('state');
  const state = states[0];
  if (state === undefined || states.length > 1) {
    throw new GatehouseError('state_mismatch', 'the callback has no state, or several');
  }
  const key = prefix + state;
  const value = stateFormat.test(state) ? await guarded(() => storage.get(key)) : null;
  if (value !== null) await guarded(() => storage.remove(key));
  const started = parse<StartedSignIn>(
    value,
    (s) => s.startedAt <= now + 60_000 && s.startedAt > now - signInLifetime,
  );
  if (!started) throw new GatehouseError('sign_in_not_found', 'no sign-in under way has this state');
  return started;
}

/**
 * Checks an authorization response before its code is used: where it came back, who sent it (RFC 9207), and
 * whether it is an error (RFC 6749 section 4.1.2). Gives the code.
 */
export async function checkAnswer(
  provider: Provider,
  callback: URL,
  { redirectUri }: StartedSignIn,
): Promise<string> {
  const expected = new URL(redirectUri);
  if (
    callback.protocol + callback.host + callback.pathname !==
    expected.protocol + expected.host + expected.pathname
  ) {
    throw new GatehouseError('invalid_redirect_uri', 'this is not the redirect URI of the sign-in', {
      hint: 'Give the address as the browser sees it, also behind a proxy.',
    });
  }
  const parameters = callback.searchParams;
  const metadata = await provider.metadata();
  const issuers = parameters.getAll('iss');
  const promised = metadata.authorization_response_iss_parameter_supported === true;
  if (issuers.some((iss) => iss !== metadata.issuer) || (promised && issuers.length !== 1)) {
    throw new GatehouseError('issuer_mismatch', 'the callback names another issuer, or none');
  }
  const error = parameters.get('error');
  if (error !== null) throw refusal(error, parameters.get('error_description'));
  const [code, second] = parameters.getAll('code');
  if (!code || second !== undefined) throw broken('the callback has no code, or several');
  return code;
}

/** 256 random bits: as `state`, as `nonce`, as PKCE verifier (RFC 7636 section 4.1). */
function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Forgets sign-ins that nobody finished, where the storage can list them. */
async function sweep(storage: Storage, now: number): Promise<void> {
  for (const key of (await guarded(async () => storage.keys?.())) ?? []) {
    if (!key.startsWith(prefix)) continue;
    const started = parse<StartedSignIn>(await guarded(() => storage.get(key)), () => true);
    if (!started || !(started.startedAt > now - signInLifetime)) await guarded(() => storage.remove(key));
  }
}
