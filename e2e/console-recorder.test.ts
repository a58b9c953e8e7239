// Issue 5: the flight recorder in the console, from the code on an error page to a sign-in that succeeds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { referenceOn, signInAtIdp } from './person.ts';
import { authorizationUrl } from './scene.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

describe.skipIf(!hasBrowser)('the flight recorder', () => {
  it('leads from the code to the setting; corrected, a replay says that it would pass, and the person signs in', async () => {
    const { scene, browser } = console;
    const body = { config: { clientSecret: 'the-id-and-not-the-value' } };
    await scene.api('/sso-connectors/acme', { method: 'PATCH', body });
    const anna = await newVisitor(browser);
    await anna.page.goto(authorizationUrl(scene, { direct_sign_in: 'sso:acme' }));
    await signInAtIdp(anna.page, scene, 'anna@acme.example');
    const reference = await referenceOn(anna.page);

    const { page, context, complaints } = await console.open('/default/enterprise-sso');
    await page
      .getByLabel('Reference code or email address')
      .fill(reference.replaceAll('-', '').toLowerCase());
    await page.getByRole('button', { name: 'Look up' }).click();
    await expectPage(page, `Attempt ${reference}`);
    await page.getByText('The identity provider does not accept the client secret.').first().waitFor();
    await page.getByText('The person is at the identity provider').waitFor();
    await page
      .getByRole('button', { name: /steps passed/ })
      .first()
      .click();
    await page.getByText('The connector is enabled').waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Open the setting: Client secret' }).first().click();
    await expectPage(page, 'Acme (Entra ID)');
    // The field waits for the new secret.
    await page.waitForFunction(() => document.activeElement?.matches('input[type=password]'));
    await page.keyboard.type('acme-client-secret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });

    await page.goto(
      `${scene.endpoint}/console/default/enterprise-sso/attempts?side=gatehouse-config&time=day`,
    );
    await page.getByRole('table', { name: 'Attempts' }).getByRole('link', { name: reference }).click();
    await page.getByRole('button', { name: 'Replay it' }).click();
    await page.getByText('It would pass now').waitFor();
    await page.getByText('The connection was changed since the attempt.').waitFor();
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await context.close();

    const arrived = anna.page.waitForRequest(`${scene.urls.bookstore}/**`);
    await anna.page.getByRole('link', { name: 'Try again' }).click();
    expect(new URL((await arrived).url()).searchParams.has('code')).toBe(true);
    await anna.context.close();
  });
});
