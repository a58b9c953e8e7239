// Issue 2 section 3: people use tabs, the back button and two clicks. Each way ends signed in or at "start again" with the
// application remembered, and what leaves one browser is worth nothing in another (RFC 9700 section 4.7).
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExpressApp, userOf } from './applications.ts';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import {
  expectAtIdp,
  expectHeading,
  hasSession,
  heading,
  referenceOn,
  signInByPassword,
  typeIdentifier,
  typePassword,
} from './person.ts';
import { type Program, root } from './processes.ts';
import { authorizationUrl, openScene, password, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;
const programs: Program[] = [];
let app: string;
let library: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  programs.push(await startExpressApp(scene, 'bookstore'), await startExpressApp(scene, 'library'));
  browser = await launchBrowser();
  app = scene.urls.bookstore;
  library = scene.urls.library;
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(programs.map((program) => program.stop()));
  await scene?.close();
});

async function withVisitor(
  walk: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser, options);
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const at = (page: Page, url: string) => page.waitForURL(new RegExp(`^${url}/?$`));

/** The page offers a new start. */
async function startAgain(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Start again' }).click();
  await page.waitForLoadState();
}

describe.skipIf(!hasBrowser).each([
  { scripts: 'with JavaScript', options: {} },
  { scripts: 'without JavaScript', options: { javaScriptEnabled: false } },
])('tabs and buttons $scripts', ({ options }) => {
  it('two applications in two tabs: each ends signed in at its own', async () => {
    await withVisitor(async (first) => {
      const second = await first.context().newPage();
      await first.goto(`${app}/logto/sign-in`);
      await second.goto(`${library}/logto/sign-in`);
      await typeIdentifier(first, 'alice');
      await typeIdentifier(second, 'alice');
      await typePassword(second, password);
      await at(second, library);
      await typePassword(first, password);
      await at(first, app);
      expect(await userOf(first)).toMatchObject({ claims: { aud: 'bookstore', username: 'alice' } });
      expect(await userOf(second)).toMatchObject({ claims: { aud: 'library', username: 'alice' } });
    }, options);
  });

  it('one application in two tabs: the newer one signs in, then the older one is not lost either', async () => {
    await withVisitor(async (old) => {
      const newer = await old.context().newPage();
      await old.goto(authorizationUrl(scene));
      await newer.goto(authorizationUrl(scene));
      await signInByPassword(newer, 'alice', password);
      await newer.waitForURL(`${app}/**`);
      await signInByPassword(old, 'alice', password);
      await old.waitForURL(`${app}/**`);
      expect(new URL(old.url()).searchParams.get('code')).toMatch(/./);
      expect(await hasSession(old, scene)).toBe(true);
    }, options);
  });

  it('another person in the older tab is asked, and nobody is swapped in silence', async () => {
    await withVisitor(async (old) => {
      const newer = await old.context().newPage();
      await old.goto(authorizationUrl(scene));
      await newer.goto(authorizationUrl(scene));
      await signInByPassword(newer, 'alice', password);
      await newer.waitForURL(`${app}/**`);
      await typeIdentifier(old, 'bob');
      await typePassword(old, password);
      await old.waitForLoadState();
      await old.getByText('Somebody else signed in meanwhile').waitFor();
      await startAgain(old);
      expect(await hasSession(old, scene)).toBe(true);
    }, options);
  });

  it('back after signing in leads on, not into an error', async () => {
    await withVisitor(async (page) => {
      await page.goto(app);
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'alice');
      await typePassword(page, password);
      await at(page, app);
      await page.goBack();
      // Either the browser skips the pages of the sign-in, or it shows one: from its memory or as it is now.
      if (page.url().startsWith(scene.endpoint) && (await heading(page)) === 'Enter your password') {
        await typePassword(page, password);
        await page.waitForLoadState();
      }
      if (page.url().startsWith(scene.endpoint)) {
        expect(await heading(page)).toBe('This sign-in is already finished');
        await page.getByRole('link', { name: 'Start again' }).click();
        await page.waitForURL(`${app}/**`);
      }
      await page.goto(app);
      expect(await userOf(page)).toMatchObject({ isAuthenticated: true });
    }, options);
  });

  it('the pages of an attempt that is finished say so and offer a new start for the application', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'alice');
      const attempt = page.url();
      await typePassword(page, password);
      await at(page, app);
      await page.goto(attempt);
      expect(await heading(page)).toBe('This sign-in is already finished');
      await page.getByRole('link', { name: 'Start again' }).click();
      // With the session the new start needs no page: the application gets its answer.
      await page.waitForURL(`${app}/**`);
    }, options);
  });

  it('two clicks are one sign-in', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'alice');
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick({ noWaitAfter: true });
      await at(page, app);
      expect(await userOf(page)).toMatchObject({ isAuthenticated: true });
    }, options);
  });
});

