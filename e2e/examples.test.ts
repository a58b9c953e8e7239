// Issue 3: every example in examples/, each started by its one command against one Gatehouse with examples/gatehouse.yaml, at the
// ports that the guides name: sign-in by password and through enterprise SSO, registration first, claims, user info, a
// protected API, sign-out.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, newVisitor, skipped } from './browser.ts';
import { expectHeading, signInByPassword, typeIdentifier } from './person.ts';
import { answering, isFree, type Program, root, run } from './processes.ts';

interface Example {
  name: string;
  port: number;
  command: string;
  cwd?: string;
  env?: Record<string, string>;
}

/** Debian's own packages: what `.ci/run` installs. */
const python = '/usr/bin/python3';
const pythonPackages = 'flask, fastapi, uvicorn, httpx, jwt, cryptography';

function hasPython(): boolean {
  try {
    execFileSync(python, ['-c', `import ${pythonPackages}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const npmStart = (name: string) => `npm start -w examples/${name}`;
const inPython = (name: string): Partial<Example> & { command: string } => ({
  command: `${python} app.py`,
  cwd: join(root, 'examples', name),
  env: { PYTHONPATH: join(root, 'sdk/python/src') },
});

const examples: Example[] = [
  { name: 'express', port: 3000, command: npmStart('express') },
  { name: 'next', port: 3002, command: 'npm run example:next' },
  { name: 'react-spa', port: 3003, command: npmStart('react-spa') },
  { name: 'flask', port: 3005, ...inPython('flask') },
  { name: 'fastapi', port: 3006, ...inPython('fastapi') },
];
const isPython = ({ command }: Example) => command.startsWith(python);

const busy: number[] = [];
for (const port of [3001, 3004, 4000, ...examples.map(({ port }) => port)]) {
  if (!(await isFree(port))) busy.push(port);
}
const runs = hasBrowser && busy.length === 0;
if (busy.length > 0) skipped(`the examples: ports ${busy.join(', ')} are in use.`);
const withPython = hasPython();
if (!withPython) skipped(`the Python examples: ${python} can't import ${pythonPackages}.`);

let browser: Browser;
let folder: string;
const programs: Program[] = [];

async function start(command: string, answersAt: string, options: Partial<Example> = {}): Promise<Program> {
  const [name = '', ...args] = command.split(' ');
  const program = run(name, args, options.env, options.cwd ?? root, true);
  programs.push(program);
  await answering(program, answersAt, 240);
  return program;
}

beforeAll(async () => {
  if (!runs) return;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-examples-'));
  await start('npm run gatehouse -- idp-simulator', 'http://localhost:4000');
  await start('npm start -- --config examples/gatehouse.yaml', 'http://localhost:3001/readyz', {
    env: { GATEHOUSE_DATA_DIR: join(folder, 'data') },
  });
  await start(npmStart('hono-api'), 'http://localhost:3004/books');
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all(programs.map((program) => program.stop()));
  if (folder) await rm(folder, { recursive: true, force: true });
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

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).first();

async function expectSignedIn(page: Page, home: string, user: RegExp): Promise<void> {
  await page.waitForURL((url) => url.href.replace(/\/$/, '') === home);
  await page.locator('#user').waitFor();
  expect(await page.locator('#user').textContent()).toMatch(user);
}

async function signOut(page: Page, home: string): Promise<void> {
  await page.goto(home);
  await page
    .getByRole('link', { name: 'Sign out', exact: true })
    .or(page.getByRole('button', { name: 'Sign out', exact: true }))
    .first()
    .click();
  await link(page, 'Sign in').waitFor();
  expect(page.url().replace(/\/$/, '')).toBe(home);
}

describe.skipIf(!runs).each(examples)('examples/$name', (example) => {
  const home = `http://localhost:${example.port}`;
  const possible = withPython || !isPython(example);

  beforeAll(async () => {
    if (possible) await start(example.command, home, example);
  }, 400_000);

  it.runIf(possible)(
    'somebody who is not signed in is sent to sign in, and comes to where they wanted',
    async () => {
      await withVisitor(async (page) => {
        await page.goto(`${home}/user-info`);
        await signInByPassword(page, 'alice', 'correct-horse-battery');
        await page.waitForURL(`${home}/user-info`);
        await page.locator('#user-info').waitFor();
      });
    },
  );

  it.runIf(possible)('alice signs in with her password, looks around and signs out', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Sign in').click();
      await signInByPassword(page, 'alice', 'correct-horse-battery');
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

  it.runIf(possible)('anna signs in through her company’s Entra ID', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Sign in').click();
      await typeIdentifier(page, 'anna@acme.example');
      await page.waitForURL('http://localhost:4000/**');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expectSignedIn(page, home, /anna/i);
      await page.goto(`${home}/books`);
      await page.locator('#books li').first().waitFor();
      await signOut(page, home);
    });
  });

  it.runIf(possible)('somebody new sees the registration first', async () => {
    await withVisitor(async (page) => {
      await page.goto(home);
      await link(page, 'Create account').click();
      await expectHeading(page, 'Create your account');
    });
  });
});

describe.skipIf(!runs)('examples/cli-device', () => {
  it('a person confirms the code of a terminal in a browser', async () => {
    const [name = '', ...args] = npmStart('cli-device').split(' ');
    const terminal = run(name, args, { HOME: folder, XDG_CONFIG_HOME: folder }, root, true);
    programs.push(terminal);
    const url = await printed(terminal, /http:\/\/localhost:3001\/\S*user_code=\S+/);
    await withVisitor(async (page) => {
      await page.goto(url);
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await signInByPassword(page, 'alice', 'correct-horse-battery');
      await expectHeading(page, 'Your device is connected');
    });
    await printed(terminal, /Alice/);
    await printed(terminal, /Middlemarch/);
  });
});

async function printed(program: Program, what: RegExp, seconds = 60): Promise<string> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = what.exec(program.output());
    if (found) return found[0];
    if (Date.now() > end) throw new Error(`${what} was not printed:\n${program.output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
