/** A browser and an application in miniature, for tests of this folder. */
import { createHash, randomBytes } from 'node:crypto';
import type { ApplicationInput } from '../applications/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { TestProvider } from './provider-harness.ts';

export type Body = Record<string, unknown>;
export type Params = Record<string, string | string[] | undefined>;

/** A cookie jar by path, and redirects by hand. */
export class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();
  /** Every Set-Cookie line that came, for tests of flags. */
  readonly lines: string[] = [];
  private readonly p: TestProvider;

  constructor(p: TestProvider) {
    this.p = p;
  }

  /** A second browser with the same cookies, as another request in flight has them. */
  clone(): Browser {
    const copy = new Browser(this.p);
    for (const [key, cookie] of this.cookies) copy.cookies.set(key, cookie);
    return copy;
  }

  async get(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const response = await fetch(url.replace(this.p.endpoint, this.p.origin), {
      redirect: 'manual',
      ...init,
      headers: { cookie: this.header(pathname), accept: 'text/html', ...init.headers },
    });
    this.keep(response);
    return response;
  }

  post(url: string, form: Record<string, string>): Promise<Response> {
    return this.get(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  header(pathname: string): string {
    const below = ({ path }: { path: string }) =>
      pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
    return [...this.cookies]
      .filter(([, cookie]) => below(cookie))
      .sort(([, a], [, b]) => b.path.length - a.path.length)
      .map(([key, { value }]) => `${key.split('|')[0]}=${value}`)
      .join('; ');
  }

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      this.lines.push(line);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(`${name}|${path}`);
      else this.cookies.set(`${name}|${path}`, { value: value!, path });
    }
  }

  /** Follows redirects until a page, or an address outside. */
  async follow(url: string): Promise<{ url: string; response: Response }> {
    for (let i = 0; i < 15; i++) {
      const response = await this.get(url);
      const location = response.headers.get('location');
      if (!location) return { url, response };
      url = new URL(location, url).href;
      if (!url.startsWith(this.p.endpoint)) return { url: location, response };
    }
    throw new Error('too many redirects');
  }

  /** The value of a page's hidden field. */
  static async hidden(response: Response, name: string): Promise<string> {
    const html = await response.text();
    const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
    return /value="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
}

export interface Answer {
  status: number;
  body: Body;
  headers: Headers;
}

export const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : { text }) as Body;
  return { status: response.status, body, headers: response.headers };
}

export const redirectUri = 'http://localhost:3000/callback';

/** An application that knows its protocol. */
export class TestApplication {
  readonly p: TestProvider;
  readonly id: string;
  readonly secret: string | undefined;
  readonly tenant: Tenant;

  constructor(p: TestProvider, id: string, secret?: string, tenant = p.tenant) {
    this.p = p;
    this.id = id;
    this.secret = secret;
    this.tenant = tenant;
  }

  static async create(
    p: TestProvider,
    input: Partial<ApplicationInput> & { id: string },
    tenant = p.tenant,
  ): Promise<TestApplication> {
    const type = input.type ?? 'traditional';
    const uris = type !== 'machine-to-machine' && {
      redirectUris: [redirectUri],
      postLogoutRedirectUris: ['http://localhost:3000/', 'http://localhost:3000'],
    };
    const full = { name: input.id, ...uris, ...input, type };
    const { secret } = await p.applications.create(tenant.db, full, tenant);
    return new TestApplication(p, input.id, secret, tenant);
  }

  url(path: string): string {
    return `${this.tenant.issuer}${path}`;
  }

  authorizeUrl(extra: Params = {}): string {
    const params: Params = {
      client_id: this.id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid offline_access profile email',
      prompt: 'consent',
      state: 's1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    };
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(params)) {
      for (const one of value === undefined ? [] : [value].flat()) query.append(name, one);
    }
    return this.url(`/auth?${query}`);
  }

  async post(path: string, body: Params, headers: Record<string, string> = {}): Promise<Answer> {
    const form = new URLSearchParams();
    const all: Params = { client_id: this.id, client_secret: this.secret, ...body };
    for (const [name, value] of Object.entries(all)) {
      for (const one of value === undefined ? [] : [value].flat()) form.append(name, one);
    }
    const address = this.url(path).replace(this.p.endpoint, this.p.origin);
    return answerOf(await fetch(address, { method: 'POST', body: form, headers }));
  }

  token(body: Params, headers?: Record<string, string>): Promise<Answer> {
    return this.post('/token', body, headers);
  }

  /** Through the browser to a code, whatever pages are between. */
  async signIn(
    browser = new Browser(this.p),
    extra: Params = {},
  ): Promise<{ browser: Browser; code: string }> {
    const { url, response } = await browser.follow(this.authorizeUrl(extra));
    const code = new URL(url).searchParams.get('code');
    if (!code) throw new Error(`no code at ${url} (${response.status})`);
    return { browser, code };
  }

  exchange(code: string, extra: Params = {}, headers?: Record<string, string>): Promise<Answer> {
    const grant = { grant_type: 'authorization_code', code, code_verifier: verifier };
    return this.token({ ...grant, redirect_uri: redirectUri, ...extra }, headers);
  }

  refresh(token: unknown, extra: Params = {}, headers?: Record<string, string>): Promise<Answer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: String(token), ...extra }, headers);
  }

  /** Signs in and exchanges the code. */
  async tokens(browser?: Browser, extra: Params = {}): Promise<{ browser: Browser; body: Body }> {
    const signedIn = await this.signIn(browser, extra);
    const { status, body } = await this.exchange(signedIn.code);
    if (status !== 200) throw new Error(`no tokens: ${JSON.stringify(body)}`);
    return { browser: signedIn.browser, body };
  }

  async userinfo(accessToken: unknown): Promise<Answer> {
    const address = this.url('/me').replace(this.p.endpoint, this.p.origin);
    return answerOf(await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } }));
  }
}

/** Where an authorization request ended, as the application sees it. */
export function resultOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url).searchParams);
}

export async function alice(p: TestProvider, tenant = p.tenant): Promise<string> {
  const { id } = await p.users.create(tenant.db, {
    username: 'alice',
    email: 'alice@example.com',
    emailVerified: true,
    name: 'Alice',
    customData: { plan: 'pro' },
  });
  p.page.userId = id;
  return id;
}
