// Issue 5: SAML as people meet it. In the console a connector is made from a provider's metadata address, tested in a
// window of its own and enabled; then a person of its domain signs in to an application, and the console shows how.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startExpressApp, userOf } from './applications.ts';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { chooseProvider, signInAtIdp, typeIdentifier } from './person.ts';
import type { Program } from './processes.ts';

let console: ConsoleScene;
let program: Program;
let app: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
  program = await startExpressApp(console.scene, 'bookstore');
  app = console.scene.urls.bookstore;
});
afterAll(async () => {
  await program?.stop();
  await console?.close();
});

/** A picture for whoever wants to look: GATEHOUSE_LOOK=folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.GATEHOUSE_LOOK;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function makeConnector(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'New connector' }).click();
  await page.getByRole('link', { name: /^SAML 2\.0/ }).click();
  await expectPage(page, 'New connector: SAML 2.0');
  await page.getByLabel('Name', { exact: false }).first().fill('Stark');
  await page.getByText(`${console.scene.endpoint}/saml/stark/acs`).first().waitFor();
  const field = page.getByLabel(/^Metadata URL/);
  await field.fill(`${console.scene.simulator.url}/saml/stark/metadata`);
  await field.blur();
  await page.getByText('The identity provider answers', { exact: true }).waitFor();
  await expectAccessible(page);
  await picture(page, 'saml-new');
  const sign = page.getByLabel(/^Sign requests/);
  await sign.setChecked(true, { force: true });
  await page.getByRole('button', { name: 'Create connector' }).click();
  await expectPage(page, 'Stark');
}

async function proveDomain(page: Page): Promise<void> {
  await page.getByLabel('Add a domain').fill('stark.example');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'I vouch for it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'I vouch for it' }).click();
  await page.getByText('vouched for by an administrator').waitFor();
}

async function testAndEnable(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Test it' }).click();
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Start a test' }).click(),
  ]);
  await popup.waitForURL('**/sso-tests/**');
  await popup.getByRole('button').first().click();
  await popup.waitForURL((url) => url.origin === console.scene.simulator.url);
  await popup.getByLabel('Email or username').fill('tony@stark.example');
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'The test passed' }).waitFor();
  await picture(page, 'saml-test');
  await popup.close();
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Enable', exact: true }).click();
  await page.getByText('People can sign in with it').waitFor();
}

describe.skipIf(!hasBrowser)('SAML', () => {
  it('is connected in the console from a metadata address, tested and enabled', async () => {
    const { page, context, complaints } = await console.open('/default/enterprise-sso');
    await makeConnector(page);
    await proveDomain(page);
    await testAndEnable(page);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it.each([
    ['with JavaScript', {}],
    ['without JavaScript', { javaScriptEnabled: false }],
  ])('a person of the domain signs in to an application, %s', async (_how, options) => {
    const { page, context, complaints } = await newVisitor(console.browser, options);
    await page.goto(`${app}/logto/sign-in`);
    await typeIdentifier(page, 'tony@stark.example');
    await chooseProvider(page, 'Stark');
    await signInAtIdp(page, console.scene, 'tony@stark.example');
    // The provider's page posts itself; without scripts there is its button.
    const go = page.getByRole('button', { name: 'Continue', exact: true });
    if ('javaScriptEnabled' in options) await go.click();
    await page.waitForURL(new RegExp(`^${app}/?$`));
    expect(await userOf(page)).toMatchObject({
      isAuthenticated: true,
      claims: { email: 'tony@stark.example', email_verified: true },
    });
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('our keys are published before they sign, and rotated after a question', async () => {
    const { page, context, complaints } = await console.open('/default/enterprise-sso/stark/connection');
    await page.getByRole('button', { name: 'Publish the next key' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish the next key' }).click();
    await page.getByText('The next key is published.').waitFor();
    await picture(page, 'saml-connection');
    await page.getByRole('button', { name: 'Rotate the keys' }).click();
    const question = page.getByRole('dialog');
    await question.getByText('published less than a day ago').waitFor();
    await picture(page, 'saml-rotate');
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Rotate now' }).click();
    await page.getByText('Only decrypts').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('the console shows what happened, rule by rule', async () => {
    const { page, context, complaints } = await console.open('/default/enterprise-sso/stark/activity');
    const attempt = page.getByRole('link', { name: /^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}$/ }).first();
    await attempt.click();
    await page
      .getByRole('button', { name: /steps passed/ })
      .first()
      .waitFor();
    // What passed is folded up.
    for (const folded of await page.getByRole('button', { name: /steps passed/ }).all()) await folded.click();
    await page.getByText('The signature is right').first().waitFor();
    await expectAccessible(page);
    await picture(page, 'saml-attempt');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
