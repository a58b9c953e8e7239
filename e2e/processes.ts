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

export function run(command: string, args: string[], env: Record<string, string> = {}, cwd = root): Program {
  const { INIT_CWD: _, DATABASE_URL: __, ...inherited } = process.env;
  const child = spawn(command, args, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return {
    child,
    output: () => output,
    stop(signal = 'SIGTERM') {
      if (child.exitCode === null) child.kill(signal);
      return ended;
    },
  };
}

/** Waits until the address answers; ends with the program's output when it dies or takes too long. */
export async function answering(program: Program, url: string, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const ok = await fetch(url, { redirect: 'manual' }).then((response) => response.status < 500, () => false);
    if (ok) return;
    if (program.child.exitCode !== null || Date.now() > end) {
      throw new Error(`${url} does not answer.\n${program.output()}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

export interface Gatehouse extends Program {
  endpoint: string;
  dataDir: string;
  /** Starts again on the same folder and port. */
  restart(signal?: NodeJS.Signals): Promise<void>;
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
  const args = ['server/bin/gatehouse.mjs', 'start', '--port', String(port), '--data-dir', join(folder, 'data')];
  if (options.config) args.push('--config', file);
  const launch = () => run(process.execPath, [...args, ...(options.args ?? [])], options.env);
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
    async restart(signal) {
      await program.stop(signal);
      program = launch();
      await answering(program, `${endpoint}/readyz`);
    },
    async remove() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function startSimulator(file?: string): Promise<Program & { url: string }> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const args = ['server/bin/gatehouse.mjs', 'idp-simulator', '--port', String(port)];
  const program = run(process.execPath, [...args, ...(file ? ['--file', file] : [])]);
  await answering(program, `${url}/`);
  return { ...program, url };
}
