// The pipeline of every route: authentication, input, answers, pages, versions and idempotent creation.
import { Hono } from 'hono';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { errors } from '../errors/index.ts';
import type { AppEnv } from './app-env.ts';
import {
  defineListRoute,
  defineRoute,
  handleError,
  mountRoutes,
  requestIdOf,
  sameOriginOnly,
} from './index.ts';
import { openTestApi, type TestAnswer, type TestApi } from './test-api.ts';

const item = z.object({ id: z.string(), version: z.number() });
const stored = z.object({ id: z.string(), secret: z.string().nullable() });

/** Things live in a table that exists anyway; `work` counts what idempotency should save. */
let work = 0;

const routes = [
  defineListRoute({
    path: '/numbers',
    summary: 'List numbers',
    permission: 'status:read',
    query: z.strictObject({ from: z.string().optional() }),
    item: z.object({ n: z.number() }),
    errors: [],
    handler: async ({ page }) => ({
      items: Array.from({ length: 45 }, (_, n) => ({ n, hidden: 'x' })).slice(
        page.offset,
        page.offset + page.limit,
      ),
      total: 45,
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/things/:id',
    summary: 'Get a thing',
    permission: 'users:read',
    response: item,
    versioned: true,
    errors: [],
    handler: async ({ params }) => ({ id: params.id, version: 3, password: 'never shown' }),
  }),
  defineRoute({
    method: 'patch',
    path: '/things/:id',
    summary: 'Change a thing',
    permission: 'users:write',
    body: z.strictObject({ name: z.string().max(5), deep: z.strictObject({ x: z.int() }).optional() }),
    response: item,
    versioned: 'required',
    errors: [],
    handler: async ({ params, version }) => ({ id: params.id, version: version ?? 0 }),
  }),
  defineRoute({
    method: 'post',
    path: '/things',
    summary: 'Create a thing',
    permission: 'users:write',
    body: z.strictObject({ id: z.string().optional(), fail: z.boolean().optional() }),
    response: stored,
    status: 201,
    idempotent: true,
    shownOnce: ['secret'],
    errors: [],
    handler: ({ body, write }) =>
      write(async (tx) => {
        work += 1;
        const id = body.id ?? `thing${work}`;
        await tx.insertInto('users', { id, profile: {}, custom_data: {} }).execute();
        if (body.fail) throw errors['request.conflict']();
        return { id, secret: 'shown-once' };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/broken',
    summary: 'Break',
    permission: 'status:read',
    response: item,
    errors: [],
    handler: async () => {
      throw new Error('SELECT secret FROM internals');
    },
  }),
];

let first: TestApi;
let api: TestApi;

beforeAll(async () => {
  first = await openTestApi(routes);
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
  work = 0;
});

const issues = (answer: TestAnswer): { path: string; message: string }[] => answer.json.data.issues;

describe('who may', () => {
  test('a missing permission is named', async () => {
    api.permissions = ['users:read'];
    const { status, json } = await api.call('POST', '/things', {});
    expect(status).toBe(403);
    expect(json).toMatchObject({ code: 'auth.forbidden', data: { required: 'users:write' } });
    expect((await api.call('GET', '/things/1')).status).toBe(200);
    api.permissions = ['all'];
    expect((await api.call('POST', '/things', {})).status).toBe(201);
  });

  test('RFC 6750 section 3: without a token 401 with a challenge, whatever the body is', async () => {
    const hono = new Hono<AppEnv>();
    hono.onError(handleError);
    const refuse = async () => {
      throw errors['auth.unauthorized']();
    };
    mountRoutes(hono, routes, { version: '0', authenticate: refuse });
    const answer = await hono.request('/api/things', { method: 'POST', body: '{' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('answers', () => {
  test('only what the schema names leaves, and nothing is cached, framed or sniffed', async () => {
    const { json, headers } = await api.call('GET', '/things/1');
    expect(json).toEqual({ id: '1', version: 3 });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('errors have one shape, 404, 405 and 500 included; a 500 tells nothing of the inside', async () => {
    const unknown = await api.call('GET', '/nothing', undefined, { 'x-request-id': 'abc-1' });
    expect(unknown.status).toBe(404);
    expect(unknown.json).toMatchObject({ code: 'request.not_found', requestId: 'abc-1' });
    expect(unknown.headers.get('x-request-id')).toBe('abc-1');
    const wrong = await api.call('DELETE', '/things');
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('OPTIONS, POST');
    expect(wrong.json.code).toBe('request.method_not_allowed');
    const broken = await api.call('GET', '/broken');
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain('internals');
  });

  test('HEAD answers as GET does without a body, OPTIONS says what there is', async () => {
    const head = await api.call('HEAD', '/things/1');
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', '"3"']);
    const options = await api.call('OPTIONS', '/things/1');
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, PATCH']);
  });

  test('threat: a request id that would forge a log line is replaced', () => {
    expect(requestIdOf('abc_DEF.1-2')).toBe('abc_DEF.1-2');
    for (const bad of ['', 'a b', 'a\nb', '<script>', 'x'.repeat(65), undefined]) {
      expect(requestIdOf(bad)).toMatch(/^req_[a-z0-9]{20}$/);
    }
  });
});

describe('versions (RFC 9110 section 13)', () => {
  const patch = (tag?: string) =>
    api.call('PATCH', '/things/1', { name: 'x' }, tag === undefined ? {} : { 'if-match': tag });

  test('If-Match reaches the handler as a version; where required, its absence is a 428', async () => {
    expect((await patch('"7"')).json.version).toBe(7);
    expect((await patch('*')).json.version).toBe(0);
    expect((await patch('W/"7"')).json.version).toBe(-1);
    expect((await patch('"1", "2"')).json.code).toBe('request.invalid');
    const none = await patch();
    expect([none.status, none.json.code]).toEqual([428, 'request.version_required']);
  });

  test('If-None-Match with the current version is a 304', async () => {
    const get = (tag: string) => api.call('GET', '/things/1', undefined, { 'if-none-match': tag });
    expect((await get('"3"')).status).toBe(304);
    expect((await get('"2", W/"3"')).status).toBe(304);
    expect((await get('"2"')).status).toBe(200);
  });
});

describe('pages', () => {
  test('RFC 8288: links lead to the first, previous, next and last page at the tenant’s own address', async () => {
    const { json, headers } = await api.call('GET', '/numbers?page=2&from=a%26b');
    expect(json.map(({ n }: { n: number }) => n)).toEqual(Array.from({ length: 20 }, (_, n) => n + 20));
    expect(headers.get('total-number')).toBe('45');
    const links = headers.get('link')!.split(', ');
    const base = `${api.tenant.baseUrl}/api/numbers?page=`;
    expect(links).toEqual([
      `<${base}1&from=a%26b&pageSize=20>; rel="first"`,
      `<${base}1&from=a%26b&pageSize=20>; rel="prev"`,
      `<${base}3&from=a%26b&pageSize=20>; rel="next"`,
      `<${base}3&from=a%26b&pageSize=20>; rel="last"`,
    ]);
  });

  test('a page past the end is empty and leads back', async () => {
    const { json, headers } = await api.call('GET', '/numbers?page=99&pageSize=10');
    expect(json).toEqual([]);
    expect(headers.get('link')).toContain('page=5&pageSize=10>; rel="prev"');
    expect(headers.get('link')).not.toContain('rel="next"');
  });

  test.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=1e2',
    'page=',
    'pageSize=101',
    'page=99999999',
    'pages=2',
    'page=1&page=2',
  ])('refuses ?%s', async (query) => {
    const answer = await api.call('GET', `/numbers?${query}`);
    expect(answer.status).toBe(400);
    expect(issues(answer)[0]!.path).toMatch(/^query\./);
  });
});

describe('bodies', () => {
  const json = { 'content-type': 'application/json' };
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
    api.send('/things/1', { method: 'PATCH', body, headers: { 'if-match': '"1"', ...headers } });

  test('every issue is listed with its path, unknown fields by name', async () => {
    const answer = await send(JSON.stringify({ name: 'too long', deep: { x: 1.5, y: 1 }, other: 1 }));
    expect(answer.status).toBe(400);
    expect(
      issues(answer)
        .map((issue) => issue.path)
        .sort(),
    ).toEqual(['deep.x', 'deep.y', 'name', 'other']);
  });

  test('what is not JSON is told with its position', async () => {
    expect(issues(await send('{"name": }'))[0]!.message).toContain('position 9');
    expect(issues(await send('{"name"'))[0]!.message).toContain('position 7');
    expect(issues(await send(''))[0]!.message).toContain('position 0');
  });

  test.each([
    ['NUL in a value', '{"name":"a\\u0000b"}', 'name'],
    ['NUL in a key', '{"na\\u0000me":1}', 'name'],
    ['half a surrogate pair', '{"deep":{"x":"\\ud800"}}', 'deep.x'],
    ['__proto__', '{"__proto__":{"name":"x"}}', '__proto__'],
  ])('threat: %s', async (_, body, path) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(issues(answer)[0]!.path).toBe(path);
  });

  test('threat: nesting deeper than the stack, bytes that are no text, another type, a flood', async () => {
    const deep = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await send(deep)).status).toBe(400);
    expect((await send(new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('{}', {})).status).toBe(415);
    expect((await send(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
  });

  test('threat: NUL in the path or query', async () => {
    expect((await api.call('GET', '/things/a%00b')).status).toBe(400);
    expect((await api.call('GET', '/numbers?from=%00')).status).toBe(400);
    expect((await api.call('GET', `/things/${'x'.repeat(600)}`)).status).toBe(400);
    expect((await api.call('GET', '/things/%E0%A4%A')).status).toBe(200);
  });
});

describe('idempotent creation (draft-ietf-httpapi-idempotency-key-header)', () => {
  const post = (key: string, body: object = {}) =>
    api.call('POST', '/things', body, { 'idempotency-key': key });

  test('a repetition changes nothing and answers the same, without what is shown once', async () => {
    const once = await post('k1');
    const again = await post('k1');
    expect(once.json.secret).toBe('shown-once');
    expect([again.status, again.json]).toEqual([201, { ...once.json, secret: null }]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(work).toBe(1);
    const rows = await api.db.selectFrom('idempotency_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('shown-once');
  });

  test('of ten at once one creates, and all hear of the same thing', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('k2')));
    expect(new Set(answers.map((answer) => answer.json.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.json.secret !== null)).toHaveLength(1);
    expect(await api.db.selectFrom('users').selectAll().execute()).toHaveLength(1);
  });

  test('the same key for another body is refused', async () => {
    await post('k3', { id: 'a' });
    const other = await post('k3', { id: 'b' });
    expect([other.status, other.json.code]).toEqual([409, 'request.idempotency_mismatch']);
  });

  test('a failed request is not remembered, nor is half of it kept', async () => {
    expect((await post('k4', { id: 'a', fail: true })).status).toBe(409);
    expect(await api.db.selectFrom('users').selectAll().execute()).toEqual([]);
    expect((await post('k4', { id: 'a' })).status).toBe(201);
  });

  test('a key counts per tenant, and for 24 hours', async () => {
    const { json } = await post('k5');
    const other = await first.another();
    const there = await other.call('POST', '/things', {}, { 'idempotency-key': 'k5' });
    expect(there.json.id).not.toBe(json.id);
    await api.db.query(
      sql`update idempotency_keys set expires_at = now() - interval '1 second' where tenant_id = ${api.db.tenantId}`,
    );
    expect((await post('k5', { id: 'new' })).json).toEqual({ id: 'new', secret: 'shown-once' });
  });

  test('a key must be harmless text', async () => {
    for (const key of ['a b', 'x'.repeat(256)]) expect((await post(key)).status).toBe(400);
  });
});

describe('sameOriginOnly', () => {
  const hono = new Hono<AppEnv>();
  hono.onError(handleError);
  hono.use(async (c, next) => {
    c.set('tenant', { ...api.tenant, baseUrl: 'https://id.example/t/x' });
    await next();
  });
  hono.use(sameOriginOnly);
  hono.all('/form', (c) => c.text('ok'));
  const status = async (headers: Record<string, string>, method = 'POST') =>
    (await hono.request('http://hostile.example/form', { method, headers })).status;

  test('threat: a form that another site posts (CSRF)', async () => {
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: 'http://hostile.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'cross-site', origin: 'https://id.example' })).toBe(403);
  });

  test('our own forms, reads from anywhere and what is no browser pass', async () => {
    expect(await status({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(200);
    expect(await status({ origin: 'https://id.example' })).toBe(200);
    expect(await status({})).toBe(200);
    expect(await status({ 'sec-fetch-site': 'cross-site' }, 'GET')).toBe(200);
  });
});
