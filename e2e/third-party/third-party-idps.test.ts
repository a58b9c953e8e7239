// Identity providers that others wrote, installed from packages: what our simulator and Gatehouse might both have
// misunderstood, these have not.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped } from '../browser.ts';
import { expectHeading } from '../person.ts';
import { freePort } from '../processes.ts';
import { authorizationUrl, openScene, type Scene } from '../scene.ts';
import type { Announced, IdentityProvider, ServiceProvider } from './identity-provider.ts';
import { hasKeycloak, keycloak, startKeycloak } from './keycloak.ts';
import { hasLemonldap, lemonldap, startLemonldap } from './lemonldap.ts';
import { oidcProvider, startOidcProvider } from './oidc-provider.ts';
import { hasSimpleSamlPhp, simpleSamlPhp, startSimpleSamlPhp } from './simplesamlphp.ts';

let scene: Scene;
let browser: Browser;
/** The application plays no part: it is enough that the browser comes back to it with a code. */
const bookstore = createServer((_request, response) => response.end('Bookstore'));

beforeAll(async () => {
  if (!hasBrowser) return;
  [scene, browser] = await Promise.all([openScene(), launchBrowser()]);
  bookstore.listen(Number(new URL(scene.urls.bookstore).port));
  await once(bookstore, 'listening');
});
afterAll(async () => {
  bookstore.close();
  await browser?.close();
  await scene?.close();
});

/** A failure tells what the browser shows and what the provider wrote. */
async function explained(page: Page, idp: IdentityProvider, walk: () => Promise<void>) {
  try {
    await walk();
  } catch (cause) {
    const shown = await page.locator('body').innerText();
    throw new Error(`${page.url()}: ${shown.slice(0, 1500)}\n${idp.output().slice(-3000)}`, { cause });
  }
}

const client = { clientId: 'gatehouse', clientSecret: 'a-secret-of-this-test-alone' };

/** Connectors are there before their providers run, as these are given the metadata that Gatehouse publishes. */
async function connect(id: string, provider: string, config: object, email: string): Promise<void> {
  // Two protocols of one provider speak for one domain.
  const domains = [{ name: email.split('@')[1], proved: true, allowChoice: true }];
  await scene.api('/sso-connectors', {
    method: 'POST',
    body: { id, name: id, provider, config, domains },
  });
}

async function announce(id: string, announced: Announced): Promise<{ port: number; sp: ServiceProvider }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { email, issuer, metadataUrl, saml: more } = announced;
  const { endpoint } = scene;
  const saml = `${endpoint}/saml/${id}-saml`;
  if (issuer) {
    const config = { ...client, issuer: issuer(url), clientAuthentication: 'client_secret_post' };
    await connect(id, 'oidc', config, email);
  }
  if (metadataUrl) await connect(`${id}-saml`, 'saml', { metadataUrl: metadataUrl(url), ...more }, email);
  const metadata = metadataUrl ? await (await fetch(`${saml}/metadata`)).text() : '';
  const sp = {
    oidc: {
      ...client,
      callback: `${endpoint}/callback/${id}`,
      postLogout: `${endpoint}/sso/${id}/logged-out`,
      backchannelLogout: `${endpoint}/sso/${id}/backchannel-logout`,
    },
    saml: {
      entityId: `${saml}/metadata`,
      acs: `${saml}/acs`,
      logout: `${saml}/logout`,
      certificate: /X509Certificate>([^<]+)/.exec(metadata)?.[1] ?? '',
      metadata,
    },
  };
  return { port, sp };
}

/** In a browser of somebody's own. What the pages of others complain about is theirs. */
async function walk(idp: IdentityProvider, url: string, arrived: (page: Page) => Promise<void>) {
  const { context, page } = await newVisitor(browser);
  try {
    await explained(page, idp, async () => {
      await page.goto(url);
      const test = page.getByRole('button', { name: 'Continue to' });
      if (await test.isVisible()) await test.click();
      await idp.signIn(page);
      await arrived(page);
    });
  } finally {
    await context.close();
  }
}

