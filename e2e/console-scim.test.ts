// Issue 5, directory sync from end to end: switched on in the console, provisioned by the simulated Entra ID, and
// whoever is disabled there is signed out here at once.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { acmeTenant } from './directories.ts';
import { expectHeading, signInAtIdp, typeIdentifier } from './person.ts';

let console: ConsoleScene;
beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(() => console?.close());

const anna = 'anna@acme.example';

/** On the simulator's page, as the IT admin at Entra. */
async function provisionFrom(page: Page, target: { url: string; token: string }): Promise<void> {
  await page.goto(`${console.scene.simulator.url}/simulator`);
  const form = page.locator(`#p-${acmeTenant}`);
  await form.locator('summary').click();
  await form.getByLabel('Base URL').fill(target.url);
  await form.getByLabel('Token').fill(target.token);
  await form.getByRole('button', { name: 'Provision now' }).click();
  await form.getByRole('status').waitFor();
}

describe.skipIf(!hasBrowser)('directory sync', () => {
  it('switch on, token, people arrive, and leave with their sessions', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await console.open('/default/enterprise-sso/acme/directory-sync');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('Waiting for the directory').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Token for the identity provider' });
    const token = (await dialog.locator('pre').textContent()) ?? '';
    expect(token).toMatch(/^scim_\w{44}$/);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const url = `${console.scene.endpoint}/scim/v2/acme`;
    await page.getByText(url, { exact: true }).waitFor();
    await page.getByText(token).waitFor({ state: 'detached' });
    await expectAccessible(page);

    const admin = await newVisitor(console.browser);
    await provisionFrom(admin.page, { url, token });
    await page.reload();
    await page.getByText('Working', { exact: true }).waitFor();
    await page.getByText(anna).first().waitFor();
    await expectAccessible(page);

    const visitor = await newVisitor(console.browser);
    await visitor.page.goto(`${console.scene.endpoint}/account`);
    await typeIdentifier(visitor.page, anna);
    await signInAtIdp(visitor.page, console.scene, anna);
    await visitor.page.waitForURL(`${console.scene.endpoint}/account`);

    const [user] = (await console.scene.api(`/users?email=${anna}`)) as { id: string }[];
    await page.goto(`${console.scene.endpoint}/console/default/users/${user?.id}/profile`);
    await page.getByText('Managed by directory sync').waitFor();

    const form = admin.page.locator(`#p-${acmeTenant}`);
    await form.getByRole('button', { name: `Disable ${anna}` }).click();
    await form.getByRole('button', { name: `Enable ${anna}` }).waitFor();
    await form.getByLabel('Token').fill(token);
    await form.getByRole('button', { name: 'Provision now' }).click();
    await form
      .getByText(/PATCH \/Users/)
      .first()
      .waitFor();
    await visitor.page.goto(`${console.scene.endpoint}/account`);
    await expectHeading(visitor.page, 'Sign in');

    await page.goto(
      `${console.scene.endpoint}/console/default/enterprise-sso/acme/directory-sync?outcome=changed`,
    );
    await expectPage(page, 'Acme (Entra ID)');
    await page.getByText('their sessions and grants have ended').first().waitFor();
    expect(complaints).toEqual([]);
    for (const { context: other } of [admin, visitor]) await other.close();
    await context.close();
  });
});
