/** Providers' tokens: stored by sign-ins where the connector says so, given to applications that may have them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, redirectUri } from '../../sign-in/sign-in-harness.ts';
import { acme, type ConnectorId, calendar, startTokenWorld, type TokenWorld } from './tokens-harness.ts';

let w: TokenWorld;
beforeAll(async () => {
  w = await startTokenWorld();
}, 60_000);
afterAll(() => w.close());
beforeEach(async () => {
  for (const id of ['umbrella', 'globex', acme, 'initech']) w.idp.misbehave(id, null);
  await w.clear();
  w.idp.clearRequests();
});

const alice = 'alice@umbrella.example';
const bodyOf = async (response: Response) => (await response.json()) as Record<string, unknown>;
const problem = async (response: Response) => {
  const { code, data } = await bodyOf(response);
  const { reason } = (data ?? {}) as { reason?: string };
  return [response.status, code, ...(reason === undefined ? [] : [reason])];
};
/** Whom the provider takes the token for. */
const personBehind = async (token: unknown) => {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${w.idp.issuerOf('umbrella')}/userinfo`, { headers });
  return ((await response.json()) as { sub?: string }).sub;
};

describe('with the storage off', () => {
  it('nothing more is asked for and nothing is stored', async () => {
    const { asked } = await w.signIn('umbrella', alice);
    expect(asked.get('scope')).toBe('openid profile email');
    expect(await w.rows()).toEqual([]);
  });
});

describe('with the storage on', () => {
  beforeAll(async () => {
    for (const id of ['umbrella', 'globex', 'acme', 'initech'] as const) await w.store(id);
  });

  it.each<[ConnectorId, string, Record<string, string>]>([
    ['umbrella', alice, { scope: `openid profile email ${calendar} offline_access` }],
    ['acme', 'anna@acme.example', { scope: `openid profile email ${calendar} offline_access` }],
    ['initech', 'peter@initech.example', { scope: `openid profile email ${calendar} offline_access` }],
    ['globex', 'gina@globex.example', { scope: `openid profile email ${calendar}`, access_type: 'offline' }],
  ])('%s: the application gets the token that the sign-in brought', async (id, username, wanted) => {
    const { asked, access_token: own } = await w.signIn(id, username);
    expect(Object.fromEntries(asked)).toMatchObject(wanted);
    const answer = await w.fetchToken(own, id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = await bodyOf(answer);
    expect(Object.keys(body).sort()).toEqual([
      'access_token',
      'expires_at',
      'expires_in',
      'scope',
      'token_type',
    ]);
    expect(body).toMatchObject({ token_type: 'Bearer', scope: expect.stringContaining(calendar) });
    expect(body.expires_in).toBeGreaterThan(3_000);
    expect(body.access_token).toMatch(/^EwB/);
  });

  it('the token is the person’s own, of nobody else who signed in there', async () => {
    const first = await w.signIn('umbrella', alice);
    const second = await w.signIn('umbrella', 'bob@umbrella.example');
    expect(await personBehind((await bodyOf(await w.fetchToken(first.access_token))).access_token)).toBe(
      'alice-1',
    );
    expect(await personBehind((await bodyOf(await w.fetchToken(second.access_token))).access_token)).toBe(
      'bob-1',
    );
  });

  it('a provider that gives a refresh token the first time alone (Google) takes it back by giving none', async () => {
    await w.signIn('globex', 'gina@globex.example');
    const [before] = await w.rows();
    w.idp.misbehave('globex', 'no-refresh-token');
    await w.signIn('globex', 'gina@globex.example');
    const [after] = await w.rows();
    expect(after?.sealed_access).not.toBe(before?.sealed_access);
    expect(after?.sealed_refresh).toBe(before?.sealed_refresh);
  });

  it('a token of an unknown kind is not stored; the person is signed in all the same', async () => {
    w.idp.misbehave('umbrella', 'no-token-expiry');
    const { access_token: own } = await w.signIn('umbrella', alice);
    expect(await bodyOf(await w.fetchToken(own))).not.toHaveProperty('expires_at');
  });

  it('a test of the connector stores nothing', async () => {
    const started = await w.api('/sso-connectors/umbrella/tests', { method: 'POST', body: '{}' });
    expect(started.status).toBe(201);
    expect(await w.rows()).toEqual([]);
  });

  it('tokens wait sealed until a local account is proved, and are stored with the link', async () => {
    const passwordHash = await w.app.credentials.hashPassword(password);
    const email = 'carol@umbrella.example';
    await w.app.users.create(w.db, { email, emailVerified: false, name: 'Carol', passwordHash });
    w.idp.addUser('umbrella', { id: 'carol-1', username: email, email, name: 'Carol' });
    const { back, browser } = await w.signIn('umbrella', email);
    expect(back.url.href).not.toContain(redirectUri);
    expect(await w.rows()).toEqual([]);
    const done = await browser.post(back, { password });
    const tokens = await w.redeem(done.url.searchParams.get('code') ?? '');
    const { access_token: given } = await bodyOf(await w.fetchToken(tokens.access_token));
    expect(await personBehind(given)).toBe('carol-1');
  });

  it('the trace says that tokens were stored, and not which', async () => {
    await w.signIn('umbrella', alice);
    const { traces } = await w.app.sso.listAttempts(w.db, { limit: 1, offset: 0 });
    expect(traces[0]?.steps).toContainEqual(
      expect.objectContaining({
        rule: 'tokens.stored',
        verdict: 'pass',
        seen: 'access token and refresh token',
      }),
    );
  });

  describe('is given out only', () => {
    const scope = 'openid offline_access';

    it('to an application that asked for the scope', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice, { scope });
      expect(await problem(await w.fetchToken(own))).toEqual([403, 'sso.token_scope_missing']);
    });

    it('to an application that an administrator allowed, and says nothing of which connectors there are', async () => {
      const other = await w.application('otherapp');
      const { access_token: own } = await w.signIn('umbrella', alice, {}, other);
      const refused = await w.fetchToken(own);
      expect(await problem(refused)).toEqual([403, 'sso.token_not_permitted']);
      expect(await problem(await w.fetchToken(own, 'nothere'))).toEqual([403, 'sso.token_not_permitted']);
    });

    it('as long as the application may have it: taken off the list, it gets none from now on', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice);
      await w.store('umbrella', { applications: [] });
      expect(await problem(await w.fetchToken(own))).toEqual([403, 'sso.token_not_permitted']);
      await w.store('umbrella');
      expect((await w.fetchToken(own)).status).toBe(200);
    });

    it('to an application that became third-party meanwhile: no more', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice);
      const rules = { tag: w.app.tenant.tag };
      await w.app.applications.update(w.db, 'shop', { thirdParty: true }, rules);
      expect(await problem(await w.fetchToken(own))).toEqual([403, 'sso.token_not_permitted']);
      await w.app.applications.update(w.db, 'shop', { thirdParty: false }, rules);
    });

    it('for a session that came through this connector: a password shows the provider nothing', async () => {
      const { browser: _, ...signedIn } = await w.signIn('umbrella', alice);
      const user = await w.userOf(alice);
      await w.app.users.update(w.db, user.id, { username: 'alice' });
      await w.app.users.setPasswordHash(w.db, user.id, await w.app.credentials.hashPassword(password));
      await w.app.sso.connectors.update(w.db, 'umbrella', { enforced: false });
      const byPassword = await signInByPassword();
      expect(await problem(await w.fetchToken(byPassword))).toEqual([
        404,
        'sso.token_unavailable',
        'signed_in_otherwise',
      ]);
      expect((await w.fetchToken(signedIn.access_token)).status).toBe(200);
      await w.app.sso.connectors.update(w.db, 'umbrella', { enforced: true });
    });

    async function signInByPassword(): Promise<string> {
      const { Browser } = await import('../../sign-in/sign-in-harness.ts');
      const browser = new Browser(w.app);
      const asked = { client_id: 'shop', scope: 'openid urn:gatehouse:scope:provider_tokens' };
      const offered = await browser.post(await browser.begin(asked), { identifier: 'alice' });
      const page = await browser.go(offered.url.href.replace(/\/sso$/, '/password'));
      const done = await browser.post(page, { password });
      return (await w.redeem(done.url.searchParams.get('code') ?? '')).access_token;
    }

    it('for a token of ours that is good at userinfo: no JWT of an API, no ID, refresh or management token, no rubbish', async () => {
      const { id_token: id, refresh_token: refresh } = await w.signIn('umbrella', alice);
      for (const token of [id, refresh, w.management, 'x'.repeat(43), 'eyJ.eyJ.x', '../../../etc']) {
        const answer = await w.fetchToken(token);
        expect([token.slice(0, 8), answer.status]).toEqual([token.slice(0, 8), 401]);
        expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      }
      const path = '/api/my-account/sso-identities/umbrella/access-token';
      expect((await w.app.fetch(path)).status).toBe(401);
      const { access_token: own } = await w.signIn('umbrella', alice);
      expect((await w.app.fetch(`${path}?access_token=${own}`)).status).toBe(401);
      expect((await w.app.fetch(path, { method: 'POST' })).status).toBe(405);
    });

    it('no more when the person is suspended or the application’s grant is revoked', async () => {
      const { access_token: own } = await w.signIn('umbrella', 'bob@umbrella.example');
      const bob = await w.userOf('bob@umbrella.example');
      const [grant] = await w.app.oidc.sessions.grantsForUser(w.db, bob.id);
      expect((await w.fetchToken(own)).status).toBe(200);
      await w.app.oidc.sessions.revokeGrant(w.db, bob.id, grant!.id);
      expect((await w.fetchToken(own)).status).toBe(401);
      const again = await w.signIn('umbrella', 'bob@umbrella.example');
      await w.app.users.suspend(w.db, bob.id);
      expect((await w.fetchToken(again.access_token)).status).toBe(401);
      await w.app.users.resume(w.db, bob.id);
    });

    it('no more while the connector is disabled', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice);
      await w.app.sso.connectors.disable(w.db, 'umbrella');
      expect((await w.fetchToken(own)).status).toBeGreaterThanOrEqual(401);
      await w.update('umbrella', { enabled: true });
    });

    it('within its tenant: an access token of another tenant is nobody’s here', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice);
      const answer = await w.app.fetch('/t/admin/api/my-account/sso-identities/umbrella/access-token', {
        headers: { authorization: `Bearer ${own}` },
      });
      expect(answer.status).toBe(401);
    });

    it('never in another one’s place: a refresh token copied over the access token in the database', async () => {
      const { access_token: own } = await w.signIn('umbrella', alice);
      const [row] = await w.rows();
      await w.db.updateTable('sso_tokens').set({ sealed_access: row!.sealed_refresh! }).execute();
      const answer = await w.fetchToken(own);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toMatch(/EwB|1\.A/);
    });
  });

  it('one event an hour says which application was given whose token, and not which token', async () => {
    const { access_token: own } = await w.signIn('umbrella', alice);
    const before = (await w.events('sso.token_issued')).length;
    await Promise.all(Array.from({ length: 5 }, () => w.fetchToken(own)));
    const after = await w.events('sso.token_issued');
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)?.payload).toMatchObject({ applicationId: 'shop' });
    expect(JSON.stringify(after)).not.toMatch(/EwB/);
  });
});

describe('what a sign-in costs', () => {
  const statements = async () => {
    const signIn = () => w.signIn('initech', 'peter@initech.example');
    await signIn();
    return (await w.app.db.statements.during(signIn)).statements.length;
  };

  it('with the storage off not one statement more, with it on one', async () => {
    await w.store('initech', { enabled: false });
    const off = await statements();
    await w.store('initech');
    expect(await statements()).toBe(off + 1);
  });

  it('nothing is lost when many sign in at the moment that it is switched on', async () => {
    await w.store('umbrella', { enabled: false });
    const people = Array.from({ length: 6 }, (_, i) => `many${i}@umbrella.example`);
    for (const email of people) w.idp.addUser('umbrella', { id: email, username: email, email, name: email });
    for (const email of people) await w.signIn('umbrella', email);
    await w.store('umbrella');
    const all = await Promise.all(people.map((email) => w.signIn('umbrella', email)));
    for (const { access_token: own } of all) expect((await w.fetchToken(own)).status).toBe(200);
    expect(await w.rows()).toHaveLength(people.length);
  });
});

describe('who may switch it on', () => {
  const storage = (tokenStorage: object, id = 'umbrella') =>
    w.api(`/sso-connectors/${id}`, { method: 'PATCH', body: JSON.stringify({ tokenStorage }) });

  it.each<[string, object]>([
    ['spa', { type: 'spa' }],
    ['native', { type: 'native' }],
    ['thirdparty', { thirdParty: true }],
    ['machine', { type: 'machine-to-machine', redirectUris: [] }],
  ])(
    'no application that would have to keep a stranger’s token in a browser or is somebody else’s: %s',
    async (id, more) => {
      await w.application(id, more);
      expect(await problem(await storage({ enabled: true, applications: [id] }))).toEqual([
        400,
        'sso.token_application_unfit',
      ]);
    },
  );

  it('no application that is not there, and no scope that would smuggle in another parameter', async () => {
    expect((await storage({ enabled: true, applications: ['nobody'] })).status).toBe(400);
    expect((await storage({ enabled: true, scopes: ['a b'] })).status).toBe(400);
    expect((await storage({ enabled: true, scopes: ['a&prompt=none"'] })).status).toBe(400);
  });

  it('no SAML connector', async () => {
    const config = {
      idpEntityId: 'https://idp.example',
      ssoUrl: 'https://idp.example/sso',
      certificates: [],
    };
    const answer = await w.api('/sso-connectors', {
      method: 'POST',
      body: JSON.stringify({
        id: 'stark',
        name: 'Stark',
        provider: 'saml',
        config,
        tokenStorage: { enabled: true },
      }),
    });
    expect(answer.status).toBe(400);
  });

  it('a change of what is asked for is another connection, which has to prove itself anew', async () => {
    await storage({ enabled: true, scopes: [], applications: ['shop'] });
    await w.signIn('umbrella', alice);
    expect((await w.app.sso.connectors.get(w.db, 'umbrella')).testedAt).not.toBeNull();
    await storage({ enabled: true, scopes: [], applications: [] });
    expect((await w.app.sso.connectors.get(w.db, 'umbrella')).testedAt).not.toBeNull();
    await storage({ enabled: true, scopes: ['more'], applications: [] });
    expect((await w.app.sso.connectors.get(w.db, 'umbrella')).testedAt).toBeNull();
  });
});
