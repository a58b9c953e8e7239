import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GatehouseClient } from '../../src/index.ts';
import { FileStorage } from '../../src/node/index.ts';
import { errorOf, FakeProvider, redirectUri } from '../core/fake-provider.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-sdk-'));
  path = join(folder, 'bookstore', 'session.json');
});
afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe('FileStorage', () => {
  it('keeps values over restarts, and no file without values', async () => {
    const storage = new FileStorage(path);
    expect(await storage.get('session')).toBeNull();
    await storage.set('session', 'ü');
    await storage.set('other', '2');
    expect(await new FileStorage(path).get('session')).toBe('ü');
    expect((await new FileStorage(path).keys()).sort()).toEqual(['other', 'session']);
    await storage.remove('session');
    await storage.remove('other');
    await storage.remove('never there');
    expect(await readdir(join(folder, 'bookstore'))).toEqual([]);
  });

  it('is readable by its owner only, whatever was there before', async () => {
    const before = process.umask(0o000);
    try {
      const storage = new FileStorage(path);
      await storage.set('session', 'secret');
      expect(await modeOf(join(folder, 'bookstore'))).toBe('700');
      expect(await modeOf(path)).toBe('600');
      await chmod(path, 0o644);
      await storage.set('session', 'secret 2');
      expect(await modeOf(path)).toBe('600');
    } finally {
      process.umask(before);
    }
  });

  it('writes no secret through a link that somebody laid there', async () => {
    const trap = join(folder, 'trap');
    await writeFile(trap, '{}');
    await symlink(trap, join(folder, 'session.json'));
    await new FileStorage(join(folder, 'session.json')).set('session', 'secret');
    expect(await readFile(trap, 'utf8')).toBe('{}');
  });

  it('loses nothing when many write at once, and leaves nothing half-written', async () => {
    const storage = new FileStorage(path);
    await Promise.all(Array.from({ length: 30 }, (_, i) => storage.set(`key${i}`, `${i}`)));
    expect(await storage.keys()).toHaveLength(30);
    expect(await readdir(join(folder, 'bookstore'))).toEqual(['session.json']);
  });

  it.each(['{"session":', '[]', 'null'])(
    'tells what to do about a file that is no session: %s',
    async (text) => {
      const file = join(folder, 'session.json');
      await writeFile(file, text);
      const error = await errorOf(new FileStorage(file).set('session', 'x'));
      expect(error.code).toBe('storage_error');
      expect(error.hint).toMatch(/Delete the file/);
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  it('a value that is no string counts as none, and no prototype is looked into', async () => {
    const file = join(folder, 'session.json');
    await writeFile(file, '{"session":{"a":1}}');
    const storage = new FileStorage(file);
    expect(await storage.get('session')).toBeNull();
    expect(await storage.get('toString')).toBeNull();
  });

  it('lets processes that share the file take turns', async () => {
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
    };
    // Another object on the same file is what another process has.
    await Promise.all(['a', 'b', 'c'].map((name) => new FileStorage(path).lock(work(name))));
    for (let i = 0; i < log.length; i += 2) expect(log[i + 1]).toBe(log[i]!.replace('starts', 'ends'));
    await expect(new FileStorage(path).lock(async () => Promise.reject(new Error('failed')))).rejects.toThrow(
      'failed',
    );
    expect(await new FileStorage(path).lock(async () => 'free again')).toBe('free again');
  });

  it('is not stopped for ever by a process that died with the lock', async () => {
    await new FileStorage(path).lock(async () => undefined);
    const lock = `${path}.lock`;
    await writeFile(lock, 'dead');
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(lock, longAgo, longAgo);
    expect(await new FileStorage(path).lock(async () => 'mine')).toBe('mine');
  });

  it('that cannot be written is told as storage_error, also where a lock is needed first', async () => {
    const provider = new FakeProvider();
    await writeFile(join(folder, 'file'), '');
    const client = provider.client({}, new FileStorage(join(folder, 'file', 'session.json')));
    expect((await errorOf(client.signIn({ redirectUri }))).code).toBe('storage_error');
    expect((await errorOf(client.clear())).code).toBe('storage_error');
  });

  it('two processes refresh once, at a provider that ends everything on reuse', async () => {
    const provider = new FakeProvider();
    await provider.signIn(provider.gatehouse({}, new FileStorage(path)));
    provider.calls.length = 0;
    // Each process is a world of its own: another copy of this package, that knows nothing of the others.
    const clients: GatehouseClient[] = [];
    for (let i = 0; i < 3; i++) {
      vi.resetModules();
      const sdk = await import('../../src/index.ts');
      const { FileStorage: Store } = await import('../../src/node/index.ts');
      const options = { storage: new Store(path), fetch: provider.fetch, clock: provider.clock };
      clients.push(
        new sdk.GatehouseClient({ endpoint: provider.issuer.replace('/oidc', ''), appId: 'app' }, options),
      );
    }
    const tokens = await Promise.all(clients.map((client) => client.getAccessToken('https://books.example')));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.count('/token')).toBe(1);
    expect(await clients[0]!.isAuthenticated()).toBe(true);
  });
});
