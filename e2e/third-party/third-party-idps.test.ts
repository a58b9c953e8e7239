// Identity providers that others wrote, installed from packages: what our simulator and Gatehouse might both have
// misunderstood, these have not.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped } from '../browser.ts';
import { typeIdentifier } from '../person.ts';
import { authorizationUrl, openScene, type Scene } from '../scene.ts';
import type { IdentityProvider, ServiceProvider } from './identity-provider.ts';
import { hasKeycloak, startKeycloak } from './keycloak.ts';
import { hasLemonldap, startLemonldap } from './lemonldap.ts';
import { startOidcProvider } from './oidc-provider.ts';

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  [scene, browser] = await Promise.all([openScene(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

/** What each provider has to know: one connector for OpenID Connect, one for SAML. */
function serviceProvider(id: string): ServiceProvider {
  const { endpoint } = scene;
  const entityId = `${endpoint}/saml/${id}-saml/metadata`;
  const acs = `${endpoint}/saml/${id}-saml/acs`;
  return {
    oidc: {
      clientId: 'gatehouse',
      clientSecret: 'a-secret-of-this-test-alone',
      callback: `${endpoint}/callback/${id}`,
      postLogout: endpoint,
    },
    saml: {
      entityId,
      acs,
      metadata: `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${acs}" index="0"/></SPSSODescriptor></EntityDescriptor>`,
    },
  };
}

/** A failure tells what the browser shows and what the provider wrote. */
async function explained(page: Page, idp: Pick<IdentityProvider, 'output'>, walk: () => Promise<void>) {
  try {
    await walk();
  } catch (cause) {
    const shown = await page.locator('body').innerText();
    throw new Error(`${page.url()}: ${shown.slice(0, 1500)}\n${idp.output().slice(-3000)}`, { cause });
  }
}

/** Somebody with a new browser. What the pages of others complain about is theirs. */
async function atTheBookstore(walk: (page: Page) => Promise<void>) {
  const { context, page } = await newVisitor(browser);
  // The application itself plays no part: it is enough that the browser comes back to it with a code.
  await page.route(`${scene.urls.bookstore}/**`, (route) => route.fulfill({ body: 'Bookstore' }));
  await walk(page).finally(() => context.close());
}

const domainOf = ({ person }: Pick<IdentityProvider, 'person'>) => person.email.split('@')[1];

const providers = [
  { id: 'node', name: 'oidc-provider', here: true, start: startOidcProvider },
  { id: 'lemon', name: 'LemonLDAP::NG', here: hasLemonldap, start: startLemonldap },
  { id: 'keycloak', name: 'Keycloak', here: hasKeycloak, start: startKeycloak },
] as const;

describe.skipIf(!hasBrowser).each(providers)('people of $name', ({ id, name, here, start }) => {
  if (!here) skipped(`${name} is not installed`, name !== 'Keycloak');
  let idp: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    if (here && hasBrowser) idp = await start(serviceProvider(id));
  }, 240_000);
  afterAll(() => idp?.stop());

  it.skipIf(!here)('sign in by OpenID Connect', async () => {
    const { clientId, clientSecret } = serviceProvider(id).oidc;
    await scene.api('/sso-connectors', {
      method: 'POST',
      body: {
        id,
        name,
        provider: 'oidc',
        config: { issuer: idp.issuer, clientId, clientSecret, clientAuthentication: 'client_secret_post' },
        domains: [{ name: domainOf(idp), proved: true }],
        enabled: true,
      },
    });
    await atTheBookstore(async (page) => {
      await page.goto(authorizationUrl(scene));
      await typeIdentifier(page, idp.person.email);
      await explained(page, idp, async () => {
        await idp.signIn(page);
        await page.waitForURL(`${scene.urls.bookstore}/**code=**`);
      });
    });
    expect(await scene.api(`/users?search=${idp.person.email}`)).toMatchObject([
      { email: idp.person.email, emailVerified: true },
    ]);
  });
});
