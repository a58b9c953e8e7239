// A tenant at a host name of its own, as a browser meets it: cookies, forms under the page's policy, redirects. Chromium
// finds names below localhost by itself (RFC 6761 section 6.3).
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { expectHeading, signInByPassword } from './person.ts';
import { openScene, password, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  browser = await launchBrowser();
  origin = scene.endpoint.replace('localhost', 'bookstore.localhost');
  await scene.api('/custom-domains', { method: 'POST', body: { domain: 'bookstore.localhost' } });
  await scene.api('/custom-domains/bookstore.localhost/verify', { method: 'POST' });
  await scene.api('/custom-domains/bookstore.localhost/activate', {
    method: 'POST',
    body: { issuer: `${origin}/oidc` },
  });
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

describe.skipIf(!hasBrowser)('at bookstore.localhost', () => {
  it('signs in and out without leaving the host, and leaves nobody signed in at the endpoint', async () => {
    const { context, page, complaints } = await newVisitor(browser);
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    try {
      await page.goto(`${origin}/account`);
      expect(page.url()).toMatch(new RegExp(`^${origin}/sign-in/`));
      await signInByPassword(page, 'alice@example.com', password);
      await page.waitForURL(`${origin}/account`);
      expect([...hosts]).toEqual([origin]);
      const cookies = await context.cookies();
      expect(cookies.length).toBeGreaterThan(0);
      // Host-only: a Domain attribute would show as a name that begins with a dot.
      expect([...new Set(cookies.map(({ domain }) => domain))]).toEqual(['bookstore.localhost']);
      await page.goto(`${scene.endpoint}/account`);
      expect(page.url()).toMatch(new RegExp(`^${scene.endpoint}/sign-in/`));
      await page.goto(`${origin}/oidc/session/end`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expectHeading(page, 'You are signed out');
      expect(new URL(page.url()).origin).toBe(origin);
      expect(complaints).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
