/** The console in a real browser, with the scene's applications, people and connectors, and an owner who signs in. */
import { spawnSync } from 'node:child_process';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, newVisitor } from './browser.ts';
import { signInByPassword } from './person.ts';
import { root } from './processes.ts';
import { printed } from './sample.ts';
import { openScene, password, type Scene } from './scene.ts';

export const owner = { email: 'ada@example.com', name: 'Ada Lovelace', password };

export interface ConsoleScene {
  scene: Scene;
  browser: Browser;
  /** A page of the console, signed in as the owner; `path` is below /console. Close its context when done. */
  open(path: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

export interface OpenedPage {
  page: Page;
  context: BrowserContext;
  /** CSP violations and script errors: none when a test ends. */
  complaints: string[];
}

/** As `npm start` does; quick when nothing has changed. */
export function buildConsole(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build-console.mjs'], { cwd: root });
  if (status !== 0) throw new Error(`The console can't be built: ${String(stderr)}`);
}

/** The first administrator comes by the link that the first start prints. */
export async function createOwner(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Email').fill(owner.email);
  await page.getByLabel(/^Name/).fill(owner.name);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.getByRole('button', { name: 'Create administrator' }).click();
}

/** At the sign-in of the console, in a browser that nobody is signed in with. */
export const signInAsOwner = (page: Page): Promise<void> =>
  signInByPassword(page, owner.email, owner.password);

/** Waits until the console shows a page with this title. */
export async function expectPage(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  expect(await page.title()).toBe(`${title} · Gatehouse`);
}

export async function startConsole(env: Record<string, string> = {}): Promise<ConsoleScene> {
  buildConsole();
  const scene = await openScene(env);
  const browser = await launchBrowser();
  const link = await printed(scene.gatehouse, /http\S+\/t\/admin\/setup\/\S+/);
  const first = await newVisitor(browser);
  await createOwner(first.page, link);
  await first.page.getByRole('link', { name: 'Open the console' }).click();
  await signInAsOwner(first.page);
  await first.page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  // Cookies only: each browser gets tokens of its own, as refresh tokens work once.
  const storageState = { cookies: await first.context.cookies(), origins: [] };
  await first.context.close();
  return {
    scene,
    browser,
    async open(path, options = {}) {
      const opened = await newVisitor(browser, { storageState, ...options });
      await opened.page.goto(`${scene.endpoint}/console${path}`);
      return opened;
    },
    async close() {
      await browser.close();
      await scene.close();
    },
  };
}
