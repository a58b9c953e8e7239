/** Real programs on loopback, as users run them: Gatehouse, the IdP simulator, example applications. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface Program {
  output(): string;
  child: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as { port: number };
  await new Promise((done) => probe.close(done));
  return port;
}

/** Whether nobody listens there, for tests that need the ports of the documents. */
export const isFree = (port: number) =>
  new Promise<boolean>((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, 'localhost', () => probe.close(() => done(true)));
  });

/** Variables of npm and Vitest that a program of its own would not find. */
const ours = /^(INIT_CWD|DATABASE_URL|BASE_URL|MODE|DEV|PROD|SSR|TEST|NODE_ENV|VITEST.*)$/;

/** A program that was told to stop may still write its last. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });

/** A test run that is broken off leaves nothing behind. */
const running = new Set<() => void>();
process.once('exit', () => {
  for (const end of running) end();
});

export function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
  cwd = root,
  /** Programs that start others, as npm does, are stopped together with these. */
  detached = false,
): Program {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const child = spawn(command, args, {
    cwd,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
  });
  const send = (signal: NodeJS.Signals) => {
    if (detached && child.pid) process.kill(-child.pid, signal);
    else child.kill(signal);
  };
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const orphaned = () => send('SIGKILL');
  running.add(orphaned);
  child.once('exit', () => running.delete(orphaned));
  return {
    child,
    output: () => output,
    stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) send(signal);
      return ended;
    },
  };
}

/** Waits until the address answers; ends with the program's output when it dies or takes too long. */
export async function answering(program: Program, url: string, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const ok = await fetch(url, { redirect: 'manual' }).then(
      (response) => response.status < 500,
      () => false,
    );
    if (ok) return;
    if (program.child.exitCode !== null || Date.now() > end) {
      await program.stop('SIGKILL');
      throw new Error(`${url} does not answer.\n${program.output()}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

export interface Gatehouse extends Program {
  endpoint: string;
  dataDir: string;
  /** Starts again on the same folder and port. */
  restart(signal?: NodeJS.Signals, env?: Record<string, string>): Promise<void>;
  remove(): Promise<void>;
}

export interface GatehouseOptions {
  /** gatehouse.yaml */
  config?: string;
  port?: number;
  env?: Record<string, string>;
  args?: string[];
}

export async function startGatehouse(options: GatehouseOptions = {}): Promise<Gatehouse> {
  const port = options.port ?? (await freePort());
  const endpoint = `http://localhost:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'));
  const file = join(folder, 'gatehouse.yaml');
  if (options.config) await writeFile(file, options.config);
  const args = [
    'server/bin/gatehouse.mjs',
    'start',
    '--port',
    String(port),
    '--data-dir',
    join(folder, 'data'),
  ];
  if (options.config) args.push('--config', file);
  const launch = (env: Record<string, string> = {}) =>
    run(process.execPath, [...args, ...(options.args ?? [])], { ...options.env, ...env });
  let program = launch();
  await answering(program, `${endpoint}/readyz`);
  return {
    endpoint,
    dataDir: join(folder, 'data'),
    get child() {
      return program.child;
    },
    output: () => program.output(),
    stop: (signal) => program.stop(signal),
    async restart(signal, env) {
      await program.stop(signal);
      program = launch(env);
      await answering(program, `${endpoint}/readyz`);
    },
    async remove() {
      await program.stop();
      await removeFolder(folder);
    },
  };
}

export interface Simulator extends Program {
  url: string;
  misbehave(organization: string, misbehaviour: string | null, options?: object): Promise<void>;
  rotateKeys(organization: string): Promise<void>;
  /** Changes a person of the directory. */
  change(organization: string, username: string, patch: object): Promise<void>;
}

export interface SimulatorOptions {
  port?: number;
  /** As in the simulator's file; without it, the directories of the sample. */
  organizations?: object[];
}

async function control(url: string, method: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status >= 400) throw new Error(`${url}: ${response.status} ${await response.text()}`);
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const port = options.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const args = ['server/bin/gatehouse.mjs', 'idp-simulator', '--port', String(port)];
  if (options.organizations) {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-idps-'));
    const file = join(folder, 'idps.yaml');
    // JSON is YAML.
    await writeFile(file, JSON.stringify({ organizations: options.organizations }));
    args.push('--file', file);
  }
  const program = run(process.execPath, args);
  await answering(program, `${url}/simulator`);
  return {
    ...program,
    url,
    misbehave: (organization, misbehaviour, more = {}) =>
      control(`${url}/simulator/${organization}/misbehave`, 'POST', {
        misbehaviours: misbehaviour ? [misbehaviour] : [],
        options: more,
      }),
    rotateKeys: (organization) => control(`${url}/simulator/${organization}/rotate-keys`, 'POST', {}),
    change: (organization, username, patch) =>
      control(`${url}/simulator/${organization}/users/${encodeURIComponent(username)}`, 'PATCH', patch),
  };
}
