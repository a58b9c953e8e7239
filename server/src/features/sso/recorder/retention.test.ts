/** How long attempts are kept: as the tenant wants, also when it changes its mind. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../../kernel/http/test-api.ts';
import { createExpiry } from '../../../kernel/jobs/index.ts';
import { connectorInputs, type Harness, referenceOf, signIn, startHarness } from '../../../testing/sso.ts';
import { buildTestApp } from '../../../testing/test-app.ts';
import { ssoRoutes } from '../index.ts';
import { finishTrace, insertTrace } from '../store-attempts.ts';
import { keepTo } from './retention.ts';

let h: Harness;
let place: Awaited<ReturnType<Harness['newTenant']>>;
let api: TestApi;

beforeAll(async () => {
  h = await startHarness();
});
afterAll(() => h.close());
beforeEach(async () => {
  place = await h.newTenant();
  await place.sso.connectors.create(place.tenant.db, connectorInputs(h.idp).umbrella!);
  api = await openTestApi(ssoRoutes(place.sso), h.database);
  Object.assign(api.tenant, { db: place.tenant.db });
});

const tried = async () =>
  referenceOf(
    await signIn({ sso: place.sso, tenant: place.tenant, idp: h.idp }, 'alice', { connectorId: 'umbrella' }),
  );
const rowsOf = (table: string) =>
  h.database.query(sql<{ id: string; days: number }>`
    select id, round(extract(epoch from expires_at - now()) / 86400) as days from ${sql.table(table)}
    where tenant_id = ${place.tenant.id} order by id`);
const older = (table: string, column: string, days: number) =>
  h.database.query(sql`
    update ${sql.table(table)} set ${sql.ref(column)} = now() - ${days}::float * interval '1 day'
    where tenant_id = ${place.tenant.id}`);

describe('the settings', () => {
  it('say 30 days for attempts and 7 for evidence until somebody says something else', async () => {
    const { json, headers } = await api.call('GET', '/sso-settings');
    expect(json).toMatchObject({ attemptDays: 30, evidenceDays: 7, version: 0 });
    expect(headers.get('etag')).toBe('"0"');
  });

  it('change field by field, with an event that says what was before', async () => {
    expect((await api.call('PATCH', '/sso-settings', { attemptDays: 90 })).json).toMatchObject({
      attemptDays: 90,
      evidenceDays: 7,
      version: 1,
    });
    await api.call('PATCH', '/sso-settings', { evidenceDays: 0 });
    expect((await api.call('GET', '/sso-settings')).json).toMatchObject({
      attemptDays: 90,
      evidenceDays: 0,
      version: 2,
    });
    const events = await h.database.query(sql<{ data: unknown }>`
      select payload -> 'data' as data from events where tenant_id = ${place.tenant.id} and type = 'sso.settings_changed'`);
    expect(events.map(({ data }) => data)).toEqual([
      { before: { attemptDays: 30 }, after: { attemptDays: 90 } },
      { before: { evidenceDays: 7 }, after: { evidenceDays: 0 } },
    ]);
  });

  it('of two who change the same version the second is told', async () => {
    const both = [{ attemptDays: 10 }, { attemptDays: 20 }].map((patch) =>
      api.call('PATCH', '/sso-settings', patch, { 'if-match': '"0"' }),
    );
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each([
    { attemptDays: 0 },
    { attemptDays: 366 },
    { attemptDays: 1.5 },
    { attemptDays: '30' },
    { evidenceDays: -1 },
    { evidenceDays: 31 },
    { attemptDays: null },
    { days: 3 },
  ])('refuse %j', async (patch) => {
    const { status, json } = await api.call('PATCH', '/sso-settings', patch);
    expect([status, json.code]).toEqual([400, 'request.invalid']);
  });

  it('are changed by those who may change connectors', async () => {
    api.permissions = ['sso-connectors:read'];
    expect((await api.call('GET', '/sso-settings')).status).toBe(200);
    expect((await api.call('PATCH', '/sso-settings', { attemptDays: 1 })).status).toBe(403);
  });

  it('cost no statement in a sign-in', async () => {
    // The first that comes through proves the connection, which is news to the cache.
    await tried();
    await tried();
    const { statements } = await h.database.statements.during(() => tried());
    expect(statements.filter((text) => text.includes('sso_settings'))).toEqual([]);
  });
});

describe('attempts', () => {
  it('are kept as long as the setting says when they happen', async () => {
    await tried();
    await api.call('PATCH', '/sso-settings', { attemptDays: 90 });
    await tried();
    expect((await rowsOf('sso_traces')).map(({ days }) => Number(days)).sort()).toEqual([30, 90]);
  });

  it('that are too old now that the time was shortened go, and no younger ones', async () => {
    const old = await tried();
    await older('sso_traces', 'started_at', 10);
    const young = await tried();
    await keepTo(h.database, place.sso.settings);
    expect(await rowsOf('sso_traces')).toHaveLength(2);
    await api.call('PATCH', '/sso-settings', { attemptDays: 9 });
    await keepTo(h.database, place.sso.settings);
    expect((await rowsOf('sso_traces')).map(({ id }) => id)).toEqual([young]);
    expect((await api.call('GET', `/sso-attempts/${old}`)).json.code).toBe('sso.attempt_not_found');
  });

  it('of thousands go batch by batch', async () => {
    await api.call('PATCH', '/sso-settings', { attemptDays: 1 });
    await h.database.query(sql`
      insert into sso_traces (tenant_id, id, connector_id, outcome, started_at, expires_at)
      select ${place.tenant.id}, 'R' || n, 'umbrella', 'succeeded', now() - interval '2 days', now() + interval '9 days'
      from generate_series(1, 1203) n`);
    const { statements } = await h.database.statements.during(() => keepTo(h.database, place.sso.settings));
    expect(await rowsOf('sso_traces')).toEqual([]);
    expect(statements.filter((text) => text.includes('sso_traces')).length).toBeGreaterThanOrEqual(3);
  });

  it('are not shown once their time is over, before they are cleaned away', async () => {
    const reference = await tried();
    await older('sso_traces', 'expires_at', 0.01);
    expect((await api.call('GET', '/sso-attempts')).json).toEqual([]);
    expect((await api.call('GET', `/sso-attempts/${reference}`)).status).toBe(404);
    await older('sso_traces', 'expires_at', 0.1);
    await createExpiry().clean(h.database);
    expect(await rowsOf('sso_traces')).toEqual([]);
  });

  it('of somebody who was deleted can not be found by their address any more', async () => {
    await tried();
    const user = await place.users.findByIdentifier(place.tenant.db, { email: 'alice@umbrella.example' });
    expect((await api.call('GET', '/sso-attempts?email=alice@umbrella.example')).json).toHaveLength(1);
    await place.sso.recorder.forget(place.tenant.db, user!.id);
    expect((await api.call('GET', '/sso-attempts?email=alice@umbrella.example')).json).toEqual([]);
    expect((await api.call('GET', '/sso-attempts')).json).toMatchObject([
      { email: null, outcome: 'succeeded' },
    ]);
  });
});

it('whoever deletes a user deletes what providers said of them, in the whole server', async () => {
  const app = await buildTestApp();
  try {
    const { db } = app.tenant;
    const [gone, other] = await Promise.all(
      ['gone@acme.example', 'other@acme.example'].map((email) => app.users.create(db, { email })),
    );
    for (const [reference, user] of [
      ['GONE', gone!],
      ['OTHER', other!],
    ] as const) {
      await insertTrace(db, {
        reference,
        connectorId: 'acme',
        attemptId: null,
        applicationId: null,
        outcome: 'started',
        cause: null,
        email: null,
        connection: null,
        typedHash: null,
        emailHash: null,
        days: 1,
        steps: [],
      });
      await finishTrace(db, {
        reference,
        outcome: 'succeeded',
        cause: null,
        userId: user.id,
        email: null,
        emailHash: 'hash',
        steps: [],
        claims: null,
        evidence: { sealed: 'x', verified: true, days: 1 },
      });
    }
    await app.users.remove(db, gone!.id);
    await app.settle();
    expect(await db.selectFrom('sso_evidence').select('id').execute()).toEqual([{ id: 'OTHER' }]);
  } finally {
    await app.close();
  }
});
