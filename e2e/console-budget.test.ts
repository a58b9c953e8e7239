// DESIGN section 3, issue 4: the console's pages are light. Logto's list of applications is 2.7 MB in 47 requests.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from './browser.ts';
import { type ConsoleScene, startConsole } from './console.ts';
import { weigh } from './weigh.ts';

let console: ConsoleScene;

beforeAll(async () => {
  if (hasBrowser) console = await startConsole();
});
afterAll(async () => {
  await console?.close();
});

/** The first visit of a browser whose person is signed in already. */
async function weighed(page: Page, path: string, shown: string) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  return weigh(page, async () => {
    await page.goto(`${console.scene.endpoint}/console${path}`);
    await page.getByText(shown).first().waitFor();
  });
}

describe.skipIf(!hasBrowser)('the console', () => {
  it.each([
    ['list of applications', 250, '/default/applications', 'Bookstore'],
    ['an SSO connector', 300, '/default/enterprise-sso/acme', 'Acme'],
  ])(
    '%s costs at most %i kB of script, 100 kB besides and 50 requests, and nothing from elsewhere',
    async (_, limit, path, shown) => {
      const { page, context } = await console.open('/default/signing-keys');
      await page.getByRole('heading', { level: 1 }).waitFor();
      const { requests, bytes, script } = await weighed(page, path, shown);
      expect(script).toBeGreaterThan(50_000);
      expect(script).toBeLessThanOrEqual(limit * 1000);
      expect(bytes - script).toBeLessThanOrEqual(100_000);
      expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(50);
      expect(requests.every((one) => one.startsWith(console.scene.endpoint))).toBe(true);
      await context.close();
    },
  );

  it('loads no file again on the next page but what that page alone needs', async () => {
    const { page, context } = await console.open('/default/applications');
    await page.getByText('Bookstore').first().waitFor();
    await page.waitForLoadState('networkidle');
    const { script, styles } = await weigh(page, async () => {
      await page.reload();
      await page.getByText('Bookstore').first().waitFor();
    });
    expect({ script, styles }).toEqual({ script: 0, styles: 0 });
    await context.close();
  });
});
