/**
 * The sample as the documents tell it: Gatehouse with examples/gatehouse.yaml, the simulated identity providers and the
 * bookstore's API, each by its command and at its port; and programs that are started beside them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasBrowser, skipped } from './browser.ts';
import { answering, isFree, type Program, removeFolder, root, run } from './processes.ts';

export const alice = { username: 'alice', password: 'correct-horse-battery' };
/** The provider of `anna@acme.example`. */
export const idpUrl = 'http://localhost:4000';

export interface StartOptions {
  cwd?: string;
  env?: Record<string, string>;
}

export interface Programs {
  /** Runs a command line and waits until the address answers. */
  start(command: string, answersAt: string, options?: StartOptions): Promise<Program>;
  /** Runs a command line. */
  launch(command: string, options?: StartOptions): Program;
  stop(): Promise<void>;
}

export interface Sample extends Programs {
  /** A folder that goes when the sample goes. */
  folder: string;
}

/** Whether the sample and programs at these ports can run here; says loudly when not. */
export async function sampleRuns(what: string, ports: number[]): Promise<boolean> {
  const taken = await Promise.all(
    [3001, 3004, 4000, ...ports].map(async (port) => !(await isFree(port)) && port),
  );
  const busy = taken.filter(Boolean);
  if (busy.length > 0) skipped(`${what}: ports ${busy.join(', ')} are in use.`);
  return hasBrowser && busy.length === 0;
}

/** Debian's own interpreter and packages: what `.ci/run` installs. */
export const python = '/usr/bin/python3';
export const pythonSdk = { PYTHONPATH: join(root, 'sdk/python/src') };

export function pythonRuns(what: string): boolean {
  const packages = 'flask, fastapi, uvicorn, django, httpx, jwt, cryptography';
  try {
    execFileSync(python, ['-c', `import ${packages}`], { stdio: 'ignore' });
    return true;
  } catch {
    skipped(`${what}: ${python} can't import ${packages}.`);
    return false;
  }
}

/** Starts command lines as a reader of a guide would, and stops them all. */
export function openTerminal(): Programs {
  const programs: Program[] = [];
  const launch: Programs['launch'] = (command, { cwd = root, env } = {}) => {
    const [name = '', ...args] = command.split(' ');
    const program = run(name, args, env, cwd, true);
    programs.push(program);
    return program;
  };
  return {
    launch,
    async start(command, answersAt, options) {
      const program = launch(command, options);
      await answering(program, answersAt, 240);
      return program;
    },
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
    },
  };
}

export async function startSample(): Promise<Sample> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-sample-'));
  const terminal = openTerminal();
  const sample: Sample = {
    ...terminal,
    folder,
    async stop() {
      await terminal.stop();
      await removeFolder(folder);
    },
  };
  await sample.start('npm run gatehouse -- idp-simulator', idpUrl);
  await sample.start('npm start -- --config examples/gatehouse.yaml', 'http://localhost:3001/readyz', {
    env: { GATEHOUSE_DATA_DIR: join(folder, 'data') },
  });
  await sample.start('npm start -w examples/hono-api', 'http://localhost:3004/books');
  return sample;
}

/** Waits for a line of the program; gives what fits. */
export async function printed(program: Program, what: RegExp, seconds = 60): Promise<string> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = what.exec(program.output());
    if (found) return found[0];
    if (Date.now() > end) throw new Error(`${what} was not printed:\n${program.output()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