/** As an administrator does it: a test by which nobody is signed in, and only then people. */
async function testAndSignIn(connectorId: string, idp: IdentityProvider, email: string): Promise<void> {
  const connector = `/sso-connectors/${connectorId}`;
  const { url } = (await scene.api(`${connector}/tests`, { method: 'POST' })) as { url: string };
  await walk(idp, url, (page) => expectHeading(page, 'The test passed'));
  await scene.api(`${connector}/enable`, { method: 'POST' });
  const begin = authorizationUrl(scene, { direct_sign_in: `sso:${connectorId}` });
  await walk(idp, begin, (page) => page.waitForURL(`${scene.urls.bookstore}/**code=**`));
  expect(await scene.api(`/users?search=${email}`)).toMatchObject([{ email, emailVerified: true }]);
  expect(await scene.api(`/sso-attempts?connectorId=${connectorId}`)).toMatchObject([
    { outcome: 'succeeded' },
  ]);
}

/** Both ways, as a person does it. That a session has ended is seen by the provider, or Gatehouse, asking again. */
async function signOutTogether(connectorId: string, protocol: 'oidc' | 'saml', idp: IdentityProvider) {
  await scene.api(`/sso-connectors/${connectorId}`, {
    method: 'PATCH',
    body: { config: { signOutAtProvider: 'yes' } },
  });
  const begin = authorizationUrl(scene, { direct_sign_in: `sso:${connectorId}` });
  await walk(idp, begin, async (page) => {
    await page.waitForURL(`${scene.urls.bookstore}/**code=**`);
    await page.goto(`${scene.endpoint}/oidc/session/end`);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await idp.confirmSignOut?.(page);
    await page.waitForURL(`${scene.endpoint}/oidc/session/end/success`);
    await page.goto(authorizationUrl(scene, { direct_sign_in: `sso:${connectorId}` }));
    await idp.signIn(page);
    await page.waitForURL(`${scene.urls.bookstore}/**code=**`);
    const signOut = idp.signOut?.[protocol];
    if (!signOut) return;
    await signOut(page);
    const silently = async () => {
      await page.goto(authorizationUrl(scene, { prompt: 'none' }));
      return new URL(page.url()).searchParams.get('error');
    };
    await expect.poll(silently, { timeout: 20_000 }).toBe('login_required');
  });
}

interface Case extends Announced {
  id: string;
  name: string;
  here: boolean;
  start(port: number, sp: ServiceProvider): Promise<IdentityProvider>;
  /** Maven's repository is not reachable everywhere. */
  mayBeMissing?: boolean;
}

const cases: Case[] = [
  { id: 'node', name: 'oidc-provider', here: true, start: startOidcProvider, ...oidcProvider },
  { id: 'php', name: 'SimpleSAMLphp', here: hasSimpleSamlPhp, start: startSimpleSamlPhp, ...simpleSamlPhp },
  { id: 'lemon', name: 'LemonLDAP::NG', here: hasLemonldap, start: startLemonldap, ...lemonldap },
  {
    id: 'keycloak',
    name: 'Keycloak',
    here: hasKeycloak,
    start: startKeycloak,
    ...keycloak,
    mayBeMissing: true,
  },
];

for (const { id, name, here, start, mayBeMissing, ...announced } of cases) {
  if (!here) skipped(`${name} is not installed`, !mayBeMissing);
  describe.skipIf(!here || !hasBrowser)(`people of ${name}`, () => {
    let idp: IdentityProvider;
    beforeAll(async () => {
      const { port, sp } = await announce(id, announced);
      idp = await start(port, sp);
    }, 240_000);
    afterAll(() => idp?.stop());

    it.skipIf(!announced.issuer)('sign in by OpenID Connect', () => testAndSignIn(id, idp, announced.email));
    it.skipIf(!announced.metadataUrl)('sign in by SAML', () =>
      testAndSignIn(`${id}-saml`, idp, announced.email),
    );
    it.skipIf(!announced.issuer)('sign out together by OpenID Connect', () =>
      signOutTogether(id, 'oidc', idp),
    );
    it.skipIf(!announced.metadataUrl)('sign out together by SAML', () =>
      signOutTogether(`${id}-saml`, 'saml', idp),
    );
  });
}
