// Which of the ways through the real pages, and through a real identity provider, are sign-ins and which failures.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import {
  type Browser,
  ended,
  password,
  redirectUri,
  startSignIn,
  stepOf,
  type World,
} from '../sign-in/sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;

const application = (id: string, more: object = {}) =>
  world.app.applications.create(
    world.tenant.db,
    { id, name: id, type: 'traditional', redirectUris: [redirectUri], ...more } as never,
    world.tenant,
  );

beforeAll(async () => {
  world = await startSignIn();
  const { app, tenant } = world;
  const clients = [
    { clientId: 'acme-app', clientSecret: 'acme-secret', redirectUris: [`${app.endpoint}/callback/acme`] },
  ];
  const users = [{ username: 'anna@acme.example', email: 'anna@acme.example', name: 'Anna' }];
  idp = await startIdpSimulator({
    organizations: [{ kind: 'oidc', id: 'acme', domain: 'acme.example', clients, users }],
  });
  await app.sso.connectors.create(tenant.db, {
    id: 'acme',
    name: 'Acme',
    provider: 'oidc',
    config: { issuer: idp.issuerOf('acme'), clientId: 'acme-app', clientSecret: 'acme-secret' },
    domains: [{ name: 'acme.example', proved: true }],
    enabled: true,
  });
  await application('partner', { thirdParty: true });
  await application('shop');
  await application('phone', { type: 'native', redirectUris: [redirectUri] });
}, 60_000);
afterAll(async () => {
  await idp?.close();
  await world?.close();
});
beforeEach(async () => {
  browser = world.browser();
  await world.forgetLimits();
  idp.misbehave('acme', null);
});

/** What the work adds to the figures, as { "bookstore sso succeeded": 1 }. */
async function counted(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const read = async () => {
    await world.app.settle();
    const rows = await world.tenant.db.selectFrom('sign_in_counts').selectAll().execute();
    return new Map(
      rows.map((row) => [
        [row.application_id, row.connector_id, row.method, row.outcome].filter(Boolean).join(' '),
        row.count,
      ]),
    );
  };
  const before = await read();
  await work();
  const added = [...(await read())].map(([key, count]) => [key, count - (before.get(key) ?? 0)] as const);
  return Object.fromEntries(added.filter(([, count]) => count !== 0));
}

const signIn = async (parameters: Record<string, string> = {}) =>
  browser.post(await browser.identify('alice', parameters), { password });

describe('through an identity provider', () => {
  const there = (parameters = {}) => browser.begin({ direct_sign_in: 'sso:acme', ...parameters });
  const back = async (page: { url: URL }) => {
    const { callbackUrl } = await signInAtIdp(idp, page.url, { username: 'anna@acme.example' });
    return callbackUrl.href;
  };

  test('a sign-in counts for the application and the connector, and so does going on to another application', async () => {
    const way = await counted(async () => {
      expect(ended(await browser.go(await back(await there())))).toBe(true);
    });
    expect(way).toEqual({ 'bookstore acme sso succeeded': 1 });
    const on = await counted(async () => {
      const page = await browser.begin({ client_id: 'partner' });
      expect(stepOf(page)).toBe('consent');
      expect(ended(await browser.post(page, { decision: 'allow' }))).toBe(true);
    });
    expect(on).toEqual({ 'partner acme session succeeded': 1 });
    expect(await world.app.statistics.activity(world.tenant.db, 'connector', 'acme')).toMatchObject({
      signInsLast30Days: 2,
      lastSignInAt: expect.any(Date),
    });
  });

  test('an answer that breaks a rule is a failure of the connector, once, however often it is sent', async () => {
    idp.misbehave('acme', 'wrong-nonce');
    const failures = await counted(async () => {
      const callback = await back(await there());
      for (let i = 0; i < 3; i += 1) expect(ended(await browser.go(callback))).toBe(false);
    });
    expect(failures).toEqual({ 'acme sso id_token.wrong_nonce': 1 });
  });

  test('a callback in another browser is nobody’s failure', async () => {
    const callback = await back(await there());
    expect(await counted(() => world.browser().go(callback))).toEqual({});
  });
});

describe('at the pages', () => {
  test('the consent of a third-party application is no second sign-in, a second visit none at all', async () => {
    const first = await counted(async () => {
      const ask = await signIn({ client_id: 'partner' });
      expect(ended(await browser.post(ask, { decision: 'allow' }))).toBe(true);
    });
    expect(first).toEqual({ 'partner password succeeded': 1 });
    const again = await counted(async () => {
      const page = await browser.begin({ client_id: 'partner' });
      expect(stepOf(page)).toBe('consent');
      expect(ended(await browser.post(page, { decision: 'allow' }))).toBe(true);
    });
    expect(again).toEqual({});
  });

  test('a person who confirms at a native application that they are the one signed in', async () => {
    await signIn();
    const way = await counted(async () => {
      const page = await browser.begin({ client_id: 'phone' });
      expect(stepOf(page)).toBe('continue-as');
      expect(ended(await browser.post(page, { choice: 'continue' }))).toBe(true);
    });
    expect(way).toEqual({ 'phone session succeeded': 1 });
  });

  test('an application that asked for somebody and never got an answer is seen at its first answer', async () => {
    await signIn();
    expect(await counted(() => browser.begin({ client_id: 'shop', prompt: 'login' }))).toEqual({});
    const way = await counted(async () => {
      expect(ended(await browser.begin({ client_id: 'shop', prompt: 'none' }))).toBe(true);
      expect(ended(await browser.begin({ client_id: 'shop', prompt: 'none' }))).toBe(true);
    });
    expect(way).toEqual({ 'shop session succeeded': 1 });
  });

  test('a mailed code, wrong and right', async () => {
    await world.experience({ signIn: { password: true, emailCode: true } });
    const way = await counted(async () => {
      const page = await browser.identify('alice@example.com');
      const ask = await browser.post(page.url.href.replace('/password', '/email-code/resend'), {});
      expect(stepOf(ask)).toBe('email-code');
      const { code } = await world.mailTo('alice@example.com');
      const wrong = await browser.post(ask, { code: code === '000000' ? '000001' : '000000' });
      expect(ended(await browser.post(wrong, { code }))).toBe(true);
    });
    expect(way).toEqual({ 'bookstore email-code code_wrong': 1, 'bookstore email-code succeeded': 1 });
  });

  test('a flood of guesses ends in waiting, and both are counted', async () => {
    const way = await counted(async () => {
      const page = await browser.identify('somebody-else');
      for (let i = 0; i < 8; i += 1) await browser.post(page, { password: `guess ${i}` });
    });
    expect(way).toEqual({
      'bookstore password password_wrong': 5,
      'bookstore password too_many_attempts': 3,
    });
  });

  test('a suspended account', async () => {
    const mallory = await world.newUser('mallory');
    await world.app.users.suspend(world.tenant.db, mallory.id);
    const way = await counted(async () => {
      await browser.post(await browser.identify('mallory'), { password });
    });
    expect(way).toEqual({ 'bookstore password suspended': 1 });
  });

  test('signing in again because the application insists is a sign-in, not a session that goes on', async () => {
    await signIn();
    expect(await counted(() => signIn({ prompt: 'login' }))).toEqual({ 'bookstore password succeeded': 1 });
  });
});
