// Issue 5, expiry radar: a secret that ends in five days is seen everywhere, mailed, and renewed without a pause.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser } from './browser.ts';
import { type ConsoleScene, expectPage, startConsole } from './console.ts';

let console: ConsoleScene;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
  await console.scene.api('/sso-connectors', {
    method: 'POST',
    body: {
      id: 'spare0',
      name: 'Radar connector',
      provider: 'oidc',
      config: {
        issuer: `${console.scene.simulator.url}/oidc/umbrella`,
        clientId: 'umbrella-client',
        clientSecret: 'a-secret-that-is-wrong-by-now',
        clientSecretExpiresAt: inDays(5),
      },
      domains: [{ name: 'umbrella.example', proved: true, allowChoice: true }],
    },
  });
});
afterAll(async () => {
  await console?.close();
});

describe.skipIf(!hasBrowser)('the expiry radar', () => {
  it('shows a secret that ends, mails it, and renews it without a pause', { timeout: 120_000 }, async () => {
    const { page, context, complaints } = await console.open('/default/dashboard');
    const radar = page.getByRole('region', { name: 'Expiry radar' });
    await radar.getByText('Ends within days').waitFor();
    await radar.getByText('in 5 days').waitFor();

    await page.goto(`${console.scene.endpoint}/console/default/dev-mailbox`);
    await expectPage(page, 'Dev mailbox');
    await page
      .getByText(/Client secret · Radar connector: ends in 5 days/)
      .first()
      .waitFor();

    await page.goto(`${console.scene.endpoint}/console/default/enterprise-sso`);
    await page.getByText('Client secret: in 5 days').waitFor();

    await page.goto(`${console.scene.endpoint}/console/default/expiry`);
    await expectPage(page, 'Expiry');
    await expectAccessible(page);
    await page.getByRole('link', { name: /^Renew: Client secret, Radar connector/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New client secret').fill('umbrella-client-secret');
    await dialog.getByLabel('Ends on').fill(inDays(300));
    await expectAccessible(page);
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: 'Test it, then use it' }).click(),
    ]);
    await popup.waitForURL('**/sso-tests/**');
    await popup.getByRole('button').first().click();
    await popup.waitForURL((url) => url.origin === console.scene.simulator.url);
    await popup.locator('#username').fill('rita@umbrella.example');
    await popup.locator('button[value=sign-in]').click();
    await page.getByRole('heading', { name: 'The test passed' }).waitFor();
    await popup.close();

    await page.goto(`${console.scene.endpoint}/console/default/dashboard`);
    await radar.getByText('Nothing ends within 60 days.').waitFor();
    expect(await page.getByText('Ends within days').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
