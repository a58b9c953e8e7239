import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProvider } from './provider-harness.ts';

type Provider = Awaited<ReturnType<typeof startProvider>>;
let p: Provider;
let secret: string;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  const created = await p.applications.create(
    p.tenant.db,
    {
      id: 'bookstore',
      name: 'Bookstore',
      type: 'traditional',
      redirectUris: ['http://localhost:3000/callback'],
      postLogoutRedirectUris: ['http://localhost:3000/'],
    },
    p.tenant,
  );
  secret = created.secret!;
  userId = (
    await p.users.create(p.tenant.db, {
      username: 'alice',
      email: 'alice@example.com',
      emailVerified: true,
      name: 'Alice',
    })
  ).id;
  p.signInAs.userId = userId;
  await p.access.create(p.tenant.db, {
    indicator: 'https://api.bookstore.example',
    name: 'API',
    permissions: [{ name: 'books:read', grantedToEveryone: true }, { name: 'books:write' }],
  });
});
afterAll(() => p.close());

/** A browser in miniature: a cookie jar by path, and redirects by hand. */
class Browser {
  cookies = new Map<string, { value: string; path: string }>();
  async get(url: string): Promise<Response> {
    const path = new URL(url).pathname;
    const cookie = [...this.cookies]
      .filter(([, c]) => path.startsWith(c.path))
      .map(([n, c]) => `${n.split('|')[0]}=${c.value}`)
      .join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      const at = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (/expires=Thu, 01 Jan 1970/.test(line)) this.cookies.delete(`${name}|${at}`);
      else this.cookies.set(`${name}|${at}`, { value: value!, path: at });
    }
    return response;
  }
  async follow(url: string): Promise<{ url: string; response: Response }> {
    for (let i = 0; i < 15; i++) {
      const response = await this.get(url);
      const location = response.headers.get('location');
      if (!location) return { url, response };
      url = new URL(location, url).href;
      if (!url.startsWith(p.endpoint)) return { url, response };
    }
    throw new Error('too many redirects');
  }
}

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function authorizeUrl(extra: Record<string, string | string[]> = {}) {
  const query = new URLSearchParams({
    client_id: 'bookstore',
    redirect_uri: 'http://localhost:3000/callback',
    response_type: 'code',
    scope: 'openid offline_access profile email unknown_scope',
    prompt: 'consent',
    state: 's1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  for (const [k, v] of Object.entries(extra)) for (const one of [v].flat()) query.append(k, one);
  return `${p.endpoint}/oidc/auth?${query}`;
}

async function token(body: Record<string, string>) {
  const response = await fetch(`${p.endpoint}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`bookstore:${secret}`)}` },
    body: new URLSearchParams({ client_id: 'bookstore', ...body }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function signIn(browser = new Browser(), extra: Record<string, string | string[]> = {}) {
  const { url } = await browser.follow(authorizeUrl(extra));
  const code = new URL(url).searchParams.get('code');
  if (!code) throw new Error(`no code at ${url}`);
  return { browser, code, url };
}
const exchange = (code: string) =>
  token({
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: 'http://localhost:3000/callback',
  });

describe('authorization code flow', () => {
  test('RFC 6749 section 4.1: a sign-in ends with an opaque access token, an ID token and a refresh token', async () => {
    const { code, url } = await signIn();
    expect(url).toContain('state=s1');
    const { status, body } = await exchange(code);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        token_type: 'Bearer',
        expires_in: 3600,
        scope: expect.any(String),
        refresh_token: expect.any(String),
      }),
    ]);
    const claims = decodeJwt(body.id_token as string);
    expect(claims).toMatchObject({
      aud: 'bookstore',
      sub: userId,
      iss: `${p.endpoint}/oidc`,
      name: 'Alice',
      email: 'alice@example.com',
      email_verified: true,
    });
    expect(decodeProtectedHeader(body.id_token as string)).toMatchObject({
      alg: 'ES256',
      kid: expect.any(String),
    });
    const me = await fetch(`${p.endpoint}/oidc/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect([me.status, await me.json()]).toEqual([
      200,
      expect.objectContaining({ sub: userId, username: 'alice' }),
    ]);
    expect(p.problems).toEqual([]);
  });

  test('statements: from /oidc/auth to tokens', async () => {
    const { statements } = await p.db.statements.during(async () => {
      const { code } = await signIn();
      await exchange(code);
    });
    console.log(statements.map((s) => s.replace(/\s+/g, ' ').slice(0, 110)).join('\n'));
  });
});
