// Issue 2 sections 3 and 6: people sign in, register and sign out at an Express application with Logto's published SDK,
// unmodified, in a real Chromium, with and without JavaScript.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExpressApp, userOf } from './applications.ts';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import {
  expectHeading,
  hasSession,
  heading,
  mailedCode,
  signInByPassword,
  typeIdentifier,
  typePassword,
} from './person.ts';
import type { Program } from './processes.ts';
import { openScene, password, type Scene } from './scene.ts';

let scene: Scene;
let browser: Browser;
const programs: Program[] = [];
let app: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  programs.push(await startExpressApp(scene, 'bookstore'), await startExpressApp(scene, 'library'));
  browser = await launchBrowser();
  app = scene.urls.bookstore;
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(programs.map((program) => program.stop()));
  await scene?.close();
});

/** One person at one browser; whatever the browser complains about fails the test. */
async function withVisitor(
  options: BrowserContextOptions,
  walk: (page: Page) => Promise<void>,
): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser, options);
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const atHome = (page: Page) => page.waitForURL(new RegExp(`^${app}/?$`));

describe.skipIf(!hasBrowser).each([
  { scripts: 'with JavaScript', options: {} },
  { scripts: 'without JavaScript', options: { javaScriptEnabled: false } },
])('at a browser $scripts', ({ scripts, options }) => {
  const address = (name: string) => `${name}-${scripts.replaceAll(' ', '-').toLowerCase()}@example.com`;

  it('signs in by password, knows the person, and signs out', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(app);
      expect(await userOf(page)).toMatchObject({ isAuthenticated: false });
      await page.getByRole('link', { name: 'Sign in' }).click();
      expect(page.url()).toContain(`${scene.endpoint}/sign-in/`);
      await signInByPassword(page, 'alice@example.com', password);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({
        isAuthenticated: true,
        claims: { username: 'alice', email: 'alice@example.com', email_verified: true, name: 'Alice' },
        userInfo: { custom_data: { plan: 'pro' } },
      });

      await page.getByRole('link', { name: 'Sign out' }).click();
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ isAuthenticated: false });
      expect(await hasSession(page, scene)).toBe(false);
    });
  });

  it('signs in by username, and says what was wrong before', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, '');
      if (scripts === 'without JavaScript') {
        await page.getByRole('alert').first().waitFor();
        expect(await page.title()).toMatch(/^Error: /);
      }
      await typeIdentifier(page, 'ALICE');
      await typePassword(page, 'not-the-password');
      expect(await page.getByText('That did not match an account').first().isVisible()).toBe(true);
      await typePassword(page, password);
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { username: 'alice' } });
    });
  });

  it('is known at the next application without a page, and asked again when the application insists', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await signInByPassword(page, 'bob', password);
      await atHome(page);
      await page.goto(`${scene.urls.library}/logto/sign-in`);
      await page.waitForURL(`${scene.urls.library}/`);
      expect(await userOf(page)).toMatchObject({
        isAuthenticated: true,
        claims: { username: 'bob', aud: 'library' },
      });

      await page.goto(`${app}/fresh/sign-in`);
      expect(page.url()).toContain(`${scene.endpoint}/sign-in/`);
    });
  });

  it('registers with the code from the mail', async () => {
    const email = address('rosa');
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-up`);
      await expectHeading(page, 'Create your account');
      await page.getByLabel('Email', { exact: true }).fill(email);
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await expectHeading(page, 'Verify your email');
      await page.getByLabel('Code from the email').fill('000000');
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText('This code is not right').first().waitFor();
      await page.getByLabel('Code from the email').fill(await mailedCode(scene, email));
      await page.getByRole('button', { name: 'Verify' }).click();
      await expectHeading(page, 'Choose a password');
      await page.getByLabel('Password', { exact: true }).fill('password1');
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('on lists of common passwords').first().waitFor();
      await page.getByLabel('Password', { exact: true }).fill('quiet-harbour-nine');
      await page.getByRole('button', { name: 'Create account' }).click();
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email, email_verified: true } });
    });
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await signInByPassword(page, email, 'quiet-harbour-nine');
      await atHome(page);
    });
  });

  it('sets a new password with the code from the mail', async () => {
    const email = address('omar');
    await scene.api('/users', { method: 'POST', body: { email, emailVerified: true, password } });
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      await typeIdentifier(page, email);
      await page.getByRole('link', { name: 'Forgot your password?' }).click();
      await expectHeading(page, 'Reset your password');
      await page.getByLabel('Email or username').fill(email);
      await page.getByRole('button', { name: 'Send code' }).click();
      await expectHeading(page, 'Check your email');
      await page.getByLabel('Code from the email').fill(await mailedCode(scene, email));
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await expectHeading(page, 'Choose a new password');
      await page.getByLabel('New password').fill('a-lantern-in-the-fog');
      await page.getByRole('button', { name: 'Save and sign in' }).click();
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { email } });
    });
  });

  it('signs in with a code from the mail', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/hinted/sign-in`);
      expect(await page.getByLabel('Email or username').inputValue()).toBe('alice@example.com');
      await typeIdentifier(page, 'bob@example.com');
      await page.getByRole('button', { name: 'Email me a code instead' }).click();
      await expectHeading(page, 'Check your email');
      await page.getByLabel('Code from the email').fill(await mailedCode(scene, 'bob@example.com'));
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await atHome(page);
      expect(await userOf(page)).toMatchObject({ claims: { username: 'bob' } });
    });
  });

  it('speaks Chinese when the application or the browser asks for it', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/chinese/sign-in`);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      expect(await heading(page)).toMatch(/\p{Script=Han}/u);
    });
    await withVisitor({ ...options, locale: 'zh-CN' }, async (page) => {
      await page.goto(`${app}/logto/sign-in`);
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      await page.locator('input[name=identifier]').fill('alice');
      await page.locator('button[type=submit]').first().click();
      await page.locator('input[name=password]').fill(password);
      expect(await heading(page)).toMatch(/\p{Script=Han}/u);
      await page.locator('button[type=submit]').first().click();
      await atHome(page);
    });
  });

  it('keeps a person signed in past the end of the browser only when asked to', async () => {
    for (const remember of [true, false]) {
      await withVisitor(options, async (page) => {
        await page.goto(`${app}/logto/sign-in`);
        await typeIdentifier(page, 'alice');
        await typePassword(page, password, remember);
        await atHome(page);
        // The browser is closed: cookies without a time of their own are gone.
        const context = page.context();
        const kept = (await context.cookies()).filter((cookie) => cookie.expires > 0);
        await context.clearCookies();
        await context.addCookies(kept);
        expect(await hasSession(page, scene)).toBe(remember);
      });
    }
  });

  it('first page for the older way to ask for registration', async () => {
    await withVisitor(options, async (page) => {
      await page.goto(`${app}/old/sign-in`);
      await expectHeading(page, 'Create your account');
    });
  });
});

describe.skipIf(!hasBrowser)('the account page', () => {
  it('shows the person’s devices and ends the others with a new password', async () => {
    const email = 'nadia@example.com';
    await scene.api('/users', { method: 'POST', body: { email, emailVerified: true, password } });
    await withVisitor({}, async (other) => {
      await other.goto(`${app}/logto/sign-in`);
      await signInByPassword(other, email, password);
      await atHome(other);
      await withVisitor({}, async (page) => {
        await page.goto(`${scene.endpoint}/account`);
        await signInByPassword(page, email, password);
        await expectHeading(page, 'Your account');
        await page.getByLabel('Current password').fill(password);
        await page.getByLabel('New password').fill('a-lantern-in-the-fog');
        await page.getByRole('button', { name: 'Change password' }).click();
        await page.getByText('Your password has been changed').waitFor();
        expect(await hasSession(page, scene)).toBe(true);
        await page.getByRole('button', { name: 'Sign out everywhere' }).click();
        await expectHeading(page, 'You are signed out');
        expect(await hasSession(page, scene)).toBe(false);
      });
      expect(await hasSession(other, scene)).toBe(false);
    });
  });
});

describe.skipIf(!hasBrowser)('the dev mailbox', () => {
  it('is a page where the developer finds the codes', async () => {
    await withVisitor({}, async (page) => {
      await page.goto(`${scene.endpoint}/dev-mailbox`);
      await expectHeading(page, 'Dev mailbox');
      expect(await page.getByText('sign-in code').first().isVisible()).toBe(true);
    });
  });
});
