/** The device flow (RFC 8628): a code typed on another device, used once, by whoever signed in there. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expire, startProvider, type TestProvider } from './provider-harness.ts';
import { type Answer, alice, Browser, TestApplication } from './test-client.ts';

const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
let p: TestProvider;
let tv: TestApplication;
let userId: string;

beforeAll(async () => {
  p = await startProvider();
  tv = await TestApplication.create(p, {
    id: 'tv',
    type: 'native',
    redirectUris: [],
    postLogoutRedirectUris: [],
  });
  userId = await alice(p);
});
afterAll(() => p.close());
beforeEach(() => Object.assign(p.page, { does: 'sign-in', userId, remember: true }));
afterEach(() => expect(p.failures).toEqual([]));

const begin = async () =>
  (await tv.post('/device/auth', { scope: 'openid profile offline_access' })).body as Record<string, string>;
const poll = (device_code: string): Promise<Answer> => tv.token({ grant_type, device_code });
const page = () => tv.url('/device');

/** Types the code; answers what came after the button (`confirm` or `abort`), pages of sign-in included. */
async function enter(browser: Browser, user_code: string, button: 'confirm' | 'abort' = 'confirm') {
  const xsrf = await Browser.hidden(await browser.get(page()), 'xsrf');
  const asked = await browser.post(page(), { xsrf, user_code });
  if (asked.status !== 200) return asked;
  const response = await browser.post(page(), { xsrf, user_code, [button]: 'yes' });
  const location = response.headers.get('location');
  return location ? (await browser.follow(new URL(location, page()).href)).response : response;
}

describe('device authorization grant', () => {
  test('section 3: device asks, person types the code and signs in, device gets tokens, a refresh token too', async () => {
    const answer = await begin();
    expect(answer).toMatchObject({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: tv.url('/device'),
      verification_uri_complete: expect.stringContaining('user_code='),
      expires_in: 600,
    });
    expect(await poll(answer.device_code!)).toMatchObject({
      status: 400,
      body: { code: 'oidc.authorization_pending' },
    });
    const browser = new Browser(p);
    const done = await enter(browser, answer.user_code!.toLowerCase());
    expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('<h1')]);
    const { status, body } = await poll(answer.device_code!);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ refresh_token: expect.any(String), id_token: expect.any(String) }),
    ]);
    expect((await tv.userinfo(body.access_token)).body).toMatchObject({ sub: userId });
    expect(await tv.refresh(body.refresh_token)).toMatchObject({ status: 200 });
  });

  test('section 5.4: signed in already, the person still confirms the code (remote phishing)', async () => {
    const browser = new Browser(p);
    await enter(browser, (await begin()).user_code!);
    const { user_code, device_code } = await begin();
    const xsrf = await Browser.hidden(await browser.get(page()), 'xsrf');
    const asked = await browser.post(page(), { xsrf, user_code: user_code! });
    expect(await asked.text()).toContain(user_code);
    expect(await poll(device_code!)).toMatchObject({ body: { code: 'oidc.authorization_pending' } });
    await browser.post(page(), { xsrf, user_code: user_code!, confirm: 'yes' });
    expect(await poll(device_code!)).toMatchObject({ status: 200 });
  });

  test('section 3.3.1: the link with the code in it posts a form whose script the policy allows by hash only', async () => {
    const { verification_uri_complete } = await begin();
    const response = await new Browser(p).get(verification_uri_complete!);
    expect(response.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/);
  });

  test('section 5.1: a wrong code says so and tells the device nothing', async () => {
    const { device_code } = await begin();
    const wrong = await enter(new Browser(p), 'BBBB-BBBB');
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('name="user_code"')]);
    expect(await poll(device_code!)).toMatchObject({ body: { code: 'oidc.authorization_pending' } });
    expect((await enter(new Browser(p), '')).status).toBe(400);
  });

  test('section 3.5: an expired code is expired for both sides', async () => {
    const { device_code, user_code } = await begin();
    await expire(p, 'DeviceCode');
    expect((await enter(new Browser(p), user_code!)).status).toBe(400);
    const { status, body } = await poll(device_code!);
    expect([status, ['oidc.expired_token', 'oidc.invalid_grant']]).toEqual([
      400,
      expect.arrayContaining([body.code]),
    ]);
  });

  test('section 3.5: a denial reaches the device as access_denied', async () => {
    const { device_code, user_code } = await begin();
    const denied = await enter(new Browser(p), user_code!, 'abort');
    expect(await denied.text()).toContain('<h1');
    expect(await poll(device_code!)).toMatchObject({ status: 400, body: { code: 'oidc.access_denied' } });
  });

  test('a denial on the sign-in page reaches the device too', async () => {
    p.page.does = 'refuse';
    const { device_code, user_code } = await begin();
    await enter(new Browser(p), user_code!);
    expect(await poll(device_code!)).toMatchObject({ status: 400, body: { code: 'oidc.access_denied' } });
  });

  test('section 3.4: of 10 polls at once one gets the tokens, and a replay ends them', async () => {
    const { device_code, user_code } = await begin();
    await enter(new Browser(p), user_code!);
    const answers = await Promise.all(Array.from({ length: 10 }, () => poll(device_code!)));
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([...answers.map(({ status }) => status)].filter((s) => s === 200 || s === 400)),
    );
    expect(await poll(device_code!)).toMatchObject({ status: 400, body: { code: 'oidc.invalid_grant' } });
    const [won] = answers.filter(({ status }) => status === 200);
    if (won) expect(await tv.userinfo(won.body.access_token)).toMatchObject({ status: 401 });
  });

  test('an attempt begun at the device page that expired leads back to that page', async () => {
    p.page.does = 'show';
    const shown = await enter(new Browser(p), (await begin()).user_code!);
    const { id } = (await shown.json()) as { id: string };
    expect(await p.oidc.attempts.restartUrl(p.tenant, id)).toMatchObject({
      url: page(),
      application: { id: 'tv' },
    });
  });

  test("a code that somebody has confirmed is nobody else's any more", async () => {
    const { user_code } = await begin();
    await enter(new Browser(p), user_code!);
    expect((await enter(new Browser(p), user_code!)).status).toBe(400);
  });

  test('two people confirm one code at once: the device gets tokens of one of them', async () => {
    const { device_code, user_code } = await begin();
    const bob = await p.users.create(p.tenant.db, { username: `bob${Date.now()}` });
    const one = new Browser(p);
    const two = new Browser(p);
    await enter(one, (await begin()).user_code!);
    p.page.userId = bob.id;
    await enter(two, (await begin()).user_code!);
    await Promise.all([enter(one, user_code!), enter(two, user_code!)]);
    const { status, body } = await poll(device_code!);
    expect(status).toBe(200);
    expect([userId, bob.id]).toContain((await tv.userinfo(body.access_token)).body.sub);
  });

  test('section 3.1: only applications for devices may ask; a web application may not', async () => {
    const web = await TestApplication.create(p, { id: 'web' });
    expect(await web.post('/device/auth', { scope: 'openid' })).toMatchObject({ status: 400 });
    expect(await tv.post('/device/auth', { client_id: 'nobody' })).toMatchObject({
      status: 401,
      body: { code: 'oidc.invalid_client' },
    });
  });

  test('the form proves that it came from our page (CSRF)', async () => {
    const { user_code } = await begin();
    const browser = new Browser(p);
    await browser.get(page());
    const response = await browser.post(page(), { xsrf: 'x', user_code: user_code!, confirm: 'yes' });
    expect(response.status).toBe(400);
  });
});
