import { afterEach, describe, expect, it, vi } from 'vitest';
import { inTurn, joined } from '../../src/core/turns.ts';
import {
  type GatehouseClient,
  LocalStorage,
  MemoryStorage,
  SessionStorage,
  type Storage,
} from '../../src/index.ts';
import { FakeProvider } from './fake-provider.ts';

/** As browsers have it, entries as own properties. */
function webStorage(): globalThis.Storage {
  const methods = {
    getItem: (key: string) => area[key] ?? null,
    setItem: (key: string, value: string) => {
      area[key] = value;
    },
    removeItem: (key: string) => void delete area[key],
  };
  const area: Record<string, string> = Object.create(methods);
  return area as unknown as globalThis.Storage;
}

/** The Web Locks API, as far as it is used: one holder per name. */
function webLocks() {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request: <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const result = (tails.get(name) ?? Promise.resolve()).then(work, work);
      tails.set(name, result);
      return result;
    },
  };
}

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['localStorage', LocalStorage],
  ['sessionStorage', SessionStorage],
] as const)('%s', (area, Kind) => {
  it('keeps values under a prefix and sees only its own', async () => {
    vi.stubGlobal(area, webStorage());
    globalThis[area].setItem('other', 'x');
    const storage = new Kind();
    await storage.set('session', '1');
    await new Kind('shop:').set('session', '2');
    expect(globalThis[area].getItem('gatehouse:session')).toBe('1');
    expect(await storage.get('session')).toBe('1');
    expect(await storage.keys()).toEqual(['session']);
    await storage.remove('session');
    expect(await storage.get('session')).toBeNull();
    expect(await new Kind('shop:').get('session')).toBe('2');
  });

  it('can be made where there is no browser, such as while a page is rendered on a server', () => {
    expect(() => new Kind()).not.toThrow();
  });
});

describe('two tabs', () => {
  it('with Web Locks make one refresh, at a provider that ends everything on reuse', async () => {
    vi.stubGlobal('localStorage', webStorage());
    vi.stubGlobal('navigator', { locks: webLocks() });
    const provider = new FakeProvider();
    await provider.signIn(provider.gatehouse({}, new LocalStorage()));
    provider.calls.length = 0;
    // Each tab is a world of its own: another copy of this package.
    const tabs: GatehouseClient[] = [];
    for (let i = 0; i < 3; i++) {
      vi.resetModules();
      const sdk = await import('../../src/index.ts');
      const options = { storage: new sdk.LocalStorage(), fetch: provider.fetch, clock: provider.clock };
      tabs.push(
        new sdk.GatehouseClient({ endpoint: provider.issuer.replace('/oidc', ''), appId: 'app' }, options),
      );
    }
    const tokens = await Promise.all(tabs.map((tab) => tab.getAccessToken('https://books.example')));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.count('/token')).toBe(1);
  });
});

describe('turns', () => {
  it('one after another on one storage, also after a failure; side by side on two', async () => {
    const storage = new MemoryStorage();
    const log: string[] = [];
    const step = (name: string) => async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${name} ends`);
      if (name === 'b') throw new Error('b failed');
      return name;
    };
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((name) => inTurn(storage, step(name))));
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    log.length = 0;
    await Promise.all([inTurn(storage, step('a')), inTurn(new MemoryStorage(), step('c'))]);
    expect(log.slice(0, 2).sort()).toEqual(['a starts', 'c starts']);
  });

  it('go through the storage’s own lock', async () => {
    const events: string[] = [];
    const storage: Storage = Object.assign(new MemoryStorage(), {
      lock: async <T>(work: () => Promise<T>): Promise<T> => {
        events.push('locked');
        return work().finally(() => events.push('released'));
      },
    });
    await inTurn(storage, async () => void events.push('works'));
    expect(events).toEqual(['locked', 'works', 'released']);
  });

  it('joined: the same key shares one run, until it is over', async () => {
    const storage = new MemoryStorage();
    let runs = 0;
    const work = async () => ++runs;
    expect(
      await Promise.all([joined(storage, 'a', work), joined(storage, 'a', work), joined(storage, 'b', work)]),
    ).toEqual([1, 1, 2]);
    expect(await joined(storage, 'a', work)).toBe(3);
  });
});
