/** A person with a browser in front of a whole server: what the tests of the sign-in pages walk with. */
import { sql } from 'kysely';
import { buildTestApp, type TestApp, type TestAppOptions } from '../../testing/test-app.ts';

export const redirectUri = 'http://localhost:3999/callback';

/** A cookie jar that knows paths, as cookies of attempts live at their own. */
class Jar {
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();

  keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(name.length + 1);
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
      const gone = attributes.some(
        (one) => /^expires=thu, 01 jan 1970/i.test(one) || /^max-age=0$/i.test(one),
      );
      if (gone) this.#cookies.delete(`${name} ${path}`);
      else this.#cookies.set(`${name} ${path}`, { name, value, path });
    }
  }

  header(path: string): string {
    const fits = (own: string) => path === own || path.startsWith(own.endsWith('/') ? own : `${own}/`);
    return [...this.#cookies.values()]
      .filter((one) => fits(one.path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  has(name: string): boolean {
    return [...this.#cookies.values()].some((one) => one.name === name);
  }
}

export interface Page {
  url: URL;
  status: number;
  text: string;
  headers: Headers;
}

export class Browser {
  readonly jar = new Jar();
  readonly app: TestApp;
  /** The pages that requests went through, newest last. */
  trail: string[] = [];

  constructor(app: TestApp) {
    this.app = app;
  }

  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const target = new URL(url, this.app.endpoint);
    const headers = new Headers(init.headers);
    headers.set('cookie', this.jar.header(target.pathname));
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    const response = await fetch(target, { ...init, headers, redirect: 'manual' });
    this.jar.keep(response);
    return response;
  }

  /** Follows redirects at this server, and stops at the application's. */
  async go(url: string, init: RequestInit = {}): Promise<Page> {
    let target = new URL(url, this.app.endpoint);
    let response = await this.send(target.href, init);
    this.trail = [target.pathname];
    for (let hops = 0; response.headers.has('location') && hops < 15; hops += 1) {
      target = new URL(response.headers.get('location') ?? '', target);
      this.trail.push(target.pathname);
      if (target.origin !== this.app.endpoint)
        return { url: target, status: response.status, text: '', headers: response.headers };
      await response.body?.cancel();
      response = await this.send(target.href);
    }
    return { url: target, status: response.status, text: await response.text(), headers: response.headers };
  }

  post(page: Page | string, fields: Record<string, string>): Promise<Page> {
    const url = typeof page === 'string' ? page : page.url.href;
    return this.go(url, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** As far as the page that follows the identifier. */
  async identify(identifier: string, parameters: Record<string, string> = {}): Promise<Page> {
    return this.post(await this.begin(parameters), { identifier });
  }

  begin(parameters: Record<string, string> = {}): Promise<Page> {
    return this.go(authorizationUrl(parameters));
  }
}

export function authorizationUrl(parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'bookstore',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile offline_access',
    prompt: 'consent',
    state: 'xyz',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...parameters,
  });
  return `/oidc/auth?${query}`;
}

export const password = 'correct-horse-battery';

export async function startSignIn(options: TestAppOptions = {}) {
  const app = await buildTestApp(options);
  const { tenant } = app;
  await app.applications.create(
    tenant.db,
    { id: 'bookstore', name: 'Bookstore', type: 'traditional', redirectUris: [redirectUri] } as never,
    tenant,
  );
  const passwordHash = await app.credentials.hashPassword(password);
  const alice = await app.users.create(tenant.db, {
    username: 'alice',
    email: 'alice@example.com',
    emailVerified: true,
    name: 'Alice',
    passwordHash,
  });
  return {
    app,
    tenant,
    alice,
    passwordHash,
    browser: () => new Browser(app),
    close: () => app.close(),

    async experience(patch: object) {
      await app.experience.update(tenant.db, patch as never);
    },
    /** The newest mail to an address, and the code in it. */
    async mailTo(address: string) {
      const mails = await app.mail.mailbox(tenant.db, { limit: 50 });
      const mail = mails.find((one) => one.to === address);
      return { mail, code: /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '' };
    },
    newUser: (name: string, over: object = {}) =>
      app.users.create(tenant.db, {
        username: name,
        email: `${name}@example.com`,
        emailVerified: true,
        passwordHash,
        ...over,
      }),
    /** As if the delays of other tests had passed. */
    async forgetLimits() {
      await tenant.db.query(sql`delete from rate_limits where tenant_id = ${tenant.db.tenantId}`);
    },
  };
}

export type World = Awaited<ReturnType<typeof startSignIn>>;

/** What the code in the address of a browser that is back is good for. */
export async function redeem<T = { id_token: string }>(
  { app }: Pick<World, 'app'>,
  { url }: { url: URL },
  client: { id: string; secret: string },
): Promise<T> {
  const response = await app.fetch('/oidc/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      // Of the challenge in authorizationUrl: RFC 7636 appendix B.
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    }),
  });
  return (await response.json()) as T;
}

/** Whether the browser is back at the application. */
export const ended = (page: { url: URL }): boolean => page.url.href.startsWith(`${redirectUri}?`);

/** The last segment of a page's address: the step that it belongs to. */
export const stepOf = (page: Page): string => page.url.pathname.split('/').at(-1) ?? '';
