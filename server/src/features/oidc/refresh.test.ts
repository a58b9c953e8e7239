/** Refresh tokens: rotated always, a short grace for parallel calls, reuse after it ends the whole family. */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ageRotations, expire, startProvider, type TestProvider } from './provider-harness.ts';
import { alice, TestApplication } from './test-client.ts';

const books = 'https://api.bookstore.example';
const library = 'https://api.library.example';
let p: TestProvider;
let app: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  userId = await alice(p);
  const permissions = [{ name: 'books:read', grantedToEveryone: true }, { name: 'books:write' }];
  await p.access.create(p.tenant.db, { indicator: books, name: 'Books', permissions });
  await p.access.create(p.tenant.db, {
    indicator: library,
    name: 'Library',
    accessTokenTtl: 600,
    permissions: [],
  });
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

const dead = { status: 400, body: { error: 'invalid_grant', code: 'oidc.invalid_grant' } };

describe('rotation', () => {
  test('RFC 9700 section 4.14.2: every use gives a new refresh token, for confidential clients too', async () => {
    const { body } = await app.tokens();
    const next = await app.refresh(body.refresh_token);
    expect(next).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, id_token: expect.any(String) },
    });
    expect(next.body.refresh_token).not.toBe(body.refresh_token);
    expect(decodeJwt(String(next.body.id_token)).iat).toBeGreaterThan(Date.now() / 1000 - 60);
    expect(await app.userinfo(next.body.access_token)).toMatchObject({ status: 200 });
  });

  test('wire contract section 3.2: 10 parallel refreshes of one client all succeed, and each has its own successor', async () => {
    const { body } = await app.tokens();
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.refresh(body.refresh_token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const successors = answers.map((answer) => answer.body.refresh_token);
    expect(new Set(successors).size).toBe(10);
    await ageRotations(p, 11);
    for (const one of successors) expect(await app.refresh(one)).toMatchObject({ status: 200 });
  });

  test('RFC 9700 section 4.14.2: a token used after the grace was stolen once: the whole family dies', async () => {
    const { body } = await app.tokens();
    const { body: next } = await app.refresh(body.refresh_token);
    await ageRotations(p, 11);
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
    expect(await app.refresh(next.refresh_token)).toMatchObject(dead);
    expect(await app.userinfo(next.access_token)).toMatchObject({ status: 401 });
  });

  test('the time of the first use counts: uses within the grace do not lengthen it', async () => {
    const { body } = await app.tokens();
    await app.refresh(body.refresh_token);
    await ageRotations(p, 6);
    expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 200 });
    await ageRotations(p, 6);
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
  });

  test('engine notes 9: reuse on one device leaves the other one alone', async () => {
    const one = await app.tokens();
    const two = await app.tokens();
    await app.refresh(one.body.refresh_token);
    await ageRotations(p, 11);
    expect(await app.refresh(one.body.refresh_token)).toMatchObject(dead);
    expect(await app.refresh(two.body.refresh_token)).toMatchObject({ status: 200 });
  });

  test('20 reuses at once after the grace: no 5xx, nothing lives', async () => {
    const { body } = await app.tokens();
    const { body: next } = await app.refresh(body.refresh_token);
    await ageRotations(p, 11);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => app.refresh(i % 2 ? body.refresh_token : next.refresh_token)),
    );
    expect(new Set(answers.map(({ status }) => status)).size).toBeLessThanOrEqual(2);
    for (const { status, body: got } of answers) {
      expect([200, 400]).toContain(status);
      if (status === 200) expect(await app.refresh(got.refresh_token)).toMatchObject(dead);
    }
  });

  test('RFC 6749 section 6: a refresh token is bound to its client and ends with its time', async () => {
    const other = await TestApplication.create(p, { id: 'other' });
    const { body } = await app.tokens();
    expect(await other.refresh(body.refresh_token)).toMatchObject(dead);
    expect(await app.refresh('nonsense')).toMatchObject(dead);
    await expire(p, 'RefreshToken');
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
  });

  test('an application can have a lifetime of refresh tokens of its own', async () => {
    const brief = await TestApplication.create(p, { id: 'brief', refreshTokenTtl: 120 });
    const { body } = await brief.tokens();
    const { body: seen } = await brief.post('/token/introspection', { token: String(body.refresh_token) });
    expect(Number(seen.exp) - Number(seen.iat)).toBe(120);
  });
});

