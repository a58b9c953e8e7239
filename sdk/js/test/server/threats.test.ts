// What an attacker, a broken browser or bad luck does to a server's session. Over Hono, the thinnest adapter.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatehouse } from '../../src/hono/index.ts';
import { home, type Running, type StartApp, secret, startAll, token } from './app.ts';
import { api, manyApis } from './provider.ts';
import { Visitor } from './visitor.ts';

const start: StartApp = async (config, port) => {
  const app = new Hono();
  const auth = gatehouse(config);
  app.use(auth.middleware);
  app.get('/', (c) => c.json(home(c.get('gatehouse'))));
  app.get('/token', async (c) => c.json(await token(c.get('gatehouse'), c.req.query('resource'))));
  app.get('/private', auth.requireSignIn(), (c) => c.json(home(c.get('gatehouse'))));
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () =>
      ready(() => new Promise<void>((done) => void server.close(() => done()))),
    );
  });
};

let running: Running;
beforeAll(async () => {
  running = await startAll(start, { resources: [api, ...manyApis] });
});
afterAll(() => running.stop());

async function signedIn(at: Running = running): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.visit(`${at.base}/sign-in`);
  return visitor;
}

/** Who the application thinks this is; `null` when nobody. Fails on anything but 200. */
async function whoIs(visitor: Visitor, at: Running = running): Promise<string | null> {
  const page = await visitor.visit(`${at.base}/`);
  expect(page.status).toBe(200);
  return (JSON.parse(page.text) as { sub?: string }).sub ?? null;
}

const tokenFor = (visitor: Visitor, resource: string, at: Running = running) =>
  visitor.visit(`${at.base}/token?resource=${encodeURIComponent(resource)}`);

/** Up to the provider and back, without the callback itself. */
async function callbackOf(visitor: Visitor, path = '/sign-in'): Promise<string> {
  let page = await visitor.visit(running.base + path, { follow: false });
  for (;;) {
    const next = new URL(page.headers.get('location') ?? '', page.url).href;
    if (next.startsWith(`${running.base}/callback`)) return next;
    page = await visitor.visit(next, { follow: false });
  }
}

describe('a cookie that isn’t ours is ignored, never an error', () => {
  const garbage = [
    'x',
    '',
    'a.b.c.d.e',
    `${'A'.repeat(39)}..${'B'.repeat(16)}.CCCC.${'D'.repeat(22)}`,
    '%00;"',
  ];
  it.each(garbage)('%j', async (value) => {
    const visitor = new Visitor();
    visitor.cookies.set('gatehouse_app', value);
    visitor.cookies.set('gatehouse_app.0', value);
    expect(await whoIs(visitor)).toBe(null);
  });

  it('tampered: every part of it is authenticated', async () => {
    const visitor = await signedIn();
    const sealed = visitor.cookies.get('gatehouse_app') ?? '';
    for (const at of [5, sealed.indexOf('..') + 4, Math.floor(sealed.length / 2), sealed.length - 4]) {
      const flipped = sealed[at] === 'A' ? 'B' : 'A';
      visitor.cookies.set('gatehouse_app', sealed.slice(0, at) + flipped + sealed.slice(at + 1));
      expect(await whoIs(visitor)).toBe(null);
    }
    visitor.cookies.set('gatehouse_app', sealed);
    expect(await whoIs(visitor)).toBe('alice');
  });

  it('of another application with the same secret', async () => {
    const visitor = await signedIn();
    const issuer = running.provider.issuer;
    const same = await startAll(start, { issuer });
    expect(await whoIs(visitor, same)).toBe('alice');
    const another = await startAll(start, { issuer, appId: 'another-shop' });
    expect(await whoIs(visitor, another)).toBe(null);
    await same.stop();
    await another.stop();
  });

  it('sealed for another purpose: a started sign-in is no session', async () => {
    const visitor = new Visitor();
    await visitor.visit(`${running.base}/sign-in`, { follow: false });
    const [started = ''] = visitor.names('gatehouse_app_in_');
    visitor.cookies.set('gatehouse_app', visitor.cookies.get(started) ?? '');
    expect(await whoIs(visitor)).toBe(null);
  });

  it('expired: the end is sealed with it, whatever the browser makes of Max-Age', async () => {
    let now = Date.now();
    const { CookieJar } = await import('../../src/server/cookies.ts');
    const { Sealer } = await import('../../src/server/seal.ts');
    const { CookieSession } = await import('../../src/server/session-cookie.ts');
    const { Lineages } = await import('../../src/server/lineages.ts');
    const deps = {
      name: 's',
      sealer: new Sealer([secret], 'test'),
      maxAgeSeconds: 600,
      now: () => now,
    };
    const first = new CookieJar('', false);
    await new CookieSession(first, { ...deps, lineages: new Lineages(deps.now) }).write('{"idToken":"x"}');
    const later = (milliseconds: number) => {
      now += milliseconds;
      const jar = new CookieJar(first.cookieHeader(), false);
      return new CookieSession(jar, { ...deps, lineages: new Lineages(deps.now) }).read();
    };
    expect(await later(599_000)).toBe('{"idToken":"x"}');
    expect(await later(2_000)).toBe(null);
  });
});

