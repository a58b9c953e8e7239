/** Keeps a session in a file that only its owner can read: for command-line tools. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GatehouseError } from '../core/errors.ts';
import { parseObject } from '../core/http.ts';
import type { Storage } from '../core/storage.ts';

/** A lock that is older was left behind by a process that died: no request takes that long. */
const lockLifetime = 60_000;
const lockPatience = 50;

/**
 * Keeps the session in a JSON file with mode 0600 (its folder, when made here, with 0700). Writes are atomic, and
 * processes that share the file take turns to renew tokens. The tokens lie there in plain text, as in other
 * command-line tools: whoever can read the person's files can use them.
 */
export class FileStorage implements Storage {
  /** Where the file lies. */
  readonly path: string;
  #writes: Promise<unknown> = Promise.resolve();

  /** @param path the file, such as `~/.config/bookstore/session.json` (spelled out); made when needed */
  constructor(path: string) {
    this.path = path;
  }

  /** The value, or null. */
  async get(key: string): Promise<string | null> {
    const value = (await this.#read())[key];
    return typeof value === 'string' ? value : null;
  }

  /** Keeps the value. */
  set(key: string, value: string): Promise<void> {
    return this.#change((values) => ({ ...values, [key]: value }));
  }

  /** Forgets the key, and the file with the last one. */
  remove(key: string): Promise<void> {
    return this.#change(({ [key]: _removed, ...values }) => values);
  }

  /** All keys. */
  async keys(): Promise<string[]> {
    return Object.keys(await this.#read());
  }

  /** Runs `work` while no other process that uses the same file does. */
  async lock<T>(work: () => Promise<T>): Promise<T> {
    const path = `${this.path}.lock`;
    const mine = randomUUID();
    await this.#makeFolder();
    while (!(await takeLock(path, mine))) {
      await dropDeadLock(path);
      await wait(lockPatience);
    }
    try {
      return await work();
    } finally {
      if ((await readIfThere(path)) === mine) await rm(path, { force: true });
    }
  }

  async #read(): Promise<Record<string, unknown>> {
    const text = await readIfThere(this.path);
    const values = text === undefined ? {} : parseObject(text);
    if (!values) {
      throw new GatehouseError('storage_error', `${this.path} is not a session file`, {
        hint: 'Delete the file and sign in again.',
      });
    }
    return values;
  }

  /** One change after another; each a new file that takes the old one's place. */
  #change(change: (values: Record<string, unknown>) => Record<string, unknown>): Promise<void> {
    const run = async (): Promise<void> => {
      const values = change(await this.#read());
      if (Object.keys(values).length === 0) await rm(this.path, { force: true });
      else await this.#replace(JSON.stringify(values));
    };
    const done = this.#writes.then(run, run);
    this.#writes = done;
    return done;
  }

  async #replace(text: string): Promise<void> {
    await this.#makeFolder();
    const temporary = `${this.path}.${randomUUID()}`;
    // wx: never through a link that somebody laid there.
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }

  async #makeFolder(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
  }
}

async function takeLock(path: string, owner: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(owner);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two processes may both find it dead; at worst both then refresh, which providers forgive for a moment. */
async function dropDeadLock(path: string): Promise<void> {
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0,
  );
  if (age > lockLifetime) await unlink(path).catch(() => undefined);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
