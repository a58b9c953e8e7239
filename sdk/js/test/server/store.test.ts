// Sessions in a store: fixation, parallel refreshes, and OpenID Connect Back-Channel Logout 1.0 section 2.6.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatehouse } from '../../src/hono/index.ts';
import { MemorySessionStore } from '../../src/server/index.ts';
import { home, type Running, type StartApp, startAll, token } from './app.ts';
import { api } from './provider.ts';
import { Visitor } from './visitor.ts';

const start: StartApp = async (config, port) => {
  const app = new Hono();
  app.use(gatehouse(config).middleware);
  app.onError((_error, c) => c.text('The application says sorry.', 500));
  app.get('/', (c) => c.json(home(c.get('gatehouse'))));
  app.get('/token', async (c) => c.json(await token(c.get('gatehouse'), c.req.query('resource'))));
  return new Promise((ready) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () =>
      ready(() => new Promise<void>((done) => void server.close(() => done()))),
    );
  });
};

/** A store whose content the test can look at. */
class OpenStore extends MemorySessionStore {
  readonly content = new Map<string, string>();

  override async set(id: string, value: string, ttlSeconds: number): Promise<void> {
    this.content.set(id, value);
    await super.set(id, value, ttlSeconds);
  }

  override async remove(id: string): Promise<void> {
    this.content.delete(id);
    await super.remove(id);
  }
}

let running: Running;
let store: OpenStore;
beforeAll(async () => {
  store = new OpenStore();
  running = await startAll(start, { resources: [api], sessionStore: store });
});
afterAll(() => running.stop());

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor();
  await visitor.visit(`${running.base}/sign-in`);
  return visitor;
}

async function whoIs(visitor: Visitor): Promise<string | null> {
  const page = await visitor.visit(`${running.base}/`);
  expect(page.status).toBe(200);
  return (JSON.parse(page.text) as { sub?: string }).sub ?? null;
}

const sessions = () => [...store.content.keys()].filter((key) => key.startsWith('gatehouse:session:'));

describe('a session in a store', () => {
  it('the cookie has only an id, the store nothing that could be used or read', async () => {
    const visitor = await signedIn();
    const cookie = visitor.cookies.get('gatehouse_app') ?? '';
    expect(cookie.length).toBeLessThan(260);
    expect(await whoIs(visitor)).toBe('alice');
    const content = JSON.stringify([...store.content]);
    expect(content).not.toMatch(/eyJhbGciOiJFUzI1NiI|alice|refreshToken/);
  });

  it('fixation: a sign-in begins another session, and the one that was there before is gone', async () => {
    const mallory = await signedIn();
    const planted = mallory.cookies.get('gatehouse_app') ?? '';
    const victim = new Visitor();
    victim.cookies.set('gatehouse_app', planted);
    const before = sessions();
    await victim.visit(`${running.base}/sign-in`);
    expect(victim.cookies.get('gatehouse_app')).not.toBe(planted);
    expect(sessions()).toHaveLength(before.length);
    expect([await whoIs(victim), await whoIs(mallory)]).toEqual(['alice', null]);
  });

  it('a failed callback leaves the session that is there alone', async () => {
    const visitor = await signedIn();
    running.provider.error = 'access_denied';
    expect((await visitor.visit(`${running.base}/sign-in`)).status).toBe(403);
    running.provider.error = undefined;
    expect(await whoIs(visitor)).toBe('alice');
  });

  it('signing out ends it on the server: a stolen cookie is worth nothing', async () => {
    const visitor = await signedIn();
    const thief = visitor.copy();
    const before = sessions().length;
    await visitor.visit(`${running.base}/sign-out`, { site: 'same-origin', follow: false });
    expect([await whoIs(thief), sessions().length]).toEqual([null, before - 1]);
  });

  it('parallel requests renew a token once, and the session lives on', async () => {
    const visitor = await signedIn();
    const asked = running.provider.count('/token');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => visitor.copy().visit(`${running.base}/token?resource=${api}`)),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(running.provider.count('/token')).toBe(asked + 1);
    expect(await whoIs(visitor)).toBe('alice');
  });

  it('a store that fails is an error of the application, not a signed-out person', async () => {
    const visitor = await signedIn();
    const get = store.get;
    store.get = () => Promise.reject(new Error('the store is down'));
    const page = await visitor.visit(`${running.base}/`);
    store.get = get;
    expect(page.status).toBe(500);
    expect(await whoIs(visitor)).toBe('alice');
  });
});