describe('rotating the cookie secret', () => {
  const older = 'the older secret, of at least 32 characters';
  it('a cookie of a secret that is still listed opens, one of a removed secret does not', async () => {
    const first = await startAll(start, { cookieSecret: older });
    const visitor = await signedIn(first);
    const after = async (cookieSecret: string[]) => {
      const rotated = await startAll(start, { issuer: first.provider.issuer, cookieSecret });
      const who = await whoIs(visitor, rotated);
      await rotated.stop();
      return who;
    };
    expect(await after([secret, older])).toBe('alice');
    expect(await after([secret])).toBe(null);
    await first.stop();
  });

  it.each([['short'], [[]], [['x'.repeat(32), 'short']], [undefined]])(
    '%j is refused at the start',
    (cookieSecret) => {
      const config = { issuer: 'http://localhost', appId: 'a', baseUrl: 'http://localhost' };
      expect(() => gatehouse({ ...config, cookieSecret: cookieSecret as string })).toThrow(
        expect.objectContaining({ code: 'cookie_secret_invalid' }),
      );
    },
  );
});

describe('large sessions', () => {
  it('many resource tokens: never more than 5.7 kB in two chunks; what was left out comes back by a refresh', async () => {
    const visitor = await signedIn();
    for (const resource of manyApis) {
      expect(JSON.parse((await tokenFor(visitor, resource)).text)).toEqual({ token: expect.any(String) });
      const cookies = visitor.names('gatehouse_app').map((name) => visitor.cookies.get(name) ?? '');
      expect(cookies.length).toBeLessThanOrEqual(2);
      for (const cookie of cookies) expect(cookie.length).toBeLessThanOrEqual(3800);
      expect(cookies.join('').length).toBeLessThanOrEqual(5700);
    }
    const asked = running.provider.count('/token');
    await tokenFor(visitor, manyApis.at(-1) ?? '');
    expect(running.provider.count('/token')).toBe(asked);
    expect(JSON.parse((await tokenFor(visitor, manyApis[0] ?? '')).text)).toEqual({
      token: expect.any(String),
    });
    expect(await whoIs(visitor)).toBe('alice');
    await visitor.visit(`${running.base}/sign-out`, { site: 'same-origin', follow: false });
    expect(visitor.names('gatehouse_app')).toEqual([]);
  });

  it('chunks of two sessions that were mixed open neither', async () => {
    const { claims } = running.provider;
    const grow = async (account: string) => {
      Object.assign(running.provider, {
        accountId: account,
        claims: { ...claims, filler: 'x'.repeat(2_000) },
      });
      const visitor = await signedIn();
      Object.assign(running.provider, { accountId: 'alice', claims });
      expect(visitor.names('gatehouse_app').sort()).toEqual(['gatehouse_app.0', 'gatehouse_app.1']);
      return visitor;
    };
    const alice = await grow('alice');
    const mallory = await grow('mallory');
    expect(await whoIs(mallory)).toBe('mallory');
    alice.cookies.set('gatehouse_app.1', mallory.cookies.get('gatehouse_app.1') ?? '');
    expect(await whoIs(alice)).toBe(null);
  });

  it('claims too large for any cookie: a page with the code, no half session, no oversized cookie', async () => {
    const { claims } = running.provider;
    running.provider.claims = { ...claims, filler: 'x'.repeat(12_000) };
    const visitor = new Visitor();
    const page = await visitor.visit(`${running.base}/sign-in`);
    running.provider.claims = claims;
    expect([page.status, visitor.names('gatehouse_app')]).toEqual([500, []]);
    expect(page.text).toContain('storage_error');
    expect(running.errors.at(-1)).toMatchObject({ hint: expect.stringContaining('sessionStore') });
  });
});

