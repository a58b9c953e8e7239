/** Other ways to carry a request and its answer: POST, pushed requests (RFC 9126), form_post, DPoP (RFC 9449). */
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ageRotations, expire, startProvider, type TestProvider } from './provider-harness.ts';
import {
  type Answer,
  alice,
  answerOf,
  Browser,
  redirectUri,
  resultOf,
  TestApplication,
} from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let spa: TestApplication;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  spa = await TestApplication.create(p, { id: 'spa', type: 'spa' });
  await alice(p);
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

const paramsOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('POST to the authorization endpoint (OpenID Connect Core section 3.1.2.1)', () => {
  const send = (browser: Browser, params: Record<string, string>) => browser.post(app.url('/auth'), params);

  test('a small form becomes a query, so that Lax cookies come along', async () => {
    const { browser } = await app.signIn();
    const response = await send(new Browser(p), paramsOf(app.authorizeUrl()));
    expect(response.status).toBe(303);
    const { url } = await browser.follow(response.headers.get('location')!);
    expect(resultOf(url)).toMatchObject({ code: expect.any(String), state: 's1' });
  });

  test('a form above 4 kB is kept for one use, bound to its client', async () => {
    const state = 'x'.repeat(6000);
    const response = await send(new Browser(p), paramsOf(app.authorizeUrl({ state })));
    const location = response.headers.get('location')!;
    expect(location.length).toBeLessThan(300);
    const stolen = location.replace('client_id=bookstore', 'client_id=spa');
    expect((await new Browser(p).get(stolen)).status).toBe(400);
    const { url } = await new Browser(p).follow(location);
    expect(resultOf(url)).toMatchObject({ code: expect.any(String), state });
    expect((await new Browser(p).get(location)).status).toBe(400);
  });

  test('a kept form lives for a minute', async () => {
    const response = await send(new Browser(p), paramsOf(app.authorizeUrl({ state: 'y'.repeat(6000) })));
    await expire(p, 'PostedRequest');
    expect((await new Browser(p).get(response.headers.get('location')!)).status).toBe(400);
  });

  test('above 16 kB: 413; another type: 415; NUL: 400; all JSON in the error shape', async () => {
    const post = async (body: string, type = 'application/x-www-form-urlencoded') =>
      answerOf(await fetch(app.url('/auth'), { method: 'POST', body, headers: { 'content-type': type } }));
    const shape = { code: 'oidc.invalid_request', error: 'invalid_request', message: expect.any(String) };
    expect(await post(`state=${'z'.repeat(17_000)}`)).toMatchObject({ status: 413, body: shape });
    expect(await post('{}', 'application/json')).toMatchObject({ status: 415, body: shape });
    expect(await post(`client_id=bookstore&state=%00${'z'.repeat(5000)}`)).toMatchObject({
      status: 400,
      body: shape,
    });
  });
});

describe('pushed authorization requests (RFC 9126)', () => {
  const push = (by: TestApplication, extra = {}): Promise<Answer> =>
    by.post('/request', { ...paramsOf(by.authorizeUrl()), ...extra });

  test('section 2: an authenticated request becomes a reference that works once', async () => {
    const { status, body } = await push(app);
    expect([status, body]).toEqual([
      201,
      { expires_in: 60, request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:/) },
    ]);
    const start = app.url(
      `/auth?client_id=bookstore&request_uri=${encodeURIComponent(String(body.request_uri))}`,
    );
    const { url } = await new Browser(p).follow(start);
    expect((await app.exchange(resultOf(url).code!)).status).toBe(200);
    const again = await new Browser(p).get(start);
    expect([again.status, again.headers.get('location')]).toEqual([400, null]);
  });

  test('section 7.3: two browsers with one reference: one gets a code', async () => {
    const { body } = await push(app);
    const start = app.url(
      `/auth?client_id=bookstore&request_uri=${encodeURIComponent(String(body.request_uri))}`,
    );
    const ends = await Promise.all(Array.from({ length: 5 }, () => new Browser(p).follow(start)));
    expect(ends.filter(({ url }) => url.includes('code='))).toHaveLength(1);
    for (const { response } of ends) expect([303, 400]).toContain(response.status);
  });

  test('section 2.1: a wrong secret, another client, an expired reference are refused', async () => {
    expect(await push(app, { client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { code: 'oidc.invalid_client' },
    });
    expect(await push(app, { redirect_uri: 'http://evil.example/' })).toMatchObject({ status: 400 });
    const { body } = await push(app);
    const uri = encodeURIComponent(String(body.request_uri));
    expect((await new Browser(p).get(app.url(`/auth?client_id=spa&request_uri=${uri}`))).status).toBe(400);
    await expire(p, 'PushedAuthorizationRequest');
    expect((await new Browser(p).get(app.url(`/auth?client_id=bookstore&request_uri=${uri}`))).status).toBe(
      400,
    );
  });

  test('section 6: an application that has to push can not do without', async () => {
    const strict = await TestApplication.create(p, { id: 'strict', requirePushedRequests: true });
    const plain = await new Browser(p).follow(strict.authorizeUrl());
    expect(resultOf(plain.url)).toMatchObject({ error: 'invalid_request' });
    const { body } = await push(strict);
    const { url } = await new Browser(p).follow(
      strict.url(`/auth?client_id=strict&request_uri=${encodeURIComponent(String(body.request_uri))}`),
    );
    expect(url).toContain('code=');
  });

  test('NUL in a pushed parameter is no way around the check', async () => {
    const { body } = await push(app, { state: 'a\0b', login_hint: '\0' });
    const { response } = await new Browser(p).follow(
      app.url(`/auth?client_id=bookstore&request_uri=${encodeURIComponent(String(body.request_uri ?? ''))}`),
    );
    expect(response.status).toBeLessThan(500);
  });
});

