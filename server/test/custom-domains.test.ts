/** A tenant at a host name of its own: whole sign-ins there, and what it costs. */
import { decodeJwt, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp } from '../src/testing/test-app.ts';
import { discovery, redirectUri, type ShopWorld, startShop } from './custom-domains-harness.ts';

let world: ShopWorld;
let d: ShopWorld['d'];
let shop: ShopWorld['shop'];
let other: ShopWorld['other'];
let call: ShopWorld['call'];
let origin: ShopWorld['origin'];
let otherOrigin: ShopWorld['otherOrigin'];
let at: ShopWorld['at'];
let raw: ShopWorld['raw'];
let issuerAt: ShopWorld['issuerAt'];
let discover: ShopWorld['discover'];
let signIn: ShopWorld['signIn'];
let logoutTokens: ShopWorld['logoutTokens'];
beforeAll(async () => {
  world = await startShop();
  ({ d, shop, other, call, origin, otherOrigin, at, raw, issuerAt, discover, signIn, logoutTokens } = world);
});
afterAll(() => world.close());

describe('at its custom domain', () => {
  test('OpenID Connect Discovery section 4.3: every address is the domain’s', async () => {
    const document = (await (await fetch(`${origin}${discovery}`)).json()) as Record<string, unknown>;
    expect(document.issuer).toBe(`${origin}/oidc`);
    for (const [name, value] of Object.entries(document)) {
      if (/_endpoint$|_uri$/.test(name)) expect(value).toMatch(new RegExp(`^${origin}/oidc/`));
    }
    // RFC 8414 section 3.1: beside the issuer's path, at the root.
    const oauth = await fetch(`${origin}/.well-known/oauth-authorization-server/oidc`);
    expect(((await oauth.json()) as { issuer: string }).issuer).toBe(`${origin}/oidc`);
  });

  test('a whole sign-in with openid-client: pages, tokens, userinfo, refresh, introspection, sign-out', async () => {
    const { config, tokens, visitor, pages } = await signIn(`${origin}/oidc`);
    for (const url of pages.slice(0, -1)) expect(url).toMatch(new RegExp(`^${origin}/sign-in/`));
    expect(tokens.claims()).toMatchObject({ iss: `${origin}/oidc`, aud: 'bookstore' });
    const sub = tokens.claims()!.sub;
    expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
      name: 'Alice',
    });
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.claims()?.iss).toBe(`${origin}/oidc`);
    expect(await client.tokenIntrospection(config, refreshed.access_token)).toMatchObject({
      active: true,
      iss: `${origin}/oidc`,
    });
    const end = client.buildEndSessionUrl(config, {
      id_token_hint: refreshed.id_token!,
      post_logout_redirect_uri: 'http://localhost:3000/',
    });
    expect((await visitor.open(end.href)).url).toBe('http://localhost:3000/');
    expect([...visitor.cookies.keys()].filter((name) => name.includes('_session'))).toEqual([]);
  });

  test('a person is signed in for the domain: the account pages know them, a second application is silent', async () => {
    const { visitor } = await signIn(`${origin}/oidc`);
    expect((await visitor.open('/account')).html).toContain('alice@example.com');
    const { pages } = await signIn(`${origin}/oidc`, visitor);
    expect(pages).toHaveLength(1);
  });

  test('DESIGN section 5: cookies are host-only, of the tenant’s name, at the path / of the domain', async () => {
    const response = await fetch(
      `${origin}/oidc/auth?client_id=bookstore&response_type=code&scope=openid&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256&redirect_uri=${encodeURIComponent(redirectUri)}`,
      { redirect: 'manual' },
    );
    const lines = response.headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/^gh_shop_/);
      expect(line).not.toMatch(/domain=/i);
      expect(line).toMatch(/path=\/(;|$|sign-in\/|oidc\/)/);
      expect(line).toMatch(/httponly/i);
    }
    expect(response.headers.get('location')).toMatch(/^\/sign-in\//);
  });

  test('the redirect address of an SSO connector is the domain’s', async () => {
    await call('POST', '/sso-connectors', {
      id: 'acme',
      name: 'Acme',
      provider: 'oidc',
      config: { issuer: 'https://idp.acme.example', clientId: 'x', clientSecret: 'y' },
    });
    const { json } = await call('GET', '/sso-connectors/acme');
    expect(json.redirectUri).toBe(`${origin}/callback/acme`);
  });
});