describe('open redirect through returnTo', () => {
  const elsewhere = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'https:evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\nset-cookie: a=b',
    '/%09/../\\evil.example',
    '/..//evil.example',
    '/.//evil.example',
    'evil.example',
    '',
    `/${'x'.repeat(2000)}`,
  ];
  it.each(elsewhere)('%j is refused before the person goes anywhere', async (returnTo) => {
    const page = await new Visitor().visit(`${running.base}/sign-in?${new URLSearchParams({ returnTo })}`, {
      follow: false,
    });
    expect(page.status).toBe(400);
    expect(page.text).toContain('invalid_return_to');
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  it('an encoded slash stays what it is: a path of this application', async () => {
    const page = await new Visitor().visit(`${running.base}/sign-in?returnTo=%2F%252Fevil.example`);
    expect(page.url).toBe(`${running.base}/%2Fevil.example`);
  });

  it('given twice is refused; to our own routes it goes home instead of in a circle', async () => {
    const twice = await new Visitor().visit(`${running.base}/sign-in?returnTo=/a&returnTo=//evil.example`);
    expect(twice.status).toBe(400);
    expect((await new Visitor().visit(`${running.base}/sign-in?returnTo=/sign-out`)).url).toBe(
      `${running.base}/`,
    );
    expect((await new Visitor().visit(`${running.base}/sign-in?returnTo=/sign-in`)).url).toBe(
      `${running.base}/`,
    );
  });

  it('requireSignIn makes no bait of a path that begins with two slashes', async () => {
    const page = await new Visitor().visit(`${running.base}//evil.example/private`, { follow: false });
    expect(page.headers.get('location') ?? '').not.toMatch(/^\/\/|evil/);
  });
});

describe('the callback', () => {
  it('login CSRF: without this browser’s cookie it is refused, with a page that offers to start again', async () => {
    const mallory = new Visitor();
    const stolen = await callbackOf(mallory);
    const victim = new Visitor();
    const page = await victim.visit(stolen);
    expect([page.status, victim.names('gatehouse_app')]).toEqual([400, []]);
    expect(page.text).toContain('sign_in_not_found');
    expect(page.text).toContain('href="/sign-in"');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('login CSRF on somebody who is signed in changes nothing for them', async () => {
    running.provider.accountId = 'mallory';
    const stolen = await callbackOf(new Visitor());
    running.provider.accountId = 'alice';
    const victim = await signedIn();
    expect((await victim.visit(stolen, { site: 'cross-site' })).url).toBe(`${running.base}/`);
    expect(await whoIs(victim)).toBe('alice');
  });

  it('parallel tabs: each goes back to where it came from', async () => {
    const visitor = new Visitor();
    const first = await callbackOf(visitor, '/private?tab=1');
    const other = await callbackOf(visitor, '/sign-in?returnTo=/private?tab=2');
    expect((await visitor.visit(other)).url).toBe(`${running.base}/private?tab=2`);
    expect((await visitor.visit(first)).url).toBe(`${running.base}/private?tab=1`);
    expect(await whoIs(visitor)).toBe('alice');
  });

  it('no more than five sign-ins are kept, the oldest goes, and cookies of ours stay below 3 kB', async () => {
    const visitor = new Visitor();
    const callbacks: string[] = [];
    for (let tab = 0; tab < 6; tab += 1) callbacks.push(await callbackOf(visitor));
    expect(visitor.names('gatehouse_app_in_')).toHaveLength(5);
    const long = `/${'x'.repeat(1400)}`;
    for (let tab = 0; tab < 3; tab += 1) {
      await visitor.visit(`${running.base}/sign-in?returnTo=${long}`, { follow: false });
    }
    const bytes = visitor.names('gatehouse_app_in_').map((name) => visitor.cookies.get(name)?.length ?? 0);
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(3000);
    expect((await visitor.visit(callbacks[0] ?? '')).status).toBe(400);
  });

  it('double submit: both answers sign in, and the code is redeemed once', async () => {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor);
    const asked = running.provider.count('/token');
    const twin = visitor.copy();
    const pages = await Promise.all([visitor.visit(callback), twin.visit(callback)]);
    expect(pages.map((page) => page.url)).toEqual([`${running.base}/`, `${running.base}/`]);
    expect([await whoIs(visitor), await whoIs(twin)]).toEqual(['alice', 'alice']);
    expect(running.provider.count('/token')).toBe(asked + 1);
  });

  it('replayed with a cookie that was kept back: refused, and the provider isn’t even asked', async () => {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor);
    const kept = visitor.copy();
    await visitor.visit(callback);
    const asked = running.provider.count('/token');
    const replay = await kept.visit(callback);
    expect([replay.status, kept.names('gatehouse_app.'), running.provider.count('/token')]).toEqual([
      400,
      [],
      asked,
    ]);
    // Who reloads the page after the sign-in just goes home.
    expect((await visitor.visit(callback)).url).toBe(`${running.base}/`);
  });

  it('an error of the provider is text on the page, whatever it says', async () => {
    running.provider.error = 'access_denied';
    const page = await new Visitor().visit(`${running.base}/sign-in`);
    running.provider.error = undefined;
    expect(page.text).not.toMatch(/<script|alert\(1\)|at file|node_modules/);
    expect(page.text).toMatch(/<html lang="en">[\s\S]*<h1>[\s\S]*role="alert"/);
  });

  it.each(['', '?', '?state', '?code=a', '?state=a&state=b&code=c', '?state=%00%0d%0a;x=y&code=a'])(
    'callback%s is a page, not a crash, and sets nothing',
    async (query) => {
      const visitor = new Visitor();
      const page = await visitor.visit(`${running.base}/callback${query}`);
      expect([page.status, page.headers.getSetCookie()]).toEqual([400, []]);
    },
  );
});

describe('signing out', () => {
  const out = async (visit: Parameters<Visitor['visit']>[1]) => {
    const visitor = await signedIn();
    const page = await visitor.visit(`${running.base}/sign-out`, { follow: false, ...visit });
    return { status: page.status, signedIn: await whoIs(visitor), text: page.text };
  };

  it('from our own pages and from the address bar it signs out', async () => {
    expect(await out({ site: 'same-origin' })).toMatchObject({ status: 302, signedIn: null });
    expect(await out({ site: 'none' })).toMatchObject({ status: 302, signedIn: null });
    expect(await out({ method: 'POST', site: 'same-origin' })).toMatchObject({ status: 303, signedIn: null });
  });

  it('a link on another site asks first', async () => {
    for (const site of ['cross-site', 'same-site'] as const) {
      const asked = await out({ site });
      expect(asked).toMatchObject({ status: 200, signedIn: 'alice' });
      expect(asked.text).toContain('<form method="post" action="/sign-out">');
    }
    expect(await out({ method: 'POST', site: 'cross-site' })).toMatchObject({
      status: 200,
      signedIn: 'alice',
    });
  });

  it.each([
    ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a frame', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['a script', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a prefetch', { 'sec-purpose': 'prefetch' }],
    ['a prefetch of Next.js', { 'next-router-prefetch': '1' }],
  ])('%s does not sign out, not even our own', async (_what, headers) => {
    expect(await out({ site: 'same-origin', headers })).toMatchObject({ status: 403, signedIn: 'alice' });
  });

  it('while a refresh is under way: the late answer doesn’t bring the session back', async () => {
    const visitor = await signedIn();
    const late = visitor.copy();
    const [answer] = await Promise.all([
      tokenFor(late, api),
      visitor.visit(`${running.base}/sign-out`, { site: 'same-origin', follow: false }),
    ]);
    expect(answer.status).toBe(200);
    expect([await whoIs(visitor), await whoIs(late)]).toEqual([null, null]);
  });
});

