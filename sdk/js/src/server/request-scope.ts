/** One request: its session, our routes, and the cookies of its response. */
import type { GatehouseClient } from '../core/client.ts';
import type { SignInOptions } from '../core/sign-in.ts';
import { receiveLogoutToken } from './backchannel-logout.ts';
import type { ResolvedServerConfig } from './config.ts';
import type { CookieJar } from './cookies.ts';
import { RequestStorage } from './request-storage.ts';
import { isNavigation, pathAndQuery } from './requests.ts';
import { finishSignIn, signOut, startSignIn } from './routes.ts';
import type { GatehouseServer, IncomingRequest } from './server.ts';
import { type GatehouseSession, openSession } from './session.ts';
import type { SessionSlot } from './session-slot.ts';
import type { SignInCookies } from './sign-in-cookies.ts';

/** What a request's cookies were opened into. */
export interface RequestParts {
  jar: CookieJar;
  slot: SessionSlot;
  signIns: SignInCookies;
  /** The application's; it is given this request's storage. */
  client: GatehouseClient;
}

/** Which of a sign-in's options are the caller's. */
export type StartOptions = Partial<Omit<SignInOptions, 'redirectUri'>>;

/** Longer ones don't fit into a cookie beside the rest. */
const MAX_RETURN_TO = 1500;

/** One request on its way through an adapter. */
export class RequestScope {
  readonly server: GatehouseServer;
  readonly request: IncomingRequest;
  readonly jar: CookieJar;
  readonly signIns: SignInCookies;
  readonly storage: RequestStorage;
  readonly client: GatehouseClient;
  /** Path and query below the origin; `/` for targets that have none. */
  readonly target: string;

  constructor(
    server: GatehouseServer,
    request: IncomingRequest,
    { jar, slot, signIns, client }: RequestParts,
  ) {
    this.server = server;
    this.request = request;
    this.jar = jar;
    this.signIns = signIns;
    this.storage = new RequestStorage(slot, signIns);
    this.client = client.withStorage(this.storage);
    this.target = pathAndQuery(request.target) ?? '/';
  }

  /** The path's query. */
  get query(): URLSearchParams {
    const at = this.target.indexOf('?');
    return new URLSearchParams(at < 0 ? '' : this.target.slice(at));
  }

  /** @throws GatehouseError when the store can't be reached */
  session(): Promise<GatehouseSession> {
    return openSession(this.client, this.server.config.given.fetchUserInfo);
  }

  /** Whether {@link route} has an answer. */
  isOurs(): boolean {
    return this.#handler() !== undefined;
  }

  /** The answer of our routes, with its cookies; `null` when the request is not for one of them. */
  async route(): Promise<Response | null> {
    const answer = await this.#handler()?.();
    return answer ? this.withCookies(answer) : null;
  }

  /** Begins a sign-in from a route of the application, whose response gets the cookies. */
  startSignIn(options: StartOptions = {}): Promise<Response> {
    return startSignIn(this, options);
  }

  /**
   * What to answer somebody who isn't signed in: a page that was opened goes to the sign-in and comes back; a script
   * is told, since it could not follow.
   */
  refuse(): Response {
    const { config } = this.server;
    const { method, headers } = this.request;
    const signIn = config.basePath + config.paths.signIn;
    if (!isNavigation(headers)) {
      const body = { code: 'not_authenticated', message: 'Nobody is signed in.', signIn };
      return Response.json(body, { status: 401, headers: { 'cache-control': 'no-store' } });
    }
    // What was posted is lost on the way: only pages are worth coming back to.
    const comesBack = method === 'GET' && this.publicTarget.length <= MAX_RETURN_TO;
    const location = comesBack ? `${signIn}?${new URLSearchParams({ returnTo: this.publicTarget })}` : signIn;
    return redirect(this, location);
  }

  /** The target as the browser knows it, also behind a proxy that strips the path of `baseUrl`. */
  get publicTarget(): string {
    const { basePath } = this.server.config;
    const below = basePath === '' || this.target === basePath || /^[/?]/.test(this.#belowBase ?? '');
    return below ? this.target : basePath + this.target;
  }

  /** Adds this request's cookies to an answer; what sets cookies is never cached. */
  withCookies(response: Response): Response {
    const cookies = this.jar.setCookies();
    if (cookies.length === 0) return response;
    const headers = new Headers(response.headers);
    headers.delete('set-cookie');
    for (const cookie of cookies) headers.append('set-cookie', cookie);
    headers.set('cache-control', 'no-store');
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  get #belowBase(): string | undefined {
    const { basePath } = this.server.config;
    return this.target.startsWith(basePath) ? this.target.slice(basePath.length) : undefined;
  }

  #isAt(path: string): boolean {
    return isAt(this.server.config, this.target, path);
  }

  #handler(): (() => Promise<Response>) | undefined {
    const { paths } = this.server.config;
    const { method } = this.request;
    if (method === 'GET') {
      if (this.#isAt(paths.signIn)) return () => startSignIn(this, {});
      if (this.#isAt(paths.signUp)) return () => startSignIn(this, { firstScreen: 'register' });
      if (this.#isAt(paths.callback)) return () => finishSignIn(this);
    }
    if ((method === 'GET' || method === 'POST') && this.#isAt(paths.signOut)) return () => signOut(this);
    const { logouts } = this.server;
    const told = method === 'POST' && this.#isAt(paths.backchannelLogout);
    return told && logouts ? () => receiveLogoutToken(this, logouts) : undefined;
  }
}

/** Whether a target is for one of our routes, with the path of `baseUrl` or without. */
export function isAt({ basePath }: ResolvedServerConfig, target: string, path: string): boolean {
  const [here] = target.split('?', 1);
  return here === path || here === basePath + path;
}

/**
 * A redirect to a path of this application or to the provider; 303 after a POST, so that the next request is a GET
 * (RFC 9110 section 15.4.4). Paths become addresses of `baseUrl`: who came by another name goes on by the right one.
 */
export function redirect({ request, server }: RequestScope, location: string): Response {
  const status = request.method === 'GET' || request.method === 'HEAD' ? 302 : 303;
  const address = location.startsWith('/') ? server.config.origin + location : location;
  return new Response(null, { status, headers: { location: address, 'cache-control': 'no-store' } });
}
