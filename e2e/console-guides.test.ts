// Issue 4: the guides in the console are true. They keep to their format, the compiler accepts their code, and their first
// programs, with an application's own values filled in, sign a person in and out, or let a token in.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, launchBrowser, skipped, visit } from './browser.ts';
import {
  type ConsoleGuide,
  fill,
  filled,
  packagesOf,
  parseConsoleGuide,
  problemsOf,
  readConsoleGuides,
  type Values,
} from './console-guides.ts';
import {
  type Block,
  blocksOf,
  folderFor,
  type Guide,
  guideFrom,
  installNext,
  isPython,
  pythonErrors,
  typeErrors,
  viteTemplate,
  write,
  writeVersions,
} from './guides.ts';
import { signInAndOut } from './person.ts';
import { freePort, root } from './processes.ts';
import { openTerminal, type Programs, python, pythonRuns, pythonSdk } from './sample.ts';
import { openScene, password, type Scene } from './scene.ts';

const files = await readConsoleGuides();
const withPython = pythonRuns('the Python of the guides in the console');
const at = (redirectUri: string): Values => ({
  redirectUri,
  origin: new URL(redirectUri).origin,
  port: new URL(redirectUri).port,
});
const example: Values = {
  endpoint: 'https://id.example.com',
  issuer: 'https://id.example.com/oidc',
  tenantApi: 'https://id.example.com/api',
  clientId: 'bookstore',
  clientSecret: 'a-secret-of-the-bookstore',
  apiIndicator: 'https://api.example.com',
  postLogoutRedirectUri: 'http://localhost:5000/',
  ...at('http://localhost:5000/callback'),
};

/** A guide whose front matter is wrong has a test of its own that says so; the others go on. */
const consoleGuides = files.flatMap(({ name, markdown }): ConsoleGuide[] => {
  try {
    return [parseConsoleGuide(name, markdown)];
  } catch {
    return [];
  }
});

describe.each(files)('guide $name of the console', ({ name, markdown }) => {
  it('has the agreed front matter, blanks, directives and blocks of code', () => {
    expect(problemsOf(parseConsoleGuide(name, markdown))).toEqual([]);
  });
});

it('no two cards of the grid ask for the same place', () => {
  const orders = consoleGuides.map(({ meta }) => meta.order);
  expect(new Set(orders).size).toBe(orders.length);
});

describe('a guide that breaks the format is noticed', () => {
  const flask = files.find(({ name }) => name === 'flask')!.markdown;
  const broken: [what: string, changed: string, problem: RegExp][] = [
    ['HTML', flask.replace('## Next steps', '<b>bold</b>\n\n## Next steps'), /HTML: <b>/],
    ['an unknown blank', flask.replace('{{port}}', '{{prot}}'), /unknown {{prot}}/],
    ['a blank of another kind', flask.replace('{{port}}', '{{apiIndicator}}'), /unknown {{apiIndicator}}/],
    ['an unknown directive', flask.replace('::checkpoint', '::checkmark'), /directives/],
    ['a directive in a paragraph', flask.replace('\n::checkpoint', '::checkpoint'), /directives|alone/],
    ['code without a title', flask.replace(' title="app.py"', ''), /without a title/],
    ['code without a language', flask.replace('```sh', '```'), /not as agreed/],
    ['code without an end', flask.replace('```\n\nIt adds', '\n\nIt adds'), /without an end/],
    ['another type', flask.replace('type: traditional', 'type: spa'), /type spa/],
  ];
  it.each(broken)('%s', (_, changed, problem) => {
    expect(changed).not.toBe(flask);
    expect(problemsOf(parseConsoleGuide('broken', changed)).join('\n')).toMatch(problem);
  });

  it.each([
    ['an unknown key', flask.replace('order: 10', 'order: 10\nauthor: me')],
    ['a missing key', flask.replace(/^order: 10\n/m, '')],
    ['a long description', flask.replace(/^description: .*$/m, `description: ${'long '.repeat(17)}`)],
    ['a document that is not there', flask.replace('docs/guides/flask.md\n---', 'docs/guides/flusk.md\n---')],
    ['no front matter', flask.replace(/^---\n/, '')],
  ])('%s', (_, changed) => {
    expect(changed).not.toBe(flask);
    expect(() => parseConsoleGuide('broken', changed)).toThrow();
  });
});

const examples = consoleGuides.map((guide) => filled(guide, example));

/** Next.js is in its example only. */
const isInstalled = (name: string) => name === 'next' || existsSync(join(root, 'node_modules', name));
const loader = (block: Block) => (/sx$/.test(block.language) ? 'tsx' : 'ts');

const scripts = examples.filter(({ blocks }) => blocks.some((block) => !isPython(block)));
describe.each(scripts)('the code of $name', (guide) => {
  const missing = packagesOf({ ...guide, blocks: guide.blocks.filter((one) => !isPython(one)) }).filter(
    (name) => !isInstalled(name),
  );
  if (missing.length > 0) {
    skipped(
      `types of ${guide.name}: ${missing.join(', ')} is not installed here. Its syntax is checked.`,
      false,
    );
    it('is syntactically right', async () => {
      const options = { tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } };
      for (const block of guide.blocks) await transform(block.text, { ...options, loader: loader(block) });
    });
    return;
  }
  it('is accepted by the compiler', async () => {
    if (guide.name.endsWith('next')) await installNext();
    // A plain script for a browser doesn't ask whether an element is there.
    const strict = !guide.name.endsWith('-javascript');
    for (const folder of await writeVersions(guide)) expect(await typeErrors(folder, strict)).toBe('');
  });
});

