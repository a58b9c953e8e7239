/** A change of a connection that keeps people out is taken back by itself: by evidence that no browser can make up. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  causeOf,
  connectorInputs,
  type Harness,
  land,
  remember,
  signIn,
  startHarness,
  travel,
} from '../../../testing/sso.ts';
import type { SsoFeature } from '../index.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());

const connectorId = 'umbrella';
const people = ['ann@umbrella.example', 'bob@umbrella.example', 'cid@umbrella.example'];
const where = (sso: SsoFeature = place.sso) => ({ sso, tenant: place.tenant, idp: h.idp });
const current = () => place.sso.connectors.get(place.tenant.db, connectorId);
const change = (config: Record<string, unknown>) =>
  place.sso.connectors.update(place.tenant.db, connectorId, { config });
const tryAs = (loginHint: string, sso?: SsoFeature) =>
  signIn(where(sso), 'alice', { connectorId, loginHint });
/** Five sign-ins of three people. */
async function fiveFail(sso?: SsoFeature): Promise<void> {
  for (const who of [...people, ...people.slice(0, 2)]) {
    const { result } = await tryAs(who, sso);
    expect(result.outcome).toBe('failed');
  }
}
const eventsOf = async (type: string) =>
  (
    await place.tenant.db.query<{ payload: { data: object; actor: object } }>(
      sql<{
        payload: { data: object; actor: object };
      }>`select payload from events where tenant_id = ${place.tenant.id} and type = ${type}`,
    )
  ).map(({ payload }) => payload);
const rolledBack = async () => (await eventsOf('sso.connector_rolled_back')).length;
const counted = async () =>
  (await place.tenant.db.query(sql`select id from sso_change_failures where tenant_id = ${place.tenant.id}`))
    .length;
const revise = (set: ReturnType<typeof sql>) =>
  place.tenant.db.inTx(async (tx) => {
    await place.cache.bump(tx);
    await tx.query(sql`update sso_connectors set ${set} where tenant_id = ${place.tenant.id}`);
  });

beforeEach(async () => {
  place = await h.newTenant();
  await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp).umbrella!);
  await tryAs('alice@umbrella.example');
});

describe('after a change that keeps everybody out', () => {
  it('the last connection that had succeeded is in force again, and says what happened', async () => {
    const before = await current();
    await place.sso.connectors.update(place.tenant.db, connectorId, {
      config: { clientSecret: 'mistyped' },
      attributeMapping: { name: ['displayName'] },
    });
    await fiveFail();
    expect((await tryAs(people[0]!)).resolution?.outcome).toBe('signed-in');
    const after = await current();
    expect(after).toMatchObject({
      revision: 3,
      testedAt: before.testedAt,
      // Only how the provider is spoken to: mappings stay as somebody wanted them.
      attributeMapping: { name: ['displayName'] },
      rolledBack: {
        done: true,
        from: 2,
        to: 1,
        fields: ['config.clientSecret'],
        attempts: 5,
        failed: 5,
        causes: ['client.secret_wrong'],
      },
    });
    const [event] = await eventsOf('sso.connector_rolled_back');
    expect(event).toMatchObject({ actor: { type: 'system' }, data: { from: 2, to: 1, failed: 5 } });
    const { versions } = await place.sso.history.list(place.tenant.db, connectorId, { limit: 9, offset: 0 });
    expect(versions[0]).toMatchObject({ made: { how: 'roll-back', restored: 1, by: { type: 'system' } } });
    expect(versions[1]).toMatchObject({ version: 2, rolledBack: true });
  });

  it('the news stays until it was read or the next change', async () => {
    await change({ clientSecret: 'mistyped' });
    await fiveFail();
    await place.sso.history.acknowledge(place.tenant.db, connectorId);
    expect((await current()).rolledBack).toBeNull();
    await change({ clientSecret: 'mistyped again' });
    await fiveFail();
    expect((await current()).rolledBack).toMatchObject({ done: true });
    await change({ extraScopes: ['groups'] });
    expect((await current()).rolledBack).toBeNull();
  });

  it('a change that was taken back and is applied again stays: somebody has decided', async () => {
    await change({ clientSecret: 'mistyped' });
    await fiveFail();
    await place.sso.history.restore(place.tenant.db, connectorId, 2);
    await fiveFail();
    await fiveFail();
    expect(await rolledBack()).toBe(1);
    expect((await current()).revision).toBe(4);
  });

  it('an issuer where nothing answers properly counts before the browser even leaves', async () => {
    const { issuer } = connectorInputs(h.idp).umbrella!.config as { issuer: string };
    await change({ issuer: `${issuer}/nowhere` });
    const starts = [...people, ...people].slice(0, 5).map((loginHint) => ({ connectorId, loginHint }));
    for (const input of starts)
      await expect(place.sso.start(place.tenant, { attemptId: 'att_1', ...input })).rejects.toThrow();
    expect((await current()).config.issuer).toBe(issuer);
    expect((await current()).rolledBack).toMatchObject({ causes: ['discovery.not_found'] });
  });

  it('it happens once, whichever of two nodes find it at the same moment', async () => {
    const nodes = [place.sso, place.node()];
    await change({ clientSecret: 'mistyped' });
    const tries = [...people, ...people, ...people, ...people].map((who, i) => tryAs(who, nodes[i % 2]));
    await Promise.all(tries);
    expect(await rolledBack()).toBe(1);
    expect((await current()).revision).toBe(3);
  });

  it('the next change begins to count anew', async () => {
    await change({ clientSecret: 'mistyped' });
    for (const who of [...people, people[0]!]) await tryAs(who);
    await change({ clientSecret: 'mistyped too' });
    for (const who of people) await tryAs(who);
    expect(await rolledBack()).toBe(0);
    for (const who of people.slice(0, 2)) await tryAs(who);
    expect((await current()).rolledBack).toMatchObject({ from: 3, to: 1 });
  });

  it('an enforced connector stays enforced', async () => {
    await place.sso.connectors.update(place.tenant.db, connectorId, { enforced: true });
    await change({ clientSecret: 'mistyped' });
    await fiveFail();
    expect(await current()).toMatchObject({ enabled: true, enforced: true, rolledBack: { done: true } });
  });
});

