/** Issue 2 sections 3 and 6: the pages of an attempt, over HTTP, as a browser without JavaScript sees them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  authorizationUrl,
  type Browser,
  password,
  redirectUri,
  startSignIn,
  stepOf,
} from './sign-in-harness.ts';

let world: Awaited<ReturnType<typeof startSignIn>>;
let browser: Browser;

beforeAll(async () => {
  world = await startSignIn();
}, 60_000);
afterAll(async () => {
  await world?.app.close();
});
beforeEach(async () => {
  browser = world.browser();
  const { db } = world.tenant;
  await db.query(sql`delete from rate_limits where tenant_id = ${db.tenantId}`);
});

async function experience(patch: object) {
  const { app, tenant } = world;
  await app.experience.update(tenant.db, patch as never);
}

async function mailTo(address: string) {
  const mails = await world.app.mail.mailbox(world.tenant.db, { limit: 50 });
  const mail = mails.find((one) => one.to === address);
  const code = /\b\d{6}\b/.exec(mail?.subject ?? '')?.[0] ?? '';
  return { mail, code };
}

async function newUser(name: string, over: object = {}) {
  const { app, tenant, passwordHash } = world;
  return app.users.create(tenant.db, {
    username: name,
    email: `${name}@example.com`,
    emailVerified: true,
    passwordHash,
    ...over,
  });
}

/** As far as the password page. */
async function identified(identifier: string, parameters: Record<string, string> = {}) {
  return browser.post(await browser.begin(parameters), { identifier });
}

