// Issue 5: roles and the mapping of a connector in the console: tried, seen in its effect, saved, and what it then does.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser, newVisitor } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';
import { signInAtIdp } from './person.ts';
import { authorizationUrl } from './scene.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

/** Anna comes through Acme's Entra ID, in a browser of her own. */
async function annaSignsIn(): Promise<void> {
  const { page, context } = await newVisitor(console.browser);
  const arrived = page.waitForRequest(`${console.scene.urls.bookstore}/**`);
  await page.goto(authorizationUrl(console.scene, { direct_sign_in: 'sso:acme' }));
  await signInAtIdp(page, console.scene, 'anna@acme.example');
  await arrived;
  await context.close();
}

const toast = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text }).waitFor();

const resource = {
  indicator: 'https://api.bookstore.example',
  name: 'Bookstore API',
  permissions: [{ name: 'books:write' }],
};

describe.skipIf(!hasBrowser)('roles and mapping in the console', () => {
  it('a role is made, a rule tried and moved by keyboard, its effect shown and saved; the next sign-in follows it', async () => {
    await annaSignsIn();
    await console.scene.api('/api-resources', { method: 'POST', body: resource }).catch(() => undefined);
    const { page, context, complaints } = await console.open('/default/roles');
    await page.getByText('No roles yet').waitFor();
    for (const name of ['Editor', 'Member']) {
      await page.goto(`${console.scene.endpoint}/console/default/roles`);
      await page.getByRole('button', { name: 'New role' }).first().click();
      await page.getByRole('dialog').getByLabel('Name').fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Create role' }).click();
      await expectPage(page, name);
    }

    await page.goto(`${console.scene.endpoint}/console/default/enterprise-sso/acme/mapping`);
    await page.getByRole('switch', { name: 'This connector decides roles' }).check({ force: true });
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const first = page.getByRole('group', { name: 'Rule 1' });
    await first.getByRole('combobox', { name: 'Claim' }).fill('tid');
    await page.keyboard.press('Escape');
    await first.getByRole('combobox', { name: 'Comparison' }).click();
    await page.getByRole('option', { name: 'has any value' }).click();
    await first.getByRole('combobox', { name: 'Gives the roles' }).click();
    await page.getByRole('option', { name: 'Editor' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    // Nothing is saved that says nothing.
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Give at least one value.').waitFor();
    const second = page.getByRole('group', { name: 'Rule 2' });
    await second
      .getByRole('combobox', { name: 'Values' })
      .or(second.getByRole('textbox', { name: 'Values' }))
      .fill('Board');
    await page.keyboard.press('Enter');
    await second.getByRole('combobox', { name: 'Gives the roles' }).click();
    await page.getByRole('option', { name: 'Member' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Move rule 2 up' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The rule is number 1 of 2 now.').waitFor({ state: 'attached' });
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'Move rule 1 down',
    );

    await page.getByLabel('Claims (JSON)').fill('{ "tid": "x", "name": "Anna", "groups": ["Staff"] }');
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await result.getByText('Editor').waitFor();
    await result.getByText('Nothing of this was verified').waitFor();
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Save' }).click();
    const question = page.getByRole('dialog', { name: 'Save this mapping?' });
    await question.getByText('1 would gain roles, 0 would lose some.').waitFor();
    await question.getByRole('button', { name: 'Save mapping' }).click();
    await toast(page, 'The mapping was saved.');

    await annaSignsIn();
    await page.goto(`${console.scene.endpoint}/console/default/roles`);
    await page.getByRole('link', { name: 'Editor' }).click();
    await expectPage(page, 'Editor');
    await page.getByRole('row', { name: /anna.*sign-in through Acme/i }).waitFor();
    await page.getByRole('row', { name: /anna/i }).getByRole('link').click();
    await page.getByRole('tab', { name: 'Access' }).click();
    await page.getByText('by the sign-in through Acme').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });
});
