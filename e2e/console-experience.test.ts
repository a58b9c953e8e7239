// Issue 4, the console: what the dashboard counts, and how an administrator changes what people see when they sign in.
import { Buffer } from 'node:buffer';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { signInByPassword } from './person.ts';
import { authorizationUrl, password } from './scene.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const experiencePath = '/default/sign-in-experience';
const previewOf = (page: Page) => page.frameLocator('iframe[title^="Preview of the page"]');
const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();

/** Reads the summary and saves. */
async function confirmSummary(page: Page): Promise<string[]> {
  const dialog = page.getByRole('dialog', { name: 'Save these changes?' });
  const rows = await dialog
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .allInnerTexts();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Sign-in experience saved.').last().waitFor();
  await dialog.waitFor({ state: 'hidden' });
  return rows.map((row) => row.replace(/\s+/g, ' ').trim());
}

async function signIn(typed: string, seen: string): Promise<void> {
  const { scene, browser } = console;
  const { page, context } = await newVisitor(browser);
  // Nobody answers at the application's address; that it is gone to is enough.
  await page.route(`${scene.urls.bookstore}/**`, (route) => route.fulfill({ body: 'Back in the bookstore' }));
  await page.goto(authorizationUrl(scene));
  await signInByPassword(page, 'alice', typed);
  await page.getByText(seen).first().waitFor();
  await context.close();
}

