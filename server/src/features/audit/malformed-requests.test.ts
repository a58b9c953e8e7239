// Issue 2 section 6: a thousand malformed requests to the management API without a single 5xx.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { fixedClock } from '../../kernel/clock/index.ts';
import type { Route } from '../../kernel/http/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { accessRoutes, createAccess } from '../access/index.ts';
import { applicationRoutes, createApplications } from '../applications/index.ts';
import { createExperience, experienceRoutes } from '../experience/index.ts';
import { createRoles, roleRoutes } from '../roles/index.ts';
import { createUsers, userRoutes } from '../users/index.ts';
import { auditRoutes } from './index.ts';

const cache = createTenantCache();
const applications = createApplications({ cache, clock: fixedClock() });
const access = createAccess({ cache, endpoint: 'https://id.example' });
const roles = createRoles({ access });
const users = createUsers({ clock: fixedClock(), onUserDisabled: async () => {} });
const routes: Route[] = [
  ...applicationRoutes(applications),
  ...accessRoutes(access, applications),
  ...roleRoutes(roles),
  ...userRoutes({
    users,
    access,
    roles,
    hashPassword: async (plain) => plain,
    checkPassword: () => {},
    isAdministrator: async () => false,
  }),
  ...experienceRoutes(createExperience({ cache })),
  ...auditRoutes({ clock: fixedClock() }),
];

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi(routes);
});
afterAll(() => api.database.close());

/** mulberry32: the same requests in every run, so that a failure can be looked at again. */
function randomFrom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '😀',
  '\u202e',
  '\ufdfa'.repeat(300),
  "'; drop table users; --",
  '%',
  '_',
  '\\',
  '"',
  'x'.repeat(3_000),
  'İ',
  'null',
  '__proto__',
  'constructor',
  '-1',
  '1e400',
  '../..',
  'http://',
  'https://a.example/\u0000',
  'javascript:x',
  'a@b.example',
  'traditional',
  'native',
  'machine-to-machine',
  'key',
  'secret',
  'all',
  'email',
  '+4930123456',
  '2026-01-01T00:00:00Z',
  '9999-12-31T23:59:59+14:00',
  '0000-01-01T00:00:00Z',
  '{}',
  '[]',
  '\r\nX: y',
  '\uffff',
  '\u{10ffff}',
];
const numbers = [0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 63, 3600, -0];

function value(depth: number): unknown {
  const kind = random();
  if (kind < 0.45) return pick(texts);
  if (kind < 0.6) return pick(numbers);
  if (kind < 0.7) return pick([true, false, null]);
  if (depth > 4) return null;
  if (kind < 0.85) return Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 4) }, () => [pick(texts), value(depth + 1)]),
  );
}

/** Values that pass, so that what is next to them gets past the parser and as far as the database. */
const plausible: Record<string, readonly unknown[]> = {
  type: ['traditional', 'spa', 'native', 'machine-to-machine'],
  name: ['N', 'books:read', '\ufdfa'.repeat(100), '😀', '%_\\'],
  id: ['alice', 'a', 'b'],
  redirectUris: [[], ['https://a.example/cb'], ['http://localhost/']],
  username: ['alice', 'ALICE', 'bob', null],
  email: ['a@b.example', 'A@B.example', null],
  phone: ['+4930123456', null],
  indicator: ['https://a.example', 'https://b.example'],
  permissions: [[], [{ name: 'books:read' }]],
  customData: [{}, { a: [1, { b: null }] }, { '😀': 1e308 }],
  profile: [{}, { given_name: 'A' }],
  description: [null, 'D'],
  password: ['correct-horse', null],
  expiresAt: ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', null],
  branding: [{ displayName: 'A' }, {}],
  signIn: [{ password: false }, { emailCode: true }],
  emailVerified: [true],
  grantedToEveryone: [true, false],
};

function field(name: string): unknown {
  return random() < 0.93 && plausible[name] ? pick(plausible[name]) : value(1);
}