describe('form_post (OAuth 2.0 Form Post Response Mode)', () => {
  test('its page posts itself by a script that the policy allows by hash only, and works without script', async () => {
    const { browser } = await app.signIn();
    const response = await browser.get(
      app.authorizeUrl({ response_mode: 'form_post', state: '"><script>alert(1)</script>' }),
    );
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain(`action="${redirectUri}"`);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('<noscript>');
    const policy = response.headers.get('content-security-policy')!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(script))).toString('base64');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  test('errors are posted too', async () => {
    const response = await new Browser(p).get(
      app.authorizeUrl({ response_mode: 'form_post', prompt: 'none' }),
    );
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('value="login_required"'),
    ]);
  });
});

describe('DPoP (RFC 9449)', () => {
  let key: CryptoKey;
  let jwk: JWK;
  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    jwk = await exportJWK(pair.publicKey);
  });

  const proof = async (
    url: string,
    method = 'POST',
    claims: Record<string, unknown> = {},
    signer = key,
    publicJwk = jwk,
  ) => ({
    dpop: await new SignJWT({ jti: crypto.randomUUID(), htm: method, htu: url, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk })
      .setIssuedAt()
      .sign(signer),
  });
  const ath = async (token: unknown) =>
    Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(String(token)))).toString('base64url');
  const me = async (token: unknown, headers: Record<string, string>, scheme = 'DPoP') =>
    (await fetch(app.url('/me'), { headers: { authorization: `${scheme} ${token}`, ...headers } })).status;

  test('section 5: the tokens of a public client are bound to its key, the refresh token too', async () => {
    const { code } = await spa.signIn();
    const { body } = await spa.exchange(code, {}, await proof(spa.url('/token')));
    expect(body.token_type).toBe('DPoP');
    const bound = { ath: await ath(body.access_token) };
    expect(await me(body.access_token, await proof(app.url('/me'), 'GET', bound))).toBe(200);
    expect(await me(body.access_token, {}, 'Bearer')).toBe(401);
    expect(await me(body.access_token, await proof(app.url('/me'), 'GET'))).toBe(401);
    expect(await spa.refresh(body.refresh_token)).toMatchObject({ status: 400 });
    const thief = await generateKeyPair('ES256', { extractable: true });
    const foreign = await proof(
      spa.url('/token'),
      'POST',
      {},
      thief.privateKey,
      await exportJWK(thief.publicKey),
    );
    expect(await spa.refresh(body.refresh_token, {}, foreign)).toMatchObject({ status: 400 });
    await ageRotations(p, 60);
    expect(await spa.refresh(body.refresh_token, {}, await proof(spa.url('/token')))).toMatchObject({
      status: 200,
    });
  });

  test('section 11.1: a proof works once, also for 10 at once', async () => {
    const { code } = await spa.signIn();
    const { body } = await spa.exchange(code, {}, await proof(spa.url('/token')));
    const once = await proof(app.url('/me'), 'GET', { ath: await ath(body.access_token) });
    const statuses = await Promise.all(Array.from({ length: 10 }, () => me(body.access_token, once)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  test('section 4.3: a proof for another address, method or time is refused', async () => {
    const { code } = await spa.signIn();
    const bad = [
      await proof('https://evil.example/token'),
      await proof(spa.url('/token'), 'GET'),
      await proof(spa.url('/token'), 'POST', { iat: 1 }),
      await proof(spa.url('/token'), 'POST', { jti: undefined }),
      { dpop: 'nonsense' },
    ];
    // `setIssuedAt` comes last, so an old proof is signed by hand.
    bad[2] = {
      dpop: await new SignJWT({ jti: 'old', htm: 'POST', htu: spa.url('/token'), iat: 1 })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(key),
    };
    for (const headers of bad) {
      expect(await spa.exchange(code, {}, headers)).toMatchObject({
        status: 400,
        body: { code: 'oidc.invalid_dpop_proof' },
      });
    }
    expect(await spa.exchange(code, {}, await proof(spa.url('/token')))).toMatchObject({ status: 200 });
  });

  test('an application whose tokens have to be bound gets none without a proof', async () => {
    const strict = await TestApplication.create(p, { id: 'bound', requireDpop: true });
    const { code } = await strict.signIn();
    expect(await strict.exchange(code)).toMatchObject({ status: 400 });
    expect(await strict.exchange(code, {}, await proof(strict.url('/token')))).toMatchObject({
      body: { token_type: 'DPoP' },
    });
  });
});
