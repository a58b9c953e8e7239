/** A tenant at a host name of its own: what no Host header can do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Visitor } from '../src/testing/visitor.ts';
import { discovery, type ShopWorld, startShop } from './custom-domains-harness.ts';

let world: ShopWorld;
let d: ShopWorld['d'];
let shop: ShopWorld['shop'];
let call: ShopWorld['call'];
let origin: ShopWorld['origin'];
let otherOrigin: ShopWorld['otherOrigin'];
let raw: ShopWorld['raw'];
let issuerAt: ShopWorld['issuerAt'];
let signIn: ShopWorld['signIn'];
beforeAll(async () => {
  world = await startShop();
  ({ d, shop, call, origin, otherOrigin, raw, issuerAt, signIn } = world);
});
afterAll(() => world.close());

describe('threats', () => {
  test.each(['LOGIN.SHOP.EXAMPLE', 'login.shop.example.', 'login.shop.example:443', 'Login.Shop.Example.:1'])(
    'Host %s: one tenant, and the addresses are the registered ones',
    async (host) => {
      expect(await issuerAt(discovery, { host })).toBe(`${origin}/oidc`);
    },
  );

  test.each([
    ['a name that nobody registered', 'evil.example'],
    ['a name below a registered one', 'x.login.shop.example'],
    ['a name above a registered one', 'shop.example'],
    ['a registered name inside another', 'login.shop.example.evil.example'],
    ['two names', 'login.shop.example, evil.example'],
    ['a user name', 'login.shop.example@evil.example'],
    ['nothing', ''],
    ['an address', '127.0.0.1'],
  ])('Host is %s: the endpoint answers with its own addresses', async (_, host) => {
    const answer = await raw(discovery, { host });
    expect((JSON.parse(answer.body) as { issuer: string }).issuer).toBe(d.app.tenant.issuer);
    expect(answer.body).not.toContain(host || 'example');
  });

  test('X-Forwarded-Host and Forwarded are nothing, though the proxy is a trusted one', async () => {
    const forwarded = {
      'x-forwarded-host': 'login.shop.example',
      forwarded: 'host=login.shop.example',
      'x-original-host': 'login.shop.example',
    };
    expect(await issuerAt(discovery, { host: 'localhost', ...forwarded })).toBe(d.app.tenant.issuer);
    const hostile = { ...forwarded, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    expect(await issuerAt(discovery, { host: 'login.shop.example', ...hostile })).toBe(`${origin}/oidc`);
  });

  test('a claimed and a proved domain answer nothing of the tenant before the activation, nor after its end', async () => {
    const { json } = await call('POST', '/custom-domains', { domain: 'next.shop.example' });
    const host = 'next.shop.example';
    expect(await issuerAt(discovery, { host })).toBe(d.app.tenant.issuer);
    d.dns.set(json.record.name, [json.record.value]);
    await call('POST', `/custom-domains/${host}/verify`);
    expect(await issuerAt(discovery, { host })).toBe(d.app.tenant.issuer);
    await call('POST', `/custom-domains/${host}/activate`, { issuer: json.issuer });
    expect(await issuerAt(discovery, { host })).toBe(json.issuer);
    await call('POST', `/custom-domains/${host}/deactivate`, { issuer: json.issuer });
    expect(await issuerAt(discovery, { host })).toBe(d.app.tenant.issuer);
  });

  test.each([
    '/t/other/oidc/.well-known/openid-configuration',
    '/t/shop/oidc/.well-known/openid-configuration',
    '/t/admin/sign-in',
    '/t/default/sign-in',
    '/.well-known/oauth-authorization-server/t/other/oidc',
    '/api/users',
    '/api/openapi.json',
    '/api/docs',
    '/%61pi/openapi.json',
    '/x/../api/openapi.json',
    '/console',
    '/console/callback',
    '/metrics',
  ])('%s at a custom domain: there is one tenant, and nothing of the installation', async (path) => {
    const { status, body } = await raw(path, { host: 'login.shop.example' });
    expect(status).toBe(404);
    expect(body).not.toMatch(/issuer|openapi|other/);
  });

  test('a session of one tenant is nothing at the domain of another, and stays at its own host', async () => {
    const { visitor } = await signIn(`${origin}/oidc`);
    const cookie = visitor.cookieHeader(`${origin}/`);
    expect(cookie).toContain('gh_shop_session');
    const there = await fetch(`${otherOrigin}/account`, { headers: { cookie }, redirect: 'manual' });
    expect(there.headers.get('location') ?? '').toContain('/oidc/auth');
    // The browser itself keeps them at their host: at the endpoint nobody is signed in.
    const stranger = new Visitor(d.app.endpoint);
    expect((await stranger.open('/t/shop/account')).url).toContain('/t/shop/sign-in/');
  });

  test('CSRF: a form from the tenant’s other address, or from another tenant’s domain, is refused', async () => {
    const visitor = new Visitor(origin);
    const page = await visitor.open('/account');
    expect(page.url).toContain('/sign-in/');
    for (const sender of [d.app.endpoint, otherOrigin, 'http://login.shop.example.evil.example']) {
      const answer = await visitor.request(page.url, {
        method: 'POST',
        body: new URLSearchParams({ identifier: 'alice@example.com' }),
        headers: { origin: sender },
      });
      expect(answer.status).toBe(403);
    }
  });

  test('the console of the installation takes no code at a tenant’s domain', async () => {
    const admin = (await d.app.tenants.byId('admin'))!;
    const query = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${origin}/console/callback`,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const refused = await fetch(`${admin.issuer}/auth?${query}`, { redirect: 'manual' });
    expect(refused.status).toBe(400);
    query.set('redirect_uri', `${d.app.endpoint}/console/callback`);
    const taken = await fetch(`${admin.issuer}/auth?${query}`, { redirect: 'manual' });
    expect(taken.headers.get('location')).toMatch(/^\/t\/admin\/sign-in\//);
  });

  test('the installation’s own host name, and names below localhost where it is a public one', async () => {
    const endpoint = 'https://id.gatehouse.example';
    const { createCustomDomains } = await import('../src/features/tenants/index.ts');
    const { db, cache } = d.app;
    const domains = createCustomDomains({ system: db, cache, endpoint, endpointIsLoopback: false });
    for (const name of [
      'id.gatehouse.example',
      'ID.Gatehouse.Example.',
      'gatehouse.example',
      'a.localhost',
    ]) {
      await expect(domains.add(shop.db, name)).rejects.toMatchObject({ code: 'custom_domain.reserved' });
    }
    expect(domains.addressOf('login.acme.example').issuer).toBe('https://login.acme.example/oidc');
  });
});