/** Near the truth: the route's own fields, few of them with values of the wrong kind. */
function bodyFor(route: Route): unknown {
  const shape = (
    route.body as { shape?: Record<string, { safeParse(v: unknown): { success: boolean } }> } | undefined
  )?.shape;
  if (!shape || random() < 0.1) return value(0);
  const isRequired = (name: string) => !shape[name]!.safeParse(undefined).success;
  const names = Object.keys(shape).filter(
    (name) => isRequired(name) || random() < (plausible[name] ? 0.25 : 0.03),
  );
  return Object.fromEntries(names.map((name) => [name, field(name)]));
}

function serialized(route: Route): string {
  const text = JSON.stringify(bodyFor(route)) ?? '';
  const kind = random();
  if (kind < 0.1) return text.slice(0, Math.floor(random() * text.length));
  if (kind < 0.15) return text.replace(/"/g, '');
  return text;
}

const encoded = (text: string) => (random() < 0.5 ? encodeURIComponent(text.toWellFormed()) : escape(text));

function addressFor(route: Route, ids: readonly string[]): string {
  const part = () => (random() < 0.8 ? pick(ids) : encoded(pick(texts)));
  const path = route.path.replace(/:\w+/g, part);
  const names = ['page', 'pageSize', 'q', ...Object.keys(route.query?.shape ?? {})];
  const query = Array.from(
    { length: Math.floor(random() * 3) },
    () => `${pick(names)}=${encoded(pick(texts))}`,
  );
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

function headersFor(): Record<string, string> {
  const all: [string, string][] = [
    [
      'content-type',
      pick(['application/json', 'application/json; charset=latin1', 'text/html', 'application/x+json']),
    ],
    ['if-match', pick(['"1"', '"1"', '"2"', '*', '""', 'W/"1"', '"99999999999999999999"', '"1","2"', 'x'])],
    ['idempotency-key', pick(['k', 'k', 'k2', 'k3', 'k4', ' ', 'x'.repeat(300), '"'])],
    ['x-request-id', pick(['ok', '<', 'x'.repeat(5_000)])],
    ['content-length', pick(['0', '-1', '99999999999', 'x'])],
  ];
  const chosen = all.filter(() => random() < 0.2);
  return { 'content-type': 'application/json', ...Object.fromEntries(chosen) };
}

const errorShape = /^[a-z_]+\.[a-z_]+$/;

test('each is answered, none with a 5xx, every refusal in the one shape', { timeout: 120_000 }, async () => {
  const { application } = await applications.create(
    api.db,
    { name: 'A', type: 'traditional' },
    { tag: 'production' },
  );
  const user = await users.create(api.db, { username: 'alice' });
  const resource = await access.create(api.db, { indicator: 'https://a.example', name: 'R' });
  const role = await roles.create(api.db, { name: 'R' });
  const ids = [application.id, user.id, resource.id, role.id];
  const counts = new Map<number, number>();
  for (let n = 0; n < 1_000; n += 1) {
    const route = pick(routes);
    const method =
      random() < 0.9 ? route.method.toUpperCase() : pick(['PUT', 'POST', 'DELETE', 'OPTIONS', 'PROPFIND']);
    const address = addressFor(route, ids);
    const body = method === 'GET' ? undefined : serialized(route);
    const answer = await api.send(address, { method, headers: headersFor(), body });
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
    expect(answer.status, `${n}: ${method} ${address} ${body} → ${answer.text}`).toBeLessThan(500);
    // "../.." leads out of the management API, where the rest of the server answers.
    const outside = !new URL(`http://x/api${address}`).pathname.startsWith('/api/');
    if (answer.status >= 400 && !outside) expect(answer.json.code, `${n}`).toMatch(errorShape);
  }
  // The requests must reach past the parser, or this test proves nothing.
  for (const status of [200, 201, 400, 404, 405, 409, 412, 415]) {
    expect(
      counts.get(status) ?? 0,
      `answers with ${status} of ${JSON.stringify([...counts])}`,
    ).toBeGreaterThan(0);
  }
});
