/** How applications prove who they are, and what machines get. */
import {
  type CryptoKey,
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, Browser, redirectUri, resultOf, TestApplication, verifier } from './test-client.ts';

const books = 'https://api.bookstore.example';
let p: TestProvider;
let app: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  userId = await alice(p);
  await p.access.create(p.tenant.db, {
    indicator: books,
    name: 'Books',
    permissions: [{ name: 'books:read' }, { name: 'books:write' }],
  });
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` });
const encoded = (text: string) =>
  [...text].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');

describe('client authentication', () => {
  test('RFC 6749 section 2.3.1: one application by Basic (raw or encoded) with client_id beside it, or in the body', async () => {
    const ways = [
      { extra: { client_secret: undefined }, headers: basic('bookstore', app.secret!) },
      { extra: { client_secret: undefined, client_id: undefined }, headers: basic('bookstore', app.secret!) },
      { extra: { client_secret: undefined }, headers: basic(encoded('bookstore'), encoded(app.secret!)) },
      { extra: {}, headers: {} },
    ];
    for (const { extra, headers } of ways) {
      const { code } = await app.signIn();
      expect(await app.exchange(code, extra, headers)).toMatchObject({ status: 200 });
    }
  });

  test('RFC 6749 section 5.2: a wrong secret, none, or an unknown client is 401 invalid_client, and the code lives on', async () => {
    const { code } = await app.signIn();
    const none = { client_secret: undefined };
    const attempts = [
      app.exchange(code, { client_secret: 'wrong' }),
      app.exchange(code, none),
      app.exchange(code, none, basic('bookstore', 'wrong')),
      app.exchange(code, { ...none, client_id: 'nobody' }),
      app.exchange(code, { client_id: 'nobody' }),
      app.exchange(code, { ...none, client_id: undefined }, basic('nobody', 'x')),
      app.exchange(code, { client_secret: 'hashed' }),
    ];
    for (const attempt of attempts) {
      const { status, body } = await attempt;
      expect([status, body]).toEqual([
        401,
        expect.objectContaining({ code: 'oidc.invalid_client', error: 'invalid_client' }),
      ]);
    }
    expect(
      (await app.exchange(code, none, basic('bookstore', 'wrong'))).headers.get('www-authenticate'),
    ).toContain('Basic');
    expect(await app.exchange(code)).toMatchObject({ status: 200 });
  });

  test('RFC 6749 section 2.3: two ways at once are refused', async () => {
    const { code } = await app.signIn();
    const both = await app.exchange(code, {}, basic('bookstore', app.secret!));
    expect(both).toMatchObject({ status: 400, body: { code: 'oidc.invalid_request' } });
  });

  test('several secrets: each works until it expires or is removed', async () => {
    const { db } = p.tenant;
    const second = await p.applications.addSecret(db, 'bookstore', { name: 'second' });
    const expired = await p.applications.addSecret(db, 'bookstore', {
      name: 'old',
      expiresAt: new Date(Date.now() - 1000),
    });
    const { body } = await app.tokens();
    const by = (client_secret: string) => app.refresh(body.refresh_token, { client_secret });
    expect(await by(second.value)).toMatchObject({ status: 200 });
    expect(await by(app.secret!)).toMatchObject({ status: 200 });
    expect(await by(expired.value)).toMatchObject({ status: 401 });
    await p.applications.removeSecret(db, 'bookstore', second.id);
    expect(await by(second.value)).toMatchObject({ status: 401 });
  });

  test('a secret works at its own application only', async () => {
    const other = await TestApplication.create(p, { id: 'other' });
    const { code } = await other.signIn();
    expect(await other.exchange(code, { client_secret: app.secret })).toMatchObject({ status: 401 });
  });
});

describe('public clients', () => {
  test('RFC 7636: a browser application has no secret and needs PKCE; a secret from it is refused', async () => {
    const spa = await TestApplication.create(p, { id: 'spa', type: 'spa' });
    const without = await new Browser(p).follow(
      spa.authorizeUrl({ code_challenge: undefined, code_challenge_method: undefined }),
    );
    expect(resultOf(without.url)).toMatchObject({ error: 'invalid_request' });
    const { code } = await spa.signIn();
    expect(await spa.exchange(code, { code_verifier: undefined })).toMatchObject({ status: 400 });
    expect(await spa.exchange(code, {}, basic('spa', 'x'))).toMatchObject({ status: 401 });
    expect(await spa.exchange(code)).toMatchObject({
      status: 200,
      body: { refresh_token: expect.any(String) },
    });
  });

  test('PKCE optional is for confidential clients that can not do it', async () => {
    const old = await TestApplication.create(p, { id: 'old', pkce: 'optional' });
    const none = { code_challenge: undefined, code_challenge_method: undefined };
    const { code } = await old.signIn(undefined, none);
    expect(await old.exchange(code, { code_verifier: undefined })).toMatchObject({ status: 200 });
    // RFC 9700 section 4.8.2, PKCE downgrade: a verifier without a challenge is refused.
    const again = await old.signIn(undefined, none);
    expect(await old.exchange(again.code, { code_verifier: verifier })).toMatchObject({ status: 400 });
  });

  test('RFC 8252 section 7.3: a native application may listen at any port of loopback', async () => {
    const uri = 'http://127.0.0.1/callback';
    const native = await TestApplication.create(p, {
      id: 'native',
      type: 'native',
      redirectUris: [uri, 'com.example.app:/cb'],
      postLogoutRedirectUris: [],
    });
    const { url } = await new Browser(p).follow(
      native.authorizeUrl({ redirect_uri: 'http://127.0.0.1:51234/callback' }),
    );
    expect(url).toContain('http://127.0.0.1:51234/callback?code=');
    const scheme = await new Browser(p).follow(native.authorizeUrl({ redirect_uri: 'com.example.app:/cb' }));
    expect(scheme.url).toMatch(/^com\.example\.app:\/cb\?code=/);
  });

  test('RFC 8252 section 8.6: with a live session the person confirms that the native application may go on', async () => {
    const native = new TestApplication(p, 'native');
    const redirect_uri = 'com.example.app:/cb';
    const { browser } = await app.signIn();
    p.page.does = 'show';
    const shown = await answerOf((await browser.follow(native.authorizeUrl({ redirect_uri }))).response);
    expect(shown.body).toMatchObject({
      prompt: 'login',
      reasons: ['native_confirmation'],
      sessionUserId: userId,
    });
    p.page.does = 'continue';
    expect((await browser.follow(native.authorizeUrl({ redirect_uri }))).url).toMatch(
      /^com\.example\.app:\/cb\?code=/,
    );
    const silent = await browser.follow(native.authorizeUrl({ redirect_uri, prompt: 'none' }));
    expect(resultOf(silent.url)).toHaveProperty('error');
  });
});

describe('private_key_jwt (RFC 7523)', () => {
  let key: CryptoKey;
  let keyed: TestApplication;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256', { extractable: true });
    key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'a1' } as JWK & { kty: string };
    keyed = await TestApplication.create(p, {
      id: 'keyed',
      type: 'machine-to-machine',
      authentication: 'key',
      jwks: { keys: [jwk] },
    });
  });

  const assertion = (claims: Record<string, unknown> = {}, signer = key) =>
    new SignJWT({ iss: 'keyed', sub: 'keyed', aud: p.tenant.issuer, jti: crypto.randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'a1' })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(signer);
  const ask = (client_assertion: string) =>
    keyed.token({
      grant_type: 'client_credentials',
      resource: books,
      client_assertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });

  test('section 3: an assertion works once; replayed it is refused, also by 10 at once', async () => {
    const once = await assertion();
    expect(await ask(once)).toMatchObject({ status: 200 });
    expect(await ask(once)).toMatchObject({ status: 401, body: { code: 'oidc.invalid_client' } });
    const raced = await assertion();
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => ask(raced)))).map((a) => a.status);
    expect(statuses.filter((s) => s === 200)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  test('section 3: another audience, issuer, key or a missing jti is refused', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const bad = [
      await assertion({ aud: 'https://other.example' }),
      await assertion({ iss: 'bookstore' }),
      await assertion({ jti: undefined }),
      await assertion({}, privateKey),
      `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa('{"sub":"keyed","iss":"keyed"}').replaceAll('=', '')}.`,
    ];
    for (const one of bad) expect((await ask(one)).status).toBe(401);
    expect(await keyed.token({ grant_type: 'client_credentials', client_secret: 'hashed' })).toMatchObject({
      status: 401,
    });
    expect(await ask('nonsense')).toMatchObject({ status: 400 });
  });
});

describe('client_credentials (RFC 6749 section 4.4)', () => {
  let machine: TestApplication;
  beforeAll(async () => {
    machine = await TestApplication.create(p, { id: 'machine', type: 'machine-to-machine' });
    const resource = (await p.access.findByIndicator(p.tenant.db, books))!;
    await p.access.grantToApplication(p.tenant.db, 'machine', resource.id, ['books:read']);
  });

  test('wire contract section 5: a machine gets a JWT with what it was granted, whatever it asks for', async () => {
    const { status, body } = await machine.token({
      grant_type: 'client_credentials',
      resource: books,
      scope: 'books:read books:write all',
    });
    expect([status, body]).toEqual([
      200,
      { access_token: expect.any(String), expires_in: 3600, scope: 'books:read', token_type: 'Bearer' },
    ]);
    const jwks = createLocalJWKSet((await (await fetch(`${p.tenant.issuer}/jwks`)).json()) as never);
    const { payload } = await jwtVerify(String(body.access_token), jwks, {
      issuer: p.tenant.issuer,
      audience: books,
    });
    expect(payload).toMatchObject({ sub: 'machine', client_id: 'machine', aud: books, scope: 'books:read' });
  });

  test('wire contract section 3.3: scope is a string even when nothing was asked for', async () => {
    const { body } = await machine.token({ grant_type: 'client_credentials', resource: books });
    expect(body.scope).toBe('');
    expect(decodeJwt(String(body.access_token)).scope).toBe('');
  });

  test('without a resource an opaque token, which is no key to userinfo', async () => {
    const { status, body } = await machine.token({ grant_type: 'client_credentials' });
    expect([status, String(body.access_token).length, body.scope]).toEqual([200, 43, '']);
    expect(await machine.userinfo(body.access_token)).toMatchObject({ status: 401 });
  });

  test("a person's application gets no machine token, a machine no code", async () => {
    expect(await app.token({ grant_type: 'client_credentials', resource: books })).toMatchObject({
      status: 400,
    });
    const page = await new Browser(p).get(machine.authorizeUrl());
    expect(page.status).toBe(400);
    expect(
      await machine.token({ grant_type: 'client_credentials', resource: 'https://unknown.example' }),
    ).toMatchObject({
      status: 400,
      body: { code: 'oidc.invalid_target' },
    });
  });

  test.each([
    'password',
    'implicit',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    '',
    'constructor',
    '__proto__',
  ])('RFC 9700 section 2.4: grant %s does not exist', async (grant_type) => {
    const { status, body } = await app.token({ grant_type, username: 'alice', password: 'x' });
    expect(status).toBe(400);
    expect(['oidc.unsupported_grant_type', 'oidc.invalid_request']).toContain(body.code);
  });
});

describe('introspection (RFC 7662)', () => {
  test('section 2.1: a confidential client may ask about any token, a public one about its own', async () => {
    const spa = new TestApplication(p, 'spa');
    const { body } = await app.tokens();
    const { body: own } = await spa.tokens();
    const api = await TestApplication.create(p, { id: 'api', type: 'machine-to-machine' });
    const look = (by: TestApplication, token: unknown) =>
      by.post('/token/introspection', { token: String(token) });
    expect((await look(api, body.access_token)).body).toMatchObject({
      active: true,
      sub: userId,
      client_id: 'bookstore',
      iss: p.tenant.issuer,
    });
    expect((await look(api, body.refresh_token)).body).toMatchObject({ active: true });
    expect((await look(spa, body.access_token)).body).toEqual({ active: false });
    expect((await look(spa, own.access_token)).body).toMatchObject({ active: true });
    expect((await look(api, 'nonsense')).body).toEqual({ active: false });
    expect(await app.post('/token/introspection', { token: 'x', client_secret: 'wrong' })).toMatchObject({
      status: 401,
    });
  });

  test('section 2.2: a token of a revoked grant is not active', async () => {
    const { body } = await app.tokens();
    await app.post('/token/revocation', { token: String(body.access_token) });
    const { body: seen } = await app.post('/token/introspection', { token: String(body.refresh_token) });
    expect(seen).toEqual({ active: false });
  });
});

describe('CORS (wire contract section 8)', () => {
  const origin = new URL(redirectUri).origin;

  test('Fetch standard: the origins of the redirect URIs may call token, userinfo and revocation; others may not', async () => {
    const spa = new TestApplication(p, 'spa');
    const { code } = await spa.signIn();
    const strange = await spa.exchange(code, {}, { origin: 'https://evil.example' });
    expect([strange.status, strange.headers.get('access-control-allow-origin')]).toEqual([400, null]);
    const { body, headers } = await spa.exchange(code, {}, { origin });
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    const me = (from: string) =>
      fetch(spa.url('/me'), { headers: { authorization: `Bearer ${body.access_token}`, origin: from } });
    expect((await me(origin)).headers.get('access-control-allow-origin')).toBe(origin);
    const other = await me('https://evil.example');
    expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([400, null]);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each(['/token', '/me', '/token/revocation', '/jwks', '/.well-known/openid-configuration'])(
    'Fetch standard: preflight of %s',
    async (path) => {
      const response = await fetch(app.url(path), {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
      expect([response.status, response.headers.get('access-control-allow-headers')]).toEqual([
        204,
        'authorization',
      ]);
    },
  );
});
