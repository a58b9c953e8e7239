// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
// The commands as people and scripts use them (issue 2, section 1): what they print, what they refuse, how they end.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../kernel/db/data-folder-lock.ts';
import { buildTestApp, type TestApp } from '../testing/test-app.ts';
import type { CommandContext } from './context.ts';
import { runCommandLine } from './program.ts';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await buildTestApp();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs a command on the test's app. @param answer what the person types, if there is one */
async function gatehouse(
  args: string[],
  { input = '', answer, env = {} }: { input?: string; answer?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const context: CommandContext = {
    env,
    withApp: (_options, work) => work(app),
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    input: async () => input,
    ask: () => (answer === undefined ? undefined : Promise.resolve(answer)),
  };
  const code = await runCommandLine(args, context);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function file(text: string): Promise<string> {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.yaml`);
  await writeFile(path, text);
  return path;
}

describe('wrong usage', () => {
  it.each([[['nonsense']], [['apply']], [['apply', 'a.yaml', '--colour']], [['keys', 'turn']]])(
    '%j ends with 2 and says what is wrong',
    async (args) => {
      const { code, err } = await gatehouse(args);
      expect(code).toBe(2);
      expect(err).toMatch(/^error: /);
    },
  );

  it('help is no error, and every command has some', async () => {
    const { code, out } = await gatehouse(['--help']);
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}([a-z-]+) .*\S/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help');
    expect(names).toEqual(
      expect.arrayContaining(['start', 'migrate', 'bootstrap', 'export', 'apply', 'doctor', 'idp-simulator']),
    );
    for (const name of names) {
      const help = await gatehouse([name, '--help']);
      expect([name, help.code, help.out.length > 100]).toEqual([name, 0, true]);
    }
  });
});

describe('apply', () => {
  it('tells every problem of a file, without opening anything', async () => {
    const path = await file('tenants:\n  default:\n    colour: red\n    users: 1\n');
    const unopened = join(folder, 'unopened');
    const { code, out, err } = await gatehouse(['apply', path, '--data-dir', unopened]);
    expect([code, out]).toEqual([1, '']);
    expect(err.split('\n')).toEqual([
      expect.stringContaining(`${path}:3:5: tenants.default.colour: is not a known key`),
      `${path}:4:12: tenants.default.users: must be a list`,
      'Nothing was changed.',
    ]);
    expect(existsSync(unopened)).toBe(false);
  });

  it('says in plain words that there is no such file, without a stack', async () => {
    expect(await gatehouse(['apply', '/nowhere/a.yaml'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no file /nowhere/a.yaml.',
    });
    expect((await gatehouse(['apply', folder])).err).toContain('is a folder');
  });

  it('reads the standard input, prints generated secrets once and no others', async () => {
    const input = `tenants:
  cli:
    applications:
      - { id: one, name: One, type: traditional, secret: "\${SECRET}" }
      - { id: two, name: Two, type: traditional }
`;
    const env = { SECRET: 'given-secret-123456' };
    const dry = await gatehouse(['apply', '-', '--dry-run', '--json'], { input, env });
    expect(JSON.parse(dry.out)).toMatchObject({
      dryRun: true,
      changed: false,
      generated: [],
      tenants: [{ tenant: 'cli' }],
    });
    expect(await app.tenants.byId('cli')).toBeUndefined();

    const { code, out } = await gatehouse(['apply', '-'], { input, env });
    expect(code).toBe(0);
    expect(out).not.toContain('given-secret');
    const secret = /Two \(tenant cli, id two\): (\S+)/.exec(out)?.[1] ?? '';
    const tenant = (await app.tenants.byId('cli'))!;
    const two = (await app.applications.get(tenant, 'two'))!;
    expect(await app.applications.verifySecret(tenant, two, secret)).toBe(true);
    expect(await gatehouse(['apply', '-'], { input, env })).toEqual({
      code: 0,
      out: 'Nothing to change.',
      err: '',
    });
    expect(JSON.parse((await gatehouse(['apply', '-', '--json'], { input, env })).out)).toEqual({
      dryRun: false,
      changed: false,
      tenants: [],
      generated: [],
    });
  });

  it('deletes only after a yes: of a person, or of --yes', async () => {
    const both =
      'tenants: { prune: { applications: [{ id: a, name: A, type: spa }, { id: b, name: B, type: spa }] } }';
    const path = await file(both.replace(', { id: b, name: B, type: spa }', ''));
    await gatehouse(['apply', '-'], { input: both });
    const { db } = (await app.tenants.byId('prune'))!;
    const left = async () => (await app.applications.findMany(db)).items.map(({ id }) => id).sort();

    for (const answer of [undefined, '', 'n', 'yesterday']) {
      const { code, err } = await gatehouse(['apply', path, '--prune'], { answer });
      expect([answer, code]).toEqual([answer, 1]);
      expect(err).toContain('- application b (B)');
      expect(err).toContain('Nothing was changed.');
    }
    expect((await gatehouse(['apply', path])).out).toBe('Nothing to change.');
    expect(await left()).toEqual(['a', 'b']);
    expect((await gatehouse(['apply', path, '--prune'], { answer: 'y' })).out).toContain('1 deleted.');
    expect(await left()).toEqual(['a']);
    await gatehouse(['apply', '-'], { input: both });
    expect((await gatehouse(['apply', path, '--prune', '--yes'])).code).toBe(0);
    expect(await left()).toEqual(['a']);
  });
});

describe('export', () => {
  it('writes what apply takes', async () => {
    await gatehouse(['apply', '-'], { input: 'tenants: { out: { name: Out, users: [{ username: u }] } }' });
    const path = join(folder, 'out.yaml');
    expect(await gatehouse(['export', path, '--tenant', 'out', '--users', '--data-dir', folder])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    expect(await readFile(path, 'utf8')).toContain('username: u');
    expect((await gatehouse(['apply', path])).out).toBe('Nothing to change.');
    expect(await gatehouse(['export', '--tenant', 'nobody'])).toMatchObject({
      code: 1,
      err: 'There is no tenant nobody.',
    });
  });
});

describe('bootstrap', () => {
  it('makes the first administrator and an application whose token the management API takes, once', async () => {
    expect(await gatehouse(['bootstrap'])).toMatchObject({ code: 2, out: '' });
    const weak = await gatehouse(['bootstrap', '--email', 'root@example.com', '--password-stdin'], {
      input: 'short\n',
    });
    expect(weak).toMatchObject({ code: 1, out: '' });
    const { code, out } = await gatehouse(['bootstrap', '--email', 'root@example.com', '--name', 'Root']);
    expect(code).toBe(0);
    const { administrator, managementApplication } = JSON.parse(out) as Record<
      string,
      Record<string, string>
    >;
    expect(administrator).toMatchObject({
      email: 'root@example.com',
      password: expect.stringMatching(/^\w{24}$/),
    });
    const { id, secret, tokenEndpoint, resource, scope } = managementApplication!;
    const token = await fetch(tokenEndpoint!, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource: resource!, scope: scope! }),
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const tenants = await app.fetch('/api/tenants', { headers: { authorization: `Bearer ${access_token}` } });
    expect(tenants.status).toBe(200);

    const again = await gatehouse(['bootstrap', '--email', 'root@example.com']);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('--application-only');
    const only = JSON.parse((await gatehouse(['bootstrap', '--application-only'])).out) as object;
    expect(Object.keys(only)).toEqual(['managementApplication']);
  });
});

describe('keys', () => {
  it('rotates: next becomes current, and the old one stays published', async () => {
    await gatehouse(['apply', '-'], { input: 'tenants: { keys: { name: Keys } }' });
    const shown = async (...args: string[]) => (await gatehouse(['keys', ...args, '--tenant', 'keys'])).out;
    const before = await shown('list');
    expect(before).toMatch(/^current {3}ES256 {2}\S+\nnext {6}ES256 {2}\S+$/);
    expect(await gatehouse(['keys', 'rotate', '--tenant', 'keys'])).toMatchObject({ code: 1 });
    const after = await shown('rotate', '--force');
    const [current, next] = before.split('\n').map((line) => line.split(/\s+/)[2]);
    expect(after).toMatch(new RegExp(`^current +ES256 +${next}\nnext .*\nprevious +ES256 +${current}$`));
  });
});

describe('a data folder', () => {
  it('that another process has is refused with what to do instead', async () => {
    const dataDir = join(folder, 'locked');
    const lock = await lockDataFolder(dataDir, { onLost: () => {} });
    try {
      const { code, err } = await gatehouse(['migrate', '--data-dir', dataDir]);
      expect(code).toBe(1);
      expect(err).toMatch(/Gatehouse is running on the data folder .* \(process \d+\)/);
      expect(err).toContain('start --config');
      const doctor = await gatehouse(['doctor', '--data-dir', dataDir, '--json']);
      expect(doctor.code).toBe(1);
      const { checks } = JSON.parse(doctor.out) as { checks: { name: string; verdict: string }[] };
      expect(checks.find(({ name }) => name === 'database')?.verdict).toBe('failed');
    } finally {
      await lock.release();
    }
  });
});

describe('doctor', () => {
  it('does not make an installation where there is none', async () => {
    const dataDir = join(folder, 'none');
    const { code, out } = await gatehouse(['doctor', '--data-dir', dataDir]);
    expect(code).toBe(0);
    expect(out).toContain('does not exist yet');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('lists every problem of the configuration', async () => {
    const { code, out } = await gatehouse([
      'doctor',
      '--endpoint',
      'http://example.com',
      '--database-url',
      'mysql://x',
    ]);
    expect(code).toBe(1);
    expect(out.match(/^✗ configuration: --(endpoint|database-url) /gm)).toHaveLength(2);
  });
});
