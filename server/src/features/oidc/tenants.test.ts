/** Where the provider answers: metadata, tenants below /t/{id}, and addresses that no header can change. */
import { request } from 'node:http';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Tenant } from '../tenants/index.ts';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, Browser, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let shop: Tenant;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  // A name that begins like an address of the provider.
  shop = await p.tenants.create({ id: 'device-shop', name: 'Shop' });
  userId = await alice(p);
});
afterAll(() => p.close());
afterEach(() => expect(p.failures).toEqual([]));

/** A request as no client library would send it. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const { port } = new URL(p.origin);
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: res.headers,
        }),
      );
    });
    req.on('error', reject);
    req.end();
  });
}

const discover = async (issuer: string, document = 'openid-configuration') =>
  (await fetch(`${issuer}/.well-known/${document}`)).json() as Promise<Record<string, unknown>>;

describe('metadata', () => {
  test('wire contract section 1.1: every member that published SDKs need, at the usual addresses', async () => {
    const response = await fetch(`${p.tenant.issuer}/.well-known/openid-configuration`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const { issuer } = p.tenant;
    const document = (await response.json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/session/end`,
      revocation_endpoint: `${issuer}/token/revocation`,
      introspection_endpoint: `${issuer}/token/introspection`,
      device_authorization_endpoint: `${issuer}/device/auth`,
      pushed_authorization_request_endpoint: `${issuer}/request`,
      response_types_supported: ['code'],
      response_modes_supported: expect.arrayContaining(['query', 'form_post']),
      subject_types_supported: ['public'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      claims_parameter_supported: true,
      backchannel_logout_supported: true,
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'none',
      ],
    });
    expect(document.id_token_signing_alg_values_supported).toEqual(expect.arrayContaining(['ES256']));
    expect(document.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'offline_access', 'urn:logto:scope:organizations']),
    );
    expect(document.grant_types_supported).not.toEqual(expect.arrayContaining(['implicit']));
    expect(Object.values(document)).not.toContain(null);
    expect(Object.keys(document)).not.toContain('registration_endpoint');
  });

  test('RFC 8414: the same as OAuth metadata', async () => {
    expect(await discover(p.tenant.issuer, 'oauth-authorization-server')).toEqual(
      await discover(p.tenant.issuer),
    );
  });

  test('wire contract section 1.1: Basic credentials on GET are ignored, wrong ones too', async () => {
    for (const path of ['/.well-known/openid-configuration', '/jwks']) {
      const response = await fetch(app.url(path), { headers: { authorization: 'Basic bm9ib2R5Ondyb25n' } });
      expect(response.status).toBe(200);
    }
  });

  test('RFC 7517: the key set has public keys with a kid, at least the current and the next', async () => {
    const response = await fetch(app.url('/jwks'));
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) {
      expect(key).toMatchObject({
        kty: 'EC',
        crv: 'P-256',
        alg: 'ES256',
        use: 'sig',
        kid: expect.any(String),
      });
      expect(key).not.toHaveProperty('d');
    }
  });
});

describe('a tenant below /t/{id}', () => {
  let theirs: TestApplication;
  let nora: string;
  beforeAll(async () => {
    theirs = await TestApplication.create(p, { id: 'shopapp' }, shop);
    nora = (await p.users.create(shop.db, { username: 'nora' })).id;
  });

  test('its metadata names its own addresses', async () => {
    const document = await discover(shop.issuer);
    expect(document.issuer).toBe(`${p.endpoint}/t/device-shop/oidc`);
    for (const [name, value] of Object.entries(document)) {
      if (/_endpoint$|_uri$/.test(name)) expect(value).toMatch(new RegExp(`^${shop.issuer}/`));
    }
  });

  test('a whole sign-in, tokens of its issuer, cookies of its name below its path', async () => {
    p.page.userId = nora;
    const browser = new Browser(p);
    const { body } = await theirs.tokens(browser);
    expect(decodeJwt(String(body.id_token))).toMatchObject({ iss: shop.issuer, sub: nora, aud: 'shopapp' });
    expect((await theirs.userinfo(body.access_token)).body.sub).toBe(nora);
    for (const line of browser.lines) {
      expect(line).toMatch(/^gh_device-shop_/);
      expect(line).toMatch(/path=\/t\/device-shop(\/|;|$)/);
    }
    const end = await browser.get(
      theirs.url('/session/end?client_id=shopapp&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000'),
    );
    expect(end.headers.get('location')).toBe('http://localhost:3000');
    expect(browser.cookies.has('gh_device-shop_session|/t/device-shop')).toBe(false);
  });

  test('the device page names itself rightly, though the tenant begins with its address', async () => {
    const page = await fetch(`${shop.issuer}/device`);
    expect(await page.text()).toContain(`action="${shop.issuer}/device"`);
  });

  test('sessions, codes, tokens and secrets of one tenant are nothing at another', async () => {
    p.page.userId = nora;
    const { browser, body } = await theirs.tokens();
    expect(resultOf((await browser.follow(app.authorizeUrl({ prompt: 'none' }))).url).error).toBe(
      'login_required',
    );
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
    const twin = await TestApplication.create(p, { id: 'shopapp' });
    expect(await twin.refresh(body.refresh_token)).toMatchObject({ status: 400 });
    expect(await theirs.refresh(body.refresh_token, { client_secret: twin.secret })).toMatchObject({
      status: 401,
    });
    const { code } = await theirs.signIn();
    expect(await twin.exchange(code)).toMatchObject({ status: 400 });
    // The admin tenant's cookie sent along with the default tenant's changes nothing.
    p.page.userId = userId;
    const { browser: both } = await app.signIn(browser);
    expect(resultOf((await both.follow(app.authorizeUrl({ prompt: 'none' }))).url)).toHaveProperty('code');
  });
});

describe('addresses come from configuration', () => {
  test.each([
    { host: 'evil.example' },
    { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { host: 'localhost', forwarded: 'host=evil.example;proto=https', 'x-forwarded-for': '1.2.3.4' },
    { host: 'localhost', 'x-forwarded-prefix': '/evil', 'x-original-url': '/evil', 'x-rewrite-url': '/evil' },
  ] as Record<string, string>[])(
    'RFC 9110 section 7.2: no header moves them (cache and reset-link poisoning): %j',
    async (headers) => {
      const { body } = await raw('/oidc/.well-known/openid-configuration', headers);
      expect(JSON.parse(body)).toEqual(await discover(p.tenant.issuer));
      const start = await raw(
        new URL(app.authorizeUrl()).pathname + new URL(app.authorizeUrl()).search,
        headers,
      );
      expect(start.headers.location).toMatch(/^\/sign-in\//);
      expect(String(start.headers['set-cookie'])).not.toMatch(/secure|evil/i);
    },
  );

  test('an absolute-form target with another host is no way around', async () => {
    const { status, body } = await raw('http://evil.example/oidc/.well-known/openid-configuration');
    expect(status === 404 || !body.includes('evil')).toBe(true);
  });

  test('behind https every cookie is Secure, whatever the socket is', async () => {
    const secure = await startProvider({ endpoint: 'https://id.example' });
    try {
      await secure.applications.create(
        secure.tenant.db,
        { id: 'bookstore', name: 'B', type: 'traditional', redirectUris: ['https://app.example/cb'] },
        secure.tenant,
      );
      const url = new TestApplication(secure, 'bookstore').authorizeUrl({
        redirect_uri: 'https://app.example/cb',
      });
      const browser = new Browser(secure);
      secure.page.userId = (await secure.users.create(secure.tenant.db, { username: 'x' })).id;
      await browser.follow(url);
      expect(browser.lines.length).toBeGreaterThanOrEqual(6);
      for (const line of browser.lines.filter((l) => !l.includes('01 Jan 1970')))
        expect(line).toMatch(/; secure/i);
      const { body } = {
        body: await (await fetch(`${secure.origin}/oidc/.well-known/openid-configuration`)).text(),
      };
      expect(body).not.toContain('http:');
    } finally {
      await secure.close();
    }
  });
});

describe('addresses where nothing is', () => {
  test.each([
    ['GET', '/oidc', 404],
    ['GET', '/oidc/', 404],
    ['GET', '/oidc/unknown', 404],
    ['GET', '/oidc/registration', 404],
    ['GET', '/oidc//auth', 404],
    ['GET', '/oidc/token', 405],
    ['DELETE', '/oidc/token', 405],
    ['PUT', '/oidc/auth', 405],
    ['OPTIONS', '/oidc/auth', 405],
    ['POST', '/oidc/jwks', 405],
    ['TRACE', '/oidc/me', 405],
    ['GET', '/oidc/session/end/confirm', 405],
  ])('wire contract section 3.3: %s %s is %d as JSON, also for a browser', async (method, path, status) => {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await raw(path, { accept }, method);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body)).toMatchObject({
        code: expect.stringMatching(/^oidc\./),
        message: expect.any(String),
        error: expect.any(String),
      });
      if (status === 405) expect(answer.headers.allow).toBeTruthy();
    }
  });

  test.each(['/token', '/token/introspection', '/token/revocation', '/device/auth', '/request'])(
    'wire contract section 3.3: POST %s answers JSON even to Accept: text/html',
    async (path) => {
      const response = await fetch(app.url(path), { method: 'POST', headers: { accept: 'text/html' } });
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) });
    },
  );
});
