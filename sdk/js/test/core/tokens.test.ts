import { beforeEach, describe, expect, it } from 'vitest';
import { type GatehouseClient, MemoryStorage, type Storage } from '../../src/index.ts';
import { errorOf, FakeProvider, redirectUri } from './fake-provider.ts';

const books = 'https://books.example';
const music = 'https://music.example';
let provider: FakeProvider;
let storage: MemoryStorage;
beforeEach(() => {
  provider = new FakeProvider();
  storage = new MemoryStorage();
});

async function signedIn(store: Storage = storage): Promise<GatehouseClient> {
  const client = provider.gatehouse({}, store);
  await provider.signIn(client);
  provider.calls.length = 0;
  return client;
}

/** A copy of the session as a second request with the same cookie has it. */
async function copy(): Promise<MemoryStorage> {
  const other = new MemoryStorage();
  await other.set('session', (await storage.get('session')) ?? '');
  return other;
}

const offline = (path: string): Response => {
  if (path === '/token') throw new TypeError('fetch failed');
  return undefined as unknown as Response;
};

describe('access tokens', () => {
  it('come from the session until 60 s before they expire, then by refresh', async () => {
    const client = await signedIn();
    const first = await client.getAccessToken();
    provider.clock.time += 3_539_000;
    expect(await client.getAccessToken()).toBe(first);
    expect(provider.count('/token')).toBe(0);
    provider.clock.time += 1_000;
    const second = await client.getAccessToken();
    expect(second).not.toBe(first);
    expect(Object.fromEntries(provider.last('/token').form)).toMatchObject({ grant_type: 'refresh_token' });
    expect(await client.getAccessToken()).toBe(second);
    expect(provider.count('/token')).toBe(1);
  });

  it('RFC 8707: one per resource and organization, each kept', async () => {
    const client = await signedIn();
    const tokens = [
      await client.getAccessToken(books),
      await client.getAccessToken(music),
      await client.getAccessToken(books, 'org_1'),
      await client.getOrganizationToken('org_1'),
    ];
    expect(tokens.map((token) => token.replace(/:[^:]*$/, ''))).toEqual([
      books,
      music,
      `${books}#org_1`,
      'org_1',
    ]);
    expect(await client.getAccessToken(books, 'org_1')).toBe(tokens[2]);
    expect(await client.getOrganizationToken('org_1')).toBe(tokens[3]);
    expect(provider.count('/token')).toBe(4);
  });

  it('that have expired leave the session when others come', async () => {
    const client = await signedIn();
    await client.getAccessToken(books);
    provider.clock.time += 1_800_000;
    await client.getAccessToken(music);
    provider.clock.time += 1_800_000;
    await client.getOrganizationToken('org_1');
    expect(Object.keys(JSON.parse((await storage.get('session')) ?? '').accessTokens)).toEqual([
      music,
      '#org_1',
    ]);
  });

  it('for organizations are Gatehouse’s: elsewhere unsupported', async () => {
    const client = provider.client({}, storage);
    await provider.signIn(client);
    expect((await errorOf(client.getOrganizationToken('org_1'))).code).toBe('unsupported');
    expect((await errorOf(client.getAccessToken(books, 'org_1'))).code).toBe('unsupported');
  });

  it('need somebody signed in', async () => {
    const client = provider.client();
    for (const call of [
      client.getAccessToken(),
      client.getIdTokenClaims(),
      client.fetchUserInfo(),
      client.getAccessTokenClaims(),
    ]) {
      expect((await errorOf(call)).code).toBe('not_authenticated');
    }
    expect(await client.getIdToken()).toBeNull();
    expect(await client.getContext({ fetchUserInfo: true, resource: books })).toEqual({
      isAuthenticated: false,
    });
    expect(provider.calls).toEqual([]);
  });

  it('without refresh token serve to their end, and no longer', async () => {
    const client = provider.client({ offlineAccess: false });
    provider.tokens = (body) => {
      body.refresh_token = undefined;
    };
    await provider.signIn(client);
    const token = await client.getAccessToken();
    provider.clock.time += 3_599_000;
    expect(await client.getAccessToken()).toBe(token);
    provider.clock.time += 1_000;
    expect((await errorOf(client.getAccessToken())).code).toBe('no_refresh_token');
    expect((await errorOf(client.getAccessToken(books))).code).toBe('no_refresh_token');
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('are read where they can be', async () => {
    const client = await signedIn();
    expect((await errorOf(client.getAccessTokenClaims())).code).toBe('opaque_token');
    provider.tokens = (body) => {
      body.access_token = body.id_token;
    };
    provider.claims = (claims) => Object.assign(claims, { at_hash: undefined, scope: 'books:read' });
    expect((await client.getAccessTokenClaims(books)).scope).toBe('books:read');
  });

  it.each([
    ['no access token', { access_token: undefined }],
    ['an empty access token', { access_token: '' }],
    ['an access token of a wrong type', { access_token: 7 }],
    ['DPoP, which nobody asked for', { token_type: 'DPoP' }],
    ['no token type (RFC 6749 5.1)', { token_type: undefined }],
    ['a negative lifetime', { expires_in: -1 }],
    ['a lifetime that is no number', { expires_in: 'soon' }],
    ['a refresh token of a wrong type', { refresh_token: {} }],
  ])('are refused with %s', async (_what, change) => {
    const client = provider.client();
    provider.tokens = (body) => Object.assign(body, change);
    provider.claims = (claims) => Object.assign(claims, { at_hash: undefined });
    expect((await errorOf(provider.signIn(client))).code).toBe('provider_response_invalid');
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('RFC 6749 7.1: the type is compared without case; the lifetime may be text or missing', async () => {
    const client = provider.client();
    provider.tokens = (body) => Object.assign(body, { token_type: 'bearer', expires_in: '120' });
    await provider.signIn(client);
    const first = await client.getAccessToken();
    provider.clock.time += 60_000;
    provider.tokens = (body) => Object.assign(body, { expires_in: undefined });
    const second = await client.getAccessToken();
    expect(second).not.toBe(first);
    provider.clock.time += 239_000;
    expect(await client.getAccessToken()).toBe(second);
    provider.clock.time += 1_000;
    expect(await client.getAccessToken()).not.toBe(second);
  });

  it('of getContext', async () => {
    const client = await signedIn();
    expect(await client.getContext()).toEqual({
      isAuthenticated: true,
      claims: await client.getIdTokenClaims(),
    });
    const context = await client.getContext({ fetchUserInfo: true, resource: books });
    expect(context.userInfo).toEqual({ sub: 'alice' });
    expect(context.accessToken).toBe(await client.getAccessToken(books));
    expect((await client.getContext({ organizationId: 'org_1' })).accessToken).toMatch(/^org_1:/);
  });
});

describe('RFC 9700 4.14.2: refresh tokens that rotate, at a provider that ends everything on reuse', () => {
  it('parallel calls of one client make one request', async () => {
    const client = await signedIn();
    const tokens = await Promise.all(Array.from({ length: 10 }, () => client.getAccessToken(books)));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.count('/token')).toBe(1);
  });

  it('so do several clients on one storage', async () => {
    await signedIn();
    const clients = Array.from({ length: 5 }, () => provider.gatehouse({}, storage));
    const tokens = await Promise.all(clients.map((client) => client.getAccessToken(books)));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.count('/token')).toBe(1);
  });

  it('so do several clients that each have a copy of the session, and each keeps the newest refresh token', async () => {
    const client = await signedIn();
    const copies = await Promise.all([copy(), copy(), copy()]);
    const tokens = await Promise.all(copies.map((store) => client.withStorage(store).getAccessToken(books)));
    expect(new Set(tokens).size).toBe(1);
    expect(provider.count('/token')).toBe(1);
    for (const store of copies) {
      expect([...provider.refreshTokens]).toEqual([
        JSON.parse((await store.get('session')) ?? '').refreshToken,
      ]);
    }
  });

  it('a copy that comes a little later gets the same answer, and one that comes later still can go on', async () => {
    const client = await signedIn();
    const [late, later] = [await copy(), await copy()];
    const token = await client.getAccessToken(books);
    provider.clock.time += 9_000;
    expect(await client.withStorage(late).getAccessToken(books)).toBe(token);
    expect(provider.count('/token')).toBe(1);
    provider.clock.time += 200_000;
    expect(await client.withStorage(later).getAccessToken(music)).toMatch(/^https:\/\/music/);
    expect(provider.refreshTokens.size).toBe(1);
  });

  it('different resources in parallel: one after another, each with the newest token, and none is lost', async () => {
    const client = await signedIn();
    let running = 0;
    provider.instead = async (path) => {
      if (path !== '/token') return undefined;
      expect(++running).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return undefined;
    };
    const resources = [books, music, 'https://a.example', 'https://b.example'];
    await Promise.all(resources.map((resource) => client.getAccessToken(resource)));
    const { accessTokens, refreshToken } = JSON.parse((await storage.get('session')) ?? '');
    expect(Object.keys(accessTokens).sort()).toEqual(['', ...resources].sort());
    expect([...provider.refreshTokens]).toEqual([refreshToken]);
  });

  it('different resources in parallel from copies of the session: nobody uses a token twice', async () => {
    const client = await signedIn();
    const copies = await Promise.all([copy(), copy(), copy()]);
    const resources = [books, music, 'https://a.example'];
    await Promise.all(copies.map((store, i) => client.withStorage(store).getAccessToken(resources[i])));
    expect(provider.refreshTokens.size).toBe(1);
    expect(provider.count('/token')).toBe(3);
    // Each of them can go on, whichever cookie the browser kept.
    for (const store of copies) await client.withStorage(store).getAccessToken('https://z.example');
    expect(provider.refreshTokens.size).toBe(1);
  });

  it('signing out with an older copy of the session revokes the newest refresh token', async () => {
    const client = await signedIn();
    const old = await copy();
    await client.getAccessToken(books);
    await client.withStorage(old).signOut();
    expect(provider.last('/revoke').form.get('token')).toBe([...provider.refreshTokens][0]);
  });

  it('a provider that doesn’t rotate: the refresh token stays', async () => {
    const client = await signedIn();
    const { refreshToken } = JSON.parse((await storage.get('session')) ?? '');
    provider.tokens = (body) => {
      body.refresh_token = undefined;
      provider.refreshTokens.add(refreshToken);
    };
    await client.getAccessToken(books);
    await client.getAccessToken(music);
    expect(JSON.parse((await storage.get('session')) ?? '').refreshToken).toBe(refreshToken);
  });

  it('sessions of different people at one provider don’t mix', async () => {
    const client = await signedIn();
    const other = new MemoryStorage();
    provider.claims = (claims) => Object.assign(claims, { sub: 'bob' });
    await provider.signIn(client.withStorage(other));
    provider.claims = () => undefined;
    const hers = client.getAccessToken(books);
    await hers;
    provider.claims = (claims) => Object.assign(claims, { sub: 'bob' });
    expect(await client.withStorage(other).getAccessToken(books)).not.toBe(await hers);
  });
});

describe('a refresh that fails', () => {
  it('refused (invalid_grant): session_expired, and nobody is signed in', async () => {
    const client = await signedIn();
    provider.refreshTokens.clear();
    const errors = await Promise.all([1, 2, 3].map(() => errorOf(client.getAccessToken(books))));
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('session_expired'));
    expect(provider.count('/token')).toBe(1);
    expect(await client.isAuthenticated()).toBe(false);
  });

  it('network down: provider_unreachable, one request for all who wait, and the session stays', async () => {
    const client = await signedIn();
    provider.instead = offline;
    const errors = await Promise.all([1, 2, 3].map(() => errorOf(client.getAccessToken(books))));
    expect(errors.map(({ code }) => code)).toEqual(Array(3).fill('provider_unreachable'));
    expect(provider.count('/token')).toBe(1);
    expect(await client.isAuthenticated()).toBe(true);
    provider.instead = () => undefined;
    expect(await client.getAccessToken(books)).toMatch(/^https:\/\/books/);
  });

  it('one that fails doesn’t spoil the next in line', async () => {
    const client = await signedIn();
    provider.instead = (path, form) =>
      path === '/token' && form.get('resource') === books
        ? Response.json({ error: 'invalid_target' }, { status: 400 })
        : undefined;
    const [bad, good] = await Promise.allSettled([
      client.getAccessToken(books),
      client.getAccessToken(music),
    ]);
    expect(bad).toMatchObject({
      reason: { code: 'provider_error', details: { error: 'invalid_target', status: 400 } },
    });
    expect(good.status).toBe('fulfilled');
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('not a member of the organization: access_denied, and the session stays', async () => {
    const client = await signedIn();
    provider.instead = (path) =>
      path === '/token' ? Response.json({ error: 'access_denied' }, { status: 403 }) : undefined;
    expect((await errorOf(client.getOrganizationToken('org_2'))).code).toBe('access_denied');
    expect(await client.isAuthenticated()).toBe(true);
  });

  it('refused because another process rotated the token first: goes on with the one in the storage', async () => {
    const client = await signedIn();
    provider.instead = async (path, form) => {
      if (path !== '/token') return undefined;
      provider.instead = () => undefined;
      const session = JSON.parse((await storage.get('session')) ?? '');
      provider.refreshTokens.delete(form.get('refresh_token') ?? '');
      provider.refreshTokens.add('rotated-elsewhere');
      await storage.set('session', JSON.stringify({ ...session, refreshToken: 'rotated-elsewhere' }));
      return Response.json({ error: 'invalid_grant' }, { status: 400 });
    };
    expect(await client.getAccessToken(books)).toMatch(/^https:\/\/books/);
    expect(provider.last('/token').form.get('refresh_token')).toBe('rotated-elsewhere');
  });

  it('somebody else signed in meanwhile: their session is left alone, and gets a token of its own', async () => {
    const client = await signedIn();
    provider.instead = async (path) => {
      if (path !== '/token') return undefined;
      provider.instead = () => undefined;
      const session = JSON.parse((await storage.get('session')) ?? '');
      provider.refreshTokens.add('of-the-other');
      const other = { ...session, refreshToken: 'of-the-other', signedInAt: 1, accessTokens: {} };
      await storage.set('session', JSON.stringify(other));
      return undefined;
    };
    await client.getAccessToken(books);
    expect(provider.last('/token').form.get('refresh_token')).toBe('of-the-other');
    expect(JSON.parse((await storage.get('session')) ?? '').signedInAt).toBe(1);
  });

  it('signed out meanwhile: the session does not come back', async () => {
    const client = await signedIn();
    provider.instead = async (path) => {
      if (path === '/token') await storage.remove('session');
      return undefined;
    };
    expect((await errorOf(client.getAccessToken(books))).code).toBe('not_authenticated');
    expect(await storage.keys()).toEqual([]);
  });

  it('a sign-out waits for the refresh under way and wins', async () => {
    const client = await signedIn();
    let signedOut: Promise<string> | undefined;
    provider.instead = (path) => {
      if (path === '/token') signedOut = client.signOut();
      return undefined;
    };
    await client.getAccessToken(books);
    await signedOut;
    expect(await client.isAuthenticated()).toBe(false);
    expect(provider.last('/revoke').form.get('token')).toBe([...provider.refreshTokens][0]);
  });
});

describe('a storage', () => {
  it('that fails is told as storage_error', async () => {
    const broken: Storage = {
      get: async () => {
        throw new Error('disk on fire');
      },
      set: async () => undefined,
      remove: async () => undefined,
    };
    expect(await errorOf(provider.client({}, broken).isAuthenticated())).toMatchObject({
      code: 'storage_error',
      cause: expect.objectContaining({ message: 'disk on fire' }),
    });
  });

  it.each(['{', 'null', '[]', '"x"', '{"idToken":7}', '{"idToken":"x"}'])(
    'with rubbish in it holds nobody: %s',
    async (value) => {
      await storage.set('session', value);
      expect(await provider.client({}, storage).isAuthenticated()).toBe(false);
    },
  );

  it('that only has get, set and remove is enough', async () => {
    const plain: Storage = {
      get: (k) => storage.get(k),
      set: (k, v) => storage.set(k, v),
      remove: (k) => storage.remove(k),
    };
    const client = await signedIn(plain);
    await client.getAccessToken(books);
    await client.signIn({ redirectUri });
  });
});
