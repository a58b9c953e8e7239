/** Keys of a tenant rotate while clients cache them: no token and no session is ever refused for it. */
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from '../oidc/provider-harness.ts';
import { alice, Browser, resultOf, TestApplication } from '../oidc/test-client.ts';
import type { Tenant } from '../tenants/index.ts';

let p: TestProvider;
let other: TestProvider;
let app: TestApplication;
let elsewhere: TestApplication;
let tenant: Tenant;
let count = 0;

beforeAll(async () => {
  p = await startProvider();
  other = await startProvider({ db: p.db, endpoint: p.endpoint });
});
afterAll(async () => {
  await other.close();
  await p.close();
});
beforeEach(async () => {
  count += 1;
  tenant = await p.tenants.create({ id: `t${count}`, name: 'T' });
  app = await TestApplication.create(p, { id: 'bookstore' }, tenant);
  elsewhere = new TestApplication(other, 'bookstore', app.secret, tenant);
  other.page.userId = await alice(p, tenant);
});
afterEach(() => expect([...p.failures, ...other.failures]).toEqual([]));

/** A moment of the poll that each node makes every 400 ms. */
const hear = () => other.cache.poll(other.db);
const published = async (at: TestProvider): Promise<string[]> => {
  const response = await fetch(app.url('/jwks').replace(p.endpoint, at.origin));
  return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
};
const ageNext = () =>
  p.db
    .forTenant(tenant.id)
    .updateTable('signing_keys')
    .set({ created_at: new Date(Date.now() - 20 * 60_000) })
    .where('status', '=', 'next')
    .execute();
const idToken = async (by: TestApplication) => String((await by.tokens()).body.id_token);
const kidOf = (token: string) => decodeProtectedHeader(token).kid!;

describe('signing keys', () => {
  test('OpenID Connect Core section 10.1.1: rotated twice, tokens of each generation verify for clients that cached the set before', async () => {
    // One client per generation, each with the set that it saw then and jose's cache.
    const clients: ReturnType<typeof createRemoteJWKSet>[] = [];
    const tokens: string[] = [];
    const generation = async () => {
      const client = createRemoteJWKSet(new URL(app.url('/jwks')), {
        cooldownDuration: 3_600_000,
        cacheMaxAge: 3_600_000,
      });
      await client.reload();
      clients.push(client);
      tokens.push(await idToken(app), await idToken(elsewhere));
    };
    await generation();
    for (let i = 0; i < 2; i++) {
      await ageNext();
      await p.keys.rotate(tenant);
      await hear();
      await generation();
    }
    expect(new Set(tokens.map(kidOf)).size).toBe(3);
    for (const [c, client] of clients.entries()) {
      for (const [t, token] of tokens.entries()) {
        // A set shows the next key beforehand, so a client one rotation behind knows it; two behind is past its cache.
        if (Math.floor(t / 2) - c > 1) continue;
        const { payload } = await jwtVerify(token, client, { issuer: tenant.issuer, audience: 'bookstore' });
        expect(payload.iss).toBe(tenant.issuer);
      }
    }
    expect(await published(other)).toEqual(await published(p));
  });

  test('a next key that clients may not have seen yet does not sign: too soon is refused, unless forced after a leak', async () => {
    const before = await idToken(app);
    await expect(p.keys.rotate(tenant)).rejects.toMatchObject({ code: 'keys.too_soon', status: 409 });
    expect(kidOf(await idToken(app))).toBe(kidOf(before));
    await p.keys.rotate(tenant, { force: true });
    expect(kidOf(await idToken(app))).not.toBe(kidOf(before));
  });

  test('before the other node heard of it, tokens of both nodes verify with the keys of both', async () => {
    const before = await idToken(elsewhere);
    await ageNext();
    await p.keys.rotate(tenant);
    const after = await idToken(app);
    const lagging = await idToken(elsewhere);
    for (const node of [p, other]) {
      expect(await published(node)).toEqual(expect.arrayContaining([before, after, lagging].map(kidOf)));
    }
  });

  test('two nodes that serve a new tenant at once make one set of keys', async () => {
    const fresh = await p.tenants.create({ id: `fresh${count}`, name: 'F' });
    const sets = await Promise.all([p, other, p, other].map((node) => node.keys.keySet(fresh)));
    expect(new Set(sets.map((set) => set.signing.map(({ id }) => id).join())).size).toBe(1);
  });

  test('two rotations at once: the key that signs was published before', async () => {
    await idToken(app);
    await ageNext();
    const known = await published(p);
    await Promise.allSettled([p.keys.rotate(tenant), other.keys.rotate(tenant)]);
    await hear();
    for (const by of [app, elsewhere]) expect(known).toContain(kidOf(await idToken(by)));
  });

  test('a change to RS256: the next key is of it, old tokens still verify, and applications get RS256', async () => {
    const client = createRemoteJWKSet(new URL(app.url('/jwks')));
    const old = await idToken(app);
    await p.keys.changeAlgorithm(tenant, 'RS256');
    expect(decodeProtectedHeader(await idToken(app)).alg).toBe('ES256');
    await expect(p.keys.rotate(tenant)).rejects.toMatchObject({ code: 'keys.too_soon' });
    await ageNext();
    await p.keys.rotate(tenant);
    await hear();
    for (const by of [app, elsewhere]) {
      const token = await idToken(by);
      expect(decodeProtectedHeader(token).alg).toBe('RS256');
      await jwtVerify(token, client, { issuer: tenant.issuer });
    }
    await jwtVerify(old, client, { issuer: tenant.issuer });
    const set = await p.keys.keySet(tenant);
    expect(set.signing.map(({ status, algorithm }) => `${status} ${algorithm}`)).toEqual([
      'current RS256',
      'next RS256',
      'previous ES256',
    ]);
  });

  test('a previous key leaves the set after 30 days', async () => {
    const first = kidOf(await idToken(app));
    await p.keys.rotate(tenant, { force: true });
    expect(await published(p)).toContain(first);
    await p.db
      .forTenant(tenant.id)
      .updateTable('signing_keys')
      .set({ retired_at: new Date(Date.now() - 1000) })
      .where('id', '=', first)
      .execute();
    p.cache.invalidate(tenant.id);
    expect(await published(p)).not.toContain(first);
  });

  test('private keys are sealed at rest, and bound to their row', async () => {
    await idToken(app);
    const rows = await p.db.forTenant(tenant.id).selectFrom('signing_keys').selectAll().execute();
    expect(rows.length).toBeGreaterThanOrEqual(3);
    for (const row of rows) {
      expect(JSON.stringify(row)).not.toContain('"d"');
      expect(row.sealed_secret).not.toContain('kty');
    }
    const [one, two] = rows.filter((row) => row.purpose === 'token');
    await p.db
      .forTenant(tenant.id)
      .updateTable('signing_keys')
      .set({ sealed_secret: two!.sealed_secret })
      .where('id', '=', one!.id)
      .execute();
    p.cache.invalidate(tenant.id);
    await expect(p.keys.keySet(tenant)).rejects.toThrow();
  });
});

