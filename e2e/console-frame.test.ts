// Issue 4, the frame of the console: sign-in of its own, navigation by keyboard, deep links, languages, sign-out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type ConsoleScene, expectPage, signInAsOwner, startConsole } from './console.ts';
import { expectHeading } from './person.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

describe.skipIf(!hasBrowser)('the frame of the console', () => {
  it('takes a deep link through the sign-in of a new browser and shows what it leads to', async () => {
    const { page, context, complaints } = await console.open('/default/signing-keys', {
      storageState: undefined,
    });
    await expectHeading(page, 'Sign in');
    expect(page.url()).toContain('/t/admin/sign-in/');
    await signInAsOwner(page);
    await expectPage(page, 'Signing keys');
    expect(new URL(page.url()).pathname).toBe('/console/default/signing-keys');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('signs out here and at Gatehouse: Back and other tabs show nothing', async () => {
    const { page, context } = await console.open('/default/signing-keys', { storageState: undefined });
    await signInAsOwner(page);
    await expectPage(page, 'Signing keys');
    await page.getByRole('button', { name: 'Account and appearance' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expectHeading(page, 'Sign in');
    expect(
      await page.evaluate(() =>
        Object.keys(localStorage).filter(
          (key) => key.startsWith('gatehouse:console:') && /session/.test(key),
        ),
      ),
    ).toEqual([]);
    await page.goto(`${console.scene.endpoint}/console/default/signing-keys`);
    await expectHeading(page, 'Sign in');
    await context.close();
  });

  it('rotates keys: the new current key is the one that was next', async () => {
    const { page, context } = await console.open('/default/signing-keys');
    const row = (state: string) => page.getByRole('row').filter({ hasText: state });
    const next = (await row('Next').locator('code').innerText()).trim();
    await page.getByRole('button', { name: 'Rotate keys' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Rotate keys' }).click();
    // The next key is seconds old: the server warns, and the person insists.
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: 'Rotate anyway' }).click();
    await page.getByText('Keys rotated').waitFor();
    expect((await row('Current').locator('code').innerText()).trim()).toBe(next);
    await context.close();
  });

  it('is found by keyboard alone: the palette opens, filters and goes', async () => {
    const { page, context } = await console.open('/default/signing-keys');
    await expectPage(page, 'Signing keys');
    await page.keyboard.press('Control+k');
    const search = page.getByPlaceholder('Search pages, applications, connectors, people');
    await search.fill('bookst');
    await page
      .getByRole('button', { name: /Bookstore/ })
      .or(page.getByText('Bookstore', { exact: true }))
      .first()
      .waitFor();
    await search.fill('audit');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/console/default/audit-log');
    await context.close();
  });

  it('speaks Chinese and remembers it', async () => {
    const { page, context } = await console.open('/default/signing-keys');
    await page.getByRole('button', { name: 'Account and appearance' }).click();
    await page.getByRole('menuitem', { name: '简体中文' }).click();
    await expectPage(page, '签名密钥');
    await page.reload();
    await expectPage(page, '签名密钥');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await context.close();
  });

  it('makes a tenant and goes there, by a redirect that asks nothing', async () => {
    const { page, context } = await console.open('/default/signing-keys');
    await page.getByRole('button', { name: /switch to another tenant/ }).click();
    await page.getByRole('menuitem', { name: 'New tenant' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create tenant' }).click();
    await dialog
      .getByText('This is needed.')
      .or(dialog.getByText('This does not have the right form.'))
      .first()
      .waitFor();
    await dialog.getByLabel('Name').fill('Staging');
    await dialog.getByRole('button', { name: 'Create tenant' }).click();
    await page.waitForURL('**/console/staging/**');
    await page.getByRole('button', { name: /^Staging development/ }).waitFor();
    await context.close();
  });
});
