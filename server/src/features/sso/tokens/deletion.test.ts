/** Providers' tokens end with whatever they rest on, here at once and at the provider soon after (RFC 7009). */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSealer, reseal } from '../../../kernel/crypto/index.ts';
import { startTokenWorld, type TokenWorld } from './tokens-harness.ts';

let w: TokenWorld;
const alice = 'alice@umbrella.example';
const bob = 'bob@umbrella.example';

beforeAll(async () => {
  w = await startTokenWorld();
}, 60_000);
afterAll(() => w.close());
beforeEach(async () => {
  w.idp.misbehave('umbrella', null);
  await w.update('umbrella', {
    config: {
      issuer: w.idp.issuerOf('umbrella'),
      clientId: 'umbrella-app',
      clientSecret: 'umbrella-secret',
      extraScopes: [],
    },
  });
  await w.store('umbrella');
  await w.clear();
  await w.app.settle();
  w.idp.clearRequests();
});

const tokenStorage = (more: object) => ({
  tokenStorage: { enabled: true, scopes: [], applications: ['shop'], ...more },
});
const lastDeletion = async () => (await w.events('sso.tokens_deleted')).at(-1)?.payload.data;

describe('tokens are deleted, and revoked at the provider, with', () => {
  it.each<[string, string, (userId: string) => Promise<unknown>]>([
    ['the suspension of the person', 'user-disabled', (id) => w.app.users.suspend(w.db, id)],
    ['the person', 'user-disabled', (id) => w.app.users.remove(w.db, id)],
    [
      'the external identity',
      'identity-removed',
      async (id) => {
        const [identity] = await w.app.users.listIdentities(w.db, id);
        await w.app.users.removeIdentity(w.db, id, identity!);
      },
    ],
    ['the switch', 'storage-off', () => w.update('umbrella', tokenStorage({ enabled: false }))],
    [
      'the client',
      'connector-changed',
      () => w.update('umbrella', { config: { clientId: 'other-app', clientSecret: 'other-secret' } }),
    ],
    [
      'a scope that is asked for no more',
      'scopes-reduced',
      () => w.update('umbrella', tokenStorage({ scopes: [] })),
    ],
    [
      'an administrator’s word',
      'administrator',
      () => w.api('/sso-connectors/umbrella/tokens', { method: 'DELETE' }),
    ],
    [
      'an administrator’s word about one person',
      'administrator',
      async (id) => {
        const [stored] = (await (await w.api(`/users/${id}/sso-tokens`)).json()) as { id: string }[];
        expect((await w.api(`/users/${id}/sso-tokens/${stored!.id}`, { method: 'DELETE' })).status).toBe(204);
      },
    ],
  ])('%s', async (_what, reason, end) => {
    const { access_token: own } = await w.signIn('umbrella', alice);
    const user = await w.userOf(alice);
    await end(user.id);
    expect(await w.rows()).toEqual([]);
    expect(await lastDeletion()).toEqual({ reason, count: 1 });
    expect((await w.fetchToken(own)).status).toBeGreaterThanOrEqual(401);
    await w.app.settle();
    const [revocation, ...more] = w.revocations('umbrella');
    expect(more).toEqual([]);
    expect(revocation?.parameters).toMatchObject({
      token: expect.stringMatching(/^1\.A/),
      token_type_hint: 'refresh_token',
    });
    expect(await w.queued()).toEqual([]);
    if (reason === 'user-disabled') await w.app.users.resume(w.db, user.id).catch(() => undefined);
  });

  it('the connector: its client revokes them though it is gone', async () => {
    await w.store('initech');
    await w.signIn('initech', 'peter@initech.example');
    await w.app.sso.connectors.remove(w.db, 'initech');
    expect(await w.rows()).toEqual([]);
    await w.app.settle();
    expect(w.revocations('initech')).toHaveLength(1);
    expect(await w.queued()).toEqual([]);
  });

  it('a directory that deactivates the person (SCIM)', async () => {
    await w.app.scim.update(w.db, 'umbrella', { enabled: true });
    const { value: token } = await w.app.scim.tokens.create(w.db, 'umbrella', 365);
    const scim = (path: string, method: string, body: object) =>
      w.app.fetch(`/scim/v2/umbrella${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify(body),
      });
    const email = 'dora@umbrella.example';
    const created = await scim('/Users', 'POST', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: email,
      externalId: 'dora-1',
      active: true,
      emails: [{ value: email, primary: true }],
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    w.idp.addUser('umbrella', { id: 'dora-1', username: email, email, name: 'Dora' });
    const { access_token: own } = await w.signIn('umbrella', email);
    expect((await w.fetchToken(own)).status).toBe(200);
    await scim(`/Users/${id}`, 'PATCH', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    });
    expect(await w.rows()).toEqual([]);
    expect(await lastDeletion()).toEqual({ reason: 'user-disabled', count: 1 });
  });
});

describe('tokens stay', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'a new secret of the same client',
      () => w.update('umbrella', { config: { clientSecretExpiresAt: '2031-01-01' } }),
    ],
    ['another name', () => w.update('umbrella', { name: 'Umbrella Corp' })],
    [
      'a further scope',
      () => w.update('umbrella', tokenStorage({ scopes: ['https://calendar.example/read', 'x'] })),
    ],
  ])('with %s', async (_what, change) => {
    await w.signIn('umbrella', alice);
    await change();
    expect(await w.rows()).toHaveLength(1);
  });

  it('of everybody else when one person’s are deleted', async () => {
    await w.signIn('umbrella', alice);
    await w.signIn('umbrella', bob);
    await w.app.users.suspend(w.db, (await w.userOf(alice)).id);
    const left = await w.rows();
    expect(left.map(({ user_id: id }) => id)).toEqual([(await w.userOf(bob)).id]);
    await w.app.users.resume(w.db, (await w.userOf(alice)).id);
  });

  it('another person’s can not be deleted under one’s name', async () => {
    await w.signIn('umbrella', bob);
    const [row] = await w.rows();
    const other = (await w.userOf(alice)).id;
    const answer = await w.api(`/users/${other}/sso-tokens/${row!.id}`, { method: 'DELETE' });
    expect(answer.status).toBe(404);
    expect(await w.rows()).toHaveLength(1);
  });
});

describe('a sign-in that is under way', () => {
  it('stores nothing through a switch that was turned off meanwhile', async () => {
    const stored = await w.app.sso.connectors.existing(w.db, 'umbrella');
    await w.signIn('umbrella', alice);
    const [row] = await w.rows();
    await w.update('umbrella', tokenStorage({ enabled: false }));
    await w.db.inTx(async (tx) => {
      const tokens = { sealedAccess: row!.sealed_access, sealedRefresh: null, scope: '' };
      const { issuer, subject, user_id: userId } = row!;
      const owner = { connectorId: 'umbrella', issuer, subject, upstreamSub: subject };
      const identity = { ...owner, emailVerified: true, domainProved: true, claims: {}, tokens };
      expect(await w.app.sso.tokens.keep(tx, stored, identity, userId)).toBe(false);
    });
    expect(await w.rows()).toEqual([]);
  });
});

describe('a provider that does not let its tokens be revoked', () => {
  it('is asked again while it is down, and the deletion here does not wait for it', async () => {
    await w.signIn('umbrella', alice);
    w.idp.misbehave('umbrella', 'revocation-500');
    await w.api('/sso-connectors/umbrella/tokens', { method: 'DELETE' });
    expect(await w.rows()).toEqual([]);
    await w.app.settle();
    expect(await w.queued()).toHaveLength(1);
    w.idp.misbehave('umbrella', null);
    await w.app.db.query(sql`update jobs set run_at = now() where name = 'sso.revoke-tokens'`);
    await w.app.settle();
    expect(await w.queued()).toEqual([]);
  });

  it('Entra has no address for it: nothing waits', async () => {
    await w.store('acme');
    await w.signIn('acme', 'anna@acme.example');
    await w.app.sso.tokens.forgetAll(w.db, 'acme');
    await w.app.settle();
    expect(await w.queued()).toEqual([]);
  });
});

describe('in plain text', () => {
  it('no token is in the database, a log, a trace or an event, from the sign-in to the revocation', async () => {
    const { access_token: own } = await w.signIn('umbrella', alice);
    const first = ((await (await w.fetchToken(own)).json()) as { access_token: string }).access_token;
    await w.expireIn(-1);
    const second = ((await (await w.fetchToken(own)).json()) as { access_token: string }).access_token;
    const refresh = w.refreshes('umbrella')[0]!.parameters.refresh_token!;
    w.idp.misbehave('umbrella', 'token-500');
    await w.expireIn(-1);
    await w.fetchToken(own);
    w.idp.misbehave('umbrella', 'revocation-500');
    const whileStored = await everything();
    await w.app.sso.tokens.forgetAll(w.db, 'umbrella');
    const secrets = [first, second, refresh];
    expect(secrets.every((secret) => secret.length > 30)).toBe(true);
    await w.app.settle();
    for (const text of [whileStored, await everything(), w.logged.join('\n')]) {
      expect(text.length).toBeGreaterThan(1_000);
      for (const secret of secrets) expect(text.includes(secret)).toBe(false);
    }
  });

  async function everything(): Promise<string> {
    const tables = await w.app.db.query<{ name: string }>(sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public'`);
    const texts: string[] = [];
    for (const { name } of tables)
      texts.push(JSON.stringify(await w.app.db.query(sql`select * from ${sql.table(name)}`)));
    return texts.join('\n');
  }
});

describe('when the key-encryption key rotates', () => {
  it('stored tokens are sealed again, so that the old key can go', async () => {
    await w.signIn('umbrella', alice);
    const keys = new Map([
      ['test', Buffer.alloc(32, 7)],
      ['next', Buffer.alloc(32, 8)],
    ]);
    await reseal(w.app.db, createSealer({ keys, currentKeyId: 'next' }));
    const [row] = await w.rows();
    expect(row?.sealed_access).toMatch(/^v1\.next\./);
    expect(row?.sealed_refresh).toMatch(/^v1\.next\./);
    await reseal(w.app.db, createSealer({ keys, currentKeyId: 'test' }));
  });
});

describe('the management API', () => {
  it('counts the people and says of each what is stored, never the tokens', async () => {
    await w.signIn('umbrella', alice);
    w.idp.misbehave('umbrella', 'no-refresh-token');
    await w.signIn('umbrella', bob);
    expect(await (await w.api('/sso-connectors/umbrella/tokens')).json()).toEqual({
      people: 2,
      refreshable: 1,
    });
    const { id } = await w.userOf(alice);
    const answer = await (await w.api(`/users/${id}/sso-tokens`)).text();
    expect(JSON.parse(answer)).toEqual([
      expect.objectContaining({ connectorId: 'umbrella', hasRefreshToken: true, refreshedAt: null }),
    ]);
    expect(answer).not.toMatch(/EwB|v1\./);
  });
});
