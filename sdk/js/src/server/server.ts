/** What all requests of an application share, and the beginning of each. */
import type { JWTVerifyGetKey } from 'jose';
import { remoteKeys } from '../api/keys.ts';
import { GatehouseClient } from '../core/client.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { GatehouseError } from '../core/errors.ts';
import { internalsOf } from '../core/internals.ts';
import type { Provider } from '../core/provider.ts';
import { MemoryStorage } from '../core/storage.ts';
import { type ResolvedServerConfig, resolveServerConfig, type ServerConfig } from './config.ts';
import { CookieJar } from './cookies.ts';
import { Lineages } from './lineages.ts';
import { Logouts } from './logouts.ts';
import { RequestScope } from './request-scope.ts';
import { Sealer } from './seal.ts';
import { CookieSession } from './session-cookie.ts';
import { StoredSession } from './session-in-store.ts';
import type { SessionSlot } from './session-slot.ts';
import { SignInCookies, SpentStates } from './sign-in-cookies.ts';

/** A request as an adapter hands it over. */
export interface IncomingRequest {
  method: string;
  /** The request target: path and query. A host in it is not looked at. */
  target: string;
  headers: Headers;
  /** The body as text; asked for by the back-channel logout only. */
  body?: () => Promise<string>;
}

/** Given in by tests. */
export interface ServerDeps {
  fetch?: typeof fetch;
  clock?: Clock;
}

/** One application: its configuration, keys and the caches that outlive a request. */
export class GatehouseServer {
  readonly config: ResolvedServerConfig;
  readonly provider: Provider;
  /** The provider's, for what the core doesn't verify. */
  readonly keys: JWTVerifyGetKey;
  /** Of sessions that the provider ended; only with a store. */
  readonly logouts: Logouts | undefined;
  /** Callbacks under way, by their sign-in's cookie: a double submit gets the first one's answer. */
  readonly callbacks = new Map<string, Promise<Response>>();
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly #client: GatehouseClient;
  readonly #signIns: Sealer;
  readonly #spent = new SpentStates();
  readonly #openSlot: (jar: CookieJar) => SessionSlot;

  /** @throws GatehouseError `invalid_config`, `cookie_secret_invalid` */
  constructor(config: ServerConfig, { fetch, clock = systemClock }: ServerDeps = {}) {
    this.config = resolveServerConfig(config);
    this.now = () => clock.now();
    this.#client = new GatehouseClient(config, { storage: new MemoryStorage(), fetch, clock });
    this.provider = internalsOf(this.#client).provider;
    this.keys = remoteKeys(this.provider, fetch ?? globalThis.fetch);
    this.#signIns = this.#sealer('sign-in');
    const { sessionStore, sessionMaxAgeSeconds } = { ...config, ...this.config };
    if (sessionStore) this.logouts = new Logouts(sessionStore, this.#issuer, sessionMaxAgeSeconds);
    this.#openSlot = this.#slots();
  }

  /** @param cookiesChanged called when the response's Set-Cookie headers have changed */
  begin(request: IncomingRequest, cookiesChanged?: () => void): RequestScope {
    const { secure, cookieName } = this.config;
    const jar = new CookieJar(request.headers.get('cookie'), secure, cookiesChanged);
    const deps = { prefix: `${cookieName}_in_`, sealer: this.#signIns, spent: this.#spent, now: this.now };
    return new RequestScope(this, request, {
      jar,
      slot: this.#openSlot(jar),
      signIns: new SignInCookies(jar, deps),
      client: this.#client,
    });
  }

  /** Tells the application's developers what its visitors are not told. */
  report(error: GatehouseError): void {
    const { onError = logError } = this.config.given;
    onError(error);
  }

  /** A refresh that no cookie can carry any more is lost, and with rotated refresh tokens perhaps the session. */
  reportLateCookies(): void {
    const hint = 'Call getAccessToken before the answer begins, or give a sessionStore.';
    const message = 'the session changed after the head of the response was sent';
    this.report(new GatehouseError('storage_error', message, { hint }));
  }

  get #issuer(): string {
    return this.provider.config.issuer.href;
  }

  /** Other issuers' and applications' cookies are noise, even when the secret is the same. */
  #sealer(purpose: string): Sealer {
    return new Sealer([...this.config.secrets], [purpose, this.#issuer, this.config.given.appId].join('\n'));
  }

  #slots(): (jar: CookieJar) => SessionSlot {
    const { cookieName: name, sessionMaxAgeSeconds: maxAgeSeconds, given } = this.config;
    const shared = { name, maxAgeSeconds, lineages: new Lineages(this.now), now: this.now };
    const { logouts } = this;
    if (!given.sessionStore || !logouts) {
      const deps = { ...shared, sealer: this.#sealer('session') };
      return (jar) => new CookieSession(jar, deps);
    }
    const sealers = { idSealer: this.#sealer('session id'), valueSealer: this.#sealer('stored session') };
    const deps = { ...shared, ...sealers, store: given.sessionStore, logouts };
    return (jar) => new StoredSession(jar, deps);
  }
}

function logError({ code, message, hint, details }: GatehouseError): void {
  console.warn(`[gatehouse] ${code}: ${message}. ${hint}`, details ?? '');
}
