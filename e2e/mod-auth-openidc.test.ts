// Issue 2 section 6: Debian's mod_auth_openidc as a stranger: a protected page of an Apache, for people who sign in by password
// or through their organization. Skipped loudly where it isn't installed.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped } from './browser.ts';
import { hasApache, startApache } from './clients/apache/server.ts';
import { hasSession, signInAtIdp, signInByPassword, typeIdentifier } from './person.ts';
import { openScene, password, type Scene } from './scene.ts';

const runs = hasBrowser && hasApache;
if (!hasApache) skipped('mod_auth_openidc: apache2 and libapache2-mod-auth-openidc are not installed.');

let scene: Scene;
let browser: Browser;
let apache: Awaited<ReturnType<typeof startApache>>;
let site: string;

beforeAll(async () => {
  if (!runs) return;
  scene = await openScene();
  site = scene.urls.apache;
  apache = await startApache(scene);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await apache?.remove();
  await scene?.close();
});

async function withVisitor(walk: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser);
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const shown = (page: Page, name: string) => page.locator(`#${name}`).textContent();

describe.skipIf(!runs)('a page that mod_auth_openidc protects', () => {
  it('is shown to a person who signs in by password, with the claims, until sign-out', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${site}/protected/index.shtml`);
      await signInByPassword(page, 'alice', password);
      await page.waitForURL(`${site}/protected/index.shtml`);
      expect(await shown(page, 'REMOTE_USER')).toBe('alice@example.com');
      expect(await shown(page, 'OIDC_CLAIM_username')).toBe('alice');
      expect(await shown(page, 'OIDC_CLAIM_iss')).toBe(`${scene.endpoint}/oidc`);
      await page.goto(`${site}/protected/staff/index.shtml`);
      expect(await shown(page, 'OIDC_CLAIM_username')).toBe('alice');

      await page.goto(`${site}/protected/callback?logout=${encodeURIComponent(`${site}/`)}`);
      await page.waitForURL(`${site}/`);
      expect(await hasSession(page, scene)).toBe(false);
      await page.goto(`${site}/protected/index.shtml`);
      expect(page.url().startsWith(scene.endpoint)).toBe(true);
    });
  });

  it('is shown to a person of an organization who signs in there', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${site}/protected/index.shtml`);
      await typeIdentifier(page, 'anna@acme.example');
      await signInAtIdp(page, scene);
      await page.waitForURL(`${site}/protected/index.shtml`);
      expect(await shown(page, 'REMOTE_USER')).toBe('anna@acme.example');
      expect(await shown(page, 'OIDC_CLAIM_name')).toBe('Anna Sample');
      const response = await page.goto(`${site}/protected/staff/index.shtml`);
      expect(response!.status()).toBe(401);
    });
  });
});
