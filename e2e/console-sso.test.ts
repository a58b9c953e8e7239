// Issue 4, Enterprise SSO in the console: from a card to an enabled connector, with what goes wrong on the way.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, type OpenedPage, startConsole } from './console.ts';
import { referenceOn, signInAtIdp } from './person.ts';
import { authorizationUrl } from './scene.ts';

let console: ConsoleScene;
const opened: OpenedPage[] = [];

async function open(...given: Parameters<ConsoleScene['open']>): Promise<OpenedPage> {
  const one = await console.open(...given);
  opened.push(one);
  return one;
}

const issuer = () => `${console.scene.simulator.url}/oidc/umbrella`;

/** A connector for the simulated Umbrella, by the management API. */
async function makeConnector(id: string, more: object = {}): Promise<void> {
  await console.scene.api('/sso-connectors', {
    method: 'POST',
    body: {
      id,
      name: `Connector ${id}`,
      provider: 'oidc',
      config: { issuer: issuer(), clientId: 'umbrella-client', clientSecret: 'umbrella-client-secret' },
      ...more,
    },
  });
}

/** A picture for whoever wants to look: GATEHOUSE_LOOK=folder. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.GATEHOUSE_LOOK;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Plays the person in the window of a test. */
async function signInToTest(popup: Page, username: string): Promise<void> {
  await popup.waitForURL('**/sso-tests/**');
  await popup.getByRole('button').first().click();
  await popup.waitForURL((url) => url.origin === console.scene.simulator.url);
  await popup.locator('#username').fill(username);
  await popup.locator('button[value=sign-in]').click();
}

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  expect(opened.flatMap(({ complaints }) => complaints)).toEqual([]);
  await console?.close();
});

/** What passed is folded up. */
async function unfold(page: Page): Promise<void> {
  for (const folded of await page.getByRole('button', { name: /steps passed/ }).all()) await folded.click();
}

