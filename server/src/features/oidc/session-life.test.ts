/** Who may stay signed in, for how long, and what ends with a session. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ageSessions, startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, type Browser, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let userId: string;
const refused = new Set<string | null>();

beforeAll(async () => {
  p = await startProvider({
    overrides: { mayContinue: async (_t, _a, connector) => !refused.has(connector) },
  });
  app = await TestApplication.create(p, { id: 'bookstore' });
  userId = await alice(p);
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true, ssoConnectorId: null }));
afterEach(() => expect(p.failures).toEqual([]));

const silently = async (browser: Browser, by = app, extra = {}) =>
  resultOf((await browser.follow(by.authorizeUrl({ prompt: 'none', ...extra }))).url);
const shown = async (browser: Browser, extra = {}) => {
  p.page.does = 'show';
  const { response } = await browser.follow(app.authorizeUrl(extra));
  p.page.does = 'sign-in';
  return (await answerOf(response)).body;
};

describe('people who may not go on', () => {
  test('engine notes 7: deleted or suspended with a live session: sign in again, never a 500', async () => {
    for (const disable of [p.users.suspend, p.users.remove]) {
      const dave = await p.users.create(p.tenant.db, { username: `dave${Math.random()}`.replace('.', '') });
      p.page.userId = dave.id;
      const { browser } = await app.signIn();
      await disable(p.tenant.db, dave.id);
      expect(await silently(browser)).toMatchObject({ error: 'login_required' });
      p.page.userId = userId;
      expect((await app.signIn(browser)).code).toBeTruthy();
    }
  });

  test('a session whose account was taken away under it (no event came through): asked, with the reason', async () => {
    const erin = await p.users.create(p.tenant.db, { username: 'erin' });
    p.page.userId = erin.id;
    const { browser } = await app.signIn();
    await p.tenant.db
      .updateTable('users')
      .set({ suspended_at: new Date() })
      .where('id', '=', erin.id)
      .execute();
    expect(await shown(browser)).toMatchObject({ prompt: 'login', reasons: ['account_unusable'] });
  });
});

describe('how the person signed in (DESIGN section 7)', () => {
  afterEach(() => refused.clear());

  test('a disabled connector stops its sessions and refresh tokens at once, and comes back with it', async () => {
    p.page.ssoConnectorId = 'acme';
    const { browser, body } = await app.tokens();
    p.page.ssoConnectorId = null;
    const password = await app.tokens();
    refused.add('acme');
    expect(await app.refresh(body.refresh_token)).toMatchObject({
      status: 400,
      body: { code: 'oidc.invalid_grant' },
    });
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
    expect(await shown(browser)).toMatchObject({ prompt: 'login', reasons: ['account_unusable'] });
    expect(await app.refresh(password.body.refresh_token)).toMatchObject({ status: 200 });
    refused.clear();
    expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 200 });
    expect(await silently(browser, app, { direct_sign_in: 'sso:acme' })).toHaveProperty('code');
  });

  test('enforced SSO: who signs in again through it goes on, in the same session and grant', async () => {
    const { browser, body } = await app.tokens();
    refused.add(null);
    expect((await app.refresh(body.refresh_token)).status).toBe(400);
    p.page.ssoConnectorId = 'acme';
    await app.tokens(browser, { prompt: 'login consent' });
    expect((await app.refresh(body.refresh_token)).status).toBe(200);
  });

  test('consent to a third party keeps how the person had signed in', async () => {
    const third = await TestApplication.create(p, { id: 'partner', thirdParty: true });
    p.page.ssoConnectorId = 'acme';
    const { browser } = await app.signIn();
    const { body } = await third.tokens(browser);
    refused.add('acme');
    expect((await third.refresh(body.refresh_token)).status).toBe(400);
    refused.clear();
    refused.add(null);
    expect((await third.refresh(body.refresh_token)).status).toBe(200);
  });
});

describe('lifetime', () => {
  const lifetime = (remember: boolean) => ({ remember, ...p.tenant.settings.sessions });

  test('without "keep me signed in": a session cookie, and the session ends when idle', async () => {
    p.page.remember = false;
    const { browser } = await app.signIn();
    expect(browser.lines.find((line) => /^gh_default_session=(?!;)/.test(line))).not.toMatch(/expires/i);
    await ageSessions(p, lifetime(false).idleSeconds - 60);
    expect(await silently(browser)).toHaveProperty('code');
    await ageSessions(p, lifetime(false).idleSeconds + 60);
    expect(await silently(browser)).toMatchObject({ error: 'login_required' });
  });

  test.each([false, true])(
    'use does not lengthen a session beyond its absolute lifetime (remember: %s)',
    async (remember) => {
      p.page.remember = remember;
      const { browser } = await app.signIn();
      const { absoluteSeconds, rememberSeconds, idleSeconds } = p.tenant.settings.sessions;
      const [absolute, step] = remember
        ? [rememberSeconds, rememberSeconds / 3]
        : [absoluteSeconds, idleSeconds - 60];
      let age = 0;
      while (age + step < absolute) {
        await ageSessions(p, step);
        age += step;
        expect(await silently(browser)).toHaveProperty('code');
      }
      await ageSessions(p, absolute - age + 60);
      expect(await silently(browser)).toMatchObject({ error: 'login_required' });
    },
  );

  test('"keep me signed in" chosen at a later sign-in counts from then on', async () => {
    p.page.remember = false;
    const { browser } = await app.signIn();
    p.page.remember = true;
    await app.signIn(browser, { prompt: 'login' });
    expect(browser.lines.findLast((line) => line.startsWith('gh_default_session='))).toMatch(/expires=/i);
    await ageSessions(p, lifetime(false).absoluteSeconds + 60);
    expect(await silently(browser)).toHaveProperty('code');
  });
});

describe('sign out everywhere', () => {
  test('a request in flight brings nobody tokens that outlive it (a hijacked session racing its end)', async () => {
    const gail = (await p.users.create(p.tenant.db, { username: 'gail' })).id;
    p.page.userId = gail;
    const { browser } = await app.signIn();
    const others = [];
    for (let i = 0; i < 6; i++) others.push(await TestApplication.create(p, { id: `race${i}` }));
    p.page.does = 'show';
    const flights = others.map((other) => browser.clone().follow(other.authorizeUrl()));
    await p.oidc.sessions.endAllForUser(p.tenant.db, gail, { revokeGrants: true });
    for (const [i, { url }] of (await Promise.all(flights)).entries()) {
      const { code } = resultOf(url);
      if (code) expect(await others[i]!.exchange(code)).toMatchObject({ status: 400 });
    }
  });

  test('ends every session of the person but this one, tells the applications, and with it their tokens', async () => {
    const fay = (await p.users.create(p.tenant.db, { username: 'fay' })).id;
    p.page.userId = fay;
    const here = await app.tokens();
    const there = await app.tokens();
    const sessions = await p.oidc.sessions.listForUser(p.tenant.db, fay);
    expect(sessions).toHaveLength(2);
    const current = sessions.find(({ uid }) => uid !== sessions[0]!.uid)!;
    p.backchannel.length = 0;
    const ended = await p.oidc.sessions.endAllForUser(p.tenant.db, fay, {
      exceptUid: current.uid,
      revokeGrants: true,
    });
    expect([ended, p.backchannel.length]).toEqual([1, 1]);
    const alive = await Promise.all(
      [here, there].map(async ({ browser }) => 'code' in (await silently(browser))),
    );
    expect(alive.filter(Boolean)).toHaveLength(1);
    const refreshed = await Promise.all(
      [here, there].map(async ({ body }) => (await app.refresh(body.refresh_token)).status),
    );
    expect(refreshed.sort()).toEqual([200, 400]);
  });
});