describe('the address that the tenant had before', () => {
  test('keeps answering as itself: applications that know its issuer go on', async () => {
    const { config, tokens, visitor } = await signIn(shop.issuer);
    expect(tokens.claims()?.iss).toBe(shop.issuer);
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token!);
    expect(refreshed.claims()?.iss).toBe(shop.issuer);
    for (const { path } of visitor.cookies.values()) expect(path).toMatch(/^\/t\/shop/);
  });

  test('has the same users and tokens: an application moves over without asking anybody to sign in', async () => {
    const { tokens } = await signIn(shop.issuer);
    const moved = await discover(`${origin}/oidc`);
    const sub = tokens.claims()!.sub;
    expect((await client.fetchUserInfo(moved, tokens.access_token, sub)).sub).toBe(sub);
    expect((await client.refreshTokenGrant(moved, tokens.refresh_token!)).claims()).toMatchObject({
      sub,
      iss: `${origin}/oidc`,
    });
  });

  test('OpenID Connect RP-Initiated Logout section 2: an ID token from before the move asks instead of failing', async () => {
    const { tokens } = await signIn(shop.issuer);
    const { visitor } = await signIn(`${origin}/oidc`);
    const page = await visitor.open(`${origin}/oidc/session/end?id_token_hint=${tokens.id_token}`);
    expect(page.status).toBe(200);
    expect(page.html).toContain(`action="${origin}/oidc/session/end/confirm"`);
  });

  test('OpenID Connect Back-Channel Logout section 2.4: the logout token names the issuer of the session', async () => {
    const { tokens } = await signIn(shop.issuer);
    await signIn(`${origin}/oidc`);
    // What earlier sign-outs have left to say.
    await d.app.settle();
    logoutTokens.length = 0;
    await d.app.oidc.sessions.endAllForUser(shop.db, tokens.claims()!.sub, { revokeGrants: false });
    await d.app.settle();
    const issuers = logoutTokens.map((token) => decodeJwt(token).iss);
    expect(new Set(issuers)).toEqual(new Set([shop.issuer, `${origin}/oidc`]));
  });

  test('the management API stays there, takes tokens of every issuer of the tenant, and tells the new address', async () => {
    const { json } = await call('GET', '/tenants/shop');
    expect(json).toMatchObject({ baseUrl: origin, issuer: `${origin}/oidc`, apiResource: shop.apiResource });
    const created = await d.app.applications.create(
      shop.db,
      { name: 'Robot', type: 'machine-to-machine', managementPermissions: ['all'] },
      shop,
    );
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      resource: shop.apiResource,
      scope: 'users:read',
      client_id: created.application.id,
      client_secret: created.secret ?? '',
    });
    const answer = await fetch(`${origin}/oidc/token`, { method: 'POST', body });
    const { access_token } = (await answer.json()) as { access_token: string };
    expect(decodeJwt(access_token).iss).toBe(`${origin}/oidc`);
    const headers = { authorization: `Bearer ${access_token}` };
    const users = await fetch(`${shop.apiResource}/users`, { headers });
    expect(users.status).toBe(200);
    expect(users.headers.get('link')).toContain(`<${shop.apiResource}/users?`);
    // Another tenant's API takes none of them.
    expect((await fetch(`${other.apiResource}/users`, { headers })).status).toBe(401);
    const forged = await new SignJWT({ iss: `${otherOrigin}/oidc` })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.alloc(32));
    const refused = await fetch(`${shop.apiResource}/users`, {
      headers: { authorization: `Bearer ${forged}` },
    });
    expect(refused.status).toBe(401);
  });
});

describe('the cost and other nodes', () => {
  test('DESIGN section 9: a request at a custom domain, and one with an invented Host, cost no statement when warm', async () => {
    const hosts = ['login.shop.example', 'evil.example', '127.0.0.1'];
    for (const host of hosts) await raw(discovery, { host });
    const { statements } = await d.app.db.statements.during(async () => {
      for (const host of hosts) await raw(discovery, { host });
      for (let n = 0; n < 20; n += 1) await raw(discovery, { host: `n${n}.evil.example` });
    });
    expect(statements).toEqual([]);
  });

  test('another node answers at the domain within a second, and stops within a second', async () => {
    const second = await buildTestApp({ db: d.app.db });
    try {
      const there = async (host: string) => {
        const { port } = new URL(second.endpoint);
        const answer = await fetch(`http://${host}:${port}${discovery}`);
        return ((await answer.json()) as { issuer: string }).issuer;
      };
      const ofDefault = await there('evil.example');
      expect(await there('fast.shop.example')).toBe(ofDefault);
      await d.moveTo(call, 'fast.shop.example');
      await expect
        .poll(() => there('fast.shop.example'), { timeout: 5_000 })
        .toContain('//fast.shop.example:');
      const issuer = `${at('fast.shop.example')}/oidc`;
      await call('POST', '/custom-domains/fast.shop.example/deactivate', { issuer });
      await expect.poll(() => there('fast.shop.example'), { timeout: 5_000 }).toBe(ofDefault);
    } finally {
      await second.close();
    }
  });

  test('a tenant that is deleted answers nowhere, and its domain is free', async () => {
    const gone = await d.app.tenants.create({ id: 'gone', name: 'Gone' });
    await d.moveTo(await d.managing(gone), 'gone.localhost');
    expect(await issuerAt(discovery, { host: 'gone.localhost' })).toBe(`${at('gone.localhost')}/oidc`);
    await d.app.tenants.remove('gone');
    expect(await issuerAt(discovery, { host: 'gone.localhost' })).toBe(d.app.tenant.issuer);
    await d.moveTo(call, 'gone.localhost');
    expect(await issuerAt(discovery, { host: 'gone.localhost' })).toBe(`${at('gone.localhost')}/oidc`);
  });
});