describe('nothing is taken back', () => {
  const stays = async () => {
    expect(await rolledBack()).toBe(0);
    expect((await current()).rolledBack).toBeNull();
  };

  it('below the threshold, and for one person who tries again and again', async () => {
    await change({ clientSecret: 'mistyped' });
    for (let i = 0; i < 7; i += 1) await tryAs(i % 2 ? people[0]! : ` ${people[0]!.toUpperCase()}`);
    await stays();
  });

  it('when somebody came through since: what the provider says of the connection would have met them too', async () => {
    const twoSecrets = (clientSecret: string) =>
      h.idp.updateClient('umbrella', 'umbrella-app', { clientSecret });
    try {
      twoSecrets('renewed');
      await change({ clientSecret: 'renewed' });
      await tryAs(people[0]!);
      twoSecrets('renewed again');
      await fiveFail();
    } finally {
      twoSecrets('umbrella-secret');
    }
    expect(await counted()).toBe(5);
    await stays();
  });

  it('when the reason lies in nothing that the change touched', async () => {
    await change({ extraScopes: ['groups'] });
    h.idp.updateClient('umbrella', 'umbrella-app', { clientSecret: 'rotated-there' });
    try {
      await fiveFail();
    } finally {
      h.idp.updateClient('umbrella', 'umbrella-app', { clientSecret: 'umbrella-secret' });
    }
    expect(await counted()).toBe(0);
    await stays();
  });

  it('when an administrator has seen it pass', async () => {
    await change({ clientSecret: 'mistyped' });
    await revise(sql`administrator_at = now(), administrator_id = 'usr_1'`);
    await fiveFail();
    await stays();
  });

  it('after its time, where it is switched off for the tenant or for the connector, and when nothing had succeeded', async () => {
    const { settings, connectors } = place.sso;
    const { db } = place.tenant;
    await change({ clientSecret: 'mistyped' });
    await revise(sql`revised_at = revised_at - interval '61 minutes'`);
    await fiveFail();
    await settings.update(db, {
      rollBack: { enabled: false, attempts: 5, failurePercent: 50, minutes: 120 },
    });
    await fiveFail();
    await settings.update(db, { rollBack: { enabled: true, attempts: 5, failurePercent: 50, minutes: 120 } });
    await connectors.update(db, connectorId, { automaticRollBack: false });
    await fiveFail();
    await connectors.update(db, connectorId, { automaticRollBack: true });
    await db.query(sql`update sso_connector_versions set tested_at = null, last_success_at = null
      where tenant_id = ${place.tenant.id}`);
    await fiveFail();
    expect(await counted()).toBe(0);
    await stays();
  });

  it('for a change of the mappings alone: who gets in and with which roles is for people to decide', async () => {
    await place.sso.connectors.update(place.tenant.db, connectorId, {
      attributeMapping: { email: ['nowhere'] },
    });
    for (const who of [...people, ...people]) await tryAs(who);
    await stays();
  });

  it('when the threshold is another one', async () => {
    await place.sso.settings.update(place.tenant.db, {
      rollBack: { enabled: true, attempts: 6, failurePercent: 100, minutes: 60 },
    });
    await change({ clientSecret: 'mistyped' });
    await fiveFail();
    await stays();
    await tryAs(people[0]!);
    expect(await rolledBack()).toBe(1);
  });

  it('threat: the provider’s errors in the callback are anybody’s words, whatever they say', async () => {
    await change({ clientSecret: 'mistyped', extraScopes: ['groups'] });
    const lies: Record<string, string>[] = [
      { error: 'invalid_client' },
      { error: 'server_error', error_description: 'AADSTS7000215: Invalid client secret' },
      { error: 'unauthorized_client' },
      { error: 'access_denied' },
      { error: 'temporarily_unavailable', iss: 'https://elsewhere.example' },
    ];
    for (const lie of [...lies, ...lies]) await bringBack(people[0]!, lie);
    for (const who of people) {
      const lie = await bringBack(who, { error: 'invalid_client' });
      // The words are told, and count for nothing.
      expect(causeOf({ result: lie })).toBe('client.secret_wrong');
    }
    expect(await counted()).toBe(0);
    await stays();
  });

  it('threat: rubbish codes, foreign states and no answer at all, by as many browsers as one likes', async () => {
    // A change that works, so that all of it is the visitor's doing.
    await change({ extraScopes: ['groups'] });
    for (let i = 0; i < 20; i += 1) {
      const result = await bringBack(`x${i}@umbrella.example`, { code: `rubbish-${i}` });
      expect(causeOf({ result })).toBe('token.code_rejected');
    }
    for (let i = 0; i < 5; i += 1) await bringBack(`y${i}@umbrella.example`, {});
    for (let i = 0; i < 5; i += 1) await bringBack(`z${i}@umbrella.example`, { code: 'x', state: 'foreign' });
    expect(await counted()).toBe(0);
    await stays();
  });

  it('threat: codes of another sign-in make no evidence', async () => {
    await change({ extraScopes: ['groups'] });
    for (const who of [...people, ...people]) {
      const { callback } = await travel(where(), 'alice', { connectorId });
      const failed = await bringBack(who, { code: callback.searchParams.get('code') ?? '' });
      expect(failed.outcome).toBe('failed');
    }
    expect(await counted()).toBe(0);
    await stays();
  });

  it('threat: a rubbish code where the secret is truly wrong tells the truth all the same', async () => {
    await change({ clientSecret: 'mistyped' });
    for (const who of [...people, ...people].slice(0, 5)) await bringBack(who, { code: 'rubbish' });
    expect(await rolledBack()).toBe(1);
    expect(causeOf(await tryAs(people[0]!))).toBeUndefined();
  });
});

