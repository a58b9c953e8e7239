// Issue 2 section 6: the README's sample, followed to the letter: its commands are read from it and run as they stand.
// Only the data folder is another one. They need ports 3000, 3001 and 4000.
// GATEHOUSE_SCREENSHOT=1 also takes the README's picture of the sign-in page.
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped, visit } from './browser.ts';
import { signInByPassword, typeIdentifier } from './person.ts';
import { answering, isFree, type Program, removeFolder, root, run } from './processes.ts';

const busy: number[] = [];
for (const port of [3000, 3001, 4000]) if (!(await isFree(port))) busy.push(port);
const runs = hasBrowser && busy.length === 0;
if (busy.length > 0) skipped(`the README's sample: ports ${busy.join(', ')} are in use.`);

const readme = await readFile(join(root, 'README.md'), 'utf8');
const [, section = ''] = /\n## The same from a file\n([\s\S]*?)\n## /.exec(readme) ?? [];
const commands = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block!
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== ''),
);
const app = 'http://localhost:3000';
const endpoint = 'http://localhost:3001';
const answersAt = ['http://localhost:4000', `${endpoint}/readyz`, app];

let browser: Browser;
let folder: string;
const programs: Program[] = [];

beforeAll(async () => {
  if (!runs) return;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-readme-'));
  for (const [index, command] of commands.entries()) {
    const [name = '', ...args] = command.split(/\s+/);
    const program = run(name, args, { GATEHOUSE_DATA_DIR: join(folder, 'data') }, root, true);
    programs.push(program);
    await answering(program, answersAt[index]!, 120);
  }
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all(programs.map((program) => program.stop()));
  if (folder) await removeFolder(folder);
});

const withVisitor = (walk: (page: Page) => Promise<void>) => visit(browser, walk);

const atHome = (page: Page) => page.waitForURL(new RegExp(`^${app}/?$`));

describe.skipIf(!runs)('the README’s sample', () => {
  it('are three commands', () => {
    expect(commands).toHaveLength(3);
  });

  it('Gatehouse says where it is and prints the link for the first administrator', () => {
    const output = programs[1]!.output();
    expect(output).toContain(endpoint);
    expect(output).toMatch(/http:\/\/localhost:3001\/t\/admin\/setup\/\S+/);
  });

  it('a person of Acme signs in through the simulated Entra ID', async () => {
    await withVisitor(async (page) => {
      await page.goto(app);
      await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
      await typeIdentifier(page, 'anna@acme.example');
      await page.waitForURL('http://localhost:4000/**');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await atHome(page);
      expect(await page.locator('body').textContent()).toContain('anna@acme.example');
    });
  });

  it('alice signs in with her password', async () => {
    await withVisitor(async (page) => {
      await page.goto(app);
      await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
      await signInByPassword(page, 'alice', 'correct-horse-battery');
      await atHome(page);
      expect(await page.locator('body').textContent()).toContain('alice@example.com');
    });
  });

  it('the reference of the management API is there', async () => {
    await withVisitor(async (page) => {
      const response = await page.goto(`${endpoint}/api/docs`);
      expect(response!.status()).toBe(200);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBeGreaterThan(0);
    });
  });

  it.runIf(process.env.GATEHOUSE_SCREENSHOT)('takes its picture', async () => {
    const { context, page } = await newVisitor(browser, {
      viewport: { width: 1100, height: 720 },
      deviceScaleFactor: 2,
      colorScheme: 'light',
    });
    await page.goto(app);
    await page.getByRole('link', { name: 'Sign in', exact: true }).first().click();
    await page.getByLabel('Email or username').fill('anna@acme.example');
    await page.screenshot({ path: join(root, 'docs/images/sign-in.png') });
    await context.close();
  });
});
