/** `GatehouseClient`: sign-in, session and tokens of one person at one app. */
import { checkRedirectUri, checkReturnTo, parseUrl } from './addresses.ts';
import { type Clock, systemClock } from './clock.ts';
import { type GatehouseConfig, resolveConfig } from './config.ts';
import { GatehouseError } from './errors.ts';
import { redeemCode } from './grants.ts';
import { type IdTokenClaims, storedClaims } from './id-token.ts';
import { keepInternals } from './internals.ts';
import { decodeJwt } from './jwt.ts';
import { Provider } from './provider.ts';
import { distrust, newestOf, renew } from './refresh.ts';
import {
  freshToken,
  merge,
  newSession,
  readSession,
  removeSession,
  type Session,
  type Target,
  tokenKey,
  writeSession,
} from './session.ts';
import { checkAnswer, isAnswer, type SignInOptions, startSignIn, takeStarted } from './sign-in.ts';
import type { Storage } from './storage.ts';
import { inTurn, joined } from './turns.ts';
import { requestUserInfo, revoke, type UserInfo } from './user-info.ts';

/** Claims of a JWT access token (RFC 9068). */
export interface AccessTokenClaims {
  iss?: string;
  sub?: string;
  aud?: string | string[];
  /** Seconds since 1970. */
  exp?: number;
  /** Seconds since 1970. */
  iat?: number;
  /** Space-separated. */
  scope?: string;
  client_id?: string;
  organization_id?: string;
  [claim: string]: unknown;
}

/** Who is signed in, in one answer: nobody, or somebody with claims. */
export type GatehouseContext =
  | { isAuthenticated: false; claims?: undefined; userInfo?: undefined; accessToken?: undefined }
  | { isAuthenticated: true; claims: IdTokenClaims; userInfo?: UserInfo; accessToken?: string };

/** What a client needs from outside. */
export interface GatehouseClientOptions {
  /** Where the session is kept. */
  storage: Storage;
  /** Instead of the global fetch. */
  fetch?: typeof fetch;
  /** Instead of the machine's clock. */
  clock?: Clock;
}

/**
 * Signs people in with Gatehouse, or with any OpenID Provider, and keeps their session.
 * Every method may throw a {@link GatehouseError} with `storage_error`; those that talk to the provider also with
 * `provider_unreachable`, `provider_response_invalid` and `discovery_invalid`.
 */
export class GatehouseClient {
  /** As given. */
  readonly config: Readonly<GatehouseConfig>;
  readonly #provider: Provider;
  readonly #storage: Storage;