describe('hosts', () => {
  it('only baseUrl counts: neither Host nor forwarded headers', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
    };
    const page = await new Visitor().visit(`${running.base}/sign-in`, { follow: false, headers });
    const location = new URL(page.headers.get('location') ?? '');
    expect(location.searchParams.get('redirect_uri')).toBe(`${running.base}/callback`);
    const guarded = await new Visitor().visit(`${running.base}/private`, { follow: false, headers });
    expect(guarded.headers.get('location')).toBe(`${running.base}/sign-in?returnTo=%2Fprivate`);
  });

  it('https: the cookies are Secure and bound to the host by their name', async () => {
    const { GatehouseServer } = await import('../../src/server/server.ts');
    const server = new GatehouseServer({
      issuer: running.provider.issuer,
      appId: 'shop',
      baseUrl: 'https://shop.example.com/store',
      cookieSecret: secret,
    });
    const begin = (target: string) =>
      server.begin({ method: 'GET', target, headers: new Headers({ accept: 'text/html' }) });
    // Behind a proxy that strips the path of baseUrl, and behind one that doesn't.
    for (const target of ['/sign-in', '/store/sign-in']) {
      const answer = await begin(target).route();
      expect(answer?.headers.getSetCookie()).toEqual([
        expect.stringMatching(
          /^__Host-gatehouse_app_in_.*; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
        ),
      ]);
      const location = new URL(answer?.headers.get('location') ?? '');
      expect(location.searchParams.get('redirect_uri')).toBe('https://shop.example.com/store/callback');
    }
    for (const target of ['/orders?a=1', '/store/orders?a=1', 'http://evil.example/store/orders?a=1']) {
      expect(begin(target).refuse().headers.get('location')).toBe(
        'https://shop.example.com/store/sign-in?returnTo=%2Fstore%2Forders%3Fa%3D1',
      );
    }
  });
});

