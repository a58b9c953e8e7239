// Issue 3: every example in examples/, each started by its one command against one Gatehouse with examples/gatehouse.yaml, at the
// ports that the guides name: sign-in by password and through enterprise SSO, registration first, claims, user info, a
// protected API, sign-out.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, visit } from './browser.ts';
import { expectHeading, signInByPassword, typeIdentifier } from './person.ts';
import { root } from './processes.ts';
import {
  alice,
  idpUrl,
  printed,
  python,
  pythonRuns,
  pythonSdk,
  type Sample,
  type StartOptions,
  sampleRuns,
  startSample,
} from './sample.ts';

interface Example extends StartOptions {
  name: string;
  port: number;
  command: string;
}

const withNpm = (name: string, port: number, command = `npm start -w examples/${name}`): Example => ({
  name,
  port,
  command,
});
const withPython = (name: string, port: number): Example => ({
  name,
  port,
  command: `${python} app.py`,
  cwd: join(root, 'examples', name),
  env: pythonSdk,
});

const examples = [
  withNpm('express', 3000),
  withNpm('next', 3002, 'npm run example:next'),
  withNpm('react-spa', 3003),
  ...(pythonRuns('the Python examples') ? [withPython('flask', 3005), withPython('fastapi', 3006)] : []),
];
const ports = examples.map(({ port }) => port);
const runs = await sampleRuns('the examples', ports);

let browser: Browser;
let sample: Sample;

beforeAll(async () => {
  if (!runs) return;
  sample = await startSample();
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await sample?.stop();
});

const withVisitor = (walk: (page: Page) => Promise<void>) => visit(browser, walk);

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first();

async function expectSignedIn(page: Page, home: string, user: RegExp): Promise<void> {
  await page.waitForURL((url) => url.href.replace(/\/$/, '') === home);
  await page.locator('#user').waitFor();
  expect(await page.locator('#user').textContent()).toMatch(user);
}

async function signOut(page: Page, home: string): Promise<void> {
  await page.goto(home);
  const button = page.getByRole('button', { name: 'Sign out', exact: true });
  await link(page, 'Sign out').or(button).click();
  await link(page, 'Sign in').waitFor();
  expect(page.url().replace(/\/$/, '')).toBe(home);
}

describe.skipIf(!runs).each(examples)('examples/$name', ({ command, port, ...options }) => {
  const home = `http://localhost:${port}`;

  beforeAll(async () => {
    await sample.start(command, home, options);
  }, 400_000);

  it('somebody who is not signed in is sent to sign in, and comes to where they wanted', async () => {
    await withVisitor(async (page) => {
      await page.goto(`${home}/user-info`);
      await signInByPassword(page, alice.username, alice.password);
      await page.waitForURL(`${home}/user-info`);
      await page.locator('#user-info').waitFor();
    });
  });

  it('alice signs in with her password, looks around and signs out', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Sign in').click();
      await signInByPassword(page, alice.username, alice.password);
      await expectSignedIn(page, home, /alice/i);
      expect(await page.locator('#claims').textContent()).toMatch(/sub[\s\S]*usr_/);
      await page.goto(`${home}/user-info`);
      await page.locator('#user-info', { hasText: 'alice@example.com' }).waitFor();
      await page.goto(`${home}/books`);
      await page.locator('#books li').first().waitFor();
      expect(await page.locator('#books li').count()).toBeGreaterThan(1);
      await signOut(page, home);
      // The session at Gatehouse has ended too: the next sign-in asks.
      await link(page, 'Sign in').click();
      await expectHeading(page, 'Sign in');
    });
  });

  it('anna signs in through her company’s Entra ID', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Sign in').click();
      await typeIdentifier(page, 'anna@acme.example');
      await page.waitForURL(`${idpUrl}/**`);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expectSignedIn(page, home, /anna/i);
      await page.goto(`${home}/books`);
      await page.locator('#books li').first().waitFor();
      await signOut(page, home);
    });
  });

  it('somebody new sees the registration first', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Create account').click();
      await expectHeading(page, 'Create your account');
    });
  });
});

describe.skipIf(!runs)('examples/cli-device', () => {
  const start = (...args: string[]) =>
    sample.launch(['npm start -w examples/cli-device', ...args].join(' '), {
      env: { SESSION_FILE: join(sample.folder, 'session.json') },
    });

  async function allow(url: string, signIn: (page: Page) => Promise<void>): Promise<void> {
    await withVisitor(async (page) => {
      await page.goto(url);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await signIn(page);
      await expectHeading(page, 'Your device is connected');
    });
  }
  const address = /http:\/\/localhost:3001\/\S*user_code=\S+/;

  it('alice confirms the code of her terminal in a browser, stays signed in, and signs out', async () => {
    const terminal = start();
    await allow(await printed(terminal, address), (page) =>
      signInByPassword(page, alice.username, alice.password),
    );
    await printed(terminal, /Hello, Alice/);
    await printed(terminal, /Middlemarch/);
    const again = start();
    await printed(again, /Middlemarch/);
    expect(again.output()).not.toMatch(address);
    await printed(start('-- sign-out'), /Signed out/);
  });

  it('anna does so through her company’s Entra ID', async () => {
    const terminal = start();
    await allow(await printed(terminal, address), async (page) => {
      await typeIdentifier(page, 'anna@acme.example');
      await page.waitForURL(`${idpUrl}/**`);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    });
    await printed(terminal, /Hello, Anna/);
    await printed(start('-- sign-out'), /Signed out/);
  });
});
