// Issue 5, set-up portal: a customer's IT admin connects their identity provider by a link, without scripts and without
// the console; the administrator enables it, and a person of the customer signs in.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, startConsole } from './console.ts';
import { wayneTenant } from './directories.ts';
import { chooseProvider, expectHeading, signInAtIdp } from './person.ts';
import { authorizationUrl } from './scene.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();

/** In the console: for whom, and which domain they have to prove. */
async function makeLink(): Promise<string> {
  const organization = { id: 'wayne', name: 'Wayne Enterprises' };
  await console.scene.api('/organizations', { method: 'POST', body: organization });
  const { page, context, complaints } = await console.open('/default/organizations/wayne/connectors');
  await follow(page, 'Let their IT admin do it');
  expect(await page.getByLabel('Customer').inputValue()).toBe(organization.name);
  await page.getByRole('combobox', { name: 'Expected domains' }).fill('wayne.example');
  await press(page, 'Make link');
  const url = await page
    .getByText(/\/sso-setup\/open\//)
    .first()
    .textContent();
  await press(page, 'I have copied it');
  await page
    .getByRole('row', { name: /Wayne Enterprises/ })
    .getByText('Not opened yet')
    .waitFor();
  expect(complaints).toEqual([]);
  await context.close();
  return url ?? '';
}

/** The simulated Entra ID learns the redirect address, as its administrator would enter it. */
async function register(redirectUri: string): Promise<void> {
  const { url } = console.scene.simulator;
  const response = await fetch(`${url}/simulator/${wayneTenant}/clients/wayne-client/redirect-uris`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ redirectUri }),
  });
  expect(response.ok).toBe(true);
}

describe.skipIf(!hasBrowser)('a set-up link', () => {
  it('takes an IT admin from the provider to a tested connection, without scripts', {
    timeout: 180_000,
  }, async () => {
    const { scene, browser } = console;
    const url = await makeLink();
    const visitor = await newVisitor(browser, { javaScriptEnabled: false });
    const { page } = visitor;
    const looks = (title: string) => expectHeading(page, title);

    await page.goto(url);
    await looks('Which identity provider do you use?');
    expect(page.url()).not.toContain(new URL(url).pathname.split('/').at(-1));
    await page.getByRole('button', { name: /^Microsoft Entra ID (?!\(SAML)/ }).click();

    await looks('At Microsoft Entra ID');
    await register((await page.locator('#value-redirectUri').textContent()) ?? '');
    await follow(page, 'I have the values');

    await page.getByLabel(/^Issuer/).fill(`${scene.simulator.url}/${wayneTenant}/v2.0`);
    await page.getByLabel(/^Application \(client\) ID/).fill('wayne-client');
    await page.getByLabel(/^Client secret(?! expires)/).fill('wayne-client-secret');
    await press(page, 'Save and check');
    await page.getByText('The provider answers, and its configuration fits.').waitFor();
    await looks('Enter the values of Microsoft Entra ID');
    await follow(page, 'Continue to the domain');

    await looks('Prove your email domain');
    await page.getByRole('button', { name: 'Check now: wayne.example' }).click();
    await page
      .getByText(/is not there yet|does not answer/)
      .first()
      .waitFor();
    // The DNS of this machine has no such record: the administrator vouches for the domain.
    const [link] = (await scene.api('/setup-links')) as { connectorId: string }[];
    const id = link!.connectorId;
    expect(await scene.api('/organizations/wayne/connectors')).toMatchObject([{ id }]);
    const domain = { name: 'wayne.example', proved: true };
    await scene.api(`/sso-connectors/${id}/domains`, { method: 'POST', body: domain });
    await follow(page, 'Prove it later, continue to the test');

    await looks('Test the connection');
    await press(page, 'Start the test');
    await page.getByRole('button', { name: /^Start|^Sign in|^Continue/ }).click();
    await signInAtIdp(page, scene, 'bruce@wayne.example');
    await looks('The test passed');
    await follow(page, 'Continue');
    await looks('Almost done');
    await everyPage(url);
    await press(page, 'I am ready');
    await looks('Your part is done');

    await enableInConsole(id);
    await page.goto(url);
    await looks('How your connection is doing');
    await page.getByText('Single sign-on is switched on.').waitFor();
    await signInAs('bruce@wayne.example');
    await page.reload();
    expect(await page.locator('dl dd').first().textContent()).toMatch(/\d/);
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  });
});

/** Each page as a browser with scripts has it, which axe needs. */
async function everyPage(url: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1100],
    ['dark', 375],
  ] as const) {
    const viewport = { width, height: 900 };
    const { page, context, complaints } = await newVisitor(console.browser, { colorScheme, viewport });
    await page.goto(url);
    const base = page.url().replace(/\/[a-z]+$/, '');
    for (const name of [
      'provider',
      'instructions',
      'connection',
      'domain',
      'test',
      'finish',
      'health',
      'renew',
    ]) {
      await page.goto(`${base}/${name}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, name).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
}

/** The administrator sees that it is finished, and goes from the list to the connector. */
async function enableInConsole(id: string): Promise<void> {
  const { page, context } = await console.open('/default/enterprise-sso/setup-links');
  const row = page.getByRole('row', { name: /Wayne Enterprises/ });
  await row.getByText('Finished', { exact: true }).waitFor();
  await row.getByRole('link', { name: 'Connector: Wayne Enterprises' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wayne Enterprises' }).waitFor();
  await console.scene.api(`/sso-connectors/${id}/enable`, { method: 'POST' });
  await context.close();
}

/** A person of the customer, at the sign-in of an application. */
async function signInAs(email: string): Promise<void> {
  const { page, context } = await newVisitor(console.browser);
  await page.goto(authorizationUrl(console.scene));
  await page.getByLabel('Email or username').fill(email);
  await press(page, 'Continue');
  await chooseProvider(page, 'Wayne Enterprises');
  // The application itself need not run.
  const arrived = page.waitForRequest((one) => one.url().startsWith(console.scene.urls.bookstore));
  await signInAtIdp(page, console.scene);
  await arrived;
  await context.close();
}
