/** What is kept of a provider's answers: sealed, bounded, for a few days, and never more than can be judged by. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestApi } from '../../../kernel/http/test-api.ts';
import { newReferenceCode } from '../../../kernel/ids/index.ts';
import { createExpiry } from '../../../kernel/jobs/index.ts';
import { connectorInputs, type Harness, land, startHarness, travel } from '../../../testing/sso.ts';
import { insertTrace } from '../store-attempts.ts';
import { sealEvidence } from './evidence.ts';
import { attemptOf, evidenceOf, openPlace, type Place, tried } from './replay-harness.ts';
import { keepTo } from './retention.ts';

let h: Harness;
let place: Place;
let api: TestApi;
let said: { url: string; text: string }[];

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
afterEach(() => h.idp.misbehave('umbrella', null));
beforeEach(async () => {
  said = [];
  const outbound = h.outboundThat((url, text) => {
    said.push({ url, text });
    return text;
  });
  ({ place, api } = await openPlace(h, { outbound }));
  for (const id of ['umbrella', 'initech'])
    await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp)[id]!);
});

const rows = () =>
  h.database.query(sql<{
    id: string;
    user_id: string | null;
    verified: boolean;
    sealed: string;
    days: number;
  }>`
    select id, user_id, verified, sealed, round(extract(epoch from expires_at - now()) / 86400) as days
    from sso_evidence where tenant_id = ${place.tenant.id}`);
const tokensSaid = () => {
  const answer = said.map(({ text }) => text).find((text) => text.includes('access_token'))!;
  return JSON.parse(answer) as Record<string, string>;
};

describe('what is kept', () => {
  it('lies sealed: nobody who reads the table learns anything', async () => {
    await tried(h, place, 'peter@initech.example', 'initech');
    const [row] = await rows();
    expect(row).toMatchObject({ verified: true, user_id: expect.any(String), days: '7' });
    const whole = JSON.stringify(await rows());
    expect(whole).not.toMatch(/peter|initech\.example|eyJ/i);
    expect(row!.sealed).toMatch(/^v1\./);
  });

  it('of a sign-in are the claims and the userinfo: no token at all', async () => {
    const reference = await tried(h, place, 'peter@initech.example', 'initech');
    const kept = JSON.stringify(await evidenceOf(h, place, reference));
    expect(kept).toContain('peter@initech.example');
    const { access_token: access, id_token: id, refresh_token: refresh } = tokensSaid();
    for (const token of [access, id, refresh, 'initech-secret']) if (token) expect(kept).not.toContain(token);
    expect(kept).not.toContain('nonce');
  });

  it('of a refused token is that token, and neither code, access token, refresh token nor secret', async () => {
    h.idp.misbehave('umbrella', 'wrong-aud');
    const reference = await tried(h, place, 'alice', 'umbrella');
    const kept = await evidenceOf(h, place, reference);
    const { access_token: access, id_token: id, refresh_token: refresh } = tokensSaid();
    expect(kept).toMatchObject({ kind: 'response', said: { idToken: id, nonce: expect.any(String) } });
    expect(Object.keys(kept!.said as object).sort()).toEqual(['idToken', 'iss', 'nonce']);
    for (const token of [access, refresh, 'umbrella-secret'])
      if (token) expect(JSON.stringify(kept)).not.toContain(token);
  });

  it('travels sealed to the request that resolves the person, and is written once', async () => {
    const trip = await travel({ ...place, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
    const result = await land(place.sso, place.tenant, 'umbrella', trip);
    if (result.outcome === 'failed') throw result.error;
    const trace = JSON.parse(JSON.stringify(result.trace)) as typeof result.trace;
    expect(trace.evidence!.sealed).toMatch(/^v1\./);
    await place.users.create(place.tenant.db, { email: 'alice@umbrella.example', emailVerified: false });
    const resolution = await place.sso.resolveUser(place.tenant.db, place.tenant, result.identity, trace);
    expect(resolution.outcome).toBe('prove-local-account');
    // What waits in the attempt for the person's proof has nothing of it any more.
    expect(trace).not.toHaveProperty('evidence');
    expect(await rows()).toHaveLength(1);
  });

  it('adds no statement to a sign-in', async () => {
    await tried(h, place, 'alice', 'umbrella');
    await tried(h, place, 'alice', 'umbrella');
    const withIt = (await h.database.statements.during(() => tried(h, place, 'alice', 'umbrella')))
      .statements;
    await api.call('PATCH', '/sso-settings', { evidenceDays: 0 });
    await tried(h, place, 'alice', 'umbrella');
    const without = (await h.database.statements.during(() => tried(h, place, 'alice', 'umbrella')))
      .statements;
    expect(withIt.length).toBe(without.length);
  });
});

describe('how long', () => {
  it('as the setting says; 0 keeps nothing, and takes what is there', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    expect(await attemptOf(api, reference)).toMatchObject({
      replayable: true,
      replayUntil: expect.any(String),
    });
    await api.call('PATCH', '/sso-settings', { evidenceDays: 0 });
    expect(await attemptOf(api, reference)).toMatchObject({ replayable: false, replayUntil: null });
    const later = await tried(h, place, 'alice', 'umbrella');
    expect((await rows()).map(({ id }) => id)).toEqual([reference]);
    await keepTo(h.database, place.sso.settings);
    expect(await rows()).toEqual([]);
    expect((await attemptOf(api, later)).replayable).toBe(false);
  });

  it('not a minute longer than it may, whatever is cleaned when', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    await h.database.query(sql`
      update sso_evidence set expires_at = now() - interval '1 minute' where tenant_id = ${place.tenant.id}`);
    expect((await attemptOf(api, reference)).replayable).toBe(false);
    await createExpiry().clean(h.database);
    expect(await rows()).toEqual([]);
    expect((await attemptOf(api, reference)).outcome).toBe('succeeded');
  });

  it('goes with the person', async () => {
    await tried(h, place, 'alice', 'umbrella');
    const user = await place.users.findByIdentifier(place.tenant.db, { email: 'alice@umbrella.example' });
    await place.sso.recorder.forget(place.tenant.db, user!.id);
    expect(await rows()).toEqual([]);
  });

  it('goes with the attempt', async () => {
    await tried(h, place, 'alice', 'umbrella');
    await h.database.query(sql`delete from sso_traces where tenant_id = ${place.tenant.id}`);
    expect(await rows()).toEqual([]);
  });
});

const traceValues = (evidence?: { sealed: string; verified: boolean; days: number }) => ({
  reference: newReferenceCode(),
  connectorId: 'umbrella',
  attemptId: null,
  applicationId: null,
  outcome: 'failed' as const,
  cause: 'saml.unsigned' as const,
  email: null,
  connection: null,
  typedHash: null,
  emailHash: null,
  days: 1,
  steps: [],
  evidence,
});

describe('strangers', () => {
  const where = { tenantId: 'default', reference: 'ABC' };
  const evidence = (bytes: number) => ({
    kind: 'response' as const,
    said: { response: randomBytes(bytes).toString('hex') },
    at: 0,
    startedAt: 0,
  });

  it('have what they send kept up to 128 kB, a provider up to 512 kB', () => {
    expect(sealEvidence(h.sealer, where, evidence(100_000), false)).toBeUndefined();
    expect(sealEvidence(h.sealer, where, evidence(100_000), true)!.length).toBeLessThanOrEqual(512 * 1_024);
    expect(sealEvidence(h.sealer, where, evidence(500_000), true)).toBeUndefined();
    expect(sealEvidence(h.sealer, where, evidence(10_000), false)!.length).toBeLessThanOrEqual(128 * 1_024);
  });

  it('can not fill the database: of a flood thirty are kept, and every attempt is still recorded', async () => {
    const unverified = { sealed: 'x', verified: false, days: 7 };
    for (let i = 0; i < 40; i += 1) await insertTrace(place.tenant.db, traceValues(unverified));
    expect(await rows()).toHaveLength(30);
    expect(await place.tenant.db.selectFrom('sso_traces').select('id').execute()).toHaveLength(40);
    await insertTrace(place.tenant.db, traceValues({ ...unverified, verified: true }));
    expect(await rows()).toHaveLength(31);
    await insertTrace(place.tenant.db, { ...traceValues(unverified), connectorId: 'initech' });
    expect(await rows()).toHaveLength(32);
  });

  it('who come every day lose their oldest: two hundred stay of a connector', async () => {
    await h.database.query(sql`
      insert into sso_traces (tenant_id, id, connector_id, outcome, cause, expires_at)
      select ${place.tenant.id}, 'R' || n, 'umbrella', 'failed', 'saml.unsigned', now() + interval '1 day'
      from generate_series(1, 210) n`);
    await h.database.query(sql`
      insert into sso_evidence (tenant_id, id, connector_id, verified, sealed, created_at, expires_at)
      select ${place.tenant.id}, 'R' || n, 'umbrella', n > 205, 'x', now() - n * interval '1 minute', now() + interval '1 day'
      from generate_series(1, 210) n`);
    await keepTo(h.database, place.sso.settings);
    const left = (await rows()).map(({ id }) => id);
    expect(left).toHaveLength(205);
    expect(left).toContain('R1');
    expect(left).not.toContain('R205');
    expect(left).toContain('R210');
  });

  it('who call a callback with rubbish without end are written down three hundred times in ten minutes', async () => {
    const rubbish = () =>
      place.sso.finish(place.tenant, {
        connectorId: 'umbrella',
        url: new URL('https://x.example/callback?code=a&state=b'),
        cookies: {},
      });
    await h.database.query(sql`
      insert into sso_traces (tenant_id, id, connector_id, outcome, cause, expires_at)
      select ${place.tenant.id}, 'R' || n, 'umbrella', 'failed', 'callback.unknown', now() + interval '1 day'
      from generate_series(1, 299) n`);
    const traces = async () => (await place.tenant.db.selectFrom('sso_traces').select('id').execute()).length;
    await rubbish();
    expect(await traces()).toBe(300);
    expect(await rubbish()).toMatchObject({ outcome: 'failed', reference: expect.any(String) });
    expect(await traces()).toBe(300);
    // Who really signs in is recorded all the same.
    await tried(h, place, 'alice', 'umbrella');
    expect(await traces()).toBe(301);
  });

  it('leave nothing by a callback that belongs to no sign-in', async () => {
    await place.sso.finish(place.tenant, {
      connectorId: 'umbrella',
      url: new URL('https://x.example/callback?code=a&state=b'),
      cookies: {},
    });
    expect(await rows()).toEqual([]);
  });
});

describe('rubbish in place of evidence never makes a server error', () => {
  const replayOf = async (sealed: string) => {
    const values = traceValues({ sealed, verified: true, days: 1 });
    await insertTrace(place.tenant.db, values);
    return {
      reference: values.reference,
      ...(await api.call('POST', `/sso-attempts/${values.reference}/replay`)),
    };
  };

  it.each(['', 'rubbish', 'v1.k1.AAAA.AAAA', `v1.other.${'A'.repeat(16)}.${'A'.repeat(40)}`])(
    'somebody has been at the row: %j',
    async (sealed) => {
      const { status, json, reference } = await replayOf(sealed);
      expect([status, json.code]).toEqual([409, 'sso.attempt_not_replayable']);
      expect((await attemptOf(api, reference)).replayable).toBe(false);
    },
  );

  it('a row of another attempt does not open here', async () => {
    const reference = await tried(h, place, 'alice', 'umbrella');
    const [{ sealed } = { sealed: '' }] = await rows();
    expect((await attemptOf(api, reference)).replayable).toBe(true);
    expect((await replayOf(sealed)).json.code).toBe('sso.attempt_not_replayable');
  });

  it.each<[string, 'claims' | 'response', unknown]>([
    ['nothing', 'claims', null],
    ['no claims', 'claims', { claims: [] }],
    ['claims of wrong types', 'claims', { claims: { iss: {}, aud: 7, sub: [], email: { a: 1 }, iat: 'x' } }],
    ['claims without anything', 'claims', { claims: {} }],
    ['a token that is none', 'response', { idToken: 'eyJ.eyJ.x', nonce: '' }],
    ['no token', 'response', { idToken: 7 }],
    ['a deep one', 'claims', { claims: { a: JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`) } }],
  ])('%s', async (_, kind, what) => {
    const values = traceValues();
    const where = { tenantId: place.tenant.id, reference: values.reference };
    const sealed = sealEvidence(
      h.sealer,
      where,
      { kind, said: what, at: Date.now(), startedAt: Date.now() },
      true,
    )!;
    await insertTrace(place.tenant.db, { ...values, evidence: { sealed, verified: true, days: 1 } });
    const { status, json } = await api.call('POST', `/sso-attempts/${values.reference}/replay`);
    expect(status).toBeLessThan(500);
    expect(json.outcome ?? json.code).toMatch(/^(fail|sso\.attempt_undecided)$/);
  });
});
