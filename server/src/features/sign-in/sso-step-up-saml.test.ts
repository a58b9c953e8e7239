/** Brokered step-up through SAML: the classes asked for by RequestedAuthnContext, and what the assertion has to say. */
import { inflateRawSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { type Browser, redeem, redirectUri, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;
let secret: string;
const entra = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
const refeds = 'https://refeds.org/profile/mfa';
const multipleAuthn = 'http://schemas.microsoft.com/claims/multipleauthn';
const timeSync = 'urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken';
const directories = { stark: 'stark', acme: entra } as const;
type Id = keyof typeof directories;

const path = (id: Id, name: string) => `${world.app.endpoint}/saml/${id}/${name}`;
const users = (domain: string) => [
  { id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01', username: `p@${domain}`, email: `p@${domain}`, name: 'P' },
];

async function connect(id: Id, provider: string, authenticationContexts: string[]): Promise<void> {
  idp.registerServiceProvider(directories[id], {
    entityId: path(id, 'metadata'),
    acs: [path(id, 'acs')],
  });
  await world.app.sso.connectors.create(world.tenant.db, {
    id,
    name: id,
    provider,
    config: { metadataUrl: idp.samlOf(directories[id]).metadataUrl, authenticationContexts },
    domains: [{ name: `${id}.example`, proved: true }],
    enabled: true,
  });
}

beforeAll(async () => {
  world = await startSignIn();
  idp = await startIdpSimulator({
    organizations: [
      { kind: 'saml', id: 'stark', domain: 'stark.example', users: users('stark.example') },
      { kind: 'entra', id: entra, domain: 'acme.example', users: users('acme.example') },
    ],
  });
  await world.experience({ singleSignOnEnabled: true });
  await connect('stark', 'saml', [`mfa=${refeds}`, `mfa=${timeSync}`, 'never=urn:example:never']);
  await connect('acme', 'entra-saml', [`mfa=${multipleAuthn}`]);
  const bank = { id: 'bank', name: 'Bank', type: 'traditional', redirectUris: [redirectUri] };
  const made = await world.app.applications.create(world.tenant.db, bank as never, world.tenant);
  secret = String(made.secret);
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
  for (const id of Object.values(directories)) idp.misbehave(id, null);
});

const begin = (id: Id, extra: Record<string, string>) =>
  browser.begin({ client_id: 'bank', scope: 'openid', prompt: '', direct_sign_in: `sso:${id}`, ...extra });

const classesIn = (request: URL) =>
  inflateRawSync(Buffer.from(request.searchParams.get('SAMLRequest') ?? '', 'base64')).toString('utf8');

/** As far as the application, or the page that says why not. */
async function signIn(id: Id, extra: Record<string, string> = {}) {
  const away = await begin(id, extra);
  const { parameters } = await signInAtIdp(idp, away.url, { username: `p@${id}.example` });
  const posted = await fetch(path(id, 'acs'), { method: 'POST', body: parameters, redirect: 'manual' });
  const location = posted.headers.get('location');
  const back = location
    ? await browser.go(location)
    : { url: new URL(posted.url), status: posted.status, text: await posted.text() };
  return { asked: classesIn(away.url), back };
}

const claimsOf = async (url: URL) =>
  decodeJwt((await redeem(world, { url }, { id: 'bank', secret })).id_token);

describe('what is asked for (SAML Core section 3.3.2.2.1)', () => {
  it('every class that the connector knows for the word, exactly; the application gets its own word back', async () => {
    const { asked, back } = await signIn('stark', { acr_values: 'unknown mfa' });
    expect(asked).toContain('Comparison="exact"');
    for (const one of [refeds, timeSync]) expect(asked).toContain(`${one}</saml:AuthnContextClassRef>`);
    expect(await claimsOf(back.url)).toMatchObject({ acr: 'mfa', amr: ['fed', 'mfa'] });
  });

  it('Entra ID’s class stays a password’s: its attribute says how the person signed in', async () => {
    const { asked, back } = await signIn('acme', { acr_values: 'mfa' });
    expect(asked).toContain(multipleAuthn);
    expect(await claimsOf(back.url)).toMatchObject({ acr: 'mfa', amr: ['fed', 'pwd', 'mfa'] });
  });

  it('nothing when the application asks for nothing; how the person came is told to who wants to know', async () => {
    const claims = JSON.stringify({ id_token: { amr: null } });
    const { asked, back } = await signIn('stark', { claims });
    expect(asked).not.toContain('RequestedAuthnContext');
    const { acr, amr } = await claimsOf(back.url);
    expect([acr ?? null, amr]).toEqual([null, ['fed', 'pwd']]);
  });
});

describe('what comes back', () => {
  it('threat: a provider that ignores the question lets nobody in, and the cause says so', async () => {
    idp.misbehave('stark', 'saml-other-context');
    const { back } = await signIn('stark', { acr_values: 'mfa' });
    expect(back.status).toBe(403);
    expect(back.text).toContain('stronger sign-in');
  });

  it('a provider that can’t reach the class says so (NoAuthnContext), and the page has the cause', async () => {
    const { back } = await signIn('stark', { acr_values: 'never' });
    expect(back.status).toBe(403);
    expect(back.text).toContain('as strongly as was asked');
  });

  it('a session that reached less is asked once more, and one that reached it goes on', async () => {
    await signIn('stark');
    const { back } = await signIn('stark', { acr_values: 'mfa' });
    expect(await claimsOf(back.url)).toMatchObject({ acr: 'mfa' });
    const again = await begin('stark', { acr_values: 'mfa' });
    expect(await claimsOf(again.url)).toMatchObject({ acr: 'mfa' });
  });

  it('silently it can’t be had: the application learns that somebody has to sign in', async () => {
    await signIn('stark');
    const { url } = await begin('stark', { acr_values: 'mfa', prompt: 'none' });
    expect(url.searchParams.get('error')).toBe('login_required');
  });
});