describe('resources (RFC 8707)', () => {
  const several = {
    resource: [books, library, 'urn:logto:resource:organizations'],
    scope: 'openid offline_access books:read books:write',
  };

  test('wire contract section 5: a refresh with a resource gives a JWT with a plain aud and always a scope', async () => {
    const { body } = await app.tokens(undefined, several);
    expect(String(body.access_token)).toHaveLength(43);
    const first = await app.refresh(body.refresh_token, { resource: books });
    const token = String(first.body.access_token);
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: expect.any(String),
    });
    expect(decodeJwt(token)).toEqual({
      iss: p.tenant.issuer,
      sub: userId,
      aud: books,
      client_id: 'bookstore',
      scope: 'books:read',
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    const second = await app.refresh(first.body.refresh_token, { resource: library });
    expect(decodeJwt(String(second.body.access_token))).toMatchObject({ aud: library, scope: '' });
    expect(second.body).toMatchObject({ scope: '', expires_in: 600 });
    // The same refresh token serves all of them, in any order.
    const third = await app.refresh(second.body.refresh_token);
    expect(String(third.body.access_token)).toHaveLength(43);
  });

  test('a JWT for an API is no key to userinfo', async () => {
    const { body } = await app.tokens(undefined, several);
    const { body: api } = await app.refresh(body.refresh_token, { resource: books });
    expect(await app.userinfo(api.access_token)).toMatchObject({
      status: 401,
      body: { code: 'oidc.invalid_token' },
    });
  });

  test('a permission given or taken is in the next token, without a new sign-in', async () => {
    const { body } = await app.tokens(undefined, several);
    const scopeOf = async (token: unknown) => {
      const answer = await app.refresh(token, { resource: books });
      return { scope: decodeJwt(String(answer.body.access_token)).scope, next: answer.body.refresh_token };
    };
    const before = await scopeOf(body.refresh_token);
    const resource = (await p.access.findByIndicator(p.tenant.db, books))!;
    await p.access.grantToUser(p.tenant.db, userId, resource.id, ['books:write']);
    const after = await scopeOf(before.next);
    expect([before.scope, after.scope]).toEqual(['books:read', 'books:read books:write']);
  });

  test('RFC 8707 section 2.2: a resource that was not asked for, or that there is none of, is invalid_target', async () => {
    const { body } = await app.tokens(undefined, { resource: books });
    for (const resource of [library, 'https://unknown.example', 'not a uri', [books, library]]) {
      const answer = await app.refresh(body.refresh_token, { resource });
      expect(answer).toMatchObject({ status: 400, body: { code: 'oidc.invalid_target' } });
    }
    expect(await app.refresh(body.refresh_token, { resource: books })).toMatchObject({ status: 200 });
  });

  test('wire contract section 3.2: organization_id answers 403 access_denied and the refresh token stays alive', async () => {
    const { body } = await app.tokens(undefined, several);
    for (const extra of [{ organization_id: 'org1' }, { organization_id: 'org1', resource: books }]) {
      expect(await app.refresh(body.refresh_token, extra)).toMatchObject({
        status: 403,
        body: { code: 'oidc.access_denied', error: 'access_denied', message: expect.any(String) },
      });
    }
    await ageRotations(p, 60);
    expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 200 });
  });

  test('RFC 6749 section 6: a narrower scope is granted, a wider or unknown one is invalid_scope', async () => {
    const { body } = await app.tokens(undefined, several);
    const narrow = await app.refresh(body.refresh_token, { scope: 'openid' });
    expect(narrow).toMatchObject({ status: 200, body: { scope: 'openid' } });
    const wide = await app.refresh(narrow.body.refresh_token, { scope: 'openid email' });
    expect(wide).toMatchObject({ status: 400, body: { code: 'oidc.invalid_scope' } });
  });

  test('code exchange with a resource gives its JWT at once', async () => {
    const { code } = await app.signIn(undefined, several);
    const { body } = await app.exchange(code, { resource: books });
    expect(decodeJwt(String(body.access_token))).toMatchObject({ aud: books });
  });
});

describe('the person behind a refresh token', () => {
  test('OpenID Connect Core section 12.2: a suspended person gets nothing any more; userinfo 401', async () => {
    const bob = await p.users.create(p.tenant.db, { username: 'bob' });
    p.page.userId = bob.id;
    const { body } = await app.tokens();
    await p.users.suspend(p.tenant.db, bob.id);
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
  });

  test('a deleted person: refresh and userinfo are refused', async () => {
    const carol = await p.users.create(p.tenant.db, { username: 'carol' });
    p.page.userId = carol.id;
    const { body } = await app.tokens();
    await p.users.remove(p.tenant.db, carol.id);
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
  });

  test('RFC 7009 section 2: revoking a refresh token ends the whole grant', async () => {
    const { body } = await app.tokens();
    const other = await app.tokens();
    const answer = await app.post('/token/revocation', { token: String(body.refresh_token) });
    expect([answer.status, answer.body]).toEqual([200, { text: '' }]);
    expect(await app.refresh(body.refresh_token)).toMatchObject(dead);
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
    expect(await app.refresh(other.body.refresh_token)).toMatchObject({ status: 200 });
  });

  test('RFC 7009 section 2.1: a stranger revokes nothing, an unknown token is fine', async () => {
    const stranger = await TestApplication.create(p, { id: 'stranger' });
    const { body } = await app.tokens();
    await stranger.post('/token/revocation', { token: String(body.refresh_token) });
    expect(await stranger.post('/token/revocation', { token: 'nonsense' })).toMatchObject({ status: 200 });
    expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 200 });
  });
});
