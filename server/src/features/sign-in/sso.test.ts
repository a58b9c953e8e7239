/** DESIGN section 7, issue 2 section 4: enterprise SSO as the person at the browser meets it, against the simulator. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import {
  type Browser,
  ended,
  type Page,
  password,
  startSignIn,
  stepOf,
  type World,
} from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;

const atIdp = (page: { url: URL }) => page.url.origin === new URL(idp.url).origin;

function organizations(endpoint: string) {
  const client = (id: string) => ({
    clientId: `${id}-app`,
    clientSecret: `${id}-secret`,
    redirectUris: [`${endpoint}/callback/${id}`],
  });
  const person = (name: string, domain: string) => ({
    id: `${name}-1`,
    username: `${name}@${domain}`,
    email: `${name}@${domain}`,
    name,
  });
  const names = ['anna', 'boss', 'eve', 'finn', 'gone'];
  return [
    {
      kind: 'oidc' as const,
      id: 'acme',
      domain: 'acme.example',
      clients: [client('acme')],
      users: names.map((n) => person(n, 'acme.example')),
    },
    {
      kind: 'oidc' as const,
      id: 'east',
      domain: 'multi.example',
      clients: [client('east')],
      users: [person('mia', 'multi.example')],
    },
    {
      kind: 'oidc' as const,
      id: 'west',
      domain: 'multi.example',
      clients: [client('west')],
      users: [person('mia', 'multi.example')],
    },
    {
      kind: 'oidc' as const,
      id: 'loose',
      domain: 'loose.example',
      clients: [client('loose')],
      users: ['lena', 'luis'].map((n) => person(n, 'loose.example')),
    },
  ];
}

async function connect(id: string, domain: string, over: { proved?: boolean; allowChoice?: boolean } = {}) {
  const { app, tenant } = world;
  await app.sso.connectors.create(tenant.db, {
    id,
    name: `${id.toUpperCase()} Inc`,
    provider: 'oidc',
    config: { issuer: idp.issuerOf(id), clientId: `${id}-app`, clientSecret: `${id}-secret` },
    domains: [{ name: domain, proved: true, ...over }],
    enabled: true,
  });
}

const makeUser = (email: string, over: object = {}) =>
  world.app.users.create(world.tenant.db, {
    email,
    username: email.replace(/[^a-z]/g, '_'),
    emailVerified: true,
    passwordHash: world.passwordHash,
    ...over,
  });

beforeAll(async () => {
  world = await startSignIn();
  idp = await startIdpSimulator({ organizations: organizations(world.app.endpoint) });
  // Before there is a connector: accounts that the organization's SSO takes over.
  await makeUser('boss@acme.example');
  await makeUser('lena@loose.example');
  await makeUser('luis@loose.example');
  await connect('acme', 'acme.example');
  await connect('east', 'multi.example');
  await connect('west', 'multi.example', { allowChoice: true });
  await connect('loose', 'loose.example', { proved: false });
}, 60_000);
afterAll(async () => {
  await idp?.close();
  await world?.app.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
  idp.misbehave('acme', null);
});

/** Signs in at the provider's page and brings the browser back. */
async function signInThere(page: Page, username: string): Promise<Page> {
  const { callbackUrl } = await signInAtIdp(idp, page.url, { username });
  return browser.go(callbackUrl.href);
}

