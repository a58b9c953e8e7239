/** Sessions: two tabs, two people, lifetimes, and what must not come back to life. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, answerOf, Browser, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let userId: string;
let bob: string;

beforeAll(async () => {
  p = await startProvider();
  app = await TestApplication.create(p, { id: 'bookstore' });
  userId = await alice(p);
  bob = (await p.users.create(p.tenant.db, { username: 'bob', email: 'bob@example.com' })).id;
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true, ssoConnectorId: null }));
afterEach(() => expect(p.failures).toEqual([]));

const sessionOf = (browser: Browser) => browser.cookies.get('gh_default_session|/')?.value;
const silently = async (browser: Browser, by = app, extra = {}) =>
  resultOf((await browser.follow(by.authorizeUrl({ prompt: 'none', ...extra }))).url);
const attemptAt = async (browser: Browser, extra = {}) => {
  const location = (await browser.get(app.authorizeUrl(extra))).headers.get('location')!;
  return new URL(location, p.endpoint).href;
};
const shown = async (browser: Browser, extra = {}) => {
  p.page.does = 'show';
  const { response } = await browser.follow(app.authorizeUrl(extra));
  p.page.does = 'sign-in';
  return (await answerOf(response)).body;
};

describe('two tabs', () => {
  test('two applications in two tabs at once: the session knows both, and each can be told of the sign-out', async () => {
    const one = await TestApplication.create(p, { id: 'tab1' });
    const two = await TestApplication.create(p, { id: 'tab2' });
    const { browser } = await app.signIn();
    const other = browser.clone();
    await Promise.all([one.signIn(browser), two.signIn(other)]);
    const [session] = await p.oidc.sessions.listForUser(p.tenant.db, userId);
    expect(new Set(session!.applicationIds)).toEqual(new Set(['bookstore', 'tab1', 'tab2']));
  });

  test('old tab finished after the new one: both sign-ins end at the application, in one session', async () => {
    const browser = new Browser(p);
    const first = await attemptAt(browser);
    const second = await attemptAt(browser);
    expect((await browser.follow(second)).url).toContain('code=');
    const { url, response } = await browser.follow(first);
    expect([response.status, url]).toEqual([303, expect.stringContaining('code=')]);
  });

  test('a tab that drew a new session id too late does not sign the browser out', async () => {
    const { browser } = await app.signIn();
    const [one, two] = [browser.clone(), browser.clone()];
    const both = await Promise.all([one, two].map((tab) => attemptAt(tab, { prompt: 'login' })));
    const resumes = await Promise.all(
      [one, two].map(async (tab, i) => {
        const answer = await tab.get(both[i]!);
        return new URL(answer.headers.get('location')!, p.endpoint).href;
      }),
    );
    // Both tabs share one jar in truth; each answer lands in it, in whichever order.
    const jar = browser.clone();
    const answers = await Promise.all([one, two].map((tab, i) => tab.get(resumes[i]!)));
    for (const answer of answers) jar.keep(answer);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await silently(jar)).toHaveProperty('code');
  });

  test('a request in flight can not revive a session that was just signed out', async () => {
    const { browser } = await app.signIn();
    const [{ uid } = { uid: '' }] = await p.oidc.sessions.listForUser(p.tenant.db, userId);
    const flights = Promise.all(Array.from({ length: 8 }, () => browser.clone().get(app.authorizeUrl())));
    await p.oidc.sessions.end(p.tenant.db, uid);
    await flights;
    expect(await silently(browser)).toMatchObject({ error: 'login_required' });
    const alive = await p.oidc.sessions.listForUser(p.tenant.db, userId);
    expect(alive.map((session) => session.uid)).not.toContain(uid);
  });

  test('double submit: the second answer is a page that knows where to start again', async () => {
    const browser = new Browser(p);
    const attempt = await attemptAt(browser);
    const resume = new URL((await browser.get(attempt)).headers.get('location')!, p.endpoint).href;
    const copy = browser.clone();
    expect((await browser.get(resume)).status).toBe(303);
    const again = await copy.get(resume);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining('client_id=bookstore')]);
    expect((await copy.get(attempt)).status).toBe(410);
  });
});

describe('sign-in', () => {
  test('session fixation: every sign-in draws a new session id', async () => {
    const { browser } = await app.signIn();
    const before = sessionOf(browser);
    const old = browser.clone();
    await app.signIn(browser, { prompt: 'login' });
    expect(sessionOf(browser)).not.toBe(before);
    expect(await silently(old)).toMatchObject({ error: 'login_required' });
    expect(await silently(browser)).toHaveProperty('code');
  });

  test('an attempt belongs to its browser (login CSRF)', async () => {
    const attempt = await attemptAt(new Browser(p));
    const other = await new Browser(p).get(attempt);
    expect([other.status, await other.text()]).toEqual([400, 'attempt.wrong_browser']);
    const unknown = await new Browser(p).get(`${p.endpoint}/sign-in/unknown`);
    expect([unknown.status, await unknown.text()]).toEqual([410, 'attempt.expired']);
  });

  test('an attempt that expired is over, and "start again" knows the application and its request', async () => {
    const browser = new Browser(p);
    const attempt = await attemptAt(browser, { login_hint: 'a@b.example' });
    const id = attempt.split('/').at(-1)!;
    await p.tenant.db
      .updateTable('attempts')
      .set({ expires_at: new Date(0) })
      .where('id', '=', id)
      .execute();
    expect((await browser.get(attempt)).status).toBe(410);
    const again = await p.oidc.attempts.restartUrl(p.tenant, id);
    expect(again).toMatchObject({
      application: { id: 'bookstore' },
      url: expect.stringContaining('login_hint=a%40b.example'),
    });
    expect((await browser.follow(again!.url)).url).toContain('code=');
  });

  test('the row of an attempt holds nothing that signs anybody in', async () => {
    const { browser } = await app.signIn();
    const attempt = await attemptAt(browser, { prompt: 'login' });
    const row = await p.tenant.db
      .selectFrom('attempts')
      .selectAll()
      .where('id', '=', attempt.split('/').at(-1)!)
      .executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain(sessionOf(browser));
  });

  test('of two forms of one attempt sent at once, one counts', async () => {
    const browser = new Browser(p);
    const id = (await attemptAt(browser)).split('/').at(-1)!;
    p.page.does = 'show';
    const attempt = (await answerOf(await browser.get(`${p.endpoint}/sign-in/${id}`))).body as never;
    const saves = await Promise.allSettled(
      [1, 2, 3].map((tab) => p.oidc.attempts.save(p.tenant, attempt, { tab })),
    );
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const save of saves)
      if (save.status === 'rejected')
        expect(save.reason).toMatchObject({ code: 'attempt.changed', status: 409 });
  });

  test('access_denied from the page reaches the application', async () => {
    p.page.does = 'refuse';
    const { url } = await new Browser(p).follow(app.authorizeUrl());
    expect(resultOf(url)).toMatchObject({ error: 'access_denied', state: 's1', iss: p.tenant.issuer });
  });

  test("cookies: own names, host-only, HttpOnly, Lax, the attempt's own only at its page and its return", async () => {
    const browser = new Browser(p);
    await app.signIn(browser);
    const flags = (name: string) =>
      browser.lines.filter((line) => line.startsWith(`${name}=`) && !line.includes('01 Jan 1970'));
    for (const line of browser.lines) expect(line).toMatch(/^gh_default_\w+(\.sig)?=/);
    for (const line of browser.lines) expect(line).not.toMatch(/domain=/i);
    expect(flags('gh_default_session')).toEqual([
      expect.stringMatching(/; path=\/; samesite=lax; httponly; expires=[^;]+$/i),
    ]);
    expect(flags('gh_default_attempt')).toEqual([
      expect.stringMatching(/; path=\/sign-in\/[\w-]+; .*samesite=lax; httponly/i),
    ]);
    expect(flags('gh_default_resume')).toEqual([
      expect.stringMatching(/; path=\/oidc\/auth\/[\w-]+; .*samesite=lax; httponly/i),
    ]);
  });
});

describe('another person', () => {
  test('login_hint of somebody else than who is signed in: asked, with the reason; of oneself: silent', async () => {
    const { browser } = await app.signIn();
    for (const login_hint of ['bob@example.com', 'bob', 'nobody@else.example', '+49 30 1234', '"><script>']) {
      expect(await shown(browser, { login_hint })).toMatchObject({
        prompt: 'login',
        reasons: ['other_account'],
        details: { sessionUserId: userId, login_hint },
        sessionUserId: userId,
      });
    }
    for (const login_hint of ['ALICE@example.com', 'Alice', '']) {
      expect(await silently(browser, app, { login_hint })).toHaveProperty('code');
    }
    expect(await silently(browser, app, { login_hint: 'bob' })).toMatchObject({ error: 'login_required' });
    expect(await silently(browser, app, { direct_sign_in: 'sso:acme' })).toMatchObject({
      error: 'login_required',
    });
  });

  test('continue as oneself: a code without a new sign-in; prompt=login can not be skipped that way', async () => {
    const { browser } = await app.signIn();
    p.page.does = 'continue';
    const { url } = await browser.follow(app.authorizeUrl({ login_hint: 'bob' }));
    expect(url).toContain('code=');
    await expect(browser.follow(app.authorizeUrl({ prompt: 'login' }))).rejects.toThrow('too many redirects');
  });

  test('sign-in as somebody else, knowing who was there: the old session ends, the new one is theirs', async () => {
    const { browser, body } = await app.tokens();
    const old = browser.clone();
    p.page.userId = bob;
    const { body: bobs } = await app.tokens(browser, { login_hint: 'bob' });
    expect((await app.userinfo(bobs.access_token)).body.sub).toBe(bob);
    expect(await silently(old)).toMatchObject({ error: 'login_required' });
    expect((await app.userinfo(body.access_token)).status).toBe(200);
  });

  test('somebody signed in meanwhile in this browser: the attempt never swaps them silently', async () => {
    const browser = new Browser(p);
    const attempt = await attemptAt(browser);
    p.page.userId = bob;
    await app.signIn(browser);
    p.page.userId = userId;
    const answer = await browser.get(attempt);
    expect([answer.status, await answer.text()]).toEqual([409, 'attempt.other_account']);
    expect((await p.oidc.sessions.listForUser(p.tenant.db, bob)).length).toBeGreaterThan(0);
  });

  test('somebody signed in between the page and the return: nobody is swapped', async () => {
    const browser = new Browser(p);
    const attempt = await attemptAt(browser);
    const resume = new URL((await browser.get(attempt)).headers.get('location')!, p.endpoint).href;
    p.page.userId = bob;
    await app.signIn(browser);
    const answer = await browser.get(resume);
    expect([answer.status, answer.headers.get('location')]).not.toEqual([
      303,
      expect.stringContaining('code='),
    ]);
    expect(await silently(browser)).toHaveProperty('code');
  });
});