const ended = (page: { url: URL }) => page.url.href.startsWith(`${redirectUri}?`);

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
    const known = await browser.post(await identified('alice'), { password: 'wrong-guess' });
    const unknown = await browser.post(await identified('nobody'), { password: 'wrong-guess' });
    expect(stepOf(known)).toBe('password');
    expect(known.text).toContain('That did not match an account');
    expect(strip(unknown.text)).toBe(strip(known.text));
    expect(unknown.status).toBe(known.status);
  });

  test('a second authorization request is answered silently by the session', async () => {
    await browser.post(await identified('alice'), { password });
    const again = await browser.begin();
    expect(ended(again)).toBe(true);
    expect(again.url.searchParams.get('code')).toBeTruthy();
  });

  test('a suspended person learns it only after the right password', async () => {
    const user = await newUser('suspended');
    await world.app.users.suspend(world.tenant.db, user.id);
    const wrong = await browser.post(await identified('suspended'), { password: 'wrong-guess' });
    expect(wrong.text).not.toContain('suspended this account');
    const right = await browser.post(wrong, { password });
    expect(right.text).toContain('An administrator has suspended this account');
    expect(ended(right)).toBe(false);
  });

  test('the statements of the whole sign-in, from the request to the code, stay far below the budget of 20', async () => {
    const { statements } = await world.app.db.statements.during(async () => {
      const page = await browser.post(await identified('alice'), { password });
      expect(ended(page)).toBe(true);
    });
    expect(statements.length).toBeLessThanOrEqual(14);
  });

  test('after too many wrong guesses the page says to wait, and a device that signed in before need not', async () => {
    await browser.post(await identified('alice'), { password });
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

describe('registering', () => {
  test('email, code, password, and the application has a new user', async () => {
    const email = 'carol@example.com';
    const code = await browser.post(await browser.begin({ first_screen: 'register' }), { email });
    expect(stepOf(code)).toBe('verify-email');
    const choose = await browser.post(code, { code: (await mailTo(email)).code });
    expect(stepOf(choose)).toBe('register-password');
    const last = await browser.post(choose, { password: 'blue kettle sings' });
    expect(ended(last)).toBe(true);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email });
    expect(user).toMatchObject({ email, emailVerified: true, hasPassword: true });
  });

  test('an address that has an account gets the same page, and its owner a mail that says so', async () => {
    await newUser('dora');
    const page = await browser.post(await browser.begin({ first_screen: 'register' }), {
      email: 'Dora@example.com',
    });
    const stranger = await browser.post(await browser.begin({ first_screen: 'register' }), {
      email: 'Nora@example.com',
    });
    const strip = (text: string) => text.replaceAll(/sign-in\/[\w-]+/g, '').replaceAll(/Dora|Nora/g, '');
    expect(strip(page.text)).toBe(strip(stranger.text));
    const { mail, code } = await mailTo('dora@example.com');
    expect([mail?.kind, code]).toEqual(['already-registered', '']);
    const guess = await browser.post(page, { code: '123456' });
    expect(stepOf(guess)).toBe('verify-email');
  });

  test('weak passwords are refused with the reason', async () => {
    const email = 'erin@example.com';
    const code = await browser.post(await browser.begin({ first_screen: 'register' }), { email });
    const choose = await browser.post(code, { code: (await mailTo(email)).code });
    expect((await browser.post(choose, { password: 'short' })).text).toContain('at least 8 characters');
    expect((await browser.post(choose, { password: 'password123' })).text).toContain('common passwords');
    expect((await browser.post(choose, { password: email })).text).toContain('your email or your username');
    expect(await world.app.users.findByIdentifier(world.tenant.db, { email })).toBeUndefined();
  });

  test('the password page can not be reached, nor posted to, before the address is proved', async () => {
    const email = 'frank@example.com';
    const code = await browser.post(await browser.begin({ first_screen: 'register' }), { email });
    const target = code.url.href.replace('verify-email', 'register-password');
    expect(stepOf(await browser.go(target))).toBe('verify-email');
    expect(stepOf(await browser.post(target, { password: 'blue kettle sings' }))).toBe('verify-email');
    expect(await world.app.users.findByIdentifier(world.tenant.db, { email })).toBeUndefined();
  });

  test('a username that is taken is said so, where usernames are asked for', async () => {
    await experience({ signUp: { identifiers: ['username'] } });
    const page = await browser.begin({ first_screen: 'register' });
    expect((await browser.post(page, { username: 'ALICE' })).text).toContain(
      'Somebody else has this username',
    );
    const choose = await browser.post(page, { username: 'grace' });
    expect(stepOf(choose)).toBe('register-password');
    expect(ended(await browser.post(choose, { password: 'blue kettle sings' }))).toBe(true);
    await experience({ signUp: { identifiers: ['email'] } });
  });

  test('is no page where it is switched off', async () => {
    await experience({ signUp: { enabled: false } });
    const page = await browser.begin({ first_screen: 'register' });
    expect(stepOf(page)).toBe('identifier');
    expect(page.text).not.toContain('Create an account');
    await browser.post(page.url.href.replace('identifier', 'register'), { email: 'henry@example.com' });
    expect((await mailTo('henry@example.com')).mail).toBeUndefined();
    await experience({ signUp: { enabled: true } });
  });
});