describe('the way to the provider', () => {
  test('an address of the domain goes there with the next click, with the address as a hint', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'Anna@ACME.example' });
    expect(atIdp(there)).toBe(true);
    expect(there.url.searchParams.get('login_hint')).toBe('Anna@ACME.example');
    const back = await signInThere(there, 'anna@acme.example');
    expect(ended(back)).toBe(true);
    const user = await world.app.users.findByIdentifier(world.tenant.db, { email: 'anna@acme.example' });
    expect(user).toMatchObject({ emailVerified: true, hasPassword: false });
    expect(ended(await browser.begin())).toBe(true);
  });

  test('by the button and the work email', async () => {
    const first = await browser.begin();
    expect(first.text).toContain('Single sign-on');
    const ask = await browser.go(first.url.href.replace('identifier', 'sso'));
    const unknown = await browser.post(ask, { email: 'someone@unknown.example' });
    expect(unknown.text).toContain('No single sign-on is set up for this address');
    const there = await browser.post(unknown, { email: 'anna@acme.example' });
    expect(ended(await signInThere(there, 'anna@acme.example'))).toBe(true);
  });

  test('first_screen=single_sign_on begins with the work email, direct_sign_in skips our pages', async () => {
    expect(stepOf(await browser.begin({ first_screen: 'single_sign_on' }))).toBe('sso');
    const there = await browser.begin({ direct_sign_in: 'sso:acme' });
    expect(atIdp(there)).toBe(true);
    expect(ended(await signInThere(there, 'anna@acme.example'))).toBe(true);
  });

  test('several connectors give a choice, and only among them', async () => {
    const choose = await browser.post(await browser.begin(), { identifier: 'mia@multi.example' });
    expect(stepOf(choose)).toBe('sso');
    expect(choose.text).toContain('EAST Inc');
    expect(choose.text).toContain('WEST Inc');
    expect(stepOf(await browser.post(choose, { connector: 'acme' }))).toBe('sso');
    const there = await browser.post(choose, { connector: 'west' });
    expect(ended(await signInThere(there, 'mia@multi.example'))).toBe(true);
  });

  test('where single sign-on is switched off there is neither button nor detection', async () => {
    const { app, tenant } = world;
    await app.experience.update(tenant.db, { singleSignOnEnabled: false } as never);
    const first = await browser.begin({ direct_sign_in: 'sso:acme' });
    expect(stepOf(first)).toBe('identifier');
    expect(first.text).not.toContain('Single sign-on');
    expect(stepOf(await browser.post(first, { identifier: 'anna@acme.example' }))).toBe('password');
    await app.experience.update(tenant.db, { singleSignOnEnabled: true } as never);
  });
});

describe('people of an enforced domain sign in by SSO only', () => {
  async function expectRequired(page: Page) {
    expect(stepOf(page)).toBe('sso-required');
    expect(page.text).toContain('ACME Inc');
    const there = await browser.post(page, { connector: 'acme' });
    expect(atIdp(there)).toBe(true);
  }

  test('a password by username: wrong tells nothing, right leads to SSO and makes no session', async () => {
    const page = await browser.post(await browser.begin(), { identifier: 'boss_acme_example' });
    const wrong = await browser.post(page, { password: 'wrong-guess' });
    expect(wrong.text).toContain('That did not match an account');
    await expectRequired(await browser.post(wrong, { password }));
    expect(stepOf(await browser.begin())).toBe('identifier');
  });

  test('a password by email, posted straight to the password page', async () => {
    const page = await browser.post(await browser.begin(), { identifier: 'alice' });
    const there = await browser.post(page.url.href.replace('password', 'identifier'), {
      identifier: 'boss@acme.example',
    });
    expect(atIdp(there)).toBe(true);
    const forced = await browser.post(page, { password });
    expect(stepOf(forced)).toBe('sso-required');
  });

  test('registering', async () => {
    await expectRequired(
      await browser.post(await browser.begin({ first_screen: 'register' }), { email: 'new@acme.example' }),
    );
    expect(
      await world.app.users.findByIdentifier(world.tenant.db, { email: 'new@acme.example' }),
    ).toBeUndefined();
  });

  test('forgetting the password', async () => {
    const begin = await browser.begin({ first_screen: 'reset_password' });
    await expectRequired(await browser.post(begin, { identifier: 'boss@acme.example' }));
  });

  test('by SSO they keep the account that they had', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'boss@acme.example' });
    expect(ended(await signInThere(there, 'boss@acme.example'))).toBe(true);
  });
});

describe('an identity whose address has a local account that it may not take over', () => {
  const arrive = async (name: string) =>
    signInThere(await browser.begin({ direct_sign_in: 'sso:loose' }), `${name}@loose.example`);

  test('the local password is proved once, then SSO alone is enough', async () => {
    const prove = await arrive('lena');
    expect(stepOf(prove)).toBe('prove-local-account');
    const wrong = await browser.post(prove, { password: 'wrong-guess' });
    expect(stepOf(wrong)).toBe('prove-local-account');
    expect(ended(wrong)).toBe(false);
    expect(ended(await browser.post(wrong, { password }))).toBe(true);
    browser = world.browser();
    expect(ended(await arrive('lena'))).toBe(true);
  });

  test('a forgotten password is no dead end: the code proves the account as well', async () => {
    const prove = await arrive('luis');
    const forgot = await browser.go(prove.url.href.replace('prove-local-account', 'forgot-password'));
    const code = await browser.post(forgot, { identifier: 'luis@loose.example' });
    expect(stepOf(code)).toBe('reset-code');
    const mails = await world.app.mail.mailbox(world.tenant.db, { limit: 20 });
    const mailed =
      /\d{6}/.exec(mails.find((one) => one.to === 'luis@loose.example')?.subject ?? '')?.[0] ?? '';
    const choose = await browser.post(code, { code: mailed });
    expect(ended(await browser.post(choose, { password: 'blue kettle sings' }))).toBe(true);
    browser = world.browser();
    expect(ended(await arrive('luis'))).toBe(true);
  });
});