describe('Back-Channel Logout 1.0', () => {
  const event = 'http://schemas.openid.net/event/backchannel-logout';
  const events = { [event]: {} };
  const now = () => Math.floor(Date.now() / 1000);
  const told = (body: string) =>
    new Visitor().visit(`${running.base}/backchannel-logout`, { method: 'POST', site: 'cross-site', body });
  const tell = async (claims: Record<string, unknown>, header?: Record<string, unknown>) =>
    told(
      `logout_token=${await running.provider.sign({ aud: 'shop', sub: 'alice', events, ...claims }, header)}`,
    );

  it('section 2.7: ends every session of a person, and none that begins later', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    expect((await tell({})).status).toBe(200);
    expect([await whoIs(one), await whoIs(two)]).toEqual([null, null]);
    expect(await whoIs(await signedIn())).toBe('alice');
  });

  it('section 2.7: with sid, only the sessions of that sid', async () => {
    const visitor = await signedIn();
    expect((await tell({ sid: 'another-session' })).status).toBe(200);
    expect(await whoIs(visitor)).toBe('alice');
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ['another issuer', { iss: 'http://evil.example' }],
    ['another application', { aud: 'another-shop' }],
    ['expired', { exp: Math.floor(Date.now() / 1000) - 600 }],
    ['no expiry', { exp: undefined }],
    ['no time of issue', { iat: undefined }],
    [
      'issued long ago',
      { iat: Math.floor(Date.now() / 1000) - 4000, exp: Math.floor(Date.now() / 1000) + 60 },
    ],
    ['no id', { jti: undefined }],
    ['neither sub nor sid', { sub: undefined }],
    ['a sub that is no text', { sub: { $ne: null } }],
    ['no events', { events: undefined }],
    ['another event', { events: { 'http://example.com/other': {} } }],
    ['an event that is no object', { events: { [event]: true } }],
    ['a nonce: an ID token in disguise', { nonce: 'n' }],
    ['another type of token', {}, { typ: 'at+jwt' }],
  ])('section 2.6: refuses %s', async (_what, claims, header) => {
    const visitor = await signedIn();
    const answer = await tell(claims, header);
    expect([answer.status, JSON.parse(answer.text).error]).toEqual([400, 'invalid_request']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await whoIs(visitor)).toBe('alice');
  });

  it('section 2.6: refuses a foreign signature, none, HS256 with the public key, and what is no token', async () => {
    const { generateKeyPair, SignJWT, UnsecuredJWT } = await import('jose');
    const claims = {
      iss: running.provider.issuer,
      aud: 'shop',
      sub: 'alice',
      events,
      jti: '1',
      iat: now(),
      exp: now() + 60,
    };
    const { privateKey } = await generateKeyPair('ES256');
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test-key' })
      .sign(privateKey);
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('x'.repeat(32)));
    const visitor = await signedIn();
    const genuine = await running.provider.sign({ aud: 'shop', sub: 'alice', events });
    for (const body of [
      `logout_token=${foreign}`,
      `logout_token=${symmetric}`,
      `logout_token=${new UnsecuredJWT(claims).encode()}`,
      `logout_token=${genuine}&logout_token=${genuine}`,
      'logout_token=x',
      '',
    ]) {
      expect((await told(body)).status).toBe(400);
    }
    expect(await whoIs(visitor)).toBe('alice');
  });
});
