// Issue 2 section 6, wire contract section 8: a single-page application with @logto/browser from npm, unmodified, at another
// origin: a public client with PKCE, CORS, and refresh tokens that are rotated.
import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser } from './browser.ts';
import type {} from './clients/browser/main.ts';
import { startSite } from './clients/browser/site.ts';
import { expectHeading, signInAtIdp, signInByPassword, typeIdentifier } from './person.ts';
import { openScene, password, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;
let site: Server;
let app: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  app = scene.urls.spa;
  site = await startSite(Number(new URL(app).port));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await scene?.close();
});

const resource = 'https://api.bookstore.example';

/** No extra headers here: the browser's own requests have to pass CORS as they are. */
async function withVisitor(walk: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const titled = (page: Page, title: string) => page.waitForFunction((text) => document.title === text, title);

async function signIn(page: Page): Promise<void> {
  await page.goto(`${app}/#endpoint=${encodeURIComponent(scene.endpoint)}`);
  await titled(page, 'signed out');
  void page.evaluate(() => window.application.signIn()).catch(() => {});
  await expectHeading(page, 'Sign in');
}

async function signInAsAlice(page: Page): Promise<void> {
  await signIn(page);
  await signInByPassword(page, 'alice', password);
  await titled(page, 'signed in');
}

describe.skipIf(!hasBrowser)('a single-page application with @logto/browser', () => {
  it('signs in, reads the person, gets tokens for an API, signs out', async () => {
    await withVisitor(async (page) => {
      const preflights: string[] = [];
      page.on('request', (request) => request.method() === 'OPTIONS' && preflights.push(request.url()));
      await signInAsAlice(page);
      const claims = await page.evaluate(() => window.application.claims());
      expect(claims).toMatchObject({ aud: 'spa', username: 'alice', email: 'alice@example.com' });
      // Cross-origin with an Authorization header.
      const userInfo = await page.evaluate(() => window.application.userInfo());
      expect(userInfo).toMatchObject({ sub: claims.sub, custom_data: { plan: 'pro' } });
      const token = await page.evaluate((one) => window.application.accessTokenClaims(one), resource);
      expect(token).toMatchObject({ aud: resource, sub: claims.sub, client_id: 'spa' });

      await page.evaluate(() => window.application.signOut()).catch(() => {});
      await titled(page, 'signed out');
      // The session at the server is gone as well.
      void page.evaluate(() => window.application.signIn()).catch(() => {});
      await expectHeading(page, 'Sign in');
    });
  });

  it('refreshes many times at once with one refresh token that is rotated, and stays signed in', async () => {
    await withVisitor(async (page) => {
      await signInAsAlice(page);
      const tokens = await page.evaluate(async (one) => {
        const { application } = window;
        await application.forgetAccessTokens();
        // The SDK keeps one token per resource; each call below is a refresh of its own.
        return Promise.all([
          application.accessToken(one),
          application.accessToken(),
          application.accessToken(one),
        ]);
      }, resource);
      expect(tokens.every((token) => token.length > 20)).toBe(true);
      for (let round = 0; round < 3; round += 1) {
        const again = await page.evaluate(async (one) => {
          await window.application.forgetAccessTokens();
          return window.application.accessToken(one);
        }, resource);
        expect(again.split('.')).toHaveLength(3);
      }
      const userInfo = await page.evaluate(() => window.application.userInfo());
      expect(userInfo).toMatchObject({ username: 'alice' });
    });
  });

  it('signs in through the organization’s Entra ID', async () => {
    await withVisitor(async (page) => {
      await signIn(page);
      await typeIdentifier(page, 'anna@acme.example');
      await signInAtIdp(page, scene);
      await titled(page, 'signed in');
      const claims = await page.evaluate(() => window.application.claims());
      expect(claims).toMatchObject({ email: 'anna@acme.example' });
    });
  });

  it('answers no page of an origin that no application has', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${scene.simulator.url}/simulator`);
    const outcome = await page.evaluate(
      (url) =>
        fetch(url, {
          method: 'POST',
          body: new URLSearchParams({ client_id: 'spa', grant_type: 'refresh_token', refresh_token: 'x' }),
        }).then(
          () => 'readable',
          () => 'refused',
        ),
      `${scene.endpoint}/oidc/token`,
    );
    expect(outcome).toBe('refused');
    await context.close();
  });
});
