/**
 * Signing out together with the identity provider: OpenID Connect RP-Initiated Logout 1.0 towards it, Back-Channel
 * Logout 1.0 and Front-Channel Logout 1.0 from it.
 */
import { decodeJwt } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type IdpSimulator, signInAtIdp, startIdpSimulator } from '../../testing/idp/index.ts';
import { type Browser, redeem, redirectUri, startSignIn, type World } from './sign-in-harness.ts';

let world: World;
let idp: IdpSimulator;
let browser: Browser;
/** The provider's own cookies. */
let cookies: Map<string, string>;

const goodbye = 'http://localhost:3999/goodbye';
const shop = { id: 'shop', secret: '' };
const tenantId = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';

beforeAll(async () => {
  world = await startSignIn();
  const { app, tenant } = world;
  const client = (id: string) => ({
    clientId: `${id}-app`,
    clientSecret: `${id}-secret`,
    redirectUris: [`${app.endpoint}/callback/${id}`],
    postLogoutRedirectUris: [`${app.endpoint}/sso/${id}/logged-out`],
    backchannelLogoutUri: `${app.endpoint}/sso/${id}/backchannel-logout`,
  });
  const person = (name: string, domain: string) => ({
    id: `${name}-1`,
    username: `${name}@${domain}`,
    email: `${name}@${domain}`,
    name,
  });
  idp = await startIdpSimulator({
    organizations: [
      {
        kind: 'oidc',
        id: 'umbrella',
        clients: [client('umbrella')],
        users: [person('alice', 'umbrella.example'), person('bob', 'umbrella.example')],
      },
      {
        kind: 'entra',
        id: tenantId,
        domain: 'acme.example',
        clients: [client('acme')],
        users: [person('anna', 'acme.example')],
      },
      {
        kind: 'google',
        id: 'globex',
        domain: 'globex.example',
        clients: [client('globex')],
        users: [person('gina', 'globex.example')],
      },
    ],
  });
  const connect = (id: string, provider: string, issuer: string) =>
    app.sso.connectors.create(tenant.db, {
      id,
      name: id,
      provider,
      config: { issuer, clientId: `${id}-app`, clientSecret: `${id}-secret` },
      domains: [{ name: `${id}.example`, proved: true }],
      enabled: true,
    });
  await connect('umbrella', 'oidc', idp.issuerOf('umbrella'));
  await connect('acme', 'entra-oidc', idp.issuerOf(tenantId));
  await connect('globex', 'google-workspace', idp.issuerOf('globex'));
  const { secret } = await app.applications.create(
    tenant.db,
    {
      id: shop.id,
      name: 'Shop',
      type: 'traditional',
      redirectUris: [redirectUri],
      postLogoutRedirectUris: [goodbye],
    } as never,
    tenant,
  );
  shop.secret = String(secret);
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(async () => {
  browser = world.browser();
  cookies = new Map();
  await world.forgetLimits();
  idp.clearRequests();
});

const signsOutAtProvider = (id: string, signOutAtProvider: 'yes' | 'no' | null) =>
  world.app.sso.connectors.update(world.tenant.db, id, { config: { signOutAtProvider } });

/** Signs in through a connector; the ID token of the application, and what the provider called the person. */
async function signIn(connectorId: string, username: string, by = browser) {
  const asked = { client_id: shop.id, scope: 'openid', direct_sign_in: `sso:${connectorId}` };
  const away = await by.begin(asked);
  const { callbackUrl } = await signInAtIdp(idp, away.url, { username, cookies });
  const back = await by.go(callbackUrl.href);
  const { id_token: idToken } = await redeem(world, back, shop);
  expect(decodeJwt(idToken).sub).toMatch(/^usr_/);
  return { idToken, sid: sidOf(connectorId) };
}
/** The provider's session id: the simulator makes it from its cookie. */
const sidOf = (connectorId: string) => {
  const kind = { umbrella: 'oidc', acme: 'entra', globex: 'google' }[connectorId];
  return stableGuid(cookies.get(`idpsim_${kind}`) ?? '');
};
const { stableGuid } = await import('../../testing/idp/organization.ts');

/** What the browser would ask of the provider, as who is signed in there. */
const atIdp = (url: URL) => {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(url, { redirect: 'manual', headers: { cookie } });
};

const isSignedIn = async (by = browser) => {
  const { url } = await by.begin({ client_id: shop.id, scope: 'openid', prompt: 'none' });
  return url.searchParams.has('code');
};
const signOut = (idToken: string, extra: Record<string, string> = {}) =>
  browser.go(
    `/oidc/session/end?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: goodbye, state: 'bye', ...extra })}`,
  );
const notice = (connectorId: string, token: string, init: RequestInit = {}) =>
  world.app.fetch(`/sso/${connectorId}/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: token }),
    ...init,
  });
const alices = { clientId: 'umbrella-app', sub: 'alice-1' };

describe('signing out here', () => {
  it('goes by the provider, ends the session there and comes back to the application', async () => {
    await signsOutAtProvider('umbrella', 'yes');
    const { idToken } = await signIn('umbrella', 'alice@umbrella.example');
    const away = await signOut(idToken);
    expect(away.url.origin).toBe(idp.url);
    const asked = away.url.searchParams;
    expect(asked.get('client_id')).toBe('umbrella-app');
    expect(decodeJwt(asked.get('id_token_hint') ?? '')).toMatchObject({
      sub: 'alice-1',
      aud: 'umbrella-app',
    });
    expect(asked.get('state')).not.toContain('goodbye');
    const there = await atIdp(away.url);
    expect(there.headers.getSetCookie().join()).toContain('Max-Age=0');
    const back = await browser.go(there.headers.get('location') ?? '');
    expect(back.url.href).toBe(`${goodbye}?state=bye`);
    expect(await isSignedIn()).toBe(false);
  });

  it('does so after the question whether to sign out, too', async () => {
    await signsOutAtProvider('umbrella', 'yes');
    await signIn('umbrella', 'alice@umbrella.example');
    const page = await browser.go('/oidc/session/end');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const away = await browser.post('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(away.url.origin).toBe(idp.url);
    expect(await isSignedIn()).toBe(false);
  });

  it.each(['sign-out', 'sign-out-everywhere'])('does so from the account page, too: %s', async (button) => {
    await signsOutAtProvider('umbrella', 'yes');
    await signIn('umbrella', 'alice@umbrella.example');
    const account = await browser.go('/account');
    expect(account.headers.get('content-security-policy'), 'it may lead there').not.toContain('form-action');
    const away = await browser.post(`/account/${button}`, {});
    expect([away.url.origin, away.url.searchParams.get('client_id')]).toEqual([idp.url, 'umbrella-app']);
    expect(await isSignedIn()).toBe(false);
    const there = await atIdp(away.url);
    const back = await browser.go(there.headers.get('location') ?? '');
    expect(back.url.pathname).toBe('/oidc/session/end/success');
  });

  it.each([
    ['the connector does not want it', 'umbrella', 'alice@umbrella.example', 'no'],
    ['the provider has no such address', 'globex', 'gina@globex.example', null],
  ] as const)('stays here when %s', async (_why, connectorId, username, wanted) => {
    if (wanted) await signsOutAtProvider(connectorId, wanted);
    const { idToken } = await signIn(connectorId, username);
    expect((await signOut(idToken)).url.href).toBe(`${goodbye}?state=bye`);
    expect(await isSignedIn()).toBe(false);
  });

  it('a provider that is down keeps nobody signed in here', async () => {
    await signsOutAtProvider('acme', 'yes');
    const { idToken } = await signIn('acme', 'anna@acme.example');
    await world.app.sso.connectors.update(world.tenant.db, 'acme', {
      config: { issuer: 'http://localhost:9/3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21/v2.0' },
    });
    expect((await signOut(idToken)).url.href).toBe(`${goodbye}?state=bye`);
    expect(await isSignedIn()).toBe(false);
    await world.app.sso.connectors.update(world.tenant.db, 'acme', {
      config: { issuer: idp.issuerOf(tenantId), signOutAtProvider: null },
    });
  });

  it('threat: an open redirect by the address for the way back', async () => {
    for (const state of ['https://evil.example/', 'x', 'v1.test.AAAA.BBBB', undefined]) {
      const query = state === undefined ? '' : `?${new URLSearchParams({ state })}`;
      const response = await world.app.fetch(`/sso/umbrella/logged-out${query}`);
      expect(response.headers.get('location')).toBe(`${world.app.endpoint}/oidc/session/end/success`);
    }
  });
});

describe('a logout token from the provider', () => {
  it('by person ends all of the person’s sessions through this connector, and nobody else’s', async () => {
    const [other, bobs] = [world.browser(), world.browser()];
    await signIn('umbrella', 'alice@umbrella.example');
    await signIn('umbrella', 'alice@umbrella.example', other);
    cookies = new Map();
    await signIn('umbrella', 'bob@umbrella.example', bobs);
    const response = await notice('umbrella', await idp.logoutToken('umbrella', alices));
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect([await isSignedIn(), await isSignedIn(other), await isSignedIn(bobs)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('by session ends that one alone', async () => {
    const other = world.browser();
    const { sid } = await signIn('umbrella', 'alice@umbrella.example');
    cookies = new Map();
    await signIn('umbrella', 'alice@umbrella.example', other);
    expect((await notice('umbrella', await idp.logoutToken('umbrella', { ...alices, sid }))).status).toBe(
      200,
    );
    expect([await isSignedIn(), await isSignedIn(other)]).toEqual([false, true]);
  });

  it('comes by itself when the person signs out at the provider’s own page', async () => {
    const other = world.browser();
    await signIn('umbrella', 'alice@umbrella.example');
    const there = [...cookies];
    cookies = new Map();
    await signIn('umbrella', 'alice@umbrella.example', other);
    const cookie = there.map(([name, value]) => `${name}=${value}`).join('; ');
    const page = await fetch(`${idp.issuerOf('umbrella')}/end-session`, { headers: { cookie } });
    expect(await page.text()).toContain('umbrella-app: 200');
    expect([await isSignedIn(), await isSignedIn(other)]).toEqual([false, true]);
  });

  it('leaves the cause of a refusal to whoever manages the connector', async () => {
    const token = await idp.logoutToken('umbrella', { ...alices, signature: 'rogue' });
    expect((await notice('umbrella', token)).status).toBe(400);
    const [event] = await world.tenant.db.query<{ cause: string }>(sql<{ cause: string }>`
      select payload -> 'data' ->> 'cause' as cause from events where type = 'sso.provider_logout_refused'
        and tenant_id = ${world.tenant.db.tenantId} order by id desc`);
    expect(event?.cause).toBe('oidc.logout_token: ERR_JWKS_NO_MATCHING_KEY');
  });

  it('of a person who is not signed in is all the same: nobody learns who is', async () => {
    const token = await idp.logoutToken('umbrella', { clientId: 'umbrella-app', sub: 'nobody' });
    expect((await notice('umbrella', token)).status).toBe(200);
  });

  it('may leave its type out, as many do', async () => {
    await signIn('umbrella', 'alice@umbrella.example');
    const token = await idp.logoutToken('umbrella', { ...alices, header: { typ: 'JWT' } });
    expect((await notice('umbrella', token)).status).toBe(200);
    expect(await isSignedIn()).toBe(false);
  });

  type Facts = Parameters<IdpSimulator['logoutToken']>[1];
  const claim = (name: string, value: unknown): Partial<Facts> => ({
    change: (claims) => {
      if (value === undefined) delete claims[name];
      else claims[name] = value;
    },
  });
  const now = () => Math.floor(Date.now() / 1000);
  const hostile: [string, () => Partial<Facts>][] = [
    ['another issuer', () => claim('iss', 'https://evil.example')],
    ['no issuer', () => claim('iss', undefined)],
    ['another audience', () => claim('aud', 'another-app')],
    ['no audience', () => claim('aud', undefined)],
    ['expired', () => claim('exp', now() - 3_600)],
    ['no expiry', () => claim('exp', undefined)],
    ['issued an hour ago', () => claim('iat', now() - 3_600)],
    ['issued in an hour', () => claim('iat', now() + 3_600)],
    ['no time of issue', () => claim('iat', undefined)],
    ['no jti', () => claim('jti', undefined)],
    ['a jti that is no text', () => claim('jti', { $ne: 1 })],
    ['a nonce: an ID token in disguise', () => claim('nonce', 'n')],
    ['no events', () => claim('events', undefined)],
    ['events that are a list', () => claim('events', ['http://schemas.openid.net/event/backchannel-logout'])],
    ['another event', () => claim('events', { 'http://schemas.openid.net/event/other': {} })],
    [
      'an event that is no object',
      () => claim('events', { 'http://schemas.openid.net/event/backchannel-logout': 'yes' }),
    ],
    ['neither person nor session', () => claim('sub', undefined)],
    ['a person that is no text', () => claim('sub', ['alice-1'])],
    ['an empty person', () => claim('sub', '')],
    ['a session that is no text', () => claim('sid', 7)],
    ['the type of an access token', () => ({ header: { typ: 'at+jwt' } })],
    ['a key that the provider never had', () => ({ signature: 'rogue' })],
    ['the kid of a right key', () => ({ signature: 'same-kid' })],
    ['no signature', () => ({ signature: 'none' })],
    ['the public key as a secret', () => ({ signature: 'hmac' })],
  ];
  it.each(hostile)('threat: %s ends nothing', async (_what, facts) => {
    await signIn('umbrella', 'alice@umbrella.example');
    const began = Date.now();
    const response = await notice('umbrella', await idp.logoutToken('umbrella', { ...alices, ...facts() }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'sso.logout_refused' });
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(await isSignedIn()).toBe(true);
  });

  it('threat: a token counts once', async () => {
    const token = await idp.logoutToken('umbrella', alices);
    expect((await notice('umbrella', token)).status).toBe(200);
    await signIn('umbrella', 'alice@umbrella.example');
    expect((await notice('umbrella', token)).status).toBe(400);
    expect(await isSignedIn()).toBe(true);
  });

  it('threat: of two at the same moment one counts', async () => {
    const token = await idp.logoutToken('umbrella', alices);
    const answers = await Promise.all(Array.from({ length: 5 }, () => notice('umbrella', token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
  });

  it('threat: a provider ends the sessions of another connector’s people', async () => {
    await signIn('acme', 'anna@acme.example');
    const token = await idp.logoutToken('umbrella', { clientId: 'acme-app', sub: 'anna-1' });
    expect((await notice('acme', token)).status).toBe(400);
    expect(await isSignedIn()).toBe(true);
  });

  it.each<[string, RequestInit]>([
    ['no token', { body: new URLSearchParams() }],
    ['two tokens', { body: new URLSearchParams('logout_token=a&logout_token=b') }],
    ['JSON', { body: '{"logout_token":"a"}', headers: { 'content-type': 'application/json' } }],
    ['rubbish', { body: new URLSearchParams({ logout_token: 'a.b.c' }) }],
    ['a megabyte', { body: new URLSearchParams({ logout_token: 'a'.repeat(1_000_000) }) }],
    ['something encrypted', { body: new URLSearchParams({ logout_token: 'a.b.c.d.e' }) }],
  ])('threat: %s is refused like everything else', async (_what, init) => {
    const [known, unknown] = await Promise.all([notice('umbrella', '', init), notice('nobody', '', init)]);
    expect([known.status, unknown.status]).toEqual([400, 400]);
    const shape = async (response: Response) => {
      const { requestId: _, ...rest } = (await response.json()) as Record<string, unknown>;
      return rest;
    };
    expect(await shape(known)).toEqual(await shape(unknown));
  });
});

describe('a front-channel notice, as Entra sends it into a frame', () => {
  const frame = (connectorId: string, query: Record<string, string>) =>
    world.app.fetch(`/sso/${connectorId}/frontchannel-logout?${new URLSearchParams(query)}`);

  it('ends the session that it names, and looks the same when there is none', async () => {
    const { sid } = await signIn('acme', 'anna@acme.example');
    const iss = idp.issuerOf(tenantId);
    const wrong = [
      { iss, sid: 'guessed' },
      { iss: 'https://evil.example', sid },
      { sid },
      { iss },
      { iss, sid: 'x'.repeat(5_000) },
    ];
    for (const query of wrong) expect((await frame('acme', query as never)).status).toBe(200);
    expect((await frame('umbrella', { iss, sid })).status).toBe(200);
    expect(await isSignedIn()).toBe(true);
    const response = await frame('acme', { iss, sid });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-frame-options')).toBeNull();
    expect(await isSignedIn()).toBe(false);
  });
});