describe('cookie keys', () => {
  test('rotated twice, sessions and attempts begun before go on, on both nodes', async () => {
    const { browser } = await app.signIn();
    const fresh = new Browser(p);
    const attempt = new URL((await fresh.get(app.authorizeUrl())).headers.get('location')!, p.endpoint).href;
    for (let i = 0; i < 2; i++) {
      await p.keys.rotateCookieKey(tenant);
      await hear();
    }
    expect(resultOf((await browser.clone().follow(app.authorizeUrl({ prompt: 'none' }))).url)).toHaveProperty(
      'code',
    );
    const there = new Browser(other);
    for (const [key, cookie] of browser.cookies) there.cookies.set(key, cookie);
    expect(resultOf((await there.follow(app.authorizeUrl({ prompt: 'none' }))).url)).toHaveProperty('code');
    expect((await fresh.follow(attempt)).url).toContain('code=');
  });

  test('a session cookie signed with a key that is gone, or not signed, is nobody', async () => {
    const { browser } = await app.signIn();
    const name = `gh_${tenant.id}_session`;
    const stripped = browser.clone();
    stripped.cookies.delete(`${name}.sig|${tenant.basePath}`);
    expect(resultOf((await stripped.follow(app.authorizeUrl({ prompt: 'none' }))).url)).toMatchObject({
      error: 'login_required',
    });
    await p.keys.rotateCookieKey(tenant);
    await p.db
      .forTenant(tenant.id)
      .updateTable('signing_keys')
      .set({ retired_at: new Date(0) })
      .where('purpose', '=', 'cookie')
      .where('status', '=', 'previous')
      .execute();
    p.cache.invalidate(tenant.id);
    expect(resultOf((await browser.follow(app.authorizeUrl({ prompt: 'none' }))).url)).toMatchObject({
      error: 'login_required',
    });
  });
});
