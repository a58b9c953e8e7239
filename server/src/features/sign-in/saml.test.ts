/** SAML at the browser: the form of the provider, single logout both ways, sign-ins that begin at the provider. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { type Browser, ended, type Page, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;

const path = (name: string) => `${world.app.endpoint}/saml/stark/${name}`;
const startUrl = 'http://localhost:3999/start';

beforeAll(async () => {
  world = await startSignIn();
  const organization = {
    kind: 'saml' as const,
    id: 'stark',
    domain: 'stark.example',
    users: [{ id: 'tony-1', username: 'tony', email: 'tony@stark.example', name: 'Tony Stark' }],
  };
  idp = await startIdpSimulator({ organizations: [organization] });
  idp.registerServiceProvider('stark', {
    entityId: path('metadata'),
    acs: [path('acs')],
    singleLogout: path('logout'),
  });
  await world.experience({ singleSignOnEnabled: true });
  await world.app.sso.connectors.create(world.tenant.db, {
    id: 'stark',
    name: 'Stark',
    provider: 'saml',
    config: { metadataUrl: idp.samlOf('stark').metadataUrl, signOutAtProvider: 'yes' },
    domains: [{ name: 'stark.example', proved: true }],
    enabled: true,
  });
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(() => {
  browser = world.browser();
});

const configure = (config: Record<string, unknown>) =>
  world.app.sso.connectors.update(world.tenant.db, 'stark', { config });

/** The provider's page posts: the browser brings no cookie with it, as with SameSite=Lax. */
async function post(fields: URLSearchParams): Promise<Response> {
  return fetch(path('acs'), { method: 'POST', body: fields, redirect: 'manual' });
}

const cookies = new Map<string, string>();

async function atIdp(page: Page) {
  expect(page.url.origin).toBe(new URL(idp.url).origin);
  return signInAtIdp(idp, page.url.href, { username: 'tony', cookies });
}

describe('signing in', () => {
  test('the post brings no cookie, the request after it does, and the application has its user', async () => {
    const back = await atIdp(await browser.begin({ direct_sign_in: 'sso:stark', scope: 'openid' }));
    const posted = await post(back.parameters);
    expect(posted.status).toBe(303);
    const page = await browser.go(posted.headers.get('location')!);
    expect(ended(page)).toBe(true);
  });

  test('threat: the response is taken up by another browser', async () => {
    const back = await atIdp(await browser.begin({ direct_sign_in: 'sso:stark', scope: 'openid' }));
    const posted = await post(back.parameters);
    const page = await world.browser().go(posted.headers.get('location')!);
    expect(page.status).toBe(400);
    expect(page.text).toContain('another browser');
  });
});

describe('single logout', () => {
  test('who signs out here is signed out at the provider, by a signed request, and comes back', async () => {
    const back = await atIdp(await browser.begin({ direct_sign_in: 'sso:stark', scope: 'openid' }));
    const posted = await post(back.parameters);
    await browser.go(posted.headers.get('location')!);
    const question = await browser.go('/oidc/session/end');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.text)?.[1] ?? '';
    const away = await browser.post('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(away.url.origin).toBe(new URL(idp.url).origin);
    expect(away.url.searchParams.get('Signature')).toBeTruthy();
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const there = await fetch(away.url, { redirect: 'manual', headers: { cookie } });
    const answer = there.headers.get('location') ?? '';
    expect(answer).toContain(path('logout'));
    const page = await browser.go(answer);
    expect(page.url.pathname).toBe('/oidc/session/end/success');
  });

  test('threat: a request to sign out that nobody signed', async () => {
    const response = await fetch(`${path('logout')}?SAMLRequest=${encodeURIComponent('fVI=')}`, {
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
  });
});

describe('a sign-in that begins at the provider', () => {
  const tile = async () => {
    const start = new URL(idp.samlOf('stark').startUrl);
    start.searchParams.set('sp', path('metadata'));
    return signInAtIdp(idp, start.href, { username: 'tony' });
  };

  test('is refused unless the connector allows it', async () => {
    const posted = await post((await tile()).parameters);
    expect(posted.status).toBe(403);
  });

  test('begins again at the application, and the person is not asked who they are', async () => {
    await configure({ idpInitiated: 'sp-initiated', idpInitiatedUrl: startUrl });
    const posted = await browser.send(path('acs'), { method: 'POST', body: (await tile()).parameters });
    expect(posted.headers.get('location')).toBe(startUrl);
    const page = await browser.begin({ scope: 'openid', prompt: '' });
    expect(page.url.origin).toBe(new URL(idp.url).origin);
  });

  test('taken as it comes, it is good once, and then for the application’s own sign-in', async () => {
    await configure({ idpInitiated: 'direct', idpInitiatedUrl: startUrl });
    const { parameters } = await tile();
    const posted = await browser.send(path('acs'), { method: 'POST', body: parameters });
    expect(posted.headers.get('location')).toBe(startUrl);
    expect((await post(parameters)).status).toBe(400);
    expect(ended(await browser.begin({ scope: 'openid', prompt: '' }))).toBe(true);
  });
});
