/** RFC 6749 section 6, RFC 9700 section 4.14: access tokens made anew, by one at a time, and what hostile providers make of it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp } from '../../../testing/test-app.ts';
import { type ConnectorId, organizationOf, startTokenWorld, type TokenWorld } from './tokens-harness.ts';

let w: TokenWorld;
beforeAll(async () => {
  w = await startTokenWorld();
  for (const id of ['umbrella', 'globex', 'acme'] as const) await w.store(id);
}, 60_000);
afterAll(() => w.close());
beforeEach(async () => {
  for (const id of ['umbrella', 'globex', 'acme'] as const) w.idp.misbehave(organizationOf(id), null);
  w.idp.updateClient('umbrella', 'umbrella-app', { rotatesRefreshTokens: false, jwks: undefined });
  await w.clear();
  w.idp.clearRequests();
});

const alice = 'alice@umbrella.example';
const given = async (own: string, id: ConnectorId = 'umbrella') => {
  const answer = await w.fetchToken(own, id);
  const body = (await answer.json()) as Record<string, unknown> & { data?: Record<string, unknown> };
  return { status: answer.status, headers: answer.headers, body };
};
const signedIn = async (id: ConnectorId = 'umbrella', username = alice) =>
  (await w.signIn(id, username)).access_token;

describe('an access token that is about to run out', () => {
  it.each<[ConnectorId, string]>([
    ['umbrella', alice],
    ['globex', 'gina@globex.example'],
    ['acme', 'anna@acme.example'],
  ])('%s: is made anew when it is asked for, and only then', async (id, username) => {
    const own = await signedIn(id, username);
    const first = await given(own, id);
    expect((await given(own, id)).body.access_token).toBe(first.body.access_token);
    await w.expireIn(30);
    const second = await given(own, id);
    expect(second.status).toBe(200);
    expect(second.body.access_token).not.toBe(first.body.access_token);
    expect(second.body.expires_in).toBeGreaterThan(3_000);
    expect((await given(own, id)).body.access_token).toBe(second.body.access_token);
    expect(w.refreshes(id)).toHaveLength(1);
  });

  it('of a client without a secret: the refresh is signed as the sign-in is (private_key_jwt)', async () => {
    await w.update('umbrella', { config: { clientAuthentication: 'private_key_jwt', clientSecret: null } });
    const { keys } = await w.app.sso.clientCredentials.get(w.app.tenant, 'umbrella');
    w.idp.updateClient('umbrella', 'umbrella-app', {
      jwks: { keys: keys.map(({ publicJwk }) => publicJwk as { kty: string }) },
    });
    const own = await signedIn();
    await w.expireIn(-1);
    expect((await given(own)).status).toBe(200);
    expect(w.refreshes('umbrella')[0]?.clientAuthentication).toBe('private_key_jwt');
    await w.update('umbrella', {
      config: { clientAuthentication: 'client_secret_basic', clientSecret: 'umbrella-secret' },
    });
  });

  it('a rotated refresh token replaces the one that was used: the next refresh works as well', async () => {
    w.idp.updateClient('umbrella', 'umbrella-app', { rotatesRefreshTokens: true });
    const own = await signedIn();
    for (let turn = 0; turn < 3; turn += 1) {
      await w.expireIn(-1);
      expect((await given(own)).status).toBe(200);
    }
    const used = w.refreshes('umbrella').map(({ parameters }) => parameters.refresh_token);
    expect(new Set(used).size).toBe(3);
  });

  it('however many ask at once, on two nodes, one goes to a provider that takes a second use for theft', async () => {
    w.idp.updateClient('umbrella', 'umbrella-app', { rotatesRefreshTokens: true });
    const own = await signedIn();
    const other = await buildTestApp({ db: w.app.db });
    try {
      await w.expireIn(-1);
      w.idp.misbehave('umbrella', 'slow', { at: ['token'], delayMs: 400 });
      const path = '/api/my-account/sso-identities/umbrella/access-token';
      const headers = { authorization: `Bearer ${own}` };
      const asked = Array.from({ length: 12 }, (_, i) => (i % 2 ? w.app : other).fetch(path, { headers }));
      const answers = await Promise.all(asked);
      const tokens = await Promise.all(
        answers.map(async (answer) => (await answer.json()) as { access_token: string }),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
      expect(new Set(tokens.map(({ access_token: token }) => token)).size).toBe(1);
      expect(w.refreshes('umbrella')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('a node that died at the provider holds nobody up for longer than its lease', async () => {
    const own = await signedIn();
    await w.expireIn(-1);
    await w.db.query(sql`update sso_tokens set refresh_claim = 'dead', refresh_until = now() - interval '1 second'
      where tenant_id = ${w.db.tenantId}`);
    expect((await given(own)).status).toBe(200);
  });

  it('without a refresh token the person signs in again, when it has run out and not before', async () => {
    w.idp.misbehave('umbrella', 'no-refresh-token');
    const own = await signedIn();
    await w.expireIn(30);
    expect((await given(own)).status).toBe(200);
    await w.expireIn(-1);
    expect((await given(own)).body).toMatchObject({
      code: 'sso.token_unavailable',
      data: { reason: 'sign_in_again' },
    });
    expect(w.refreshes('umbrella')).toEqual([]);
  });
});

describe('a provider that takes the grant back', () => {
  it('its tokens are deleted, the application is told why, and the next sign-in brings new ones', async () => {
    const own = await signedIn();
    await w.expireIn(30);
    w.idp.misbehave('umbrella', 'token-invalid-grant');
    const refused = await given(own);
    expect([refused.status, refused.body.code, refused.body.data]).toEqual([
      404,
      'sso.token_unavailable',
      { reason: 'sign_in_again' },
    ]);
    expect(await w.rows()).toEqual([]);
    expect((await w.events('sso.tokens_deleted')).at(-1)?.payload.data).toEqual({
      reason: 'refused-by-provider',
      count: 1,
    });
    w.idp.misbehave('umbrella', null);
    expect((await given(await signedIn())).status).toBe(200);
  });
});

describe('a provider that is down', () => {
  it('takes nothing away that is still good', async () => {
    const own = await signedIn();
    const before = await given(own);
    await w.expireIn(30);
    w.idp.misbehave('umbrella', 'token-500');
    expect((await given(own)).body.access_token).toBe(before.body.access_token);
  });

  it('is asked once in a while and not by every request; the answer says when to come back', async () => {
    const own = await signedIn();
    await w.expireIn(-1);
    w.idp.misbehave('umbrella', 'token-500');
    const answers = [await given(own), await given(own), await given(own)];
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([503, 'sso.token_provider_failed']);
      expect(headers.get('retry-after')).toBe('5');
    }
    expect(w.refreshes('umbrella')).toHaveLength(1);
    w.idp.misbehave('umbrella', null);
    await w.expireIn(-1);
    expect((await given(own)).status).toBe(200);
  });
});

describe('a provider that lies', () => {
  it.each([
    'other-person',
    'wrong-iss',
    'wrong-aud',
    'alg-none',
    'broken-signature',
    'wrong-token-type',
    'no-access-token',
    'token-html',
    'redirecting-token',
    'huge-response',
    'null-json',
  ] as const)('%s: nothing of its answer is stored or given out', async (what) => {
    const own = await signedIn();
    const [before] = await w.rows();
    await w.expireIn(-1);
    w.idp.misbehave('umbrella', what, { at: ['token'] });
    const answer = await given(own);
    expect([what, answer.status, answer.body.code]).toEqual([what, 503, 'sso.token_provider_failed']);
    expect(JSON.stringify(answer.body)).not.toMatch(/EwB|1\.A|eyJ/);
    const [after] = await w.rows();
    expect([after?.sealed_access, after?.sealed_refresh]).toEqual([
      before?.sealed_access,
      before?.sealed_refresh,
    ]);
  });
});

describe('what happens meanwhile', () => {
  /** The provider takes its time; what is done before it answers? */
  async function whileRefreshing(work: () => Promise<unknown>) {
    const own = await signedIn();
    await w.expireIn(-1);
    w.idp.misbehave('umbrella', 'slow', { at: ['token'], delayMs: 600, times: 1 });
    const asked = given(own);
    await expect.poll(() => w.refreshes('umbrella').length).toBe(1);
    await work();
    return asked;
  }

  it('a sign-in wins: its tokens stay, not those of the refresh that began before', async () => {
    let newest: string | null = null;
    const answer = await whileRefreshing(async () => {
      await signedIn();
      newest = (await w.rows())[0]!.sealed_access;
    });
    expect(answer.status).toBe(200);
    expect((await w.rows())[0]?.sealed_access).toBe(newest);
  });

  it('a person who is suspended gets nothing stored behind their back, and what came is revoked at the provider', async () => {
    w.idp.updateClient('umbrella', 'umbrella-app', { rotatesRefreshTokens: true });
    const user = await (async () => {
      await signedIn();
      return w.userOf(alice);
    })();
    const answer = await whileRefreshing(() => w.app.users.suspend(w.db, user.id));
    expect(answer.status).toBe(404);
    expect(await w.rows()).toEqual([]);
    await w.app.settle();
    const revoked = w.revocations('umbrella').map(({ parameters }) => parameters.token);
    expect(new Set(revoked).size).toBe(2);
    expect(await w.queued()).toEqual([]);
    await w.app.users.resume(w.db, user.id);
  });
});
