/** "Would it pass now?" of OpenID Connect: the verdict follows the present settings, and nothing else follows from it. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestApi } from '../../../kernel/http/test-api.ts';
import {
  acmeTenant,
  connectorInputs,
  type Harness,
  startHarness,
  travel,
  wayneTenant,
} from '../../../testing/sso.ts';
import { attemptOf, openPlace, type Place, replay, tried, verdictOf, writes } from './replay-harness.ts';

let h: Harness;
let place: Place;
let api: TestApi;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
afterEach(() => {
  vi.useRealTimers();
  for (const organization of [acmeTenant, 'globex', 'initech', 'umbrella'])
    h.idp.misbehave(organization, null);
});
beforeEach(async () => {
  ({ place, api } = await openPlace(h));
  for (const input of Object.values(connectorInputs(h.idp))) await create(input);
});

const create = (input: Parameters<Place['sso']['connectors']['create']>[1]) =>
  place.sso.connectors.create(place.tenant.db, input);
const change = (id: string, patch: object) => place.sso.connectors.update(place.tenant.db, id, patch);
const usersNow = async () => (await place.users.search(place.tenant.db, { limit: 1, offset: 0 })).total;

describe('a wrong client secret', () => {
  it('fails, is found by its code, and passes once the secret is put right', async () => {
    await change('umbrella', { config: { clientSecret: 'wrong' } });
    const reference = await tried(h, place, 'alice', 'umbrella');
    expect(await attemptOf(api, reference)).toMatchObject({
      cause: { code: 'client.secret_wrong' },
      replayable: true,
    });
    expect(await verdictOf(api, reference)).toEqual(['fail', 'client.secret_wrong', 'none']);
    await change('umbrella', { config: { clientSecret: 'umbrella-secret' } });
    const told = await replay(api, reference);
    expect(told).toMatchObject({
      outcome: 'pass',
      cause: null,
      evidence: 'none',
      connectionChangedSince: true,
    });
    expect(told.steps).toContainEqual(
      expect.objectContaining({ rule: 'client.authentication', verdict: 'pass' }),
    );
    // No code came in that attempt that could be redeemed: the verdict says what it is about.
    expect(told.notRepeated.map(({ rule }) => rule)).toEqual(['token.exchange', 'identity.key']);
    expect(told.notRepeated.every(({ why }) => why.length > 20)).toBe(true);
  });

  it('at Entra ID, too', async () => {
    await change('acme', { config: { clientSecret: 'wrong' } });
    const reference = await tried(h, place, 'anna@acme.example', 'acme');
    expect(await verdictOf(api, reference)).toEqual(['fail', 'client.secret_wrong', 'none']);
    await change('acme', { config: { clientSecret: 'acme-secret' } });
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'none']);
  });
});

describe('a provider that could not be reached', () => {
  it('fails until it answers again', async () => {
    const fresh = await openPlace(h);
    await fresh.place.sso.connectors.create(fresh.place.tenant.db, connectorInputs(h.idp).umbrella!);
    h.idp.misbehave('umbrella', 'discovery-404');
    await fresh.place.sso
      .start(fresh.place.tenant, { connectorId: 'umbrella', attemptId: 'att_1' })
      .catch(() => {});
    const [{ reference }] = (await fresh.api.call('GET', '/sso-attempts')).json;
    expect(await verdictOf(fresh.api, reference)).toEqual(['fail', 'discovery.not_found', 'none']);
    h.idp.misbehave('umbrella', null);
    expect(await verdictOf(fresh.api, reference)).toEqual(['pass', null, 'none']);
  });
});

describe('what was verified', () => {
  it('is judged by the domains of now', async () => {
    const reference = await tried(h, place, 'chen@partner.example', 'acme');
    expect(await verdictOf(api, reference)).toEqual(['fail', 'email.outside_domains', 'claims']);
    await place.sso.connectors.addDomain(place.tenant.db, 'acme', { name: 'partner.example', proved: true });
    const told = await replay(api, reference);
    expect(told).toMatchObject({ outcome: 'pass', evidence: 'claims', connectionChangedSince: false });
    expect(told.notRepeated.map(({ rule }) => rule)).toEqual([
      'callback.request',
      'token.exchange',
      'id_token.signature',
      'id_token.nonce',
      'id_token.time',
    ]);
    expect(told.steps.at(-1)).toMatchObject({ rule: 'user.link', seen: 'a new account would be made' });
    expect(await usersNow()).toBe(0);
  });

  it('of a sign-in that passed says when it would not any more', async () => {
    const reference = await tried(h, place, 'peter@initech.example', 'initech');
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'claims']);
    await change('initech', { config: { clientSecret: 'mistyped' } });
    expect(await verdictOf(api, reference)).toEqual(['fail', 'client.secret_wrong', 'claims']);
    await change('initech', { config: { clientSecret: 'initech-secret' }, enabled: false });
    expect(await verdictOf(api, reference)).toEqual(['fail', 'connector.disabled', 'claims']);
    await change('initech', { enabled: true });
    await place.experience.update(place.tenant.db, { singleSignOnEnabled: false });
    expect(await verdictOf(api, reference)).toEqual(['fail', 'connector.switched_off', 'claims']);
  });

  it('belongs to the issuer and the client that it came for', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    const { issuerOf } = h.idp;
    await change('umbrella', {
      config: { issuer: issuerOf('initech'), clientId: 'initech-app', clientSecret: 'initech-secret' },
    });
    expect(await verdictOf(api, reference)).toEqual(['fail', 'id_token.wrong_issuer', 'claims']);
  });

  it('is judged by the accounts of now', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    const user = await place.users.findByIdentifier(place.tenant.db, { email: 'alice@umbrella.example' });
    await place.users.suspend(place.tenant.db, user!.id);
    expect(await verdictOf(api, reference)).toEqual(['fail', 'user.suspended', 'claims']);
    expect(
      await place.users.findByIdentifier(place.tenant.db, { email: 'alice@umbrella.example' }),
    ).toMatchObject({
      suspendedAt: expect.any(Date),
    });
  });

  it('is mapped by the roles of now', async () => {
    const { id } = await place.roles.create(place.tenant.db, { name: 'Staff', permissions: [] });
    const roleMapping = (missingGroups: 'refuse' | 'none') => ({
      mode: 'follow' as const,
      missingGroups,
      defaultRoles: [],
      rules: [{ claim: 'groups', operator: 'contains' as const, values: ['g-1'], roles: [id] }],
    });
    await change('acme', { roleMapping: roleMapping('none') });
    const reference = await tried(h, place, 'anna@acme.example', 'acme');
    const told = await replay(api, reference);
    expect(told.outcome).toBe('pass');
    expect(told.steps.map(({ rule }) => rule)).toContain('roles.rule');
  });

  it('asks the person for proof where a sign-in would', async () => {
    await place.users.create(place.tenant.db, { email: 'alice@umbrella.example', emailVerified: false });
    const reference = await tried(h, place, 'alice', 'umbrella');
    const told = await replay(api, reference);
    expect(told.outcome).toBe('pass');
    expect(told.steps.at(-1)).toMatchObject({ rule: 'user.link', verdict: 'skip' });
  });
});

describe('an answer that was refused', () => {
  it.each([
    ['wrong-nonce', 'id_token.wrong_nonce'],
    ['wrong-aud', 'id_token.wrong_audience'],
    ['wrong-iss', 'id_token.wrong_issuer'],
    ['expired', 'id_token.expired'],
    ['wrong-key', 'id_token.unknown_key'],
    ['same-kid-other-key', 'id_token.bad_signature'],
  ] as const)('%s is refused again', async (misbehaviour, cause) => {
    h.idp.misbehave('umbrella', misbehaviour);
    const reference = await tried(h, place, 'alice', 'umbrella');
    h.idp.misbehave('umbrella', null);
    expect(await verdictOf(api, reference)).toEqual(['fail', cause, 'response']);
    expect(await usersNow()).toBe(0);
  });

  it('passes by settings that were put right, signature included, also days later', async () => {
    await create({
      id: 'multi',
      name: 'multi',
      provider: 'entra-oidc',
      config: {
        issuer: `${h.idp.url}/organizations/v2.0`,
        clientId: 'multi-app',
        clientSecret: 'multi-secret',
        allowedTenants: [acmeTenant],
      },
      domains: [{ name: 'wayne.example', proved: true }],
      enabled: true,
    });
    const reference = await tried(h, place, 'bruce@wayne.example', 'multi');
    expect(await verdictOf(api, reference)).toEqual(['fail', 'entra.tenant_not_allowed', 'response']);
    await change('multi', { config: { allowedTenants: [wayneTenant] } });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 });
    const told = await replay(api, reference);
    expect(told).toMatchObject({ outcome: 'pass', evidence: 'response', connectionChangedSince: true });
    const passed = told.steps.filter(({ verdict }) => verdict === 'pass').map(({ rule }) => rule);
    expect(passed).toEqual(
      expect.arrayContaining(['id_token.signature', 'id_token.nonce', 'id_token.time', 'call.keys']),
    );
    expect(passed).not.toContain('token.exchange');
    expect(told.notRepeated.map(({ rule }) => rule)).toContain('id_token.access_token');
  });
});

describe('what can not be told', () => {
  it('an attempt in which the provider said no, or nobody came back, is not replayable', async () => {
    const { browser, callback } = await travel({ ...place, idp: h.idp }, 'alice', {
      connectorId: 'umbrella',
    });
    const denied = new URL(callback);
    denied.searchParams.delete('code');
    denied.searchParams.set('error', 'access_denied');
    const result = await place.sso.finish(place.tenant, {
      connectorId: 'umbrella',
      url: denied,
      cookies: browser.cookies,
    });
    const { reference } = result as { reference: string };
    expect(await attemptOf(api, reference)).toMatchObject({ replayable: false, replayUntil: null });
    const { status, json } = await api.call('POST', `/sso-attempts/${reference}/replay`);
    expect([status, json.code]).toEqual([409, 'sso.attempt_not_replayable']);
  });

  it('is said when the groups would have to be asked for in the person’s name', async () => {
    const { id } = await place.roles.create(place.tenant.db, { name: 'Staff', permissions: [] });
    const rules = [{ claim: 'groups', operator: 'contains' as const, values: ['g-1'], roles: [id] }];
    const roleMapping = {
      mode: 'follow' as const,
      missingGroups: 'refuse' as const,
      defaultRoles: [],
      rules,
    };
    await change('acme', { roleMapping });
    h.idp.misbehave(acmeTenant, 'graph-forbidden');
    const reference = await tried(h, place, 'many@acme.example', 'acme');
    expect((await attemptOf(api, reference)).cause.code).toBe('roles.groups_too_many');
    h.idp.misbehave(acmeTenant, null);
    const { status, json } = await api.call('POST', `/sso-attempts/${reference}/replay`);
    expect([status, json.code]).toEqual([409, 'sso.attempt_undecided']);
    // By rules that need no groups it can be told.
    await change('acme', { roleMapping: { ...roleMapping, missingGroups: 'keep' } });
    expect(await verdictOf(api, reference)).toEqual(['pass', null, 'claims']);
  });

  it('is said when a new sign-in is needed to tell', async () => {
    await change('umbrella', { config: { clientSecret: 'wrong' } });
    const reference = await tried(h, place, 'alice', 'umbrella');
    h.idp.misbehave('umbrella', 'token-500');
    const { status, json } = await api.call('POST', `/sso-attempts/${reference}/replay`);
    expect([status, json.code]).toEqual([409, 'sso.attempt_undecided']);
  });
});

describe('a replay', () => {
  it('changes nothing: nobody is signed in, linked or made, and no trace is touched', async () => {
    const reference = await tried(h, place, 'chen@partner.example', 'acme');
    await place.sso.connectors.addDomain(place.tenant.db, 'acme', { name: 'partner.example', proved: true });
    await replay(api, reference);
    const before = await attemptOf(api, reference);
    const { statements } = await h.database.statements.during(() => replay(api, reference));
    expect(writes(statements)).toEqual([]);
    expect(await attemptOf(api, reference)).toEqual(before);
    expect(await usersNow()).toBe(0);
    expect(await api.call('GET', '/sso-attempts').then(({ json }) => json.length)).toBe(1);
  });

  it('gives out nothing of what was kept', async () => {
    const reference = await tried(h, place, 'anna@acme.example', 'acme');
    const { text } = await api.call('POST', `/sso-attempts/${reference}/replay`);
    const told = text + (await api.call('GET', `/sso-attempts/${reference}`)).text;
    expect(told).not.toMatch(/anna@|Anna Berg|eyJ/);
    expect(told).not.toContain('sealed');
  });

  it('is an event of its own', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    await replay(api, reference);
    const [event] = await h.database.query(sql<{ payload: object }>`
      select payload from events where tenant_id = ${place.tenant.id} and type = 'sso.attempt_replayed'`);
    expect(event!.payload).toMatchObject({
      subject: { type: 'sso-connector', id: 'umbrella' },
      data: { reference, outcome: 'pass', cause: null },
    });
  });

  it('is for those who may change connectors, of this tenant, and not without end', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    const path = `/sso-attempts/${reference}/replay`;
    api.permissions = ['sso-connectors:read', 'users:read'];
    expect((await api.call('POST', path)).status).toBe(403);
    const other = await openPlace(h);
    expect((await other.api.call('POST', path)).json.code).toBe('sso.attempt_not_found');
    const tired = place.node({ admitPreview: async () => ({ admitted: false, retryAfterSeconds: 9 }) });
    await expect(
      tired.recorder.replay(place.tenant, reference, { account: 'x', address: undefined }),
    ).rejects.toMatchObject({ code: 'request.rate_limited' });
  });

  it('of an attempt whose connector is gone is a typed error', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    await place.sso.connectors.remove(place.tenant.db, 'umbrella');
    const { status, json } = await api.call('POST', `/sso-attempts/${reference}/replay`);
    expect([status, json.code]).toEqual([404, 'sso.connector_not_found']);
  });
});
