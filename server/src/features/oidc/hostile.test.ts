/** Everything from outside is hostile: no input gives a 5xx, breaks out of its place, or reaches the database raw. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, Browser, redirectUri, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let spa: TestApplication;
let tv: TestApplication;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  spa = await TestApplication.create(p, { id: 'spa', type: 'spa' });
  tv = await TestApplication.create(p, {
    id: 'tv',
    type: 'native',
    redirectUris: [],
    postLogoutRedirectUris: [],
  });
  await alice(p);
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

const lone = '\ud800';
const claims = (text: string) => ({ claims: text });

describe('what the database can not keep', () => {
  test.each([
    ["NUL in a claim's name", claims('{"userinfo":{"\\u0000":null}}')],
    ["NUL in a claim's value", claims('{"id_token":{"email":{"value":"\\u0000"}}}')],
    ['half a character in a name', claims('{"userinfo":{"\\ud800":null}}')],
    ['half a character in a value', claims('{"userinfo":{"email":{"value":"\\ud800"}}}')],
    ['a prototype', claims('{"userinfo":{"__proto__":{"x":1},"constructor":null},"__proto__":null}')],
    ['depth', claims(`{"userinfo":{"a":${'['.repeat(1000)}${']'.repeat(1000)}}}`)],
    ['a number', claims('1')],
    ['half a character', { state: lone, login_hint: lone, nonce: lone }],
    ['bad percent encoding', { state: '%', login_hint: '%zz%c3%28' }],
    ['right-to-left and emoji', { login_hint: '\u202e👩‍👩‍👧\ufeff', state: '👩' }],
    ['resource with NUL', { resource: 'https://a.example/\0' }],
    ['resource with a long name', { resource: `https://a.example/${'x'.repeat(3000)}` }],
    ['resources without end', { resource: Array.from({ length: 200 }, (_, i) => `https://a.example/${i}`) }],
    ['resource of the prototype', { resource: ['__proto__:x', 'constructor:x'] }],
    ['client of the prototype', { client_id: '__proto__' }],
    ['client with a long name', { client_id: 'x'.repeat(5000) }],
  ])('at the authorization endpoint, by GET, by POST and pushed: %s', async (_, extra) => {
    const answers = [(await new Browser(p).follow(app.authorizeUrl(extra as never))).response];
    const form = new URLSearchParams(new URL(app.authorizeUrl(extra as never)).search);
    const posted = await fetch(app.url('/auth'), { method: 'POST', body: form, redirect: 'manual' });
    const location = posted.headers.get('location');
    answers.push(posted, ...(location ? [(await new Browser(p).follow(location)).response] : []));
    const pushed = await app.post(
      '/request',
      Object.fromEntries([...new Set(form.keys())].map((k) => [k, form.getAll(k)])),
    );
    if (pushed.status === 201) {
      const uri = encodeURIComponent(String(pushed.body.request_uri));
      const { url, response } = await new Browser(p).follow(
        app.url(`/auth?client_id=bookstore&request_uri=${uri}`),
      );
      answers.push(response);
      const { code } = resultOf(url);
      if (code) expect((await app.exchange(code)).status).toBeLessThan(500);
    }
    expect(pushed.status).toBeLessThan(500);
    for (const { status } of answers) expect(status).toBeLessThan(500);
  });

  test.each([
    '\0',
    lone,
    '%00',
    '__proto__',
    'x'.repeat(20_000),
    '👩',
    "'; drop table users; --",
    '{"$ne":1}',
  ])('in every parameter of the token endpoint and its kin: %s', async (value) => {
    const names = [
      'client_id',
      'client_secret',
      'code',
      'code_verifier',
      'redirect_uri',
      'refresh_token',
      'device_code',
      'resource',
      'scope',
      'token',
      'token_type_hint',
      'grant_type',
      'client_assertion',
      'client_assertion_type',
      'user_code',
      'xsrf',
      'organization_id',
    ];
    const all = Object.fromEntries(names.map((name) => [name, value]));
    for (const path of [
      '/token',
      '/token/introspection',
      '/token/revocation',
      '/device/auth',
      '/device',
      '/request',
      '/session/end/confirm',
      '/me',
    ]) {
      for (const by of [app, spa, tv]) {
        const fixed = { client_id: by.id, client_secret: by.secret };
        for (const grant_type of [
          'authorization_code',
          'refresh_token',
          'client_credentials',
          'urn:ietf:params:oauth:grant-type:device_code',
        ]) {
          expect(
            (await by.post(path, { ...all, ...fixed, grant_type, client_assertion: undefined })).status,
          ).toBeLessThan(500);
          if (path !== '/token') break;
        }
      }
      expect((await app.post(path, all)).status).toBeLessThan(500);
    }
  });

  test('NUL in an address is refused as JSON', async () => {
    for (const path of ['/auth?client_id=%00', '/auth/%00', '/%00', '/device/%00']) {
      const answer = await answerOf(await fetch(app.url(path)));
      expect(answer).toMatchObject({ status: 400, body: { code: 'oidc.invalid_request' } });
    }
  });

  test('a device keeps what it asked for until somebody types the code', async () => {
    const extra = {
      scope: 'openid',
      login_hint: 'a\0b',
      claims: '{"userinfo":{"email":{"value":"\\u0000\\ud800"}}}',
      acr_values: lone,
    };
    expect((await tv.post('/device/auth', extra)).status).toBe(200);
    expect(
      (await tv.post('/device/auth', { scope: 'openid', claims: '{"userinfo":{"\\u0000":null}}' })).status,
    ).toBe(400);
  });
});

describe('shapes that parsers disagree about', () => {
  test('RFC 6749 section 3.1: a parameter given twice is refused, resource is not', async () => {
    for (const name of [
      'state',
      'scope',
      'prompt',
      'response_type',
      'code_challenge',
      'nonce',
      'claims',
      'max_age',
      'response_mode',
    ]) {
      const { url, response } = await new Browser(p).follow(
        app.authorizeUrl({ [name]: ['openid', 'openid'] }),
      );
      expect(response.status).toBeLessThan(500);
      expect(url.startsWith(redirectUri) ? resultOf(url).error : 'page').toMatch(/page|invalid_request/);
    }
    const { code } = await app.signIn();
    expect(await app.exchange(code, { code: [code, code] })).toMatchObject({ status: 400 });
    expect(await app.exchange(code, { client_id: ['bookstore', 'spa'] })).toMatchObject({ status: 400 });
    expect(await app.exchange(code)).toMatchObject({ status: 200 });
  });

  test("arrays and objects in PHP's way are other names, not values", async () => {
    const { url } = await new Browser(p).follow(
      `${app.authorizeUrl()}&state[]=x&redirect_uri[0]=http://evil.example&scope[a][b]=c`,
    );
    expect(resultOf(url)).toMatchObject({ state: 's1', code: expect.any(String) });
  });

  test.each([
    'application/json',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/x-www-form-urlencoded; charset=nonsense',
    '',
  ])('RFC 6749 section 3.2: the token endpoint refuses a body of type %s', async (type) => {
    const body = type === 'application/json' ? '{"grant_type":"client_credentials"}' : 'x';
    const response = await fetch(app.url('/token'), {
      method: 'POST',
      body,
      headers: type ? { 'content-type': type } : {},
    });
    expect([response.status, (await response.json()) as object]).toEqual([
      400,
      expect.objectContaining({ code: 'oidc.invalid_request' }),
    ]);
  });

  test('a body above the limit is refused, and the server lives on', async () => {
    const response = await fetch(app.url('/token'), {
      method: 'POST',
      body: new URLSearchParams({ code: 'x'.repeat(200_000) }),
    });
    expect(response.status).toBe(400);
    expect((await fetch(app.url('/jwks'))).status).toBe(200);
  });

  test.each([
    'Basic',
    'Basic ',
    'Basic !!!',
    `Basic ${btoa('nocolon')}`,
    `Basic ${btoa(':')}`,
    `Basic ${btoa('%:%')}`,
    `Basic ${btoa('a\0b:c')}`,
    'Bearer x y',
    'Digest x',
    'DPoP x',
    '\u00ff\u00fe',
    `Basic ${'A'.repeat(6000)}`,
  ])('a broken Authorization header: %s', async (authorization) => {
    for (const path of ['/token', '/me', '/token/introspection', '/request']) {
      const response = await fetch(app.url(path), {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials',
      });
      expect([400, 401]).toContain(response.status);
      expect(((await response.json()) as { code: string }).code).toMatch(
        /^oidc\.invalid_(request|client|token)$/,
      );
    }
  });

  test("broken, foreign and enormous cookies (wire contract section 9: the application's own come along)", async () => {
    const { browser } = await app.signIn();
    const jar = browser.header('/oidc/auth');
    for (const cookie of [
      'gh_default_session=',
      'gh_default_session=%00; gh_default_session.sig=x',
      '=;;;=',
      'session="x',
      `session=${'A'.repeat(4093)}; ${jar}`,
    ]) {
      const response = await fetch(app.authorizeUrl(), { headers: { cookie }, redirect: 'manual' });
      expect(response.status).toBe(303);
      if (cookie.includes(jar)) expect(response.headers.get('location')).toContain('code=');
    }
  });
});
