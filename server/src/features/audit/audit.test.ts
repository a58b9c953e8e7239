// The audit trail: every event once, searchable, and only for its tenant.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fixedClock } from '../../kernel/clock/index.ts';
import type { EventHandler, StoredEvent } from '../../kernel/events/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { auditRoutes, subscribeAudit } from './index.ts';

let first: TestApi;
let api: TestApi;
let deliver: EventHandler;

beforeAll(async () => {
  first = await openTestApi(auditRoutes({ clock: fixedClock(new Date('2026-03-04T23:00:00Z')) }));
  subscribeAudit({
    subscribe: (types, handler) => {
      expect(types).toBe('*');
      deliver = handler;
    },
  });
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
});

const event = (id: string, extra: Partial<StoredEvent> = {}): StoredEvent => ({
  id,
  tenantId: api.tenant.id,
  type: 'user.updated',
  actor: { type: 'application', id: 'app1' },
  subject: { type: 'user', id: 'usr_1' },
  data: { before: { name: 'A' }, after: { name: 'B' } },
  requestId: 'req_1',
  address: '192.0.2.1',
  userAgent: 'test',
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ...extra,
});

const ids = async (query: string) =>
  (await api.call('GET', `/audit-events?${query}`)).json.map(({ id }: { id: string }) => id);

test('an event that is delivered twice is kept once, with who, what, where from and what changed', async () => {
  await deliver(api.db, event('evt_1'));
  await deliver(api.db, event('evt_1'));
  const { json, headers } = await api.call('GET', '/audit-events');
  expect(headers.get('total-number')).toBe('1');
  expect(json[0]).toEqual({
    id: 'evt_1',
    type: 'user.updated',
    actor: { type: 'application', id: 'app1' },
    subject: { type: 'user', id: 'usr_1' },
    applicationId: null,
    connectorId: null,
    address: '192.0.2.1',
    userAgent: 'test',
    requestId: 'req_1',
    data: { before: { name: 'A' }, after: { name: 'B' } },
    createdAt: '2026-01-01T00:00:00.000Z',
  });
  expect((await api.call('GET', '/audit-events/evt_1')).json).toEqual(json[0]);
});

test('is searched by type or group, actor, subject, application, connector and time, newest first', async () => {
  const day = (n: number) => ({ createdAt: new Date(`2026-01-0${n}T00:00:00Z`) });
  await deliver(api.db, event('evt_1', { ...day(1), type: 'user.created' }));
  await deliver(api.db, event('evt_2', { ...day(2), actor: { type: 'system' }, applicationId: 'shop' }));
  await deliver(
    api.db,
    event('evt_3', { ...day(3), type: 'username.x', connectorId: 'sso_1', subject: undefined }),
  );
  expect(await ids('')).toEqual(['evt_3', 'evt_2', 'evt_1']);
  expect(await ids('type=user.')).toEqual(['evt_2', 'evt_1']);
  expect(await ids('type=user.created')).toEqual(['evt_1']);
  expect(await ids('type=user')).toEqual([]);
  expect(await ids('actor=app1')).toEqual(['evt_3', 'evt_1']);
  expect(await ids('subject=usr_1')).toEqual(['evt_2', 'evt_1']);
  expect(await ids('application=shop')).toEqual(['evt_2']);
  expect(await ids('connector=sso_1')).toEqual(['evt_3']);
  expect(await ids('from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z')).toEqual(['evt_2']);
  expect(await ids('from=2026-01-02T01:00:00%2B01:00&pageSize=1&page=2')).toEqual(['evt_2']);
});

test('of a user: what they did and what was done to them; of an application: what went through and changed it', async () => {
  const user = { type: 'user', id: 'usr_2' } as const;
  const shop = { type: 'application', id: 'shop' };
  await deliver(api.db, event('evt_1', { actor: user }));
  await deliver(api.db, event('evt_2', { subject: user, applicationId: 'shop' }));
  await deliver(api.db, event('evt_3', { subject: shop }));
  await deliver(api.db, event('evt_4', { subject: { type: 'attempt', id: 'usr_2' } }));
  await deliver(api.db, event('evt_5', { actor: { type: 'application', id: 'usr_2' } }));
  expect(await ids('user=usr_2')).toEqual(['evt_2', 'evt_1']);
  expect(await ids('application=shop')).toEqual(['evt_3', 'evt_2']);
  expect(await ids('user=usr_2&application=shop')).toEqual(['evt_2']);
});

test('a time that the database can not hold is refused', async () => {
  for (const time of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B01:00', '9999-12-31T23:59:59-14:00']) {
    expect((await api.call('GET', `/audit-events?to=${time}`)).status, time).toBe(400);
  }
});

test('threat: another tenant’s events', async () => {
  await deliver(api.db, event('evt_1'));
  api = await first.another();
  expect(await ids('')).toEqual([]);
  const { status, json } = await api.call('GET', '/audit-events/evt_1');
  expect([status, json.code]).toEqual([404, 'audit_event.not_found']);
});
