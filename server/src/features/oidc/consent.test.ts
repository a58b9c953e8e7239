/** Third-party applications: the person is asked who gets what, once, and can take it back. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, type Browser, resultOf, TestApplication } from './test-client.ts';

const books = 'https://api.bookstore.example';
let p: TestProvider;
let app: TestApplication;
let third: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  third = await TestApplication.create(p, { id: 'partner', thirdParty: true });
  userId = await alice(p);
  await p.access.create(p.tenant.db, {
    indicator: books,
    name: 'Books',
    permissions: [{ name: 'books:read', grantedToEveryone: true }],
  });
});
afterAll(() => p.close());
beforeEach(async () => {
  Object.assign(p.page, { does: 'sign-in', userId, remember: true });
  await p.tenant.db.deleteFrom('consents').execute();
});
afterEach(() => expect(p.failures).toEqual([]));

const plain = { prompt: undefined, scope: 'openid profile' };
const asked = async (browser: Browser, extra = {}) => {
  p.page.does = 'show';
  const { url, response } = await browser.follow(third.authorizeUrl({ ...plain, ...extra }));
  p.page.does = 'sign-in';
  return url.startsWith(p.endpoint) ? (await answerOf(response)).body : resultOf(url);
};

test('OpenID Connect Core section 3.1.2.4: a third-party application is asked for, with what it wants; a silent request fails', async () => {
  const { browser } = await app.signIn();
  expect(await asked(browser)).toMatchObject({
    prompt: 'consent',
    application: { id: 'partner', name: 'partner', thirdParty: true },
    details: { missingOIDCScope: ['openid', 'profile'] },
    sessionUserId: userId,
  });
  const silent = await browser.follow(third.authorizeUrl({ ...plain, prompt: 'none' }));
  expect(resultOf(silent.url)).toMatchObject({ error: 'consent_required' });
});

test('what the person allowed is remembered, on another device too', async () => {
  const { browser } = await third.signIn(undefined, plain);
  expect(await asked(browser)).toHaveProperty('code');
  const { browser: phone } = await app.signIn();
  expect(await asked(phone)).toHaveProperty('code');
});

test('prompt=consent asks again, and offline_access is then granted', async () => {
  const { browser } = await third.signIn(undefined, plain);
  expect(await asked(browser, { prompt: 'consent' })).toMatchObject({
    prompt: 'consent',
    reasons: ['consent_prompt'],
  });
  const { body } = await third.tokens(browser, { prompt: 'consent', scope: 'openid profile offline_access' });
  expect(body).toHaveProperty('refresh_token');
});

test('more scopes later: asked for the new ones only', async () => {
  const { browser } = await third.signIn(undefined, plain);
  expect(await asked(browser, { scope: 'openid profile email' })).toMatchObject({
    prompt: 'consent',
    details: { missingOIDCScope: ['email'] },
  });
  await third.signIn(browser, { ...plain, scope: 'openid profile email' });
  expect(await asked(browser, { scope: 'openid profile email' })).toHaveProperty('code');
});

test('permissions of an API and single claims are asked for too', async () => {
  const { browser } = await app.signIn();
  const extra = {
    resource: books,
    scope: 'openid books:read',
    claims: JSON.stringify({ userinfo: { email: null } }),
  };
  expect((await asked(browser, extra)).details).toMatchObject({
    missingOIDCScope: ['openid'],
    missingOIDCClaims: ['email'],
    missingResourceScopes: { [books]: ['books:read'] },
  });
  const { code } = await third.signIn(browser, { ...plain, ...extra });
  const { body } = await third.exchange(code, { resource: books });
  expect(body.scope).toBe('books:read');
});

test('RFC 6749 section 4.1.2.1: a denial is access_denied, and nothing is remembered', async () => {
  const { browser } = await app.signIn();
  p.page.does = 'refuse';
  const { url } = await browser.follow(third.authorizeUrl(plain));
  expect(resultOf(url)).toMatchObject({ error: 'access_denied', state: 's1' });
  expect(await asked(browser)).toMatchObject({ prompt: 'consent' });
});

test('the person takes it back: tokens die and consent is asked for again', async () => {
  const { browser, body } = await third.tokens(undefined, {
    ...plain,
    prompt: 'consent',
    scope: 'openid profile offline_access',
  });
  const grants = await p.oidc.sessions.grantsForUser(p.tenant.db, userId);
  for (const grant of grants.filter(({ applicationId }) => applicationId === 'partner')) {
    await p.oidc.sessions.revokeGrant(p.tenant.db, userId, grant.id);
  }
  expect(await third.refresh(body.refresh_token)).toMatchObject({ status: 400 });
  expect(await third.userinfo(body.access_token)).toMatchObject({ status: 401 });
  expect(await asked(browser)).toMatchObject({ prompt: 'consent' });
  await third.signIn(browser, plain);
  expect(await asked(browser)).toHaveProperty('code');
});

test("consent of one person is not another's", async () => {
  await third.signIn(undefined, plain);
  p.page.userId = (await p.users.create(p.tenant.db, { username: `bob${Date.now()}` })).id;
  const { browser } = await app.signIn();
  expect(await asked(browser)).toMatchObject({ prompt: 'consent' });
});

test('a first-party application sees no page, whatever it asks for', async () => {
  const { browser } = await app.signIn();
  const extra = {
    prompt: 'none',
    scope: 'openid email phone address books:read custom_data',
    resource: books,
  };
  expect(resultOf((await browser.follow(app.authorizeUrl(extra))).url)).toHaveProperty('code');
});
