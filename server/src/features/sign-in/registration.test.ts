/** Issue 2 section 3: registering, codes by mail and forgotten passwords, without telling who has an account. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Browser, ended, password, startSignIn, stepOf, type World } from './sign-in-harness.ts';

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

describe('registering', () => {
  test('email, code, password, and the application has a new user', async () => {
    const email = 'carol@example.com';
    const code = await browser.post(await browser.begin({ first_screen: 'register' }), { email });
    expect(stepOf(code)).toBe('verify-email');
    const choose = await browser.post(code, { code: (await world.mailTo(email)).code });
    expect(stepOf(choose)).toBe('register-password');
    const last = await browser.post(choose, { password: 'blue kettle sings' });
    expect(ended(last)).toBe(true);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email });
    expect(user).toMatchObject({ email, emailVerified: true, hasPassword: true });
    expect(browser.jar.has('gh_default_device')).toBe(true);
  });

  test('an address that has an account gets the same page, and its owner a mail that says so', async () => {
    await world.newUser('dora');
    const page = await browser.post(await browser.begin({ first_screen: 'register' }), {
      email: 'Dora@example.com',
    });
    const stranger = await browser.post(await browser.begin({ first_screen: 'register' }), {
      email: 'Nora@example.com',
    });
    const strip = (text: string) => text.replaceAll(/sign-in\/[\w-]+/g, '').replaceAll(/Dora|Nora/g, '');
    expect(strip(page.text)).toBe(strip(stranger.text));
    const { mail, code } = await world.mailTo('dora@example.com');
    expect([mail?.kind, code]).toEqual(['already-registered', '']);
    const guess = await browser.post(page, { code: '123456' });
    expect(stepOf(guess)).toBe('verify-email');
  });

  test('weak passwords are refused with the reason', async () => {
    const email = 'erin@example.com';
    const code = await browser.post(await browser.begin({ first_screen: 'register' }), { email });
    const choose = await browser.post(code, { code: (await world.mailTo(email)).code });
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
    await world.experience({ signUp: { identifiers: ['username'] } });
    const page = await browser.begin({ first_screen: 'register' });
    expect((await browser.post(page, { username: 'ALICE' })).text).toContain(
      'Somebody else has this username',
    );
    const choose = await browser.post(page, { username: 'grace' });
    expect(stepOf(choose)).toBe('register-password');
    expect(ended(await browser.post(choose, { password: 'blue kettle sings' }))).toBe(true);
    await world.experience({ signUp: { identifiers: ['email'] } });
  });

  test('where addresses need no proof, one that has an account still tells only its owner', async () => {
    await world.newUser('mona');
    await world.experience({ signUp: { verifyEmail: false } });
    const begin = () => browser.begin({ first_screen: 'register' });
    const taken = await browser.post(await begin(), { email: 'mona@example.com' });
    expect(stepOf(taken)).toBe('register-password');
    const told = await browser.post(taken, { password: 'blue kettle sings' });
    expect(stepOf(told)).toBe('verify-email');
    expect((await world.mailTo('mona@example.com')).mail?.kind).toBe('already-registered');
    const free = await browser.post(await begin(), { email: 'nils@example.com' });
    expect(ended(await browser.post(free, { password: 'blue kettle sings' }))).toBe(true);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email: 'nils@example.com' });
    expect(user?.emailVerified).toBe(false);
    await world.experience({ signUp: { verifyEmail: true } });
  });

  test('is no page where it is switched off', async () => {
    await world.experience({ signUp: { enabled: false } });
    const page = await browser.begin({ first_screen: 'register' });
    expect(stepOf(page)).toBe('identifier');
    expect(page.text).not.toContain('Create an account');
    await browser.post(page.url.href.replace('identifier', 'register'), { email: 'henry@example.com' });
    expect((await world.mailTo('henry@example.com')).mail).toBeUndefined();
    await world.experience({ signUp: { enabled: true } });
  });
});

describe('codes and forgotten passwords', () => {
  test('a reset by code sets the password, ends the other sessions and signs in', async () => {
    const user = await world.newUser('ivan');
    const other = world.browser();
    await other.post(await other.post(await other.begin(), { identifier: 'ivan' }), { password });
    expect(ended(await other.begin())).toBe(true);

    const code = await browser.post(await browser.begin({ first_screen: 'reset_password' }), {
      identifier: 'ivan',
    });
    expect(stepOf(code)).toBe('reset-code');
    const choose = await browser.post(code, { code: (await world.mailTo('ivan@example.com')).code });
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
    expect((await world.mailTo('noone@example.com')).mail).toBeUndefined();
    const guesses = async (page: typeof known) => {
      const texts: string[] = [];
      for (let i = 0; i < 6; i += 1) texts.push(strip((await browser.post(page, { code: '000000' })).text));
      return texts;
    };
    expect(await guesses(unknown)).toEqual(await guesses(known));
  });

  test('signing in by code, where it is on; it proves the address', async () => {
    await world.experience({ signIn: { emailCode: true } });
    const user = await world.newUser('judy', { emailVerified: false });
    const page = await browser.identify('judy@example.com');
    const code = await browser.post(page.url.href.replace('/password', '/email-code/resend'), {});
    expect(stepOf(code)).toBe('email-code');
    const wrong = await browser.post(code, { code: '00' });
    expect(wrong.text).toContain('This code is not right');
    const mailed = (await world.mailTo('judy@example.com')).code;
    expect(ended(await browser.post(wrong, { code: `${mailed.slice(0, 3)} ${mailed.slice(3)}` }))).toBe(true);
    expect((await world.app.users.find(world.tenant.db, user.id))?.emailVerified).toBe(true);
    await world.experience({ signIn: { emailCode: false } });
  });

  test('a new code is sent on request, not in a flood, and the older one is dead', async () => {
    const code = await browser.post(await browser.begin({ first_screen: 'reset_password' }), {
      identifier: 'alice',
    });
    const first = (await world.mailTo('alice@example.com')).code;
    const again = await browser.post(`${code.url.href}/resend`, {});
    expect(again.text).toContain('A new code is on its way');
    expect((await browser.post(again, { code: first })).text).toContain('This code is not right');
    expect((await browser.post(`${code.url.href}/resend`, {})).text).toContain(
      'You can ask for another one in',
    );
  });
});