describe.skipIf(!hasBrowser)('enterprise SSO in the console', () => {
  it('makes a connector from a card, says what is wrong with an issuer, tests it and enables it', async () => {
    const { page, context } = await open('/default/enterprise-sso');
    await page.getByRole('link', { name: 'New connector' }).click();
    await page.getByRole('link', { name: /OpenID Connect/ }).click();
    await expectPage(page, 'New connector: OpenID Connect');

    await page.getByRole('button', { name: 'Create connector' }).click();
    await page.getByText('This is needed.').first().waitFor();
    await expectAccessible(page);
    await page.getByLabel('Name', { exact: false }).first().fill('Spare0');
    await page.getByText(`${console.scene.endpoint}/callback/spare0`).first().waitFor();

    const field = page.getByLabel(/^Issuer/);
    await field.fill(`${console.scene.simulator.url}/nowhere`);
    await field.blur();
    await page.getByText('There is no OpenID configuration at the issuer.').waitFor();
    await page.getByText('What to do', { exact: false }).first().waitFor();
    // A pasted metadata address is understood: the issuer in it takes its place.
    await field.fill(`${issuer()}/.well-known/openid-configuration`);
    await field.blur();
    await page.getByText('The identity provider answers', { exact: true }).waitFor();
    expect(await field.inputValue()).toBe(issuer());

    await page.getByLabel(/^Client ID/).fill('umbrella-client');
    await page.getByRole('textbox', { name: 'Client secret', exact: true }).fill('umbrella-client-secret');
    await page.getByRole('button', { name: 'Create connector' }).click();
    await expectPage(page, 'Spare0');

    const add = page.getByLabel('Add a domain');
    await add.fill('gmail.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('This belongs to a public mail provider.', { exact: false }).waitFor();
    await add.fill('spare0.example');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('_gatehouse.spare0.example').waitFor();
    await page.getByText(/^gatehouse-verify=/).waitFor();
    await page.getByRole('button', { name: 'I vouch for it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'I vouch for it' }).click();
    await page.getByText('vouched for by an administrator').waitFor();

    await page.getByRole('link', { name: 'Test it' }).click();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Start a test' }).click(),
    ]);
    await signInToTest(popup, 'rita@umbrella.example');
    // Rita's address is of umbrella.example, which this connector does not speak for.
    await page.getByRole('heading', { name: 'The test failed' }).waitFor();
    await page.getByText('email.outside_domains').waitFor();
    await page.getByText('Settings here in Gatehouse').first().waitFor();
    await unfold(page);
    await page.getByText('The signature is right').waitFor();
    await popup.close();
    await context.close();
  });

  it('shows every verdict of a test that passes, and enables the connector after it', async () => {
    await makeConnector('spare1', {
      domains: [{ name: 'umbrella.example', proved: true, allowChoice: true }],
    });
    const { page, context } = await open('/default/enterprise-sso/spare1/test');
    await expectPage(page, 'Connector spare1');
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Start a test' }).click(),
    ]);
    await signInToTest(popup, 'rita@umbrella.example');
    await page.getByRole('heading', { name: 'The test passed' }).waitFor();
    await page.getByText('A new account would be made for the person.').waitFor();
    const rules = page.getByRole('region', { name: 'What happened, step by step' });
    await unfold(page);
    expect(await rules.getByText('Passed', { exact: true }).count()).toBeGreaterThan(8);
    expect(await rules.getByText('Failed', { exact: true }).count()).toBe(0);
    await page
      .getByRole('table', { name: 'Claims received' })
      .getByText('rita@umbrella.example')
      .first()
      .waitFor();
    // The address leads back to this very test.
    expect(new URL(page.url()).searchParams.get('test')).toMatch(/^test_/);
    await page.reload();
    await page.getByRole('heading', { name: 'The test passed' }).waitFor();

    await page.getByRole('button', { name: 'Enable', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('umbrella.example', { exact: false }).waitFor();
    await dialog.getByRole('button', { name: 'Enable', exact: true }).click();
    await page.getByText('People can sign in with it').waitFor();
    const stateNow = async () =>
      ((await console.scene.api('/sso-connectors/spare1')) as { state: string }).state;
    expect(await stateNow()).toBe('enabled');
    // The administrator has tested it in person, so that it can be enforced; and that can be undone.
    await page.getByRole('button', { name: 'Enforce', exact: true }).click();
    await dialog.getByText('What it needs first').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Enforce', exact: true }).click();
    await page.getByText('The only way in for its domains').waitFor();
    expect(await stateNow()).toBe('enforced');
    await page.getByRole('button', { name: 'Stop enforcing' }).click();
    await dialog.getByRole('button', { name: 'Stop enforcing' }).click();
    await page.getByText('People may still choose another way').waitFor();
    await context.close();
  });

  it('keeps the secret, and lets nobody overwrite what somebody else has saved meanwhile', async () => {
    await makeConnector('spare2');
    const { page, context } = await open('/default/enterprise-sso/spare2/connection');
    await expectPage(page, 'Connector spare2');
    const secret = page.getByRole('textbox', { name: 'Client secret', exact: true });
    expect(await secret.inputValue()).toBe('');
    const field = page.getByLabel(/^Client ID/);
    await field.fill('another-client');
    await console.scene.api('/sso-connectors/spare2', { method: 'PATCH', body: { name: 'Renamed' } });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('Somebody else saved first').waitFor();
    await page.getByRole('button', { name: 'Save mine on top' }).click();
    await page.getByText('Changes saved.').waitFor();
    const saved = (await console.scene.api('/sso-connectors/spare2')) as {
      name: string;
      hasClientSecret: boolean;
      config: { clientId: string };
    };
    expect(saved).toMatchObject({
      name: 'Renamed',
      hasClientSecret: true,
      config: { clientId: 'another-client' },
    });
    await context.close();
  });

  it('says that single sign-on is off, and switches it on', async () => {
    await console.scene.api('/sign-in-experience', { method: 'PATCH', body: { singleSignOnEnabled: false } });
    const { page, context } = await open('/default/enterprise-sso/acme');
    await page.getByText('Single sign-on is switched off').waitFor();
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByText('Single sign-on is on.').waitFor();
    await page.getByText('Single sign-on is switched off').waitFor({ state: 'hidden' });
    await context.close();
  });

  it('is found by a domain, with what needs a hand', async () => {
    const { page, context } = await open('/default/enterprise-sso');
    const table = page.getByRole('table', { name: 'Connectors' });
    await table.getByRole('link', { name: 'Acme (Entra ID)' }).waitFor();
    await page.getByLabel('Search by name, id or domain').fill('hooli.ex');
    await table.getByRole('link', { name: 'Acme (Entra ID)' }).waitFor({ state: 'hidden' });
    await table
      .getByRole('row')
      .filter({ hasText: 'Hooli' })
      .getByText('Not proved: hooli.example')
      .waitFor();
    await table.getByRole('link', { name: 'Hooli' }).click();
    await expectPage(page, 'Hooli');
    await page.getByText('No proved domain: applications have to send people here').waitFor();
    await context.close();
  });

  it('leads from the code on an error page to the cause, and says when there is no such attempt', async () => {
    const { page, context } = await open('/default/enterprise-sso');
    const { scene, browser } = console;
    const visitor = await newVisitor(browser);
    await visitor.page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:acme' }));
    await signInAtIdp(visitor.page, scene, 'chen@partner.example');
    const reference = await referenceOn(visitor.page);
    await visitor.context.close();

    await page.getByLabel('Reference code').fill(reference.toLowerCase());
    await page.getByRole('button', { name: 'Look up' }).click();
    await expectPage(page, `Attempt ${reference}`);
    await page
      .getByText('The email address is in a domain that this connector does not speak for.')
      .first()
      .waitFor();
    await page.getByText('ch…@partner.example').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'acme' }).click();
    await page.getByRole('table', { name: 'Attempts' }).getByRole('link', { name: reference }).waitFor();

    await page.goto(`${scene.endpoint}/console/default/enterprise-sso/attempts/NONE-SUCH-22`);
    await page.getByText('There is no attempt with the reference NONE-SUCH-22.').waitFor();
    await context.close();
  });

  it('gives a link where the browser opens no window', async () => {
    const { page, context } = await open('/default/enterprise-sso/globex/test');
    await page.getByText('Nobody has tested this connector yet.').waitFor();
    await page.evaluate(() => {
      window.open = () => null;
    });
    await page.getByRole('button', { name: 'Start a test' }).click();
    await page.getByText('The browser did not open a window.', { exact: false }).waitFor();
    const link = page.getByRole('link', { name: 'Open the test' });
    expect(await link.getAttribute('href')).toContain(`${console.scene.endpoint}/sso-tests/`);
    await context.close();
  });

  it('deletes a connector only after its name was typed', async () => {
    await makeConnector('spare3');
    const { page, context } = await open('/default/enterprise-sso/spare3/activity');
    await page.getByText('Nobody has come by here yet').waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete connector' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Type Connector spare3 to confirm').fill('Connector spare3');
    await confirm.click();
    await expectPage(page, 'Enterprise SSO');
    await page.getByText('Connector spare3 is deleted.').waitFor();
    await context.close();
  });

  it('a change that keeps people out is taken back by itself, and its history tells it', async () => {
    const { scene } = console;
    const visit = async (who: string, comesThrough: boolean) => {
      const { page, context } = await newVisitor(console.browser);
      const back = page.waitForRequest((request) => request.url().startsWith(scene.urls.bookstore));
      back.catch(() => undefined);
      const hint = { direct_sign_in: 'sso:umbrella', login_hint: `${who}@umbrella.example` };
      await page.goto(authorizationUrl(scene, hint));
      await signInAtIdp(page, scene, 'rita@umbrella.example');
      if (comesThrough) await back;
      else await referenceOn(page);
      await context.close();
    };
    await scene.api('/sso-settings', { method: 'PATCH', body: { rollBack: { attempts: 3 } } });
    await visit('rita', true);
    const broken = { config: { clientSecret: 'mistyped', extraScopes: ['groups'] } };
    await scene.api('/sso-connectors/umbrella', { method: 'PATCH', body: broken });
    for (const who of ['rita', 'alan', 'jill']) await visit(who, false);
    await visit('rita', true);

    const { page, context } = await open('/default/enterprise-sso/umbrella');
    await page.getByText('The connection was rolled back by itself').waitFor();
    await page.getByText(/Client secret, Extra scopes, 3 of 3 sign-ins failed/).waitFor();
    await page.getByRole('link', { name: 'See what was changed back' }).click();
    await page.getByRole('rowheader', { name: 'Client secret' }).waitFor();
    await page.getByText('another one; never shown').waitFor();
    await page.getByText('Rolled back to version 1 by itself').waitFor();
    await expectAccessible(page);
    await shot(page, 'history');
    await page.getByRole('button', { name: 'Apply the change again' }).click();
    await page.getByText('Nobody ever came through this connection.', { exact: false }).waitFor();
    await shot(page, 'history-restore');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).last().click();
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await page.getByText('The connection was rolled back by itself').waitFor({ state: 'detached' });
    await context.close();
  });

  it.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 375 },
  ] as const)('has nothing that axe finds, $colorScheme at $width px', async ({ colorScheme, width }) => {
    const { page, context } = await open('/default/enterprise-sso', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const look = async (path: string, title: string, text: string) => {
      await page.goto(`${console.scene.endpoint}/console/default/enterprise-sso${path}`);
      await expectPage(page, title);
      await page.getByText(text, { exact: true }).first().waitFor();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    };
    await look('', 'Enterprise SSO', 'Acme (Entra ID)');
    await look('/new', 'New connector', 'Google Workspace');
    await look('/acme/connection', 'Acme (Entra ID)', 'Redirect URI');
    await look('/hooli/experience', 'Hooli', 'Email domains');
    await look('/umbrella/test', 'Umbrella', 'Earlier tests');
    await look('/umbrella/history?version=1', 'Umbrella', 'Version 1, compared with the one in force');
    await shot(page, `history-${colorScheme}`);
    await context.close();
  });
});