describe.skipIf(!hasBrowser)('what comes back from the provider', () => {
  /** Signs in at the provider with this browser's cookies, but does not go where the provider sends the browser. */
  async function catchCallback(page: Page): Promise<string> {
    await page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:acme' }));
    await expectAtIdp(page, scene);
    const form = page.locator('form').first();
    const action = new URL((await form.getAttribute('action'))!, page.url()).href;
    const request = await form.locator('input[name=request]').inputValue();
    const fields = { request, username: 'anna@acme.example', action: 'sign-in' };
    const answer = await page.request.post(action, { form: fields, maxRedirects: 0 });
    const callback = answer.headers().location!;
    expect(callback.startsWith(`${scene.endpoint}/callback/acme?`)).toBe(true);
    return callback;
  }

  it('works in the browser that began, once', async () => {
    await withVisitor(async (page) => {
      const callback = await catchCallback(page);
      await page.goto(callback);
      await page.waitForURL(`${app}/**`);
      const again = await page.context().newPage();
      await again.goto(callback);
      expect(await heading(again)).toBe('This sign-in is already finished');
      const trace = await scene.api(`/sso-attempts/${await referenceOn(again)}`);
      // The code leads to what happened, which a replay does not rewrite.
      expect(trace).toMatchObject({ outcome: 'succeeded', connectorId: 'acme', cause: null });
      expect(await hasSession(again, scene)).toBe(true);
    });
  });

  it('is worth nothing in another browser, which is told so', async () => {
    await withVisitor(async (page) => {
      const callback = await catchCallback(page);
      await withVisitor(async (stranger) => {
        await stranger.goto(callback);
        expect(await heading(stranger)).toBe('This sign-in belongs to another browser');
        expect(await hasSession(stranger, scene)).toBe(false);
      });
      // Nor has the stranger spoilt it for its owner.
      await page.goto(callback);
      await page.waitForURL(`${app}/**`);
      expect(await hasSession(page, scene)).toBe(true);
    });
  });

  it('the pages of an attempt are worth nothing in another browser either', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'alice');
      const attempt = page.url();
      await withVisitor(async (stranger) => {
        await stranger.goto(attempt);
        expect(await heading(stranger)).toBe('This sign-in belongs to another browser');
        await startAgain(stranger);
        await expectHeading(stranger, 'Sign in');
        expect(await stranger.getByText('to continue to Bookstore').isVisible()).toBe(true);
      });
    });
  });

  it('survives a restart of the server', async () => {
    await withVisitor(async (page) => {
      const callback = await catchCallback(page);
      await scene.gatehouse.restart();
      await page.goto(callback);
      await page.waitForURL(`${app}/**`);
      expect(await hasSession(page, scene)).toBe(true);
    });
  });
});

describe.skipIf(!hasBrowser)('an attempt that was left open too long', () => {
  it('ends at a page that offers a new start for the same application', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, 'alice');
      await page.getByLabel('Password', { exact: true }).fill(password);
      const clock = pathToFileURL(`${root}/e2e/clock.mjs`).href;
      const ahead = { NODE_OPTIONS: `--import ${clock}`, GATEHOUSE_TEST_AHEAD_MS: String(90 * 60 * 1000) };
      await scene.gatehouse.restart('SIGTERM', ahead);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expectHeading(page, 'This page has expired');
      await startAgain(page);
      await expectHeading(page, 'Sign in');
      expect(await page.getByText('to continue to Bookstore').isVisible()).toBe(true);
      await scene.gatehouse.restart();
    });
  });
});
