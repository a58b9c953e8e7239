/**
 * Single logout that begins at the SAML provider (SAML Profiles section 4.4): its signed request ends that person's
 * sessions here and nobody else's, our answer satisfies it, and what is not right ends nothing.
 */

import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type IdpSimulator,
  type SamlMisbehaviour,
  signInAtIdp,
  startIdpSimulator,
} from '../../testing/idp/index.ts';
import { type Browser, redirectUri, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
const shop = { id: 'shop', secret: '' };
/** What the application was told by Gatehouse. */
let told: Record<string, unknown>[];

const path = (name: string) => `${world.app.endpoint}/saml/stark/${name}`;

const { createServer } = await import('node:http');
const application = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  told.push(decodeJwt(new URLSearchParams(Buffer.concat(chunks).toString()).get('logout_token') ?? ''));
  response.end();
});

beforeAll(async () => {
  world = await startSignIn();
  const { app, tenant } = world;
  const person = (name: string) => ({
    id: `${name}-1`,
    username: name,
    email: `${name}@stark.example`,
    name,
  });
  idp = await startIdpSimulator({
    organizations: [
      { kind: 'saml', id: 'stark', domain: 'stark.example', users: ['tony', 'pepper'].map(person) },
    ],
  });
  await world.experience({ singleSignOnEnabled: true });
  await app.sso.connectors.create(tenant.db, {
    id: 'stark',
    name: 'Stark',
    provider: 'saml',
    config: { metadataUrl: idp.samlOf('stark').metadataUrl },
    domains: [{ name: 'stark.example', proved: true }],
    enabled: true,
  });
  await new Promise<void>((listening) => application.listen(0, '127.0.0.1', listening));
  const { port } = application.address() as { port: number };
  const { secret } = await app.applications.create(
    tenant.db,
    {
      id: shop.id,
      name: 'Shop',
      type: 'traditional',
      redirectUris: [redirectUri],
      backchannelLogoutUri: `http://127.0.0.1:${port}/bye`,
    } as never,
    tenant,
  );
  shop.secret = String(secret);
});
afterAll(async () => {
  application.close();
  await idp.close();
  await world.close();
});
beforeEach(async () => {
  told = [];
  await world.forgetLimits();
  await world.tenant.db.query(sql`delete from events where tenant_id = ${world.tenant.db.tenantId}`);
  await register();
});
afterEach(() => idp.misbehave('stark', null));

/** With our own metadata's certificate the provider checks what we sign. */
async function register(more: object = {}): Promise<void> {
  const [{ certificate }] = await world.app.sso.saml.keys.all(world.tenant.db);
  await world.app.sso.connectors.update(world.tenant.db, 'stark', { config: { signRequests: true } });
  idp.registerServiceProvider('stark', {
    entityId: path('metadata'),
    acs: [path('acs')],
    singleLogout: path('logout'),
    certificates: [certificate],
    ...more,
  });
}

type Jar = Map<string, string>;
interface Visit {
  browser: Browser;
  /** The provider's. */
  cookies: Jar;
  tokens: Record<string, string>;
}