const pythonGuides = examples.filter(({ blocks }) => blocks.some(isPython));
it.runIf(withPython).each(pythonGuides)(
  'Python reads the code of $name, and the SDK has what it imports',
  async (guide) => {
    expect(await pythonErrors(guide, python)).toBe('');
  },
);

/** How a reader starts the guide's program. */
const webApps: Record<string, string> = {
  express: 'node app.mjs',
  fastify: 'node app.mjs',
  hono: 'node app.mjs',
  javascript: 'npx vite --port {{port}} --strictPort',
  react: 'npx vite --port {{port}} --strictPort',
  ...(withPython && { flask: `${python} app.py`, django: `${python} app.py`, fastapi: `${python} app.py` }),
};
const withCurl = spawnSync('curl', ['--version']).status === 0;
if (!withCurl) skipped('the calls of the guides for APIs: there is no curl.');
const apis: Record<string, string> = withCurl
  ? {
      'protect-api-express': 'node app.mjs',
      ...(withPython && { 'protect-api-fastapi': `${python} app.py` }),
    }
  : {};

let browser: Browser;
let scene: Scene;
let terminal: Programs;

beforeAll(async () => {
  if (!hasBrowser) return;
  [scene, browser] = await Promise.all([openScene(), launchBrowser()]);
  terminal = openTerminal();
});
afterAll(async () => {
  await browser?.close();
  await terminal?.stop();
  await scene?.close();
});

const consoleGuide = (name: string) => consoleGuides.find((guide) => guide.name === name)!;

/** Creates the application as the console does, and says what its guide then shows. */
async function createApplication({ meta }: ConsoleGuide, urls: Values): Promise<Values> {
  const { redirectUri, postLogoutRedirectUri } = urls;
  const body = {
    name: meta.title,
    type: meta.type,
    ...(redirectUri && { redirectUris: [redirectUri], postLogoutRedirectUris: [postLogoutRedirectUri] }),
  };
  const created = await scene.api('/applications', { method: 'POST', body });
  const { id, secret } = created as { id: string; secret: string | null };
  const { endpoint } = scene;
  return {
    ...urls,
    endpoint,
    issuer: `${endpoint}/oidc`,
    tenantApi: `${endpoint}/api`,
    clientId: id,
    ...(secret && { clientSecret: secret }),
  };
}

/** A folder with every file that the guide shows, as it is when it comes first. */
async function writeProgram(guide: Guide): Promise<string> {
  const folder = await folderFor(guide.name, 'run');
  const files = new Map<string, Block>();
  const template = guide.name === 'console-react' ? viteTemplate : [];
  for (const block of [...template, ...guide.pages, ...guide.blocks]) {
    if (block.file && !files.has(block.file)) files.set(block.file, block);
  }
  for (const block of files.values()) await write(folder, block);
  return folder;
}

const inShell = async ({ text }: Block): Promise<string> =>
  (await promisify(execFile)('bash', ['-c', text])).stdout;

/** Here the redirect URI is edited in the guide, and the code has to follow. Elsewhere its text says what to do. */
const otherPaths: Record<string, string> = { react: '/account/signed-in', javascript: '/account/signed-in' };

function movedTo(port: number, address: string, path = new URL(address).pathname): string {
  return Object.assign(new URL(address), { port: String(port), pathname: path }).href;
}

describe.skipIf(!hasBrowser)('the program of the guide, with an application of its own', () => {
  it.each(Object.entries(webApps))('%s signs a person in and out', async (name, command) => {
    const guide = consoleGuide(name);
    const port = await freePort();
    const values = await createApplication(guide, {
      ...at(movedTo(port, guide.meta.redirectUri!, otherPaths[name])),
      postLogoutRedirectUri: movedTo(port, guide.meta.postLogoutRedirectUri!),
    });
    const cwd = await writeProgram(filled(guide, values));
    const { origin } = values;
    const program = await terminal.start(command.replace('{{port}}', String(port)), origin!, {
      cwd,
      env: pythonSdk,
    });
    try {
      const alice = { username: 'alice', password, name: 'Alice' };
      await visit(browser, (page) => signInAndOut(page, origin!, alice, program));
    } finally {
      await program.stop();
    }
  });

  it.each(Object.entries(apis))('%s answers 401 without a token and 200 with one', async (name, command) => {
    const guide = consoleGuide(name);
    const apiIndicator = `https://${name}.example`;
    await scene.api('/api-resources', { method: 'POST', body: { indicator: apiIndicator, name } });
    const values = { ...(await createApplication(guide, {})), apiIndicator };
    const port = await freePort();
    // The guide has a port of its own; here it may be in use.
    const body = fill(guide.body.replaceAll('3004', String(port)), values);
    const program = await terminal.start(command, `http://localhost:${port}/books`, {
      cwd: await writeProgram(guideFrom(`console-${name}`, body)),
      env: pythonSdk,
    });
    try {
      const calls = blocksOf(body).filter(({ text }) => text.includes('curl'));
      expect(calls).toHaveLength(2);
      expect(await inShell(calls[0]!)).toMatch(/^HTTP\/1.1 401[\s\S]*www-authenticate: Bearer/i);
      expect(await inShell(calls[1]!)).toMatch(/^HTTP\/1.1 200[\s\S]*Middlemarch/);
    } finally {
      await program.stop();
    }
  });
});
