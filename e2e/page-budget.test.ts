// DESIGN sections 3 and 9, issue 2 section 3: the sign-in page is small, strict about what may run on it, and speaks to
// assistive technology. Counted by Chromium as bytes over the wire and requests.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor } from './browser.ts';
import { typeIdentifier } from './person.ts';
import { authorizationUrl, openScene, type Scene } from './scene.ts';
import { weigh } from './weigh.ts';

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  if (!hasBrowser) return;
  scene = await openScene();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await scene?.close();
});

describe.skipIf(!hasBrowser)('hosted pages', () => {
  it.each([
    ['sign-in', {}],
    ['registration', { first_screen: 'register' }],
    ['single sign-on', { first_screen: 'single_sign_on' }],
    ['sign-in in Chinese', { ui_locales: 'zh-CN' }],
  ])('%s costs at most 50 kB, 20 kB of script and 4 requests', async (_, extra) => {
    const { context, page, complaints } = await newVisitor(browser);
    const url = authorizationUrl(scene, extra as Record<string, string>);
    const { requests, bytes, script } = await weigh(page, () => page.goto(url));
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(4);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(50_000);
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(20_000);
    // Nothing comes from elsewhere.
    expect(requests.every((one) => one.startsWith(scene.endpoint))).toBe(true);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('load nothing again on the next page but the page', async () => {
    const { context, page } = await newVisitor(browser);
    await page.goto(authorizationUrl(scene), { waitUntil: 'networkidle' });
    const { bytes, script, styles } = await weigh(page, async () => {
      await typeIdentifier(page, 'alice');
      await page.getByLabel('Password', { exact: true }).waitFor();
    });
    expect(bytes).toBeGreaterThan(500);
    expect({ script, styles }).toEqual({ script: 0, styles: 0 });
    await context.close();
  });

  it('carry strict headers', async () => {
    const { context, page } = await newVisitor(browser);
    const response = await page.goto(authorizationUrl(scene));
    const headers = response!.headers();
    const policy = headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|\*|https:)/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    });
    await context.close();
  });

  it('are not shown in a frame', async () => {
    const { context, page } = await newVisitor(browser);
    await page.goto(`${scene.simulator.url}/simulator`);
    const address = authorizationUrl(scene);
    await page.evaluate((src) => {
      const frame = document.createElement('iframe');
      frame.src = src;
      document.body.append(frame);
      return new Promise((loaded) => frame.addEventListener('load', loaded));
    }, address);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    expect(
      await frame
        ?.locator('input')
        .count()
        .catch(() => 0),
    ).toBe(0);
    await context.close();
  });
});

describe.skipIf(!hasBrowser)(
  'what a screen reader hears (WCAG 2.2: 1.3.1, 2.4.2, 3.1.1, 3.3.1, 4.1.2)',
  () => {
    async function pageAt(extra: Record<string, string> = {}) {
      const visitor = await newVisitor(browser);
      await visitor.page.goto(authorizationUrl(scene, extra));
      return visitor;
    }

    it('on the first page: title, language, one main heading, a labelled field, a button and links', async () => {
      const { context, page } = await pageAt();
      expect(await page.title()).toContain('Sign in');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      const tree = await page.locator('body').ariaSnapshot();
      expect(tree).toMatch(/heading "Sign in" \[level=1\]/);
      expect(tree.match(/\[level=1\]/g)).toHaveLength(1);
      expect(tree).toMatch(/textbox "Email or username"/);
      expect(tree).toMatch(/button "Continue"/);
      expect(tree).toMatch(/link "Single sign-on"/);
      expect(tree).toMatch(/link "Create an account"/);
      expect(tree).toMatch(/main/);
      await context.close();
    });

    it('on the password page: who is signing in, and a way to change it', async () => {
      const { context, page } = await pageAt();
      await typeIdentifier(page, 'alice@example.com');
      await page.getByLabel('Password', { exact: true }).waitFor();
      const tree = await page.locator('body').ariaSnapshot();
      expect(tree).toMatch(/heading "Enter your password" \[level=1\]/);
      expect(tree).toMatch(/textbox "Password"/);
      expect(tree).toMatch(/checkbox "Keep me signed in on this device"/);
      expect(tree).toMatch(/link "Change \(alice@example.com\)"/);
      expect(await page.getByLabel('Password', { exact: true }).getAttribute('autocomplete')).toBe(
        'current-password',
      );
      await context.close();
    });

    it('of a wrong entry: the title says so, the field is marked and names its problem', async () => {
      const { context, page } = await pageAt({ first_screen: 'single_sign_on' });
      await page.getByLabel('Work email').fill('somebody@nowhere.example');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('alert').first().waitFor();
      expect(await page.title()).toMatch(/^Error: /);
      const field = page.getByLabel('Work email');
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = (await field.getAttribute('aria-describedby'))!.split(' ');
      const words = await Promise.all(described.map((id) => page.locator(`[id="${id}"]`).textContent()));
      expect(words.join(' ')).toContain('No single sign-on is set up for this address');
      await context.close();
    });

    it('everything can be done from the keyboard', async () => {
      const { context, page } = await pageAt();
      await page.getByLabel('Email or username').waitFor();
      await page.keyboard.type('alice');
      await page.keyboard.press('Enter');
      await page.getByLabel('Password', { exact: true }).waitFor();
      await page.keyboard.type('correct-horse-battery');
      await page.keyboard.press('Enter');
      await page
        .waitForURL((url) => url.href.startsWith(scene.urls.bookstore))
        .catch((error: Error) => {
          // Nobody listens there in this test; that the browser was sent is enough.
          if (!/ERR_CONNECTION_REFUSED|chrome-error/.test(error.message)) throw error;
        });
      await context.close();
    });
  },
);
