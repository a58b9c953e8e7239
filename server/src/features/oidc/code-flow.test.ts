/** The authorization code flow as published client SDKs use it, and what each of its checks keeps out. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ageSessions, expire, startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, Browser, redirectUri, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  userId = await alice(p);
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

describe('authorization request', () => {
  test('wire contract section 2: unknown scopes and repeated ones are ignored, unknown parameters too', async () => {
    const scope = 'openid profile offline_access profile unknown:scope openid';
    const { code } = await app.signIn(undefined, { scope, organization_id: 'org_x', whatever: '1' });
    const { body } = await app.exchange(code);
    expect(new Set(String(body.scope).split(' '))).toEqual(new Set(['openid', 'profile', 'offline_access']));
  });

  test('OpenID Connect Core section 3.1.2.1: prompt=consent is silent for a first-party app with a session', async () => {
    const { browser } = await app.signIn();
    p.page.does = 'show';
    const response = await browser.get(app.authorizeUrl({ prompt: 'consent' }));
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^http:\/\/localhost:3000\/callback\?code=/),
    ]);
  });

  test('wire contract section 2: prompt=login asks again and gives no refresh token', async () => {
    const { browser } = await app.signIn();
    p.page.does = 'show';
    const shown = await browser.follow(app.authorizeUrl({ prompt: 'login' }));
    expect((await answerOf(shown.response)).body.reasons).toEqual(['login_prompt']);
    p.page.does = 'sign-in';
    const { body } = await app.tokens(browser, { prompt: 'login' });
    expect(body).not.toHaveProperty('refresh_token');
    expect(body.scope).not.toContain('offline_access');
  });

  test('OpenID Connect Core section 11: offline_access without consent in prompt is not granted', async () => {
    const { body } = await app.tokens(undefined, { prompt: undefined });
    expect(body).not.toHaveProperty('refresh_token');
    const both = await app.tokens(undefined, { prompt: 'login consent' });
    expect(both.body).toHaveProperty('refresh_token');
  });

  test('OpenID Connect Core section 3.1.2.6: prompt=none without a session is login_required, with iss and state', async () => {
    const { url } = await new Browser(p).follow(app.authorizeUrl({ prompt: 'none' }));
    expect(url.startsWith(`${redirectUri}?`)).toBe(true);
    expect(resultOf(url)).toMatchObject({ error: 'login_required', state: 's1', iss: p.tenant.issuer });
    const { browser } = await app.signIn();
    expect(resultOf((await browser.follow(app.authorizeUrl({ prompt: 'none' }))).url)).toHaveProperty('code');
  });

  test('OpenID Connect Core section 3.1.2.3: max_age asks again once the sign-in is older', async () => {
    const { browser } = await app.signIn();
    expect(await browser.follow(app.authorizeUrl({ max_age: '3600' }))).toMatchObject({
      url: expect.stringContaining('code='),
    });
    await ageSessions(p, 7200);
    p.page.does = 'show';
    const { response } = await browser.follow(app.authorizeUrl({ max_age: '3600' }));
    expect((await answerOf(response)).body.reasons).toEqual(['max_age']);
    p.page.does = 'sign-in';
    const { body } = await app.tokens(browser, { max_age: '3600' });
    const { auth_time, iat } = decodeJwt(String(body.id_token));
    expect(Number(iat) - Number(auth_time)).toBeLessThan(60);
  });

  test('OpenID Connect Core section 2: auth_time of a silent code is that of the sign-in', async () => {
    const { browser } = await app.signIn();
    await ageSessions(p, 600);
    const { body } = await app.tokens(browser, { max_age: '3600' });
    const { auth_time, iat } = decodeJwt(String(body.id_token));
    expect(Number(iat) - Number(auth_time)).toBeGreaterThanOrEqual(600);
  });

  test('RFC 9207: the answer names the issuer, so that mix-up of servers is noticed', async () => {
    const { url } = await new Browser(p).follow(app.authorizeUrl());
    expect(resultOf(url)).toEqual({ code: expect.any(String), state: 's1', iss: p.tenant.issuer });
  });

  test('OpenID Connect Core section 3.1.2.1: acr_values and ui_locales are accepted, nonce comes back', async () => {
    const extra = { acr_values: 'urn:x:gold', ui_locales: 'zh-CN en', nonce: 'n-1', display: 'page' };
    const { body } = await app.tokens(undefined, extra);
    expect(decodeJwt(String(body.id_token))).toMatchObject({ nonce: 'n-1' });
  });

  test('OpenID Connect Core section 3.1.2.2: id_token_hint of the person is silent, of somebody else login_required', async () => {
    const { browser, body } = await app.tokens();
    const hint = { id_token_hint: String(body.id_token), prompt: 'none' };
    expect(resultOf((await browser.follow(app.authorizeUrl(hint))).url)).toHaveProperty('code');
    const bob = await p.users.create(p.tenant.db, { username: `bob${Date.now()}` });
    p.page.userId = bob.id;
    const { browser: bobs } = await app.signIn();
    expect(resultOf((await bobs.follow(app.authorizeUrl(hint))).url).error).toBe('login_required');
  });

  test("OpenID Connect Core section 3.1.2.1: with id_token_hint or a wanted sub, nobody else's sign-in reaches the application", async () => {
    const { body } = await app.tokens();
    const dan = await p.users.create(p.tenant.db, { username: 'dan' });
    p.page.userId = dan.id;
    const wanted = { id_token_hint: String(body.id_token) };
    const sub = { claims: JSON.stringify({ id_token: { sub: { value: userId } } }) };
    for (const extra of [wanted, sub]) {
      const { url } = await new Browser(p).follow(app.authorizeUrl(extra));
      expect(resultOf(url)).toMatchObject({ error: 'login_required', state: 's1' });
    }
    p.page.userId = userId;
    for (const extra of [wanted, sub]) expect(await app.signIn(undefined, extra)).toHaveProperty('code');
  });

  test.each([{ values: ['urn:x:gold'] }, { value: 'urn:x:gold' }])(
    'OpenID Connect Core section 5.5.1.1: an essential acr that can not be had is an error, not a circle of sign-ins: %j',
    async (acr) => {
      const claims = JSON.stringify({ id_token: { acr: { essential: true, ...acr } } });
      const { url } = await new Browser(p).follow(app.authorizeUrl({ claims }));
      expect(resultOf(url)).toMatchObject({ error: 'unmet_authentication_requirements' });
      const wish = JSON.stringify({ id_token: { acr } });
      expect(await app.signIn(undefined, { claims: wish })).toHaveProperty('code');
    },
  );

  test('OpenID Connect Core section 5.5: the claims parameter asks for single claims', async () => {
    const claims = JSON.stringify({ id_token: { email: { essential: true } }, userinfo: { name: null } });
    const { body } = await app.tokens(undefined, { scope: 'openid', claims });
    expect(decodeJwt(String(body.id_token))).toMatchObject({ email: 'alice@example.com' });
    expect((await app.userinfo(body.access_token)).body).toEqual({ sub: userId, name: 'Alice' });
  });
});

describe('what an authorization request may not do', () => {
  test.each([
    ['unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['no client', { client_id: undefined }, 'invalid_request'],
    [
      'unregistered address',
      { redirect_uri: 'http://localhost:3000/callback/../evil' },
      'invalid_redirect_uri',
    ],
    ['address of a longer path', { redirect_uri: `${redirectUri}/x` }, 'invalid_redirect_uri'],
    ['address with a query', { redirect_uri: `${redirectUri}?a=1` }, 'invalid_redirect_uri'],
    ['address of another port', { redirect_uri: 'http://localhost:3001/callback' }, 'invalid_redirect_uri'],
    ['address in capitals', { redirect_uri: 'HTTP://LOCALHOST:3000/callback' }, 'invalid_redirect_uri'],
    ['no address', { redirect_uri: undefined }, 'invalid_request'],
    ['address of a script', { redirect_uri: 'javascript:alert(1)' }, 'invalid_redirect_uri'],
    ['two addresses', { redirect_uri: [redirectUri, 'http://evil.example/'] }, 'invalid_request'],
    ['two clients', { client_id: ['bookstore', 'other'] }, 'invalid_request'],
  ] as const)(
    'RFC 6749 section 4.1.2.1: %s ends on a page, never at an address (open redirector)',
    async (_, extra, error) => {
      const page = await new Browser(p).get(app.authorizeUrl(extra as never));
      expect([page.status, page.headers.get('location')]).toEqual([400, null]);
      const html = await page.text();
      expect(html).toContain(error);
      expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      const json = await fetch(app.authorizeUrl(extra as never), { headers: { accept: 'application/json' } });
      expect(await json.json()).toMatchObject({ code: `oidc.${error}`, error, message: expect.any(String) });
    },
  );

  test.each([
    [
      'RFC 7636 section 4.4.1: no PKCE',
      { code_challenge: undefined, code_challenge_method: undefined },
      'invalid_request',
    ],
    ['RFC 9700 section 2.1.1: plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    [
      'RFC 7636 section 4.3: no method, which means plain',
      { code_challenge_method: undefined },
      'invalid_request',
    ],
    ['RFC 6749 section 4.2: implicit', { response_type: 'token' }, 'unsupported_response_type'],
    ['hybrid', { response_type: 'code id_token', nonce: 'x' }, 'unsupported_response_type'],
    ['prompt none with others', { prompt: 'none login' }, 'invalid_request'],
    ['unknown prompt', { prompt: 'select_world' }, 'invalid_request'],
    ['request objects', { request: 'e30.e30.' }, 'request_not_supported'],
    ['request_uri', { request_uri: 'http://evil.example/ssrf' }, 'request_uri_not_supported'],
    ['RFC 8707 section 2: unknown resource', { resource: 'https://unknown.example' }, 'invalid_target'],
    ['max_age', { max_age: '-1' }, 'invalid_request'],
  ] as const)('%s is refused at the application', async (_, extra, error) => {
    const { url } = await new Browser(p).follow(app.authorizeUrl(extra as never));
    // Of a response type whose answers stand in the fragment, errors do too (OAuth 2.0 Multiple Response Types).
    expect(url).toMatch(/^http:\/\/localhost:3000\/callback[?#]/);
    expect(resultOf(url.replace('#', '?'))).toMatchObject({ error, state: 's1' });
  });
});

describe('token answer', () => {
  test('wire contract section 3.3: opaque access token, ID token, refresh token, all small', async () => {
    const resource = ['https://api.bookstore.example', 'urn:logto:resource:organizations'];
    await p.access.create(p.tenant.db, { indicator: resource[0]!, name: 'API', permissions: [] });
    const { body } = await app.tokens(undefined, { resource });
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      expires_in: 3600,
      id_token: expect.any(String),
      refresh_token: expect.stringMatching(/^[\w-]{43}$/),
      scope: expect.any(String),
      token_type: 'Bearer',
    });
    // Flask keeps all of it in one signed cookie of at most 4093 bytes.
    expect(JSON.stringify(body).length).toBeLessThan(1500);
  });

  test('wire contract section 4: the ID token says what SDKs demand, and no boolean is null', async () => {
    const scope =
      'openid profile email phone address roles custom_data identities urn:logto:scope:organizations urn:logto:scope:organization_roles';
    const { body } = await app.tokens(undefined, { scope });
    const token = String(body.id_token);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', kid: expect.any(String) });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: p.tenant.issuer,
      sub: userId,
      aud: 'bookstore',
      exp: expect.any(Number),
      iat: expect.any(Number),
      name: 'Alice',
      picture: null,
      username: 'alice',
      email: 'alice@example.com',
      email_verified: true,
      phone_number: null,
      organizations: [],
      organization_roles: [],
      roles: [],
    });
    expect(claims).not.toHaveProperty('phone_number_verified');
    for (const name of ['custom_data', 'identities', 'sso_identities', 'organization_data']) {
      expect(claims).not.toHaveProperty(name);
    }
  });

  test('wire contract section 6: userinfo carries what the ID token leaves out, as JSON', async () => {
    const scope = 'openid profile custom_data identities urn:logto:scope:organizations';
    const { body } = await app.tokens(undefined, { scope });
    const me = await app.userinfo(body.access_token);
    expect(me.headers.get('content-type')).toMatch(/^application\/json/);
    expect(me.body).toMatchObject({
      sub: userId,
      custom_data: { plan: 'pro' },
      identities: {},
      sso_identities: [],
      organizations: [],
      organization_data: [],
    });
    expect(me.body).not.toHaveProperty('email');
  });

  test('RFC 6750 section 3.1: userinfo refuses a bad token with 401 and the error shape', async () => {
    const me = await app.userinfo('nonsense');
    expect(me.status).toBe(401);
    expect(me.headers.get('www-authenticate')).toContain('invalid_token');
    expect(me.body).toMatchObject({
      code: 'oidc.invalid_token',
      error: 'invalid_token',
      message: expect.any(String),
    });
  });

  test('RFC 6749 section 5.1: token answers are never cached', async () => {
    const { code } = await app.signIn();
    const { headers } = await app.exchange(code);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('code', () => {
  test.each([
    ['RFC 7636 section 4.6: another verifier', { code_verifier: 'x'.repeat(43) }],
    ['RFC 7636 section 4.6: no verifier', { code_verifier: undefined }],
    ['RFC 6749 section 4.1.3: another redirect_uri', { redirect_uri: 'http://localhost:3000/' }],
  ])('%s: a stolen code is worth nothing', async (_, extra) => {
    const { code } = await app.signIn();
    const { status, body } = await app.exchange(code, extra);
    expect([status, body.error, body.code]).toEqual([400, 'invalid_grant', 'oidc.invalid_grant']);
  });

  test('RFC 6749 section 4.1.3: a code is bound to its client', async () => {
    const other = await TestApplication.create(p, { id: 'other' });
    const { code } = await app.signIn();
    expect(await other.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await app.exchange(code)).toMatchObject({ status: 200 });
  });

  test('RFC 6749 section 4.1.2: a code used twice takes its tokens along', async () => {
    const { code } = await app.signIn();
    const first = await app.exchange(code);
    expect(await app.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await app.userinfo(first.body.access_token)).toMatchObject({ status: 401 });
    expect(await app.refresh(first.body.refresh_token)).toMatchObject({ body: { error: 'invalid_grant' } });
  });

  test('RFC 6749 section 4.1.2: of 20 exchanges at once at most one succeeds, and no token outlives the replay', async () => {
    const { code } = await app.signIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.exchange(code)));
    const won = answers.filter(({ status }) => status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    expect(new Set(answers.map(({ status }) => status).filter((s) => s !== 200))).toEqual(new Set([400]));
    for (const { body } of won) {
      expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
      expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 400 });
    }
  });

  test('RFC 6749 section 4.1.2: an expired code is refused', async () => {
    const { code } = await app.signIn();
    await expire(p, 'AuthorizationCode');
    expect(await app.exchange(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});
