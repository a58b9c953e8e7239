/** A tenant at a host name of its own: whole sign-ins there, and what no Host header can do. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, SignJWT } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, type Domains, startDomains } from '../src/features/tenants/domains-harness.ts';
import type { Tenant } from '../src/features/tenants/index.ts';
import { leadEveryHostHere } from '../src/testing/any-host.ts';
import { buildTestApp } from '../src/testing/test-app.ts';
import { Visitor } from '../src/testing/visitor.ts';

let d: Domains;
let shop: Tenant;
let other: Tenant;
let call: Call;
let secret: string;
let comeBack: () => Promise<void>;
/** Of the shop's custom domain, and of another tenant's. */
let origin: string;
let otherOrigin: string;
const redirectUri = 'http://localhost:3000/callback';
const password = 'correct-horse-battery';

/** What the application is told by back-channel. */
const logoutTokens: string[] = [];
const application = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  logoutTokens.push(new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? '');
  res.end();
});

const at = (name: string) => d.app.endpoint.replace('localhost', name);

beforeAll(async () => {
  comeBack = leadEveryHostHere();
  d = await startDomains();
  await new Promise<void>((resolve) => application.listen(0, 'localhost', resolve));
  const { tenants, applications, users, credentials } = d.app;
  shop = await tenants.create({ id: 'shop', name: 'Shop', tag: 'production' });
  other = await tenants.create({ id: 'other', name: 'Other' });
  call = await d.managing(shop);
  origin = at('login.shop.example');
  otherOrigin = at('other.localhost');
  const input = {
    id: 'bookstore',
    name: 'Bookstore',
    type: 'traditional' as const,
    redirectUris: [redirectUri],
    postLogoutRedirectUris: ['http://localhost:3000/'],
    backchannelLogoutUri: `http://localhost:${(application.address() as AddressInfo).port}/`,
  };
  secret = (await applications.create(shop.db, input, shop)).secret ?? '';
  const passwordHash = await credentials.hashPassword(password);
  const alice = { username: 'alice', email: 'alice@example.com', emailVerified: true, name: 'Alice' };
  await users.create(shop.db, { ...alice, passwordHash });
  await d.moveTo(call, 'login.shop.example');
  await d.moveTo(await d.managing(other), 'other.localhost');
});
afterAll(async () => {
  await d.close();
  application.close();
  await comeBack();
});

/** A request as no client library would send it, with the Host header given. */
function raw(path: string, headers: Record<string, string>) {
  const { port } = new URL(d.app.endpoint);
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const req = request({ host: 'localhost', port, path, headers }, (res) => {
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
    },
  );
}

const discovery = '/oidc/.well-known/openid-configuration';
const issuerAt = async (path: string, headers: Record<string, string>) => {
  const { body } = await raw(path, headers);
  return (JSON.parse(body) as { issuer?: string }).issuer;
};

/** Configures openid-client as the application does: with an issuer and nothing else. */
const discover = (issuer: string) =>
  client.discovery(new URL(issuer), 'bookstore', secret, undefined, {
    execute: [client.allowInsecureRequests],
  });

/** Signs Alice in with a password, and redeems the code. */
async function signIn(issuer: string, visitor = new Visitor(new URL(issuer).origin)) {
  const config = await discover(issuer);
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedNonce = client.randomNonce();
  const expectedState = client.randomState();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email offline_access',
    prompt: 'consent',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    nonce: expectedNonce,
    state: expectedState,
  });
  const pages: string[] = [];
  let page = await visitor.open(url.href);
  pages.push(page.url);
  if (page.url.includes('/sign-in/')) {
    page = await visitor.submit({ identifier: 'alice@example.com' });
    pages.push(page.url);
    page = await visitor.submit({ password });
    pages.push(page.url);
  }
  const checks = { pkceCodeVerifier, expectedNonce, expectedState };
  const tokens = await client.authorizationCodeGrant(config, new URL(page.url), checks);
  return { config, tokens, visitor, pages };
}

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
