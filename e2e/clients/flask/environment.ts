/** A Python environment with the published packages, made once per set of versions and kept between runs. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');

export interface PythonEnvironment {
  /** The interpreter; absent when this machine can't have one. */
  python?: string;
  reason?: string;
  /** The package index answers, so that something of ours is wrong. */
  couldHaveRun?: boolean;
}

/** Whether the package index is there at all. */
function indexAnswers(python: string): Promise<boolean> {
  const download = [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--dest',
    join(python, '../..'),
    'logto',
  ];
  return run(python, download, { timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}

/** Without Python, its venv module or the package index there is a reason instead. */
export async function pythonEnvironment(): Promise<PythonEnvironment> {
  const versions = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `gatehouse-flask-${versions}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) return { python };
  const making = `${folder}-${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', making]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
    await run(join(making, 'bin', 'python'), pip, { timeout: 240_000 });
    await rename(making, folder);
    return { python };
  } catch (error) {
    const couldHaveRun = await indexAnswers(join(making, 'bin', 'python'));
    await rm(making, { recursive: true, force: true });
    const [reason] = `${(error as { stderr?: string }).stderr || (error as Error).message}`
      .trim()
      .split('\n')
      .slice(-1);
    return { reason, couldHaveRun };
  }
}