describe('what may go wrong', () => {
  test('cancelled at the provider: a page with a reference code, a retry, and another way', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'eve@acme.example' });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'eve@acme.example', cancel: true });
    const page = await browser.go(callbackUrl.href);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.status).toBeLessThan(500);
    expect(page.text).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}/);
    expect(page.text).toContain('ACME Inc');
    const attempt = /\/sign-in\/[\w-]+/.exec(page.text)?.[0] ?? '';
    expect(atIdp(await browser.go(attempt))).toBe(true);
    expect(stepOf(await browser.go(`${attempt}/identifier`))).toBe('identifier');
  });

  test('a provider that is down: a page that names it, with a retry that works once it is up', async () => {
    const there = await browser.identify('eve@acme.example');
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'eve@acme.example' });
    idp.misbehave('acme', 'down');
    const page = await browser.go(callbackUrl.href);
    expect([page.status >= 400, page.status < 500]).toEqual([true, true]);
    expect(page.text).toContain('ACME Inc does not answer');
    idp.misbehave('acme', null);
    const attempt = /\/sign-in\/[\w-]+/.exec(page.text)?.[0] ?? '';
    expect(ended(await signInThere(await browser.go(attempt), 'eve@acme.example'))).toBe(true);
  });

  test('a suspended person is told so, without a session', async () => {
    const user = await makeUser('gone@acme.example');
    await world.app.users.suspend(world.tenant.db, user.id);
    const page = await signInThere(await browser.identify('gone@acme.example'), 'gone@acme.example');
    expect(page.text).toContain('suspended');
    expect(page.text).toContain('Reference code');
    expect(stepOf(await browser.begin())).toBe('identifier');
  });

  test('a callback that is replayed makes no second session and no server error', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'finn@acme.example' });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'finn@acme.example' });
    expect(ended(await browser.go(callbackUrl.href))).toBe(true);
    const again = await browser.go(callbackUrl.href);
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.status).toBeLessThan(500);
  });

  test('a callback in another browser ends in an error, not in a session', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'eve@acme.example' });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'eve@acme.example' });
    const thief = world.browser();
    const page = await thief.go(callbackUrl.href);
    expect(page.status).toBe(400);
    expect(thief.jar.has(`gh_${world.tenant.id}_session`)).toBe(false);
  });

  test('the hand-over to the attempt is good once, for this attempt, in this browser', async () => {
    const there = await browser.post(await browser.begin(), { identifier: 'eve@acme.example' });
    const { callbackUrl } = await signInAtIdp(idp, there.url, { username: 'eve@acme.example' });
    const callback = await browser.send(callbackUrl.href);
    const handOver = callback.headers.get('location') ?? '';
    expect(handOver).toContain('/sso-return?token=');

    const thief = world.browser();
    expect((await thief.go(handOver)).status).toBe(400);
    // Somebody else's attempt can't be finished by it.
    const other = await thief.begin();
    const stolen = new URL(handOver, world.app.endpoint);
    stolen.pathname = other.url.pathname.replace('identifier', 'sso-return');
    expect(stepOf(await thief.go(stolen.href))).toBe('identifier');
  });

  test('somebody else is signed in: the callback asks before it swaps accounts', async () => {
    await browser.post(await browser.post(await browser.begin(), { identifier: 'alice' }), { password });
    const first = await browser.begin({ prompt: 'login' });
    const ask = await signInThere(
      await browser.post(first, { identifier: 'finn@acme.example' }),
      'finn@acme.example',
    );
    expect(stepOf(ask)).toBe('continue-as');
    expect(ask.text).toContain('Alice');
    expect(ask.text).toContain('finn@acme.example');
    expect(ended(await browser.post(ask, { choice: 'switch' }))).toBe(true);
    const page = await browser.go('/sign-in');
    expect(page.text).toContain('finn');
  });
});
