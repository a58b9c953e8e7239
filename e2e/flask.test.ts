// Issue 2 section 6: the Python package `logto` with the Flask application of its guide, unmodified. Where there is no Python
// or no package index it is skipped loudly.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped } from './browser.ts';
import { pythonEnvironment } from './clients/flask/environment.ts';
import {
  expectHeading,
  hasSession,
  mailedCode,
  signInAtIdp,
  signInByPassword,
  typeIdentifier,
} from './person.ts';
import { answering, type Program, root, run } from './processes.ts';
import { openScene, password, type Scene, secretOf } from './scene.ts';

const { python, reason, couldHaveRun } = await pythonEnvironment();
const runs = hasBrowser && python !== undefined;
if (!python) skipped(`the Flask application with Logto's Python package: ${reason}`, couldHaveRun);

let scene: Scene;
let browser: Browser;
let flask: Program;
let app: string;

beforeAll(async () => {
  if (!runs) return;
  scene = await openScene();
  app = scene.urls.flask;
  flask = run(python!, [`${root}/e2e/clients/flask/app.py`], {
    PORT: new URL(app).port,
    BASE_URL: app,
    GATEHOUSE_ENDPOINT: scene.endpoint,
    APP_ID: 'flask',
    APP_SECRET: secretOf('flask'),
  });
  await answering(flask, app);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await flask?.stop();
  await scene?.close();
});

async function withVisitor(walk: (page: Page) => Promise<void>): Promise<void> {
  const { context, page, complaints } = await newVisitor(browser);
  try {
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const atHome = (page: Page) => page.waitForURL(`${app}/`);
const shown = async (page: Page, id: string) =>
  JSON.parse((await page.locator(`#${id}`).textContent()) ?? '{}') as Record<string, unknown>;

describe.skipIf(!runs)('Flask with the package logto', () => {
  it('signs in by password, shows the person, gets an API token, and signs out', async () => {
    await withVisitor(async (page) => {
      await page.goto(app);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await signInByPassword(page, 'alice', password);
      await atHome(page);
      const profile = { username: 'alice', email: 'alice@example.com', email_verified: true };
      expect(await shown(page, 'claims')).toMatchObject({
        ...profile,
        aud: 'flask',
        iss: `${scene.endpoint}/oidc`,
      });
      expect(await shown(page, 'user')).toMatchObject({ ...profile, custom_data: { plan: 'pro' } });

      await page.goto(`${app}/resource`);
      const claims = JSON.parse(await page.locator('body').innerText()) as { aud: string; scope: string };
      expect(claims.aud).toBe('https://api.bookstore.example');

      // Flask keeps the tokens in one signed cookie; browsers drop it above 4093 bytes.
      const [cookie] = (await page.context().cookies(app)).filter(({ name }) => name === 'session');
      expect(cookie!.name.length + cookie!.value.length).toBeLessThan(4093);
      expect(cookie!.name.length + cookie!.value.length).toBeGreaterThan(400);

      await page.goto(app);
      await page.getByRole('link', { name: 'Sign out' }).click();
      await atHome(page);
      expect(await page.getByText('Not authenticated').isVisible()).toBe(true);
      expect(await hasSession(page, scene)).toBe(false);
    });
  });

  it('registers by interactionMode="signUp"', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/sign-up`);
      await expectHeading(page, 'Create your account');
      await page.getByLabel('Email', { exact: true }).fill('fiona@example.com');
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await expectHeading(page, 'Verify your email');
      await page.getByLabel('Code from the email').fill(await mailedCode(scene, 'fiona@example.com'));
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByLabel('Password', { exact: true }).fill('quiet-harbour-nine');
      await page.getByRole('button', { name: 'Create account' }).click();
      await atHome(page);
      expect(await shown(page, 'claims')).toMatchObject({ email: 'fiona@example.com' });
    });
  });

  it('signs in through the organization’s Entra ID', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${app}/sign-in`);
      await typeIdentifier(page, 'anna@acme.example');
      await signInAtIdp(page, scene);
      await atHome(page);
      expect(await shown(page, 'claims')).toMatchObject({ email: 'anna@acme.example', name: 'Anna Sample' });
    });
  });
});
