/** Issue 2 sections 3 and 6: the pages of an attempt, over HTTP, as a browser without JavaScript sees them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  authorizationUrl,
  type Browser,
  ended,
  password,
  redirectUri,
  startSignIn,
  stepOf,
  type World,
} from './sign-in-harness.ts';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await startSignIn();
}, 60_000);
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
});

describe('signing in with a password', () => {
  test.each(['alice', 'ALICE', 'alice@example.com', ' Alice@Example.COM '])(
    'identifier first, then the password, then back at the application: %j',
    async (identifier) => {
      const first = await browser.begin();
      expect([first.status, stepOf(first)]).toEqual([200, 'identifier']);
      const second = await browser.post(first, { identifier });
      expect([second.status, stepOf(second)]).toEqual([200, 'password']);
      const last = await browser.post(second, { password });
      expect(last.url.searchParams.get('state')).toBe('xyz');
      expect(last.url.searchParams.get('code')).toBeTruthy();
    },
  );

  test('an unknown person sees the same pages, the same words and the same status', async () => {
    const strip = (text: string) => text.replaceAll(/sign-in\/[\w-]+/g, '').replaceAll(/alice|nobody/g, '');
    const known = await browser.post(await browser.identify('alice'), { password: 'wrong-guess' });
    const unknown = await browser.post(await browser.identify('nobody'), { password: 'wrong-guess' });
    expect(stepOf(known)).toBe('password');
    expect(known.text).toContain('That did not match an account');
    expect(strip(unknown.text)).toBe(strip(known.text));
    expect(unknown.status).toBe(known.status);
  });

  test('a second authorization request is answered silently by the session', async () => {
    await browser.post(await browser.identify('alice'), { password });
    const again = await browser.begin();
    expect(ended(again)).toBe(true);
    expect(again.url.searchParams.get('code')).toBeTruthy();
  });

  test('a suspended person learns it only after the right password', async () => {
    const user = await world.newUser('suspended');
    await world.app.users.suspend(world.tenant.db, user.id);
    const wrong = await browser.post(await browser.identify('suspended'), { password: 'wrong-guess' });
    expect(wrong.text).not.toContain('suspended this account');
    const right = await browser.post(wrong, { password });
    expect(right.text).toContain('An administrator has suspended this account');
    expect(ended(right)).toBe(false);
  });

  test('the statements of the whole sign-in, from the request to the code, stay far below the budget of 20', async () => {
    await world.app.cache.poll(world.app.db);
    await browser.post(await browser.identify('alice'), { password });
    browser = world.browser();
    const { statements } = await world.app.db.statements.during(async () => {
      const page = await browser.post(await browser.identify('alice'), { password });
      expect(ended(page)).toBe(true);
    });
    expect(statements.length).toBeLessThanOrEqual(14);
  });

  test('after too many wrong guesses the page says to wait, and a device that signed in before need not', async () => {
    await browser.post(await browser.identify('alice'), { password });
    const stranger = world.browser();
    const start = await stranger.post(await stranger.begin(), { identifier: 'alice' });
    let page = start;
    for (let i = 0; i < 6; i += 1) page = await stranger.post(start, { password: 'wrong-guess' });
    expect(page.text).toContain('Too many tries');
    const own = await browser.begin({ prompt: 'login' });
    const again = await browser.post(await browser.post(own, { identifier: 'alice' }), { password });
    expect(ended(again)).toBe(true);
  });
});

describe('first pages and parameters (wire contract section 2)', () => {
  test.each([
    [{ interaction_mode: 'signUp' }, 'register'],
    [{ first_screen: 'register' }, 'register'],
    [{ first_screen: 'identifier:register' }, 'register'],
    [{ first_screen: 'reset_password' }, 'forgot-password'],
    [{ first_screen: 'single_sign_on' }, 'sso'],
    [{ first_screen: 'signIn' }, 'identifier'],
    [{ first_screen: 'whatever' }, 'identifier'],
    [{ direct_sign_in: 'sso:unknown' }, 'identifier'],
    [{ direct_sign_in: 'social:google' }, 'identifier'],
  ])('%j begins at %s', async (parameters, step) => {
    expect(stepOf(await browser.begin(parameters as Record<string, string>))).toBe(step);
  });

  test('login_hint fills the field, and is text, not markup', async () => {
    const page = await browser.begin({ login_hint: 'bob"><script>alert(1)</script>' });
    expect(page.text).toContain('bob&quot;&gt;&lt;script&gt;');
    expect(page.text).not.toContain('<script>alert');
  });

  test('ui_locales chooses the language', async () => {
    expect((await browser.begin({ ui_locales: 'zh-CN' })).text).toContain('lang="zh-CN"');
  });

  test('the page says where it leads, and is neither kept nor framed', async () => {
    const page = await browser.begin();
    expect(page.text).toContain('Bookstore');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

describe('tabs, backs and double clicks', () => {
  test('two tabs of one application both sign in, the older one last', async () => {
    const [older, newer] = [await browser.begin(), await browser.begin()];
    expect(ended(await browser.post(await browser.post(newer, { identifier: 'alice' }), { password }))).toBe(
      true,
    );
    const last = await browser.post(await browser.post(older, { identifier: 'alice' }), { password });
    expect(ended(last)).toBe(true);
  });

  test('a page that was left by the back button after signing in offers a new start for the application', async () => {
    const page = await browser.identify('alice');
    await browser.post(page, { password });
    const back = await browser.go(page.url.href);
    expect(back.status).toBe(410);
    expect(back.text).toContain('already finished');
    const restart = /href="([^"]*\/oidc\/auth\?[^"]*)"/.exec(back.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(restart).toContain('client_id=bookstore');
    expect(ended(await browser.go(restart))).toBe(true);
  });

  test('a double click posts twice and ends signed in', async () => {
    const page = await browser.identify('alice');
    const init = () => ({ method: 'POST', body: new URLSearchParams({ password }) });
    const answers = await Promise.all([
      browser.send(page.url.href, init()),
      browser.send(page.url.href, init()),
    ]);
    for (const answer of answers) expect(answer.status).toBe(303);
    // The browser follows the last answer it gets, whichever that is.
    const last = await browser.go(answers.at(-1)?.headers.get('location') ?? '');
    expect(ended(last)).toBe(true);
  });

  test('an expired attempt offers a new start that still knows the application', async () => {
    const page = await browser.identify('alice');
    const { db } = world.tenant;
    await db.query(
      sql`update attempts set expires_at = now() - interval '1 minute' where tenant_id = ${db.tenantId}`,
    );
    const late = await browser.post(page, { password });
    expect(late.status).toBe(410);
    expect(late.text).toContain('This page has expired');
    expect(late.text).toContain('client_id=bookstore');
  });

  test('the address of an attempt is worth nothing in another browser', async () => {
    const page = await browser.identify('alice');
    const thief = world.browser();
    const stolen = await thief.post(page, { password });
    expect(stolen.status).toBe(400);
    expect(stolen.text).toContain('belongs to another browser');
    expect(stolen.text).toContain('client_id=bookstore');
  });
});

describe('sessions', () => {
  const cookie = async (fields: Record<string, string>) => {
    const page = await browser.identify('alice');
    const init = { method: 'POST', body: new URLSearchParams(fields) };
    const back = (await browser.send(page.url.href, init)).headers.get('location') ?? '';
    const lines = (await browser.send(back)).headers.getSetCookie();
    return lines.find((line) => line.startsWith('gh_default_session=')) ?? '';
  };

  test('end with the browser, unless the person chose to stay signed in', async () => {
    expect(await cookie({ password })).not.toMatch(/expires=/i);
    browser = world.browser();
    expect(await cookie({ password, remember: '1' })).toMatch(/expires=/i);
  });

  test('a native application does not get a code behind the back of the person (RFC 8252 section 8.6)', async () => {
    const { app, tenant } = world;
    const redirect_uri = 'http://127.0.0.1:4711/callback';
    await app.applications.create(
      tenant.db,
      { id: 'desktop', name: 'Desktop', type: 'native', redirectUris: [redirect_uri] } as never,
      tenant,
    );
    await browser.post(await browser.identify('alice'), { password });
    const ask = await browser.begin({ client_id: 'desktop', redirect_uri });
    expect(stepOf(ask)).toBe('continue-as');
    expect(ask.text).toContain('Continue as Alice');
    const last = await browser.post(ask, { choice: 'continue' });
    expect(last.url.searchParams.get('code')).toBeTruthy();
  });

  test('an old tab does not replace who signed in meanwhile', async () => {
    await world.newUser('liam');
    const old = await browser.identify('alice');
    await browser.post(await browser.identify('liam'), { password });
    const page = await browser.post(old, { password });
    expect(page.status).toBe(409);
    expect(page.text).toContain('Somebody else signed in meanwhile');
    expect((await browser.go('/sign-in')).text).toContain('liam');
    // Starting again asks who it is, instead of going on silently as the other one.
    const again =
      /href="([^"]*client_id=bookstore[^"]*)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const first = await browser.go(again);
    expect(stepOf(first)).toBe('identifier');
    const last = await browser.post(await browser.post(first, { identifier: 'alice' }), { password });
    expect(ended(last)).toBe(true);
    expect((await browser.go('/sign-in')).text).toContain('Alice');
  });
});

describe('somebody is signed in already', () => {
  test('a hint at another account is a question: continue as who one is, or switch', async () => {
    await world.newUser('kate');
    await browser.post(await browser.identify('alice'), { password });
    const ask = await browser.begin({ login_hint: 'kate@example.com' });
    expect(stepOf(ask)).toBe('continue-as');
    expect(ask.text).toContain('Alice');
    expect(ask.text).toContain('kate@example.com');
    expect(ended(await browser.post(ask, { choice: 'continue' }))).toBe(true);

    const again = await browser.begin({ login_hint: 'kate@example.com' });
    const first = await browser.post(again, { choice: 'switch' });
    expect(stepOf(first)).toBe('identifier');
    expect(first.text).toContain('kate@example.com');
    const last = await browser.post(await browser.post(first, { identifier: 'kate' }), { password });
    expect(ended(last)).toBe(true);
    expect(stepOf(await browser.begin({ login_hint: 'alice' }))).toBe('continue-as');
  });

  test('a hint at oneself asks nothing', async () => {
    await browser.post(await browser.identify('alice'), { password });
    expect(ended(await browser.begin({ login_hint: 'ALICE@example.com' }))).toBe(true);
  });

  test('where a sign-in is demanded, the word of the person is not enough', async () => {
    await browser.post(await browser.identify('alice'), { password });
    const page = await browser.begin({ prompt: 'login', login_hint: 'kate@example.com' });
    expect(stepOf(page)).toBe('identifier');
    const forged = page.url.href.replace('identifier', 'continue-as');
    expect(stepOf(await browser.post(forged, { choice: 'continue' }))).toBe('identifier');
  });
});

describe('consent of third-party applications', () => {
  test('is asked once, says who asks for what, and no means no', async () => {
    const { app, tenant } = world;
    await app.applications.create(
      tenant.db,
      {
        id: 'partner',
        name: 'Partner',
        type: 'traditional',
        thirdParty: true,
        redirectUris: [redirectUri],
      } as never,
      tenant,
    );
    const ask = await browser.post(await browser.identify('alice', { client_id: 'partner' }), { password });
    expect(stepOf(ask)).toBe('consent');
    expect(ask.text).toContain('Partner');
    expect(ask.text).toContain('See your profile');
    const no = await browser.post(ask, { decision: 'deny' });
    expect(no.url.searchParams.get('error')).toBe('access_denied');
    const yes = await browser.post(await browser.begin({ client_id: 'partner' }), { decision: 'allow' });
    expect(yes.url.searchParams.get('code')).toBeTruthy();
    expect(ended(await browser.begin({ client_id: 'partner', prompt: 'login' }))).toBe(false);
  });
});

describe('entry points without an application', () => {
  test.each([
    ['/sign-in', 'identifier'],
    ['/register', 'register'],
    ['/forgot-password', 'forgot-password'],
  ])('%s leads to the sign-in to one’s own account', async (path, step) => {
    expect(stepOf(await browser.go(path))).toBe(step);
  });

  test('/sign-in shows who is signed in', async () => {
    await browser.post(await browser.identify('alice'), { password });
    const page = await browser.go('/sign-in');
    expect(page.text).toContain('You are signed in');
    expect(page.text).toContain('Alice');
  });

  test('an authorization request of an unknown application never reaches these pages', async () => {
    const page = await browser.go(authorizationUrl({ client_id: 'nobody' }));
    expect(page.status).toBe(400);
  });
});