describe('codes and forgotten passwords', () => {
  test('a reset by code sets the password, ends the other sessions and signs in', async () => {
    const user = await newUser('ivan');
    const other = world.browser();
    await other.post(await other.post(await other.begin(), { identifier: 'ivan' }), { password });
    expect(ended(await other.begin())).toBe(true);

    const code = await browser.post(await browser.begin({ first_screen: 'reset_password' }), {
      identifier: 'ivan',
    });
    expect(stepOf(code)).toBe('reset-code');
    const choose = await browser.post(code, { code: (await mailTo('ivan@example.com')).code });
    expect(stepOf(choose)).toBe('reset-password');
    expect(ended(await browser.post(choose, { password: 'blue kettle sings' }))).toBe(true);
    expect(stepOf(await other.begin())).toBe('identifier');
    const found = await world.app.users.findCredentialsById(world.tenant.db, user.id);
    expect(await world.app.credentials.verifyPassword(found?.passwordHash ?? null, 'blue kettle sings')).toBe(
      true,
    );
    expect(ended(await browser.begin())).toBe(true);
  });

  test('nobody learns whether there is an account to reset', async () => {
    const begin = () => browser.begin({ first_screen: 'reset_password' });
    const strip = (text: string) => text.replaceAll(/sign-in\/[\w-]+/g, '').replaceAll(/alice|noone/g, '');
    const known = await browser.post(await begin(), { identifier: 'alice@example.com' });
    const unknown = await browser.post(await begin(), { identifier: 'noone@example.com' });
    expect(strip(unknown.text)).toBe(strip(known.text));
    expect((await mailTo('noone@example.com')).mail).toBeUndefined();
    const guesses = async (page: typeof known) => {
      const texts: string[] = [];
      for (let i = 0; i < 6; i += 1) texts.push(strip((await browser.post(page, { code: '000000' })).text));
      return texts;
    };
    expect(await guesses(unknown)).toEqual(await guesses(known));
  });

  test('signing in by code, where it is on; it proves the address', async () => {
    await experience({ signIn: { emailCode: true } });
    const user = await newUser('judy', { emailVerified: false });
    const page = await identified('judy@example.com');
    const code = await browser.post(page.url.href.replace('/password', '/email-code/resend'), {});
    expect(stepOf(code)).toBe('email-code');
    const wrong = await browser.post(code, { code: '00' });
    expect(wrong.text).toContain('This code is not right');
    const mailed = (await mailTo('judy@example.com')).code;
    expect(ended(await browser.post(wrong, { code: `${mailed.slice(0, 3)} ${mailed.slice(3)}` }))).toBe(true);
    expect((await world.app.users.find(world.tenant.db, user.id))?.emailVerified).toBe(true);
    await experience({ signIn: { emailCode: false } });
  });

  test('a new code is sent on request, not in a flood, and the older one is dead', async () => {
    const code = await browser.post(await browser.begin({ first_screen: 'reset_password' }), {
      identifier: 'alice',
    });
    const first = (await mailTo('alice@example.com')).code;
    const again = await browser.post(`${code.url.href}/resend`, {});
    expect(again.text).toContain('A new code is on its way');
    expect((await browser.post(again, { code: first })).text).toContain('This code is not right');
    expect((await browser.post(`${code.url.href}/resend`, {})).text).toContain(
      'You can ask for another one in',
    );
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
    const page = await identified('alice');
    await browser.post(page, { password });
    const back = await browser.go(page.url.href);
    expect(back.status).toBe(410);
    expect(back.text).toContain('already finished');
    const restart = /href="([^"]*\/oidc\/auth\?[^"]*)"/.exec(back.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(restart).toContain('client_id=bookstore');
    expect(ended(await browser.go(restart))).toBe(true);
  });

  test('a double click posts twice and ends signed in', async () => {
    const page = await identified('alice');
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
    const page = await identified('alice');
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
    const page = await identified('alice');
    const thief = world.browser();
    const stolen = await thief.post(page, { password });
    expect(stolen.status).toBe(400);
    expect(stolen.text).toContain('belongs to another browser');
    expect(stolen.text).toContain('client_id=bookstore');
  });
});

describe('somebody is signed in already', () => {
  test('a hint at another account is a question: continue as who one is, or switch', async () => {
    await newUser('kate');
    await browser.post(await identified('alice'), { password });
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
    await browser.post(await identified('alice'), { password });
    expect(ended(await browser.begin({ login_hint: 'ALICE@example.com' }))).toBe(true);
  });

  test('where a sign-in is demanded, the word of the person is not enough', async () => {
    await browser.post(await identified('alice'), { password });
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
    const ask = await browser.post(await identified('alice', { client_id: 'partner' }), { password });
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

describe('for people who bring their own pages (DESIGN section 6)', () => {
  const json = { accept: 'application/json', 'content-type': 'application/json' };
  test('the same machine answers JSON', async () => {
    const page = await browser.begin();
    const send = async (url: string, body?: object) =>
      browser.send(url, { headers: json, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
    const first = await (await send(page.url.href)).json();
    expect(first).toMatchObject({ step: 'identifier', application: { id: 'bookstore' } });
    const moved = (await (await send(page.url.href, { identifier: 'alice' })).json()) as {
      redirectTo: string;
      step: string;
    };
    expect(moved.step).toBe('password');
    const wrong = await send(moved.redirectTo, { password: 'wrong-guess' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({
      code: 'sign_in.problem',
      data: { field: 'password', problem: 'password_wrong' },
    });
    const right = (await (await send(moved.redirectTo, { password, remember: true })).json()) as {
      redirectTo: string;
    };
    expect(ended(await browser.go(right.redirectTo))).toBe(true);
  });
});

describe('hostile requests', () => {
  test('a form of another site is refused', async () => {
    const page = await identified('alice');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const answer = await browser.send(page.url.href, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ password }),
      });
      expect(answer.status).toBe(403);
    }
  });

  const bodies: [string, RequestInit][] = [
    ['nothing', {}],
    ['NUL', { body: new URLSearchParams({ identifier: 'a\0b', password: '\0', code: '\0', email: '\0' }) }],
    ['an endless field', { body: new URLSearchParams({ identifier: 'x'.repeat(15_000) }) }],
    ['an endless body', { body: new URLSearchParams({ identifier: 'x'.repeat(100_000) }) }],
    [
      'broken percent-encoding',
      {
        body: 'identifier=%E0%A4%A&password=%',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
    ],
    ['broken JSON', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['a JSON list', { body: '[1]', headers: { 'content-type': 'application/json' } }],
    [
      'nested JSON',
      { body: '{"identifier":{"$ne":1},"password":[1]}', headers: { 'content-type': 'application/json' } },
    ],
    ['multipart', { body: new FormData() }],
    ['XML', { body: '<a/>', headers: { 'content-type': 'text/xml' } }],
    ['lone surrogates', { body: new URLSearchParams({ identifier: '\ud800@\udfff', email: '\ud800' }) }],
  ];
  test.each(bodies)('no server error for %s', async (_name, init) => {
    await experience({ signIn: { emailCode: true } });
    const page = await identified('alice');
    const base = page.url.href.replace('/password', '');
    const steps =
      'identifier password email-code email-code/resend register verify-email verify-email/resend register-password forgot-password reset-code reset-password sso sso-required prove-local-account continue-as consent finish start-sso nonsense __proto__ constructor'.split(
        ' ',
      );
    for (const step of steps) {
      const answer = await browser.send(`${base}/${step}`, { method: 'POST', ...init });
      expect([step, answer.status >= 500]).toEqual([step, false]);
      await answer.body?.cancel();
    }
    await experience({ signIn: { emailCode: false } });
  });

  test.each([
    '/sign-in/%00',
    '/sign-in/%00/password',
    '/sign-in/x/%00',
    '/sign-in/%E0%A4%A/x',
    '/callback/%00?state=x',
    '/callback/nobody',
    '/callback/nobody?state=%00&code=%00',
    `/sign-in/${'x'.repeat(5000)}`,
    '/sign-in/x/sso-return?token=%00',
    '/sign-in/x/y/z',
    '/sign-in//password',
  ])('no server error for %s', async (path) => {
    const answer = await browser.send(path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    await answer.body?.cancel();
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
    await browser.post(await identified('alice'), { password });
    const page = await browser.go('/sign-in');
    expect(page.text).toContain('You are signed in');
    expect(page.text).toContain('Alice');
  });

  test('an authorization request of an unknown application never reaches these pages', async () => {
    const page = await browser.go(authorizationUrl({ client_id: 'nobody' }));
    expect(page.status).toBe(400);
  });
});
