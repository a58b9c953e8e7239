/** Sign-out (OpenID Connect RP-Initiated Logout 1.0) as published SDKs ask for it, and without them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startProvider, type TestProvider } from './provider-harness.ts';
import { alice, Browser, resultOf, TestApplication } from './test-client.ts';

let p: TestProvider;
let app: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  const backchannelLogoutUri = 'http://localhost:3000/backchannel-logout';
  app = await TestApplication.create(p, { id: 'bookstore', backchannelLogoutUri });
  userId = await alice(p);
});
afterAll(() => p.close());
beforeEach(() => {
  Object.assign(p.page, { does: 'sign-in', userId, remember: true });
  p.backchannel.length = 0;
});
afterEach(() => expect(p.failures).toEqual([]));

const end = (params: Record<string, string | undefined> = {}) =>
  app.url(`/session/end?${new URLSearchParams(params as Record<string, string>)}`);
const back = 'http://localhost:3000/';

async function isSignedIn(browser: Browser): Promise<boolean> {
  return 'code' in resultOf((await browser.follow(app.authorizeUrl({ prompt: 'none' }))).url);
}

describe('end session', () => {
  test.each([back, 'http://localhost:3000'])(
    'wire contract section 7: client_id and the registered %s end the session and lead there verbatim, without a page',
    async (uri) => {
      const { browser, code } = await app.signIn();
      const { body } = await app.exchange(code);
      const response = await browser.get(end({ client_id: 'bookstore', post_logout_redirect_uri: uri }));
      expect([response.status, response.headers.get('location')]).toEqual([303, uri]);
      expect(await isSignedIn(browser)).toBe(false);
      // Refresh tokens for offline access survive a plain sign-out.
      expect(await app.refresh(body.refresh_token)).toMatchObject({ status: 200 });
    },
  );

  test('section 3: state comes back', async () => {
    const { browser } = await app.signIn();
    const response = await browser.get(
      end({ client_id: 'bookstore', post_logout_redirect_uri: back, state: 'a b&c' }),
    );
    expect(new URL(response.headers.get('location')!).searchParams.get('state')).toBe('a b&c');
  });

  test('OpenID Connect Back-Channel Logout section 2.5: the applications of the session are told', async () => {
    const { browser } = await app.signIn();
    await browser.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }));
    expect(p.backchannel).toEqual([
      { customDomain: null, applicationId: 'bookstore', userId, sid: expect.any(String) },
    ]);
  });

  test('access without offline_access ends with the session', async () => {
    const { browser, body } = await app.tokens(undefined, { scope: 'openid' });
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 200 });
    await browser.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }));
    expect(await app.userinfo(body.access_token)).toMatchObject({ status: 401 });
  });

  test.each([
    { client_id: 'bookstore', post_logout_redirect_uri: 'http://evil.example/' },
    { client_id: 'bookstore', post_logout_redirect_uri: 'http://localhost:3000/callback' },
    { client_id: 'nobody', post_logout_redirect_uri: back },
  ])(
    'section 3: an unregistered address is a page, and nobody is signed out (open redirector): %j',
    async (params) => {
      const { browser } = await app.signIn();
      const response = await browser.get(end(params));
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
      expect(await isSignedIn(browser)).toBe(true);
    },
  );

  test('section 2: an address without a client leads nowhere: the person is asked', async () => {
    const { browser } = await app.signIn();
    const response = await browser.get(end({ post_logout_redirect_uri: back }));
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('name="logout"')]);
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('section 6: without parameters a page asks (any image tag could sign people out), and its form works without script', async () => {
    const { browser } = await app.signIn();
    const asked = await browser.get(end());
    expect(asked.headers.get('content-security-policy')).toContain("script-src 'self'");
    const xsrf = await Browser.hidden(asked, 'xsrf');
    expect(await isSignedIn(browser)).toBe(true);
    const forged = await browser.post(app.url('/session/end/confirm'), { xsrf: 'x', logout: 'yes' });
    expect([forged.status, await isSignedIn(browser)]).toEqual([400, true]);
    const again = await Browser.hidden(await browser.get(end()), 'xsrf');
    expect(again).not.toBe(xsrf);
    const done = await browser.post(app.url('/session/end/confirm'), { xsrf: again, logout: 'yes' });
    expect([done.status, done.headers.get('location')]).toEqual([303, app.url('/session/end/success')]);
    expect((await browser.get(app.url('/session/end/success'))).status).toBe(200);
    expect(await isSignedIn(browser)).toBe(false);
    expect(p.backchannel).toHaveLength(1);
  });

  test('nobody signed in: the registered address, or the signed-out page; no script, no cookie', async () => {
    const browser = new Browser(p);
    const away = await browser.get(
      end({ client_id: 'bookstore', post_logout_redirect_uri: back, state: 'x' }),
    );
    expect([away.status, away.headers.get('location')]).toEqual([303, `${back}?state=x`]);
    const { response } = await browser.follow(end());
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.not.stringContaining('document.forms'),
    ]);
    expect(browser.lines).toEqual([]);
  });

  test('a session cookie that is not ours, or of a session long gone, changes nothing', async () => {
    const { browser } = await app.signIn();
    const copy = browser.clone();
    await browser.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }));
    const again = await copy.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }));
    expect([again.status, again.headers.get('location')]).toEqual([303, back]);
    const forged = new Browser(p);
    forged.cookies.set('gh_default_session|/', { value: 'forged', path: '/' });
    expect((await forged.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }))).status).toBe(
      303,
    );
  });
});

describe('back-channel logout', () => {
  test('OpenID Connect Back-Channel Logout section 2.4: the application gets a logout token that it can verify', async () => {
    const received: string[] = [];
    const server = createServer(async (req, res) => {
      for await (const chunk of req) received.push(String(chunk));
      res.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const backchannelLogoutUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bye`;
    const told = await TestApplication.create(p, { id: 'told', backchannelLogoutUri });
    const { browser, body } = await told.tokens();
    await browser.get(end({ client_id: 'bookstore', post_logout_redirect_uri: back }));
    for (const logout of p.backchannel) await p.oidc.sendBackchannelLogout(p.tenant, logout);
    await new Promise((resolve) => server.close(resolve));
    const token = new URLSearchParams(received.join('')).get('logout_token')!;
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(app.url('/jwks'))),
    );
    expect(protectedHeader.typ).toBe('logout+jwt');
    expect(payload).toMatchObject({
      iss: p.tenant.issuer,
      aud: 'told',
      sub: userId,
      sid: decodeJwt(String(body.id_token)).sid,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
  });
});

describe('id_token_hint', () => {
  test('section 2: the ID token of the person who is signed in needs no page', async () => {
    const { browser, body } = await app.tokens();
    const response = await browser.get(
      end({ id_token_hint: String(body.id_token), post_logout_redirect_uri: back }),
    );
    expect([response.status, response.headers.get('location')]).toEqual([303, back]);
    expect(await isSignedIn(browser)).toBe(false);
  });

  test('section 2: the ID token of somebody else does not sign this person out', async () => {
    const { body } = await app.tokens();
    p.page.userId = (await p.users.create(p.tenant.db, { username: `bob${Date.now()}` })).id;
    const { browser } = await app.signIn();
    const response = await browser.get(end({ id_token_hint: String(body.id_token) }));
    expect([response.status, await isSignedIn(browser)]).toEqual([200, true]);
  });

  test('section 4: a forged hint, or one of another client, is refused', async () => {
    const { browser, body } = await app.tokens();
    const token = String(body.id_token);
    const forged = `${token.slice(0, -6)}${token.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    for (const params of [
      { id_token_hint: forged },
      { id_token_hint: token, client_id: 'other' },
      { id_token_hint: 'x' },
    ]) {
      expect((await browser.get(end(params))).status).toBe(400);
    }
    expect(await isSignedIn(browser)).toBe(true);
  });

  test('engine notes 19: after a change of algorithm an old hint leads to the question, not to an error', async () => {
    const { browser, body } = await app.tokens();
    await p.keys.changeAlgorithm(p.tenant, 'RS256');
    await p.keys.rotate(p.tenant, { force: true });
    const asked = await browser.get(
      end({ id_token_hint: String(body.id_token), post_logout_redirect_uri: back }),
    );
    expect([asked.status, await asked.text()]).toEqual([200, expect.stringContaining('name="logout"')]);
  });
});