describe('refresh tokens that rotate', () => {
  it('two requests with one cookie renew in parallel: both get tokens, the browser ends with a session that works', async () => {
    const visitor = await signedIn();
    const twin = visitor.copy();
    const [a, b] = await Promise.all([tokenFor(visitor, api), tokenFor(twin, manyApis[0] ?? '')]);
    expect([JSON.parse(a.text), JSON.parse(b.text)]).toEqual([
      { token: expect.any(String) },
      { token: expect.any(String) },
    ]);
    // Whichever cookie the browser keeps: another refresh works, though the provider would end all for a used token.
    for (const either of [visitor, twin]) {
      expect(JSON.parse((await tokenFor(either, manyApis[1] ?? '')).text)).toEqual({
        token: expect.any(String),
      });
      expect(await whoIs(either)).toBe('alice');
    }
  });

  it('a request that comes with the older cookie is given the newer one', async () => {
    const visitor = await signedIn();
    const older = visitor.copy();
    await tokenFor(visitor, api);
    const page = await older.visit(`${running.base}/`);
    expect(page.headers.getSetCookie()).toHaveLength(1);
    expect(older.cookies.get('gatehouse_app')).toBe(visitor.cookies.get('gatehouse_app'));
  });
});

describe('prefetches', () => {
  it('of the sign-in start nothing', async () => {
    const page = await new Visitor().visit(`${running.base}/sign-in`, {
      headers: { 'sec-purpose': 'prefetch' },
    });
    expect([page.status, page.headers.getSetCookie()]).toEqual([403, []]);
  });
});