  /**
   * @param config the application
   * @param options where to keep the session; fetch and clock
   * @throws GatehouseError `invalid_config`
   */
  constructor(config: GatehouseConfig, options: GatehouseClientOptions) {
    const { storage, clock = systemClock } = options;
    const given = options.fetch;
    const fetch: typeof globalThis.fetch = given ?? ((input, init) => globalThis.fetch(input, init));
    this.#provider = sharedProvider(options) ?? new Provider(resolveConfig(config), fetch, clock);
    this.#storage = storage;
    this.config = this.#provider.config.given;
    keepInternals(this, { provider: this.#provider, storage });
  }

  /**
   * The same configuration with the same cached discovery and keys, and another session: what a server makes for
   * each request.
   * @param storage the other session's storage
   */
  withStorage(storage: Storage): GatehouseClient {
    return new GatehouseClient(this.config, { storage, [shared]: this.#provider } as GatehouseClientOptions);
  }

  /**
   * Starts a sign-in (OIDC Core section 3.1.2.1, PKCE S256 of RFC 7636) and gives the address to send the browser
   * to. Several may be under way at once.
   * @param options where to come back to, and how to sign in
   * @throws GatehouseError `invalid_redirect_uri`, `invalid_return_to`, `invalid_config`, `unsupported`
   */
  signIn(options: SignInOptions): Promise<string> {
    return startSignIn(this.#provider, this.#storage, options);
  }

  /**
   * Whether `url` is the answer to a sign-in that was started here and not yet handled.
   * @param url the full address the browser came to
   */
  isSignInCallback(url: string): Promise<boolean> {
    return isAnswer(this.#storage, url);
  }

  /**
   * Finishes a sign-in: checks the answer (state, RFC 9207 issuer), redeems the code with the PKCE verifier, checks
   * the ID token (OIDC Core section 3.1.3.7) and only then keeps the session. An answer works once.
   * @param url the full address the browser came to, query included
   * @returns the `returnTo` given to {@link signIn}
   * @throws GatehouseError `sign_in_not_found`, `state_mismatch`, `issuer_mismatch`, `access_denied`,
   *   `provider_error`, `id_token_invalid`, `invalid_redirect_uri`
   */
  async handleSignInCallback(url: string): Promise<{ returnTo?: string }> {
    const callback = parseUrl(url);
    if (!callback) throw new GatehouseError('invalid_redirect_uri', 'the callback is no absolute address');
    const { clock } = this.#provider;
    const started = await inTurn(this.#storage, () => takeStarted(this.#storage, callback, clock.now()));
    const returnTo = started.returnTo === undefined ? {} : { returnTo: checkReturnTo(started.returnTo) };
    const code = await checkAnswer(this.#provider, callback, started);
    const tokens = await redeemCode(this.#provider, code, started);
    await inTurn(this.#storage, () => writeSession(this.#storage, newSession(tokens, clock.now())));
    return returnTo;
  }

  /**
   * Signs out: forgets the session here, revokes its tokens (RFC 7009, best effort), and gives the address that
   * ends the provider's session (OpenID Connect RP-Initiated Logout 1.0).
   * @param options where to come back to, and a `state` to bring back
   * @returns the address to send the browser to; `postLogoutRedirectUri` itself when the provider has no sign-out
   * @throws GatehouseError `invalid_redirect_uri`; `unsupported` when there is no address to go to; the session here
   *   is gone even then
   */
  async signOut(options: { postLogoutRedirectUri?: string; state?: string } = {}): Promise<string> {
    const { postLogoutRedirectUri: back, state } = options;
    if (back !== undefined) checkRedirectUri(back);
    const session = await inTurn(this.#storage, async () => {
      const present = await readSession(this.#storage);
      await removeSession(this.#storage);
      return present;
    });
    const metadata = await this.#provider.metadata();
    if (session) await this.#revoke(session);
    if (metadata.end_session_endpoint === undefined && back !== undefined) return back;
    const url = new URL(await this.#provider.endpoint('end_session_endpoint'));
    const { appId, conveniences } = this.#provider.config;
    url.searchParams.set('client_id', appId);
    // Others may ask the person, or ignore the address to come back to, without a hint; Gatehouse needs none, and
    // an ID token in an address lies in logs and histories.
    if (session && !conveniences) url.searchParams.set('id_token_hint', session.idToken);
    if (back !== undefined) url.searchParams.set('post_logout_redirect_uri', back);
    if (state !== undefined) url.searchParams.set('state', state);
    return url.href;
  }

  /** Forgets the session here, and nothing else: the provider is not told. */
  clear(): Promise<void> {
    return inTurn(this.#storage, () => removeSession(this.#storage));
  }

  /** Whether somebody is signed in here. Asks the storage only: whether the provider still agrees shows at the next refresh. */
  async isAuthenticated(): Promise<boolean> {
    return (await readSession(this.#storage)) !== undefined;
  }

  /**
   * The claims of the ID token, checked when it came.
   * @throws GatehouseError `not_authenticated`
   */
  async getIdTokenClaims(): Promise<IdTokenClaims> {
    return storedClaims((await this.#session()).idToken);
  }

  /** The ID token, or null when nobody is signed in. It is for this app, not for APIs. */
  async getIdToken(): Promise<string | null> {
    return (await readSession(this.#storage))?.idToken ?? null;
  }

  /**
   * An access token, from the session until 60 s before it expires, else by refresh (RFC 6749 section 6, RFC 8707).
   * Parallel calls make one request.
   * @param resource one of the configured `resources`; absent: the token for the provider's own user info
   * @param organizationId the token acts within this organization. Gatehouse only
   * @throws GatehouseError `not_authenticated`, `session_expired` (the session here is then gone),
   *   `no_refresh_token`, `provider_error` (`details.error`: `invalid_target` for an API that isn't configured),
   *   `access_denied`, `unsupported`
   */
  getAccessToken(resource?: string, organizationId?: string): Promise<string> {
    return this.#token({ resource, organizationId });
  }

  /**
   * The claims of an access token, read without a check: it is the API that checks them.
   * @param resource as in {@link getAccessToken}
   * @param organizationId as in {@link getAccessToken}
   * @throws GatehouseError `opaque_token` when it is no JWT, as the one without resource; and as {@link getAccessToken}
   */
  async getAccessTokenClaims(resource?: string, organizationId?: string): Promise<AccessTokenClaims> {
    const decoded = decodeJwt(await this.getAccessToken(resource, organizationId));
    if (!decoded) throw new GatehouseError('opaque_token', 'this access token is no JWT');
    return decoded.claims;
  }

  /**
   * A token that acts within an organization; its audience is `urn:logto:organization:{id}`. Gatehouse only.
   * @param organizationId the organization, of which the person is a member
   * @throws GatehouseError as {@link getAccessToken}
   */
  getOrganizationToken(organizationId: string): Promise<string> {
    return this.#token({ organizationId });
  }

  /**
   * Asks the provider about the person (OIDC Core section 5.3). The answer must name the subject of the ID token.
   * @throws GatehouseError `userinfo_subject_mismatch`, `provider_error`, and as {@link getAccessToken}
   */
  async fetchUserInfo(): Promise<UserInfo> {
    const { sub } = await this.getIdTokenClaims();
    const token = await this.#token({});
    try {
      return await requestUserInfo(this.#provider, token, sub);
    } catch (error) {
      const session = await readSession(this.#storage);
      if ((error as GatehouseError).details?.status !== 401 || !session?.refreshToken) throw error;
      // Revoked before its time (RFC 6750 section 3.1): a new one may do.
      distrust(this.#provider, session.refreshToken, {});
      return requestUserInfo(this.#provider, await this.#token({}, token), sub);
    }
  }

  /**
   * Who is signed in, with what is asked for.
   * @param options `fetchUserInfo` asks the provider; `resource` or `organizationId` add an access token for it
   * @throws GatehouseError as {@link getAccessToken} and {@link fetchUserInfo}; nobody signed in is no error
   */
  async getContext(
    options: { fetchUserInfo?: boolean; resource?: string; organizationId?: string } = {},
  ): Promise<GatehouseContext> {
    const { resource, organizationId } = options;
    const idToken = await this.getIdToken();
    if (idToken === null) return { isAuthenticated: false };
    const context: GatehouseContext = { isAuthenticated: true, claims: storedClaims(idToken) };
    if (options.fetchUserInfo) context.userInfo = await this.fetchUserInfo();
    if (resource ?? organizationId) context.accessToken = await this.getAccessToken(resource, organizationId);
    return context;
  }

  async #session(): Promise<Session> {
    const session = await readSession(this.#storage);
    if (!session) throw new GatehouseError('not_authenticated', 'nobody is signed in');
    return session;
  }

  /** @param refused a token that turned out to be no good: only another one will do */
  async #token(target: Target, refused?: string): Promise<string> {
    if (target.organizationId !== undefined && !this.#provider.config.conveniences) {
      throw new GatehouseError('unsupported', 'only Gatehouse gives tokens for organizations');
    }
    const known = this.#known(await this.#session(), target, refused);
    if (known !== undefined) return known;
    return joined(this.#storage, tokenKey(target), () =>
      inTurn(this.#storage, () => this.#renewed(target, refused)),
    );
  }

  #known(session: Session, target: Target, refused: string | undefined): string | undefined {
    const token = freshToken(session, tokenKey(target), this.#provider.clock.now());
    return token === refused ? undefined : token;
  }

  /** Runs alone on this storage, so that what it read is what it changes. */
  async #renewed(target: Target, refused?: string, retry = true): Promise<string> {
    const session = await this.#session();
    // Whoever had the turn before, in this tab or another, may have got it.
    const known = this.#known(session, target, refused);
    if (known !== undefined) return known;
    const { refreshToken } = session;
    if (refreshToken === undefined) {
      throw new GatehouseError('no_refresh_token', 'this session has no refresh token');
    }
    try {
      const tokens = await renew(this.#provider, refreshToken, target, storedClaims(session.idToken));
      const latest = await this.#session();
      if (latest.signedInAt !== session.signedInAt) return this.#renewed(target, refused);
      await writeSession(this.#storage, merge(latest, tokenKey(target), tokens, this.#provider.clock.now()));
      return tokens.accessToken;
    } catch (error) {
      if ((error as GatehouseError).code !== 'session_expired') throw error;
      // Somebody who shares the storage and not the lock, such as another server, may have rotated it meanwhile.
      const latest = await readSession(this.#storage);
      if (retry && latest?.refreshToken && latest.refreshToken !== refreshToken) {
        return this.#renewed(target, refused, false);
      }
      if (latest?.refreshToken === refreshToken) await removeSession(this.#storage);
      throw error;
    }
  }

  /** RFC 7009: the refresh token, with which the provider ends the whole grant; else the access tokens. */
  async #revoke({ refreshToken, accessTokens }: Session): Promise<void> {
    const tokens = refreshToken
      ? [newestOf(this.#provider, refreshToken)]
      : Object.values(accessTokens).map(({ token }) => token);
    const hint = refreshToken ? 'refresh_token' : 'access_token';
    // A sign-out never fails because the provider doesn't answer: the tokens expire by themselves.
    await Promise.allSettled(tokens.map((token) => revoke(this.#provider, token, hint)));
  }
}

/** How withStorage hands the provider on, without a public option for it. */
const shared = Symbol('provider');

function sharedProvider(options: GatehouseClientOptions): Provider | undefined {
  return (options as { [shared]?: Provider })[shared];
}