/** A browser that began a sign-in and brings back what it likes. */
async function bringBack(loginHint: string, parameters: Record<string, string>) {
  const { redirectTo, cookie } = await place.sso.start(place.tenant, {
    attemptId: 'att_1',
    connectorId,
    loginHint,
  });
  const browser = { cookies: {} };
  remember(browser, cookie);
  const callback = new URL(`${place.tenant.baseUrl}/callback/${connectorId}`);
  const state = new URL(redirectTo).searchParams.get('state') ?? '';
  const iss = h.idp.issuerOf('umbrella');
  callback.search = String(new URLSearchParams({ state, iss, ...parameters }));
  return land(place.sso, place.tenant, connectorId, { browser, callback });
}

describe('it is told and not done', () => {
  it('when the earlier secret has expired: going back would help nobody', async () => {
    await change({ clientSecretExpiresAt: '2020-01-31' });
    await change({ clientSecret: 'mistyped', clientSecretExpiresAt: '2099-01-31' });
    await fiveFail();
    await fiveFail();
    expect(await rolledBack()).toBe(0);
    expect((await eventsOf('sso.roll_back_withheld')).map(({ data }) => data)).toMatchObject([
      { done: false, why: 'secret-expired', to: 2 },
    ]);
    expect(await current()).toMatchObject({
      revision: 3,
      rolledBack: { done: false, why: 'secret-expired' },
    });
  });

  it('threat: when the change also shut somebody out, they are not let in again', async () => {
    await place.sso.connectors.create(place.tenant.db, {
      ...connectorInputs(h.idp).globex!,
      config: {
        ...connectorInputs(h.idp).globex!.config,
        hostedDomains: ['globex.example', 'other.example'],
      },
    });
    const globex = (loginHint: string) =>
      signIn(where(), 'gina@globex.example', { connectorId: 'globex', loginHint });
    await globex('gina@globex.example');
    await place.sso.connectors.update(place.tenant.db, 'globex', {
      config: { hostedDomains: ['globex.example'], clientSecret: 'mistyped' },
    });
    for (const who of [...people, ...people]) await globex(who);
    expect(await place.sso.connectors.get(place.tenant.db, 'globex')).toMatchObject({
      config: { hostedDomains: ['globex.example'] },
      rolledBack: { done: false, why: 'lets-others-in' },
    });
  });

  it('when the earlier connection does not fit the form of today', async () => {
    await change({ clientSecret: 'mistyped' });
    await place.tenant.db.query(sql`update sso_connector_versions set config = config || '{"retired": 1}'
      where tenant_id = ${place.tenant.id}`);
    await fiveFail();
    expect((await current()).rolledBack).toMatchObject({ done: false, why: 'unusable' });
  });
});
