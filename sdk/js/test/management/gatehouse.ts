/** A real Gatehouse in a process of its own, as users run it, with an application for the management API. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../../..');
const program = join(root, 'server/bin/gatehouse.mjs');
/** The database and variables of npm and Vitest are not for the program. */
const { DATABASE_URL: _, NODE_ENV: __, ...env } = process.env;

export interface RunningGatehouse {
  endpoint: string;
  /** Of the tenant `admin`: may do everything everywhere. */
  application: { id: string; secret: string };
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

async function answers(url: string, alive: () => boolean): Promise<void> {
  while (alive()) {
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('Gatehouse ended before it answered.');
}

/** @param config the text of a gatehouse.yaml, made from the address that the test will use */
export async function startGatehouse(config?: string): Promise<RunningGatehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-sdk-'));
  const port = await freePort();
  const endpoint = `http://localhost:${port}`;
  const ground = ['--data-dir', join(folder, 'data'), '--endpoint', endpoint];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, 'bootstrap', '--application-only', ...ground],
    { cwd: root, env },
  );
  const file = join(folder, 'gatehouse.yaml');
  if (config) await writeFile(file, config);
  const child = spawn(
    process.execPath,
    [program, 'start', '--port', String(port), ...ground, ...(config ? ['--config', file] : [])],
    { cwd: root, env, stdio: 'ignore' },
  );
  const ended = new Promise((done) => child.once('exit', done));
  const orphaned = (): boolean => child.kill('SIGKILL');
  process.once('exit', orphaned);
  await answers(`${endpoint}/readyz`, () => child.exitCode === null);
  return {
    endpoint,
    application: (JSON.parse(stdout) as { managementApplication: { id: string; secret: string } })
      .managementApplication,
    async stop() {
      process.off('exit', orphaned);
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
