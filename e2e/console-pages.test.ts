// Issue 4: every page of the console, by its address: it has its title and its content, axe finds nothing (WCAG 2.2 AA),
// nothing is wider than the screen, and nothing is refused by the page's policy.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { hasBrowser } from './browser.ts';
import { type ConsoleScene, startConsole } from './console.ts';

let console: ConsoleScene;
let alice: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  console = await startConsole();
  const [user] = (await console.scene.api('/users?username=alice')) as { id: string }[];
  alice = user?.id ?? '';
  await console.scene.api('/organizations', { method: 'POST', body: { id: 'acme-inc', name: 'Acme' } });
  await console.scene.api('/roles', { method: 'POST', body: { id: 'editor', name: 'Editor' } });
});
afterAll(async () => {
  await console?.close();
});

const application = ['settings', 'credentials', 'tokens', 'logout', 'activity', 'guide?framework=flask'];
const connector = [
  'connection',
  'experience',
  'mapping',
  'test',
  'directory-sync',
  'provider-tokens',
  'activity',
  'history',
];
const user = ['profile', 'identities', 'sessions', 'access', 'history', 'custom-data'];
const pages = [
  ...['get-started', 'dashboard', 'applications', 'applications/new'],
  ...application.map((tab) => `applications/bookstore/${tab}`),
  'applications/operator/permissions',
  ...[
    'enterprise-sso',
    'enterprise-sso/new',
    'enterprise-sso/new/entra-oidc',
    'enterprise-sso/new/saml',
    'enterprise-sso/setup-links',
    'enterprise-sso/setup-links?organization=acme-inc',
    'enterprise-sso/attempts',
    'enterprise-sso/settings',
    'enterprise-sso/acme/connection#clientSecret',
  ],
  ...connector.map((tab) => `enterprise-sso/acme/${tab}`),
  ...['branding', 'sign-up-and-sign-in', 'content'].map((tab) => `sign-in-experience/${tab}`),
  'expiry',
  'organizations',
  ...['members', 'connectors', 'settings'].map((tab) => `organizations/acme-inc/${tab}`),
  ...['users', 'roles', 'roles/editor'],
  ...user.map((tab) => `users/{alice}/${tab}`),
  ...['audit-log', 'security', 'signing-keys', 'dev-mailbox'],
  ...['general', 'administrators', 'mail', 'domains'].map((tab) => `settings/${tab}`),
];

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Nothing is still grey.
  await page.waitForFunction(() => !document.querySelector('main .mantine-Skeleton-root'));
}

describe.skipIf(!hasBrowser)('every page of the console', () => {
  it.each([
    ['light', 1280],
    ['dark', 375],
  ] as const)('in %s at %i px', { timeout: 240_000 }, async (colorScheme, width) => {
    const viewport = { width, height: 900 };
    const { page, context, complaints } = await console.open('/default/signing-keys', {
      colorScheme,
      viewport,
    });
    for (const path of pages) await look(page, path.replace('{alice}', alice));
    expect(complaints).toEqual([]);
    await context.close();
  });
});

async function look(page: Page, path: string): Promise<void> {
  await page.goto(`${console.scene.endpoint}/console/default/${path}`);
  await settled(page);
  expect(await page.title(), path).toMatch(/\S · Gatehouse$/);
  expect(await page.getByText(/^Request req_/).count(), path).toBe(0);
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, path).toBeLessThanOrEqual(0);
}
