/** What a web application says about itself, checked once at its start. */
import { isSecure, parseUrl } from '../core/addresses.ts';
import type { GatehouseConfig } from '../core/config.ts';
import { GatehouseError } from '../core/errors.ts';
import type { SignInOptions } from '../core/sign-in.ts';
import type { SessionStore } from './session-store.ts';

/** Paths of this layer's routes, below `baseUrl`. */
export interface Paths {
  /** Default `/sign-in`. */
  signIn?: string;
  /** Default `/sign-up`. */
  signUp?: string;
  /** Default `/callback`: `baseUrl` + this is the redirect URI to register. */
  callback?: string;
  /** Default `/sign-out`. */
  signOut?: string;
  /** Default `/backchannel-logout`; there only with a `sessionStore` (OpenID Connect Back-Channel Logout 1.0). */
  backchannelLogout?: string;
}

/** A web application whose server keeps the session. */
export interface ServerConfig extends GatehouseConfig {
  /** The application's public address, such as `https://shop.example.com`. Host and forwarded headers are not asked. */
  baseUrl: string;
  /** At least 32 characters. Of several the first seals and all open: put a new one first, remove the old one later. */
  cookieSecret: string | string[];
  paths?: Paths;
  /** For every sign-in, such as `{ directSignIn: { method: 'sso', target: 'acme' } }`. */
  signInOptions?: Partial<Omit<SignInOptions, 'redirectUri'>>;
  /** Where the provider sends the person after a sign-out; default `baseUrl` + `/`. Register it. */
  postLogoutRedirectUri?: string;
  /** Keeps sessions on the server; the cookie then only carries a sealed id. */
  sessionStore?: SessionStore;
  /** Default `gatehouse_app`; `__Host-` comes before it when `baseUrl` is https. */
  cookieName?: string;
  /** Ask for the user info on every request of a signed-in person: one call to the provider each. Default false. */
  fetchUserInfo?: boolean;
  /** Seconds that a session lasts after the last change of its tokens; default 14 days. */
  sessionMaxAgeSeconds?: number;
  /**
   * Told of every error that a page of this layer shows to a person. Default: one line on the console, without tokens.
   */
  onError?: (error: GatehouseError) => void;
}

/** The configuration with everything derived from it. */
export interface ResolvedServerConfig {
  /** Of `baseUrl`. */
  readonly origin: string;
  /** The path of `baseUrl`, without a slash at its end. */
  readonly basePath: string;
  readonly paths: Readonly<Required<Paths>>;
  readonly secrets: readonly string[];
  readonly redirectUri: string;
  readonly home: string;
  readonly postLogoutRedirectUri: string;
  readonly cookieName: string;
  readonly secure: boolean;
  readonly sessionMaxAgeSeconds: number;
  readonly given: Readonly<ServerConfig>;
}

const FOURTEEN_DAYS = 14 * 24 * 3600;

const defaultPaths: Required<Paths> = {
  signIn: '/sign-in',
  signUp: '/sign-up',
  callback: '/callback',
  signOut: '/sign-out',
  backchannelLogout: '/backchannel-logout',
};

/** @throws GatehouseError `invalid_config`, `cookie_secret_invalid` */
export function resolveServerConfig(given: ServerConfig): ResolvedServerConfig {
  const base = checkBaseUrl(given.baseUrl);
  const secure = base.protocol === 'https:';
  const basePath = base.pathname.replace(/\/+$/, '');
  const paths = checkPaths({ ...defaultPaths, ...defined(given.paths ?? {}) });
  const { cookieName = 'gatehouse_app', sessionMaxAgeSeconds = FOURTEEN_DAYS } = given;
  require(/^[A-Za-z0-9_-]{1,64}$/.test(
    cookieName,
  ), 'cookieName has other characters than letters, digits, _ and -');
  require(sessionMaxAgeSeconds >= 60 &&
    Number.isFinite(sessionMaxAgeSeconds), 'sessionMaxAgeSeconds is under 60');
  return {
    origin: base.origin,
    basePath,
    paths,
    secrets: checkSecrets(given.cookieSecret),
    redirectUri: base.origin + basePath + paths.callback,
    home: `${basePath}/`,
    postLogoutRedirectUri: given.postLogoutRedirectUri ?? `${base.origin}${basePath}/`,
    cookieName: secure ? `__Host-${cookieName}` : cookieName,
    secure,
    sessionMaxAgeSeconds,
    given,
  };
}

function checkBaseUrl(baseUrl: string): URL {
  const url = parseUrl(baseUrl);
  require(url !== undefined && /^https?:$/.test(url.protocol), 'baseUrl is not an address');
  require(!url.search && !url.hash && !url.username, 'baseUrl has a query, a fragment or a user name');
  require(isSecure(url), 'baseUrl is neither https nor on loopback');
  return url;
}

function checkPaths(paths: Required<Paths>): Required<Paths> {
  for (const [name, path] of Object.entries(paths)) {
    require(/^(\/[A-Za-z0-9._~-]+)+$/.test(path), `paths.${name} is not a plain path such as /sign-in`);
  }
  require(new Set(Object.values(paths)).size === Object.keys(paths).length, 'two of the paths are the same');
  return paths;
}

function checkSecrets(cookieSecret: string | string[]): string[] {
  const secrets = [cookieSecret ?? []].flat();
  const usable =
    secrets.length > 0 && secrets.every((secret) => typeof secret === 'string' && secret.length >= 32);
  if (!usable) {
    throw new GatehouseError(
      'cookie_secret_invalid',
      'cookieSecret is missing or has less than 32 characters',
    );
  }
  return secrets;
}

const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;

function require(condition: boolean, message: string): asserts condition {
  if (!condition) throw new GatehouseError('invalid_config', message);
}
