/** The timeline of an attempt: when each step began and what it took, over all the requests that an attempt consists of. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FixedClock, fixedClock } from '../../../kernel/clock/index.ts';
import { openTestApi, type TestApi } from '../../../kernel/http/test-api.ts';
import { createOutbound } from '../../../kernel/outbound/index.ts';
import {
  acmeTenant,
  connectorInputs,
  type Harness,
  land,
  referenceOf,
  signIn,
  startHarness,
  travel,
} from '../../../testing/sso.ts';
import { ssoRoutes, type TraceStep } from '../index.ts';
import { insertTrace } from '../store-attempts.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;
let clock: FixedClock;
const network = createOutbound({ allow: [], endpointIsLoopback: true });
const answerMs = 250;

beforeAll(async () => {
  h = await startHarness();
  clock = fixedClock();
  const outbound = {
    async fetch(url: string | URL, init?: RequestInit) {
      const response = await network.fetch(url, init);
      clock.advance(answerMs);
      return response;
    },
  };
  place = await h.newTenant({ clock, outbound });
  for (const input of Object.values(connectorInputs(h.idp)))
    await place.sso.connectors.create(place.tenant.db, input);
  api = await openTestApi(ssoRoutes(place.sso), h.database);
  Object.assign(api.tenant, { db: place.tenant.db });
});
afterAll(async () => {
  await network.close();
  await h.close();
});

const where = () => ({ sso: place.sso, tenant: place.tenant, idp: h.idp });
const attempt = async (reference: string) => (await api.call('GET', `/sso-attempts/${reference}`)).json;
const stepOf = ({ steps }: { steps: TraceStep[] }, rule: string) => steps.find((step) => step.rule === rule);

describe('a sign-in', () => {
  it('says of every step when it began, counted from the start, also in the requests that follow', async () => {
    const trip = await travel(where(), 'peter@initech.example', { connectorId: 'initech' });
    clock.advance(60_000);
    const result = await land(place.sso, place.tenant, 'initech', trip);
    if (result.outcome === 'failed') throw result.error;
    clock.advance(5_000);
    // As it travels to the next request.
    const trace = JSON.parse(JSON.stringify(result.trace)) as typeof result.trace;
    await place.sso.resolveUser(place.tenant.db, place.tenant, result.identity, trace);
    const { steps } = await attempt(trace.reference);
    for (const { atMs, durationMs } of steps) {
      expect(atMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeGreaterThanOrEqual(0);
    }
    expect(stepOf({ steps }, 'discovery')).toMatchObject({ atMs: 0, durationMs: answerMs });
    expect(stepOf({ steps }, 'callback.request')).toMatchObject({ atMs: 60_000 + answerMs, durationMs: 0 });
    expect(stepOf({ steps }, 'user.link')!.atMs).toBeGreaterThanOrEqual(65_000);
  });

  it('shows each call to the provider with what it took, and the rule that waited for it', async () => {
    const { trace } = (await signIn(where(), 'peter@initech.example', { connectorId: 'initech' })).result as {
      trace: { reference: string };
    };
    const told = await attempt(trace.reference);
    for (const call of ['call.token', 'call.userinfo'])
      expect(stepOf(told, call), call).toMatchObject({
        verdict: 'pass',
        seen: 'HTTP 200',
        durationMs: answerMs,
      });
    expect(stepOf(told, 'token.exchange')!.durationMs).toBeGreaterThanOrEqual(answerMs);
    expect(stepOf(told, 'userinfo.subject')!.durationMs).toBe(answerMs);
    expect(stepOf(told, 'id_token.issuer')!.durationMs).toBe(0);
  });

  it('fetches metadata and keys once: who comes first sees how long that took', async () => {
    const fresh = await h.newTenant();
    await fresh.sso.connectors.create(fresh.tenant.db, connectorInputs(h.idp).umbrella!);
    const rules = async () => {
      const { result } = await signIn({ ...fresh, idp: h.idp }, 'alice', { connectorId: 'umbrella' });
      const { trace } = result as { trace: { reference: string } };
      return (await fresh.sso.recorder.find(fresh.tenant.db, trace.reference))!.steps.map(({ rule }) => rule);
    };
    const first = await rules();
    expect(first).toContain('call.discovery');
    expect(first).toContain('call.keys');
    const second = await rules();
    expect(second).not.toContain('call.discovery');
    expect(second).not.toContain('call.keys');
    expect(second).toContain('call.token');
  });

  it('that failed has times to its last step, too', async () => {
    h.idp.misbehave(acmeTenant, 'wrong-nonce');
    const failed = await signIn(where(), 'anna@acme.example', { connectorId: 'acme' });
    h.idp.misbehave(acmeTenant, null);
    const told = await attempt(referenceOf(failed));
    expect(told.steps.every((step: TraceStep) => typeof step.atMs === 'number')).toBe(true);
    expect(stepOf(told, 'call.token')).toMatchObject({ durationMs: answerMs });
    expect(stepOf(told, 'id_token.nonce')).toMatchObject({ verdict: 'fail' });
  });

  it('that never left shows how long it waited for a provider that did not answer', async () => {
    const outbound = {
      fetch: async () => {
        clock.advance(10_000);
        throw Object.assign(new Error('no answer'), { code: 'outbound.timeout' });
      },
    };
    const silent = await h.newTenant({ clock, outbound });
    await silent.sso.connectors.create(silent.tenant.db, connectorInputs(h.idp).umbrella!);
    await silent.sso.start(silent.tenant, { connectorId: 'umbrella', attemptId: 'att_1' }).catch(() => {});
    const own = await openTestApi(ssoRoutes(silent.sso), h.database);
    Object.assign(own.tenant, { db: silent.tenant.db });
    const [told] = (await own.call('GET', '/sso-attempts')).json;
    expect(stepOf(told, 'call.discovery')).toMatchObject({ verdict: 'skip', durationMs: 10_000 });
    expect(stepOf(told, 'discovery')).toMatchObject({ verdict: 'fail', durationMs: 10_000 });
    expect(told.durationMs).toBeGreaterThanOrEqual(10_000);
  });
});

it('an attempt that is under way has no duration, and one from before there were times is told without them', async () => {
  await place.sso.start(place.tenant, { connectorId: 'umbrella', attemptId: 'att_9' });
  const [underWay] = (await api.call('GET', '/sso-attempts?outcome=started')).json;
  expect(underWay.durationMs).toBeNull();
  const old = {
    reference: 'OLD0LD0',
    connectorId: 'umbrella',
    attemptId: null,
    applicationId: null,
    outcome: 'failed' as const,
    cause: 'client.secret_wrong' as const,
    email: null,
    connection: null,
    typedHash: null,
    emailHash: null,
    days: 1,
    steps: [{ rule: 'token.exchange', verdict: 'fail' as const, cause: 'client.secret_wrong' as const }],
  };
  await insertTrace(place.tenant.db, old);
  const told = await attempt('OLD0LD0');
  expect(told).toMatchObject({ durationMs: 0, steps: [{ rule: 'token.exchange', verdict: 'fail' }] });
  expect(told.steps[0]).not.toHaveProperty('atMs');
});
