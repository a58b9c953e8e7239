// Issue 3: what the guides show is a program. The compiler accepts every block of code, and the first program of each guide
// runs as it stands against Gatehouse with examples/gatehouse.yaml.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, visit } from './browser.ts';
import {
  folderFor,
  type Guide,
  installNext,
  isPython,
  pythonErrors,
  readGuides,
  typeErrors,
  viteTemplate,
  write,
  writeVersions,
} from './guides.ts';
import { expectHeading, signInAndOut, signInByPassword } from './person.ts';
import {
  alice,
  printed,
  python,
  pythonRuns,
  pythonSdk,
  type Sample,
  sampleRuns,
  startSample,
} from './sample.ts';

const withPython = pythonRuns('the Python of the guides');
// The simulator's page shows what contributors write, beside the server's own types.
const guides = (await readGuides()).filter(({ name }) => name !== 'idp-simulator');

describe.each(guides)('guide $name', (guide) => {
  it('the first block of code is a whole file, and begins with its name', () => {
    expect(guide.blocks[0]!.file).toBeDefined();
  });

  it.runIf(guide.blocks.some((block) => !isPython(block)))('the compiler accepts it', async () => {
    if (guide.name === 'next') await installNext();
    // A plain script for a browser doesn't ask whether an element is there.
    const strict = guide.name !== 'javascript';
    for (const folder of await writeVersions(guide)) expect(await typeErrors(folder, strict)).toBe('');
  });

  it.runIf(withPython && guide.blocks.some(isPython))(
    'Python reads it, and the SDK has what it imports',
    async () => {
      expect(await pythonErrors(guide, python)).toBe('');
    },
  );
});

/** How a reader starts the guide's first program, and where it answers. */
const programs: Record<string, { command: string; port: number }> = {
  express: { command: 'node app.mjs', port: 3000 },
  fastify: { command: 'node app.mjs', port: 3000 },
  hono: { command: 'node app.mjs', port: 3000 },
  javascript: { command: 'npx vite --port 3003 --strictPort', port: 3003 },
  react: { command: 'npx vite --port 3003 --strictPort', port: 3003 },
  ...(withPython && {
    flask: { command: `${python} app.py`, port: 3005 },
    django: { command: `${python} app.py`, port: 3005 },
    fastapi: { command: `${python} app.py`, port: 3006 },
  }),
};
const runs = await sampleRuns('the programs of the guides', [3000, 3003, 3005, 3006]);

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

const guideOf = (name: string): Guide => guides.find((guide) => guide.name === name)!;

/** A folder with the guide's first program, and with the page that it lives in, if any. */
async function fresh(name: string): Promise<string> {
  const folder = await folderFor(name, 'run');
  const { blocks, pages } = guideOf(name);
  await write(folder, blocks[0]!);
  for (const page of name === 'react' ? viteTemplate : pages) await write(folder, page);
  return folder;
}

const withVisitor = (walk: (page: Page) => Promise<void>) => visit(browser, walk);

describe.skipIf(!runs)('the first program of the guide', () => {
  it.each(Object.entries(programs))('%s signs alice in and out', async (name, { command, port }) => {
    const home = `http://localhost:${port}`;
    const program = await sample.start(command, home, { cwd: await fresh(name), env: pythonSdk });
    try {
      await withVisitor((page) => signInAndOut(page, home, { ...alice, name: 'Alice Adams' }, program));
    } finally {
      await program.stop();
    }
  });

  it('cli-device signs alice in', async () => {
    const env = { SESSION_FILE: join(sample.folder, 'guide-session.json') };
    const terminal = sample.launch('node app.mjs', { cwd: await fresh('cli-device'), env });
    const [, address = '', code = ''] = /open (\S+) and enter the code (\S+)/.exec(
      await printed(terminal, /open \S+ and enter the code \S+/),
    )!;
    await withVisitor(async (page) => {
      await page.goto(address);
      await page.getByLabel('Code from your device').fill(code);
      await page.getByRole('button', { name: 'Continue', exact: true }).click();
      await page.getByRole('button', { name: 'Allow', exact: true }).click();
      await signInByPassword(page, alice.username, alice.password);
      await expectHeading(page, 'Your device is connected');
    });
    await printed(terminal, /Hello, Alice Adams/);
  });

  it('management-api makes, renames, finds and deletes a user', async () => {
    const env = { CLIENT_SECRET: 'nightly-jobs-sample-secret' };
    const program = sample.launch('node users.mjs', { cwd: await fresh('management-api'), env });
    await printed(
      program,
      /created usr_\w+[\s\S]*renamed Grace Hopper[\s\S]*found Grace Hopper[\s\S]*deleted/,
    );
  });

  it.runIf(withPython)('python signs alice in by an address in the terminal', async () => {
    const options = { cwd: await fresh('python'), env: pythonSdk };
    const program = sample.launch(`${python} app.py`, options);
    const address = (await printed(program, /Sign in here: \S+/)).replace('Sign in here: ', '');
    await withVisitor(async (page) => {
      await page.goto(address);
      await signInByPassword(page, alice.username, alice.password);
      await page.getByText('Hello, Alice Adams.').waitFor();
    });
    await program.stop();
  });
});
