// Issue 5: `scim2-tester` (PyPI), which knows nothing of Gatehouse but RFC 7643 and RFC 7644: discovery, every attribute by
// POST, PUT and each kind of PATCH, filters, projections. Its venv is made in a temporary folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './processes.ts';
import { openScene, type Scene } from './scene.ts';

interface Done {
  status: number;
  output: string;
}

function run(command: string, given: string[]): Promise<Done> {
  return new Promise((resolve) => {
    const child = spawn(command, given, { cwd: root });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ status: 1, output: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** Pinned: a later version may ask for more, and says so when it is tried. */
const packages = ['scim2-tester==0.5.2', 'scim2-client==0.13.2', 'httpx2'];
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-scim-'));

async function virtualEnvironment(): Promise<string | undefined> {
  const given = process.env.GATEHOUSE_SCIM_VENV;
  if (given && existsSync(join(given, 'bin/python'))) return join(given, 'bin/python');
  const made = await run('python3', ['-m', 'venv', folder]);
  const python = join(folder, 'bin/python');
  const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', ...packages];
  if (made.status === 0 && (await run(python, pip)).status === 0) return python;
  console.warn(
    '\n*** SKIPPED: scim2-tester: the package index can not be reached, or there is no python3-venv ***\n',
  );
  return undefined;
}

const python = await virtualEnvironment();
let scene: Scene | undefined;
beforeAll(async () => {
  if (python) scene = await openScene();
});
afterAll(async () => {
  await scene?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(!python)('scim2-tester', () => {
  it('finds nothing wrong', { timeout: 120_000 }, async () => {
    const { api, endpoint } = scene!;
    await api('/sso-connectors/acme/scim', { method: 'PATCH', body: { enabled: true } });
    const token = (await api('/sso-connectors/acme/scim/tokens', { method: 'POST', body: {} })) as {
      value: string;
    };
    const script = join(root, 'e2e/clients/scim_tester.py');
    const { status, output } = await run(python!, [
      script,
      `${endpoint}/scim/v2/acme`,
      token.value,
      'acme.example',
    ]);
    expect(output).toMatch(/^\d+ passed, 0 failed/m);
    expect(status).toBe(0);
  });
});