const requestTokens = async (parameters: Record<string, string>) => {
  const response = await world.app.fetch('/oidc/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${shop.id}:${shop.secret}`)}` },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};

async function signIn(username: string, scope = 'openid'): Promise<Visit> {
  const [browser, cookies]: [Browser, Jar] = [world.browser(), new Map()];
  const away = await browser.begin({ client_id: shop.id, scope, direct_sign_in: 'sso:stark' });
  const { parameters } = await signInAtIdp(idp, away.url.href, { username, cookies });
  const posted = await browser.send(path('acs'), { method: 'POST', body: parameters });
  const back = await browser.go(posted.headers.get('location') ?? '');
  const { body } = await requestTokens({
    grant_type: 'authorization_code',
    code: back.url.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  });
  return { browser, cookies, tokens: body };
}

const isSignedIn = async ({ browser, tokens }: Visit) => {
  const { url } = await browser.begin({ client_id: shop.id, scope: 'openid', prompt: 'none' });
  const userinfo = await world.app.fetch('/oidc/me', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  return { silently: url.searchParams.has('code'), userinfo: userinfo.status };
};
const stillIn = { silently: true, userinfo: 200 };
const out = { silently: false, userinfo: 401 };

const atIdp = async (url: string, { cookies }: Pick<Visit, 'cookies'>, init: RequestInit = {}) =>
  fetch(url, {
    redirect: 'manual',
    ...init,
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });

/** The button of the provider's own page. */
const signOutThere = (visit: Visit) =>
  atIdp(idp.samlOf('stark').appsUrl.replace('apps', 'sign-out'), visit, { method: 'POST' });

const fieldsOf = (html: string) =>
  new URLSearchParams(
    [...html.matchAll(/name="(SAML\w+|RelayState)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&#43;', '+'),
    ]),
  );

/** The provider's request as the browser brings it here: without a cookie, as from another site. */
async function carry(there: Response): Promise<Response> {
  const location = there.headers.get('location');
  return location
    ? fetch(location, { redirect: 'manual' })
    : fetch(path('logout'), { method: 'POST', redirect: 'manual', body: fieldsOf(await there.text()) });
}

const events = async (type: string) =>
  world.tenant.db.query<{ data: Record<string, unknown> }>(sql<{ data: Record<string, unknown> }>`
    select payload -> 'data' as data from events
    where tenant_id = ${world.tenant.db.tenantId} and type = ${type}`);
const causes = async () => (await events('sso.provider_logout_refused')).map(({ data }) => data.cause);

describe('who signs out at the provider', () => {
  it.each(['redirect', 'post'] as const)(
    'is signed out here and nobody else, by %s',
    async (logoutBinding) => {
      await register({ logoutBinding });
      const [tony, pepper] = [await signIn('tony'), await signIn('pepper')];
      expect([await isSignedIn(tony), await isSignedIn(pepper)]).toEqual([stillIn, stillIn]);
      const answered = await carry(await signOutThere(tony));
      expect([await isSignedIn(tony), await isSignedIn(pepper)]).toEqual([out, stillIn]);
      const atEnd = await atIdp(answered.headers.get('location') ?? '', tony);
      expect([atEnd.status, await atEnd.text()]).toEqual([
        200,
        expect.stringContaining('You signed out of your account'),
      ]);
      expect(await events('sso.signed_out_by_provider')).toMatchObject([{ data: { sessions: 1 } }]);
    },
  );

  it('the applications are told, and offline access lives on as at every sign-out', async () => {
    const tony = await signIn('tony', 'openid offline_access');
    await world.app.settle();
    told = [];
    await carry(await signOutThere(tony));
    await world.app.settle();
    expect(told).toMatchObject([{ aud: shop.id, sub: decodeJwt(tony.tokens.id_token!).sub }]);
    const refreshed = await requestTokens({
      grant_type: 'refresh_token',
      refresh_token: tony.tokens.refresh_token!,
    });
    expect(refreshed.status).toBe(200);
  });

  it('with one browser stays signed in with the other: the request names the session', async () => {
    const [here, elsewhere] = [await signIn('tony'), await signIn('tony')];
    await carry(await signOutThere(here));
    expect([await isSignedIn(here), await isSignedIn(elsewhere)]).toEqual([out, stillIn]);
  });

  it('is signed out by a certificate that is newer than what we have read', async () => {
    const tony = await signIn('tony');
    await world.tenant.db.query(sql`update sso_saml_metadata set tried_at = now() - interval '1 hour'
      where tenant_id = ${world.tenant.db.tenantId}`);
    await idp.publishNextCertificate('stark');
    await idp.useNextCertificate('stark', { publishNewOnly: true });
    await carry(await signOutThere(tony));
    expect(await isSignedIn(tony)).toEqual(out);
  });

  it('is told no lie: an answer that is not ours does not satisfy the provider', async () => {
    const tony = await signIn('tony');
    const answer = (await carry(await signOutThere(tony))).headers.get('location') ?? '';
    const forged = answer.replace(/Signature=[^&]{8}/, 'Signature=AAAAAAAA');
    expect((await atIdp(forged, tony)).status).toBe(400);
  });
});

describe('what ends nothing, for a cause that the administrator finds', () => {
  it.each<[string, SamlMisbehaviour, string]>([
    ['nobody signed', 'saml-logout-unsigned', 'saml.unsigned'],
    ['of another issuer', 'saml-logout-wrong-issuer', 'saml.wrong_issuer'],
    ['for another address', 'saml-logout-wrong-destination', 'saml.wrong_destination'],
    ['of yesterday', 'saml-logout-expired', 'saml.expired'],
  ])('threat: a request %s', async (_what, misbehaviour, cause) => {
    for (const logoutBinding of ['redirect', 'post'] as const) {
      await register({ logoutBinding });
      const tony = await signIn('tony');
      idp.misbehave('stark', misbehaviour);
      const refused = await carry(await signOutThere(tony));
      idp.misbehave('stark', null);
      expect([refused.status, await isSignedIn(tony)]).toEqual([400, stillIn]);
    }
    expect(await causes()).toEqual([cause, cause]);
  });

  it('threat: a request that is shown a second time', async () => {
    const request = (await signOutThere(await signIn('tony'))).headers.get('location') ?? '';
    expect((await fetch(request, { redirect: 'manual' })).status).toBe(303);
    const again = await signIn('tony');
    const answers = await Promise.all([1, 2, 3].map(() => fetch(request, { redirect: 'manual' })));
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await isSignedIn(again)).toEqual(stillIn);
    expect(new Set(await causes())).toEqual(new Set(['saml.replayed']));
  });

  it.each<[string, (url: URL) => void, string]>([
    [
      'whose signature was changed',
      (url) => url.searchParams.set('Signature', btoa('x'.repeat(256))),
      'saml.bad_signature',
    ],
    ['with another RelayState', (url) => url.searchParams.set('RelayState', 'evil'), 'saml.bad_signature'],
    [
      'signed with SHA-1',
      (url) => url.searchParams.set('SigAlg', 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'),
      'saml.signature_algorithm',
    ],
    ['that names a part twice', (url) => url.searchParams.append('SigAlg', 'x'), 'saml.malformed'],
  ])('threat: a request %s', async (_what, change, cause) => {
    const tony = await signIn('tony');
    const url = new URL((await signOutThere(tony)).headers.get('location') ?? '');
    change(url);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400);
    expect(await isSignedIn(tony)).toEqual(stillIn);
    expect(await causes()).toEqual([cause]);
  });

  it.each([
    'SAMLRequest=%ZZ&SigAlg=x&Signature=y',
    'SAMLRequest=fVI%3D&SigAlg=%E0%A4%A&Signature=AAAA',
    'SAMLRequest=&Signature=',
    'SAMLRequest=AAAA&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256&Signature=AAAA',
  ])('threat: rubbish is refused and never a failure of the server: %s', async (query) => {
    expect((await fetch(`${path('logout')}?${query}`, { redirect: 'manual' })).status).toBe(400);
  });

  it('threat: a flood of them fills no log', async () => {
    for (let sent = 0; sent < 12; sent += 1)
      await fetch(`${path('logout')}?SAMLRequest=AAAA`, { redirect: 'manual' });
    expect((await causes()).length).toBeLessThanOrEqual(6);
  });

  it('threat: strangers learn nothing: a connector that does not exist refuses alike', async () => {
    const shape = async (connector: string) => {
      const response = await world.app.fetch(`/saml/${connector}/logout?SAMLRequest=AAAA`);
      return [response.status, (await response.text()).replace(/[\w-]{20,}/g, '')];
    };
    expect(await shape('stark')).toEqual(await shape('nobody'));
  });
});