describe.skipIf(!hasBrowser)('the dashboard', () => {
  it('teaches where nobody has signed in yet', async () => {
    const { page, context } = await console.open('/default/dashboard');
    await expectPage(page, 'Dashboard');
    await page.getByRole('button', { name: /switch to another tenant/ }).click();
    await page.getByRole('menuitem', { name: 'New tenant' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Empty');
    await page.getByRole('dialog').getByRole('button', { name: 'Create tenant' }).click();
    // There, once the redirect for the new tenant's session is over.
    await page.getByRole('button', { name: /^Empty/ }).waitFor();
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByRole('heading', { name: 'Nobody has signed in yet' }).waitFor();
    await page.getByRole('link', { name: 'Connect an application' }).click();
    await page.waitForURL('**/console/empty/get-started');
    await context.close();
  });

  it('counts a sign-in by its method and a failure by its cause, as charts and as tables', async () => {
    await signIn(password, 'Back in the bookstore');
    await signIn('not the password', 'That did not match an account');
    await expect
      .poll(async () => {
        const { total } = (await console.scene.api('/statistics/sign-ins')) as { total: object };
        return total;
      })
      .toEqual({ signIns: 1, failures: 1 });
    const { page, context, complaints } = await console.open('/default/dashboard?period=7');
    await expectPage(page, 'Dashboard');
    const signIns = page.getByRole('region', { name: 'Sign-ins' });
    await signIns.getByText('1 succeeded').waitFor();
    await signIns.getByText('1 failed').waitFor();
    expect(await page.getByRole('radio', { name: '7 days' }).isChecked()).toBe(true);
    // By keyboard.
    await signIns.getByRole('radio', { name: 'Chart' }).press('ArrowRight');
    const table = signIns.getByRole('table', { name: 'Sign-ins' });
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual(['Day', 'Password', 'Total']);
    expect(await table.getByRole('row').count()).toBe(8);
    expect(await table.getByRole('row').nth(1).getByRole('cell').allInnerTexts()).toEqual([
      expect.any(String),
      '1',
      '1',
    ]);
    await signIns.getByText('Result', { exact: true }).click();
    await page.waitForURL(/period=7&by=result/);
    await table.getByRole('columnheader', { name: 'Failed' }).waitFor();
    const failures = page.getByRole('region', { name: 'Failures by cause' });
    await failures.getByText('The password was wrong, or there is no such account.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('the sign-in experience', () => {
  it('shows the draft in the real page, sums up what changes, and changes what people see', async () => {
    const { page, context, complaints } = await console.open(`${experiencePath}/branding`);
    await expectPage(page, 'Sign-in experience');
    await previewOf(page).getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Display name').fill('Acme Books');
    await page.getByLabel('Brand colour', { exact: true }).fill('#ffd43b');
    await page.getByText('Buttons hardly stand out from the page: 1.4 : 1').waitFor();
    await previewOf(page).getByText('Acme Books').first().waitFor();
    // The draft lives on from tab to tab, and the preview shows another page of it.
    await page.getByRole('tab', { name: 'Content' }).click();
    await page.getByLabel('Support email').fill('help@acme.example');
    await page.getByLabel('Page to preview').selectOption('Password');
    await previewOf(page).getByRole('heading', { name: 'Enter your password' }).waitFor();
    await save(page);
    expect(await confirmSummary(page)).toEqual([
      'Display name not set Acme Books',
      'Brand colour not set #ffd43b',
      'Support email not set help@acme.example',
    ]);
    expect(complaints).toEqual([]);
    await page.goto(authorizationUrl(console.scene));
    await page.getByText('Acme Books').first().waitFor();
    await context.close();
  });

  it('keeps unsaved changes from being lost, and goes back to the form when asked to', async () => {
    const { page, context } = await console.open(`${experiencePath}/content`);
    await page.getByLabel('Terms of use').fill('no address');
    await page.getByLabel('Privacy policy').focus();
    await page.getByText('This is not an address like https://example.com.').waitFor();
    await page.getByLabel('Terms of use').fill('https://acme.example/terms');
    await save(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Back to the form' }).last().click();
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByRole('dialog').getByText('Leave without saving?').waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await page.getByLabel('Terms of use').inputValue()).toBe('https://acme.example/terms');
    await context.close();
  });

  it('takes a logo by file, and says what is wrong with a file that is none', async () => {
    const { page, context } = await console.open(`${experiencePath}/branding`);
    const logo = page.getByRole('group', { name: 'Logo', exact: true });
    const choose = async (name: string, mimeType: string, buffer: Buffer) =>
      logo.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await choose('logo.svg', 'image/svg+xml', Buffer.from('<svg/>'));
    await logo.getByText('SVG is not accepted').waitFor();
    await choose('logo.png', 'image/png', Buffer.from('no picture'));
    await logo.getByText('The data is no PNG, JPEG, WebP or ICO image.').waitFor();
    await choose('logo.png', 'image/png', png);
    await page.getByText('Uploaded. Save the changes to show it.').waitFor();
    await expect.poll(() => logo.getByLabel('Logo: address').inputValue()).toContain('/images/img_');
    await previewOf(page).locator('.brand img').waitFor();
    await save(page);
    expect(await confirmSummary(page)).toEqual([
      expect.stringMatching(/^Logo not set http:\S+\/images\/img_\S+$/),
    ]);
    await context.close();
  });

  it('refuses what would lock everybody out, at the field and in words, from every tab', async () => {
    const { page, context } = await console.open(`${experiencePath}/sign-up-and-sign-in`);
    await page.getByText('Enabled connectors: Acme (Entra ID), Globex (Google)').waitFor();
    for (const name of [/^Password/, /^Code by email/, /^Enterprise SSO/])
      await page.getByRole('switch', { name }).click({ force: true });
    await page.getByText('This leaves no way to sign in.').first().waitFor();
    await save(page);
    await page.getByRole('tab', { name: 'Branding' }).click();
    await page.getByRole('alert').getByRole('link', { name: 'Sign-up and sign-in' }).click();
    await page.getByRole('switch', { name: /^Enterprise SSO/ }).click({ force: true });
    await save(page);
    expect(await confirmSummary(page)).toEqual(['Password On Off', 'Code by email On Off']);
    const stored = (await console.scene.api('/sign-in-experience')) as { signIn: object };
    expect(stored.signIn).toMatchObject({ password: false, emailCode: false });
    await console.scene.api('/sign-in-experience', {
      method: 'PATCH',
      body: { signIn: { password: true, emailCode: true } },
    });
    await context.close();
  });

  it('shows what the server refuses in a style sheet at the style sheet, and a change by somebody else', async () => {
    const { page, context } = await console.open(`${experiencePath}/branding`);
    const css = page.getByRole('textbox', { name: 'Custom CSS' });
    await css.fill('@import "https://elsewhere.example/x.css";');
    await save(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => css.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('line 1: @import is not allowed').last().waitFor();
    await css.fill(':root { --radius: 2px; }');
    await console.scene.api('/sign-in-experience', {
      method: 'PATCH',
      body: { branding: { displayName: 'By somebody else' } },
    });
    await save(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody else saved first').waitFor();
    await page.getByRole('button', { name: 'Show the newer version' }).click();
    await expect.poll(() => page.getByLabel('Display name').inputValue()).toBe('By somebody else');
    expect(await css.inputValue()).toBe('');
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('nothing that axe finds', () => {
  const pages = [
    ['/default/dashboard', 'Dashboard'],
    [`${experiencePath}/branding`, 'Sign-in experience'],
    [`${experiencePath}/sign-up-and-sign-in`, 'Sign-in experience'],
    [`${experiencePath}/content`, 'Sign-in experience'],
  ] as const;

  it.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('%s, %i pixels wide', async (colorScheme, width) => {
    const { page, context, complaints } = await console.open(pages[0][0], {
      colorScheme,
      viewport: { width, height: 800 },
    });
    for (const [path, title] of pages) {
      await page.goto(`${console.scene.endpoint}/console${path}`);
      await expectPage(page, title);
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});
