/** Enterprise SSO at a custom domain, and the tenant at the base URL with a domain of its own. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, type Domains, startDomains } from '../src/features/tenants/domains-harness.ts';
import { leadEveryHostHere } from '../src/testing/any-host.ts';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../src/testing/idp/index.ts';
import { Visitor } from '../src/testing/visitor.ts';

let d: Domains;
let idp: IdpSimulator;
let call: Call;
let origin: string;
let comeBack: () => Promise<void>;
const redirectUri = 'http://localhost:3000/callback';
const verifier = randomBytes(32).toString('base64url');

beforeAll(async () => {
  comeBack = leadEveryHostHere();
  d = await startDomains();
  const { app } = d;
  origin = app.endpoint.replace('localhost', 'login.bookstore.example');
  idp = await startIdpSimulator({
    organizations: [
      {
        kind: 'oidc',
        id: 'acme',
        domain: 'acme.example',
        clients: [
          {
            clientId: 'acme-app',
            clientSecret: 'acme-secret',
            redirectUris: [app.endpoint, origin].map((base) => `${base}/callback/acme`),
          },
        ],
        users: [{ id: 'anna-1', username: 'anna@acme.example', email: 'anna@acme.example', name: 'Anna' }],
      },
    ],
  });
  call = await d.managing(app.tenant);
  await app.applications.create(
    app.tenant.db,
    { id: 'bookstore', name: 'Bookstore', type: 'spa', redirectUris: [redirectUri] },
    app.tenant,
  );
  await app.sso.connectors.create(app.tenant.db, {
    id: 'acme',
    name: 'Acme',
    provider: 'oidc',
    config: { issuer: idp.issuerOf('acme'), clientId: 'acme-app', clientSecret: 'acme-secret' },
    domains: [{ name: 'acme.example', proved: true }],
    enabled: true,
  });
  await app.experience.update(app.tenant.db, { singleSignOnEnabled: true });
  await d.moveTo(call, 'login.bookstore.example');
});
afterAll(async () => {
  await d.close();
  await idp.close();
  await comeBack();
});

/** Anna's way from the application through her organization and back; the code's tokens. */
async function signInByAcme(base: string) {
  const visitor = new Visitor(base);
  const query = new URLSearchParams({
    client_id: 'bookstore',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid email',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  await visitor.open(`/oidc/auth?${query}`);
  const there = await visitor.submit({ identifier: 'anna@acme.example' });
  const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'anna@acme.example' });
  const page = await visitor.open(callbackUrl.href);
  const returned = new URL(page.url).searchParams;
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'bookstore',
    redirect_uri: redirectUri,
    code: returned.get('code') ?? '',
    code_verifier: verifier,
  });
  const answer = await fetch(`${base}/oidc/token`, { method: 'POST', body });
  return { there: new URL(there.url), callbackUrl, returned, status: answer.status, visitor };
}

describe('enterprise SSO', () => {
  test('goes to the provider from the domain and comes back to it', async () => {
    const { there, callbackUrl, returned, status } = await signInByAcme(origin);
    expect(there.searchParams.get('redirect_uri')).toBe(`${origin}/callback/acme`);
    expect(callbackUrl.href).toMatch(new RegExp(`^${origin}/callback/acme\\?`));
    // RFC 9207 section 2: the application can tell which issuer answered.
    expect(returned.get('iss')).toBe(`${origin}/oidc`);
    expect(status).toBe(200);
  });

  test('from the address before goes on with the redirect address that the provider knows', async () => {
    const { endpoint } = d.app;
    const { there, returned, status } = await signInByAcme(endpoint);
    expect(there.searchParams.get('redirect_uri')).toBe(`${endpoint}/callback/acme`);
    expect(returned.get('iss')).toBe(`${endpoint}/oidc`);
    expect(status).toBe(200);
  });

  test('threat: an answer for one address handed in at the other', async () => {
    const visitor = new Visitor(origin);
    const { callbackUrl } = await signInByAcme(d.app.endpoint);
    const page = await visitor.open(`${origin}${callbackUrl.pathname}${callbackUrl.search}`);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.status).toBeLessThan(500);
  });
});

describe('the tenant at the base URL', () => {
  test('has its domain beside the endpoint, which keeps the installation’s own addresses', async () => {
    const read = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;
    const discovery = '/oidc/.well-known/openid-configuration';
    expect((await read(origin + discovery)).issuer).toBe(`${origin}/oidc`);
    expect((await read(d.app.endpoint + discovery)).issuer).toBe(`${d.app.endpoint}/oidc`);
    expect((await read(`${d.app.endpoint}/t/admin${discovery}`)).issuer).toBe(
      `${d.app.endpoint}/t/admin/oidc`,
    );
    const description = await read(`${d.app.endpoint}/api/openapi.json`);
    expect(description.servers).toEqual([{ url: `${d.app.endpoint}/api` }]);
  });

  test('moves back: what is deactivated signs nobody in, and the endpoint’s sessions live on', async () => {
    const { visitor } = await signInByAcme(d.app.endpoint);
    await call('POST', '/custom-domains/login.bookstore.example/deactivate', { issuer: `${origin}/oidc` });
    expect((await visitor.open('/account')).html).toContain('anna@acme.example');
    const { baseUrl, issuers } = (await d.app.tenants.byId('default'))!;
    expect([baseUrl, issuers]).toEqual([d.app.endpoint, [`${d.app.endpoint}/oidc`]]);
  });
});
