// The audit trail as a file, over real HTTP: whole, in order, filtered as the list, and no longer than it is read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emit } from '../../kernel/events/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { exportPages } from './export.ts';

let app: TestApp;
let token: string;
const path = '/api/audit-events/export';

/** Several at the same microsecond and millisecond, so that only the id can tell their order. */
async function insert(tenantId: string, count: number, type: string): Promise<void> {
  await app.db.pool.query(
    `insert into audit_events (tenant_id, id, type, actor_type, actor_id, data, created_at)
     select $1, $3 || lpad(n::text, 6, '0'), $3, 'user', 'usr_x', '{}',
       timestamptz '2026-01-01T00:00:00.0005Z' + (n / 7) * interval '1 microsecond'
     from generate_series(1, $2::int) as n`,
    [tenantId, count, type],
  );
}

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken(['audit-events:read']);
  await insert('default', 1_203, 'demo.many');
}, 60_000);
afterAll(() => app.close());

const fetchAs = (as: string, query = '') =>
  app.fetch(`${path}?${query}`, { headers: { authorization: `Bearer ${as}` } });

async function download(query = '') {
  const response = await fetchAs(token, query);
  const text = await response.text();
  return {
    response,
    text,
    events: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}
const list = async (query: string) =>
  (await app.fetch(`/api/audit-events?${query}`, { headers: { authorization: `Bearer ${token}` } })).json();

describe('the file', () => {
  test('is NDJSON with the date in its name, and nobody keeps it', async () => {
    const { response, text } = await download('type=demo.many');
    const today = app.clock.now().toISOString().slice(0, 10);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="audit-events-default-${today}.ndjson"`,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(text.endsWith('}\n')).toBe(true);
  });

  test('has every event once, newest first, over the edges of pages, also those of one microsecond', async () => {
    const { events } = await download('type=demo.many');
    const ids = events.map(({ id }) => id);
    expect(ids).toHaveLength(1_203);
    expect(new Set(ids).size).toBe(1_203);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  test('takes the filters of the list and shows what it shows', async () => {
    const query = 'type=demo.&actor=usr_x&from=2025-12-31T00:00:00Z&to=2026-01-02T00:00:00Z';
    const { events } = await download(query);
    expect(events.slice(0, 100)).toEqual(await list(`${query}&pageSize=100`));
    expect((await download('type=nothing.at.all')).text).toBe('');
    expect((await download('user=nobody')).events).toEqual([]);
    for (const wrong of ['page=1', 'pageSize=5', 'from=yesterday', 'limit=1'])
      expect((await fetchAs(token, wrong)).status).toBe(400);
  });

  test('ends where it is told to', async () => {
    const lengths: number[] = [];
    for await (const items of exportPages(app.tenant.db, { type: 'demo.many' }, 700))
      lengths.push(items.length);
    expect(lengths).toEqual([500, 200]);
  });
});

describe('threats', () => {
  test('secrets: what is redacted in the list is redacted in the file', async () => {
    const data = { clientSecret: 'hunter2', nested: { password: 'hunter2', token: 'hunter2' }, note: 'kept' };
    await emit(app.tenant.db, { type: 'demo.secret', data });
    await app.settle();
    const { text, events } = await download('type=demo.secret');
    expect(text).not.toContain('hunter2');
    expect(events).toEqual(await list('type=demo.secret'));
    expect(events[0].data.note).toBe('kept');
  });

  test('somebody takes the log away unseen: each download is an event with its filter', async () => {
    await download('type=demo.many&from=2026-01-01T00:00:00Z');
    await app.settle();
    const [event] = (await list('type=audit_event.exported&pageSize=1')) as { data: object; actor: object }[];
    expect(event).toMatchObject({
      actor: { type: 'application' },
      data: { filter: { type: 'demo.many', from: '2026-01-01T00:00:00.000Z' } },
    });
  });

  test('another tenant’s events, and a caller who may not read them', async () => {
    const other = await app.tenants.create({ id: 'elsewhere', name: 'Elsewhere' });
    await insert(other.id, 3, 'demo.hidden');
    expect((await download('type=demo.hidden')).events).toEqual([]);
    expect((await download()).text).not.toContain('demo.hidden');
    expect((await fetchAs(await app.managementToken(['users:read']))).status).toBe(403);
    expect((await app.fetch(path)).status).toBe(401);
  });

  test('a line break in an event does not make two lines', async () => {
    await emit(app.tenant.db, { type: 'demo.lines', data: { note: 'a\n{"id":"forged"}\r\u2028b' } });
    await app.settle();
    const { events } = await download('type=demo.lines');
    expect(events).toHaveLength(1);
  });

  test('an event that breaks the download off breaks the connection: half a file must not look whole', async () => {
    await insert('default', 1_000, 'demo.broken');
    await app.db.pool.query(
      `update audit_events set actor_type = 'nobody-knows' where id = 'demo.broken000100' and tenant_id = 'default'`,
    );
    const response = await fetchAs(token, 'type=demo.broken');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect((await download('type=demo.secret')).response.status).toBe(200);
  });
});
