// Issue 4: the README's five minutes in the console, in a real browser, on a fresh installation: the first
// administrator, Bookstore from the Flask card, the guide's code as it stands, a simulated Entra ID, its test, the
// switch, and somebody of Acme who signs in. Needs ports 3001, 4000 and 5000.
// GATEHOUSE_SCREENSHOT=1 also takes the pictures of the README and the documents.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped, visit } from './browser.ts';
import { createOwner, expectPage, signInAsOwner } from './console.ts';
import { typeIdentifier } from './person.ts';
import { isFree, removeFolder, root } from './processes.ts';
import { openTerminal, type Programs, printed, python, pythonRuns, pythonSdk } from './sample.ts';

const [endpoint, idp, app] = ['http://localhost:3001', 'http://localhost:4000', 'http://localhost:5000'];
const taken: number[] = [];
for (const port of [3001, 4000, 5000]) if (!(await isFree(port))) taken.push(port);
if (taken.length > 0) skipped(`the path of the README: ports ${taken.join(', ')} are in use.`);
const runs = hasBrowser && taken.length === 0 && pythonRuns('the path of the README');

const readme = await readFile(join(root, 'README.md'), 'utf8');
const [, section = ''] = /\n## Five minutes\n([\s\S]*?)\n## /.exec(readme) ?? [];

let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];
let terminal: Programs;
let folder: string;
let link: string;

beforeAll(async () => {
  if (!runs) return;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-path-'));
  terminal = openTerminal();
  const env = { GATEHOUSE_DATA_DIR: join(folder, 'data') };
  const gatehouse = await terminal.start('npm start', `${endpoint}/readyz`, { env });
  link = await printed(gatehouse, /http\S+\/t\/admin\/setup\/\S+/);
  browser = await launchBrowser();
  ({ page, context, complaints } = await newVisitor(browser, { viewport: { width: 1280, height: 860 } }));
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await terminal?.stop();
  if (folder) await removeFolder(folder);
});

const openFromNavigation = (name: string) =>
  page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name, exact: true }).click();

/** A picture of the documents, when they are taken anew. */
async function picture(name: string): Promise<void> {
  if (process.env.GATEHOUSE_SCREENSHOT !== '1') return;
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(root, `docs/images/${name}.png`) });
}

describe.skipIf(!runs)('the path of the README, by one person in one browser', () => {
  it('the README names these very steps', () => {
    for (const words of ['npm start', 'Bookstore', 'Flask', 'simulated Entra ID', 'anna@acme.example'])
      expect(section).toContain(words);
  });

  it('the link that the first start printed makes the first administrator, and leads to the console', async () => {
    await createOwner(page, link);
    await page.getByRole('link', { name: 'Open the console' }).click();
    await signInAsOwner(page);
    await expectPage(page, 'Get started');
    await picture('console-get-started');
  });

  it('Bookstore is made from the card of Flask, and its guide’s code runs as it stands', async () => {
    await openFromNavigation('Applications');
    await page.getByRole('link', { name: 'Create application' }).first().click();
    await page.getByRole('button', { name: /^Flask/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Bookstore');
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await expectPage(page, 'Bookstore is ready');
    await picture('console-guide');
    const code = await page.locator('pre').filter({ hasText: 'app_secret' }).innerText();
    expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(30);
    await writeFile(join(folder, 'app.py'), code);
    await terminal.start(`${python} app.py`, app, { cwd: folder, env: pythonSdk });
    await page.getByText('Waiting for the first sign-in').waitFor();
  });

  it('a simulated Entra ID is connected by one click, tested in a window of its own, enabled and enforced', async () => {
    await terminal.start('npm run gatehouse -- idp-simulator', idp);
    const other = await context.newPage();
    await other.goto(`${endpoint}/console/default/enterprise-sso/new`);
    await other.getByRole('button', { name: /Try with a simulated Entra ID/ }).click();
    await other
      .getByRole('button', { name: 'Start a test' })
      .or(other.getByRole('link', { name: 'Test it' }))
      .first()
      .waitFor();
    const test = other.getByRole('link', { name: 'Test it' });
    if (await test.isVisible()) await test.click();
    const [popup] = await Promise.all([
      other.waitForEvent('popup'),
      other.getByRole('button', { name: 'Start a test' }).click(),
    ]);
    await popup.waitForURL('**/sso-tests/**');
    await popup.getByRole('button').first().click();
    await popup.waitForURL(`${idp}/**`);
    await popup.getByLabel('Email or username').fill('anna@acme.example');
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    await other.getByRole('heading', { name: 'The test passed' }).waitFor();
    await popup.close();
    await other.getByRole('button', { name: 'Enable', exact: true }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
    await other.getByText('People can sign in with it').waitFor();
    await other.getByRole('button', { name: 'Enforce', exact: true }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Enforce', exact: true }).click();
    await other.getByText('The only way in for its domains').waitFor();
    if (process.env.GATEHOUSE_SCREENSHOT === '1') {
      await other.waitForLoadState('networkidle');
      await other.screenshot({ path: join(root, 'docs/images/console-sso.png') });
    }
    await other.close();
  });

  it('enterprise SSO is switched on in the sign-in experience, where it can be seen to be', async () => {
    const other = await context.newPage();
    await other.goto(`${endpoint}/console/default/sign-in-experience/sign-up-and-sign-in`);
    await expectPage(other, 'Sign-in experience');
    const toggle = other.getByRole('switch', { name: /^Enterprise SSO/ });
    // A new tenant begins with it. Off and on again: both are asked for by name.
    for (const on of [false, true]) {
      await toggle.setChecked(on, { force: true });
      await other.getByRole('button', { name: 'Save changes' }).click();
      const summary = other.getByRole('dialog');
      await summary.getByText('Enterprise SSO').waitFor();
      await summary.getByRole('button', { name: /^Save/ }).click();
      await summary.waitFor({ state: 'hidden' });
      await other.getByRole('button', { name: 'Save changes' }).waitFor({ state: 'hidden' });
    }
    await other.close();
  });

  it('Anna of Acme signs in through the application, and the guide’s checkpoint turns green', async () => {
    await visit(browser, async (anna) => {
      await anna.goto(app);
      await anna.getByRole('link', { name: 'Sign in' }).click();
      await typeIdentifier(anna, 'anna@acme.example');
      await anna.waitForURL(`${idp}/**`);
      await anna.getByRole('button', { name: 'Sign in', exact: true }).click();
      await anna.waitForURL(`${app}/**`);
      expect(await anna.locator('body').innerText()).toContain('Anna');
    });
    await page.getByText('The first sign-in arrived').waitFor();
    await openFromNavigation('Get started');
    await expectPage(page, 'Get started');
    await openFromNavigation('Dashboard');
    await expectPage(page, 'Dashboard');
    expect(complaints).toEqual([]);
  });
});
