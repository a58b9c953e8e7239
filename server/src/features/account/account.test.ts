/** Issue 2 section 3: `/account` in its smallest form, over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Browser,
  ended,
  type Page,
  password,
  startSignIn,
  stepOf,
  type World,
} from '../sign-in/sign-in-harness.ts';
import { readUserAgent } from './user-agent.ts';

let world: World;
let browser: Browser;
let count = 0;
let name: string;

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

beforeAll(async () => {
  world = await startSignIn();
}, 60_000);
afterAll(async () => {
  await world?.app.close();
});
beforeEach(async () => {
  const { app, tenant, passwordHash } = world;
  await world.forgetLimits();
  count += 1;
  name = `person${count}`;
  await app.users.create(tenant.db, {
    username: name,
    email: `${name}@example.com`,
    name: 'Pat',
    passwordHash,
  });
  browser = world.browser();
  await signIn(browser);
});

async function signIn(who: Browser, secret = password): Promise<Page> {
  const first = await who.post(await who.begin(), { identifier: name });
  const headers = { 'user-agent': firefox };
  return who.go(first.url.href, { method: 'POST', headers, body: new URLSearchParams({ password: secret }) });
}

const change = (currentPassword: string, newPassword: string) =>
  browser.post('/account/password', { currentPassword, newPassword });

describe('without a session', () => {
  test('the page leads through the sign-in and back', async () => {
    const stranger = world.browser();
    const first = await stranger.go('/account');
    expect(stepOf(first)).toBe('identifier');
    const page = await stranger.post(await stranger.post(first, { identifier: name }), { password });
    expect(page.url.pathname).toBe('/account');
    expect(page.text).toContain('Pat');
  });

  test('a sign-in that the provider refused ends on a page, not in a circle', async () => {
    const page = await world.browser().go('/account/signed-in?error=access_denied');
    expect(page.status).toBe(400);
    expect(page.text).toContain('did not succeed');
  });

  test('nothing can be done', async () => {
    const stranger = world.browser();
    for (const path of ['password', 'sessions/end', 'sign-out', 'sign-out-everywhere']) {
      const page = await stranger.post(`/account/${path}`, {
        currentPassword: password,
        newPassword: 'x',
        session: 'x',
      });
      expect([path, stepOf(page)]).toEqual([path, 'identifier']);
    }
    expect(ended(await browser.begin())).toBe(true);
  });
});

describe('the page', () => {
  test('says who is signed in and where', async () => {
    const page = await browser.go('/account');
    expect(page.text).toContain(`${name}@example.com`);
    expect(page.text).toContain('Firefox on Linux');
    expect(page.text).toContain('This device');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
  });

  test('refuses forms of other sites', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const answer = await browser.send('/account/sign-out-everywhere', { method: 'POST', headers });
    expect(answer.status).toBe(403);
    expect(ended(await browser.begin())).toBe(true);
  });

  test.each([
    '?problem=<script>',
    '?problem=password_too_short&n=9e9&field=<b>',
    '?done=<i>',
    '?problem=nonsense',
    '?problem=constructor',
  ])('says nothing that an address makes up: %s', async (query) => {
    const page = await browser.go(`/account${query}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/<script>|<b>|<i>|nonsense|function/);
  });
});

describe('changing the password', () => {
  test('needs the current one, ends the other sessions and keeps this one', async () => {
    const other = world.browser();
    await signIn(other);
    const wrong = await change('wrong-guess', 'blue kettle sings');
    expect(wrong.text).toContain('This is not your current password');
    const page = await change(password, 'blue kettle sings');
    expect(page.text).toContain('Your password has been changed');
    expect(ended(await browser.begin())).toBe(true);
    expect(stepOf(await other.begin())).toBe('identifier');
    expect(ended(await signIn(other))).toBe(false);
    expect(ended(await signIn(world.browser(), 'blue kettle sings'))).toBe(true);
  });

  test.each([
    ['short', 'at least 8 characters'],
    ['password123', 'common passwords'],
    [password, 'differs from the current one'],
    ['', 'Choose a password'],
  ])('refuses %j and says why', async (next, reason) => {
    expect((await change(password, next)).text).toContain(reason);
  });

  test('is no way to guess without limits', async () => {
    for (let i = 0; i < 5; i += 1) await change('wrong-guess', 'blue kettle sings');
    expect((await change(password, 'blue kettle sings')).text).toContain('Too many tries');
    expect(ended(await signIn(world.browser()))).toBe(true);
  });
});

describe('sessions', () => {
  const sessions = async () => {
    const { app, tenant } = world;
    const user = await app.users.findByIdentifier(tenant.db, { username: name });
    return app.oidc.sessions.listForUser(tenant.db, user?.id ?? '');
  };

  test('another device is signed out by itself', async () => {
    const [own] = await sessions();
    const other = world.browser();
    await signIn(other);
    const theirs = (await sessions()).find((one) => one.uid !== own?.uid);
    const page = await browser.post('/account/sessions/end', { session: theirs?.uid ?? '' });
    expect(page.text).toContain('That device is signed out');
    expect(stepOf(await other.begin())).toBe('identifier');
    expect(ended(await browser.begin())).toBe(true);
  });

  test("somebody else's session can not be ended", async () => {
    const [own] = await sessions();
    const mallory = world.browser();
    const first = await mallory.post(await mallory.begin(), { identifier: 'alice' });
    await mallory.post(first, { password });
    await mallory.post('/account/sessions/end', { session: own?.uid ?? '' });
    expect(ended(await browser.begin())).toBe(true);
  });

  test('signing out ends this one', async () => {
    const other = world.browser();
    await signIn(other);
    const page = await browser.post('/account/sign-out', {});
    expect(page.text).toContain('You are signed out');
    expect(stepOf(await browser.begin())).toBe('identifier');
    expect(ended(await other.begin())).toBe(true);
  });

  test('signing out everywhere ends all', async () => {
    const other = world.browser();
    await signIn(other);
    await browser.post('/account/sign-out-everywhere', {});
    for (const who of [browser, other]) expect(stepOf(await who.begin())).toBe('identifier');
    expect(await sessions()).toEqual([]);
  });
});

describe('reading a user agent', () => {
  test.each([
    [firefox, 'Firefox', 'Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome',
      'Android',
    ],
    ['curl/8.0', undefined, undefined],
    [undefined, undefined, undefined],
  ])('%s', (text, name, system) => {
    expect(readUserAgent(text)).toEqual(text === undefined ? {} : { browser: name, system });
  });
});
