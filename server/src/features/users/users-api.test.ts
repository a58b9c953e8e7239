// The routes of users: what they take, refuse and show, and who may change whom.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { fixedClock } from '../../kernel/clock/index.ts';
import { invalidRequest } from '../../kernel/errors/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { createAccess } from '../access/index.ts';
import { createRoles } from '../roles/index.ts';
import { createUsers, userRoutes } from './index.ts';

const cache = createTenantCache();
const access = createAccess({ cache, endpoint: 'https://id.example' });
const ended: string[] = [];
const administrators = new Set<string>();
let hashed = 0;
const users = createUsers({
  clock: fixedClock(),
  onUserDisabled: async (_, id) => {
    ended.push(id);
  },
});
const routes = userRoutes({
  users,
  access,
  roles: createRoles({ access }),
  hashPassword: async (plain) => {
    hashed += 1;
    return `hash of ${plain.length} characters`;
  },
  checkPassword: (_, plain, identifiers) => {
    if (plain.length < 8 || identifiers.includes(plain)) {
      throw invalidRequest([{ path: 'password', message: 'is too easy' }]);
    }
  },
  isAdministrator: async (_, id) => administrators.has(id),
});
let first: TestApi;
let api: TestApi;

beforeAll(async () => {
  first = await openTestApi(routes);
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
  ended.length = 0;
  hashed = 0;
});

const create = (body: object = {}, headers = {}) =>
  api.call('POST', '/users', { username: 'alice', ...body }, headers);

describe('creation', () => {
  test('with a password, a profile and data of one’s own; no hash ever comes back', async () => {
    const { status, json, text } = await create({
      email: 'Alice@Example.com',
      password: 'correct-horse',
      profile: { given_name: 'Alice', locale: 'de-DE', address: { country: 'DE' } },
      customData: { plan: 'pro' },
    });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      email: 'Alice@example.com',
      emailVerified: false,
      hasPassword: true,
      version: 1,
    });
    expect(text).not.toContain('hash of');
    expect(Object.keys(json)).not.toContain('password');
  });

  test.each([
    ['a username that looks like an address', { username: 'a@b.example' }, 'username'],
    ['half an address', { email: 'a@' }, 'email'],
    ['a picture that is a script', { picture: 'javascript:x' }, 'picture'],
    ['an unknown claim', { profile: { shoe_size: 46 } }, 'profile.shoe_size'],
    ['a weak password', { password: 'alice' }, 'password'],
    ['an id with capitals', { id: 'Alice' }, 'id'],
    ['a hash', { passwordHash: 'x' }, 'passwordHash'],
    ['a name with a line break', { name: 'A\nB' }, 'name'],
    ['custom data that is a list', { customData: [] }, 'customData'],
  ])('refuses %s', async (_, body, path) => {
    const { status, json } = await create(body);
    expect(status).toBe(400);
    expect(json.data.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  test('two at once with one address make one user', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((username) => create({ username, email: 'A@x.example' })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find((answer) => answer.status === 409)!;
    expect(refused.json).toMatchObject({ code: 'user.identifier_taken', data: { identifier: 'email' } });
  });

  test('a repeated creation is answered without hashing again', async () => {
    const body = { password: 'correct-horse' };
    const once = await create(body, { 'idempotency-key': 'k' });
    const again = await create(body, { 'idempotency-key': 'k' });
    expect(again.json).toEqual(once.json);
    expect(hashed).toBe(1);
    const rows = await api.db.selectFrom('idempotency_keys').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('correct-horse');
  });

  test('the longest name that folding makes longer still fits the index', async () => {
    expect((await create({ name: '\ufdfa'.repeat(256) })).status).toBe(201);
  });
});

describe('changes', () => {
  test('a patch with null clears; the version guards', async () => {
    const { json } = await create({ email: 'a@x.example', emailVerified: true, name: 'A' });
    const path = `/users/${json.id}`;
    const changed = await api.call('PATCH', path, { email: null, name: null }, { 'if-match': '"1"' });
    expect(changed.json).toMatchObject({ email: null, emailVerified: false, name: null, version: 2 });
    expect((await api.call('PATCH', path, { name: 'B' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.call('PATCH', path, {})).json.version).toBe(2);
    expect((await api.call('DELETE', path, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.call('DELETE', path, undefined, { 'if-match': '"2"' })).status).toBe(204);
    expect((await api.call('DELETE', path)).json.code).toBe('user.not_found');
  });

  test('suspending and setting a password end what the person signed in to', async () => {
    const { json } = await create();
    const path = `/users/${json.id}`;
    expect((await api.call('POST', `${path}/suspend`)).json.suspendedAt).toMatch(/^20.*Z$/);
    expect((await api.call('POST', `${path}/resume`)).json.suspendedAt).toBeNull();
    expect((await api.call('PUT', `${path}/password`, { password: 'correct-horse' })).status).toBe(204);
    expect(ended).toEqual([json.id, json.id]);
    await api.call('PUT', `${path}/password`, { password: 'correct-horse', endSessions: false });
    expect(ended).toHaveLength(2);
    expect((await api.call('PUT', `${path}/password`, { password: 'alice' })).status).toBe(400);
    await api.call('PUT', `${path}/password`, { password: null });
    expect((await api.call('GET', path)).json.hasPassword).toBe(false);
  });

  test('external identities are listed and removed by an id that fits a path', async () => {
    const { json } = await create();
    const key = { connectorId: 'sso_a', issuer: 'https://idp.example/x', subject: 'a/b' };
    await users.linkIdentity(api.db, json.id, { ...key, claims: { name: 'Alice' } });
    const path = `/users/${json.id}/identities`;
    const listed = await api.call('GET', path);
    expect(listed.json).toMatchObject([{ ...key, claims: { name: 'Alice' } }]);
    expect((await api.call('DELETE', `${path}/nonsense`)).json.code).toBe('user.identity_not_found');
    expect((await api.call('DELETE', `${path}/${listed.json[0].id}`)).status).toBe(204);
    expect((await api.call('GET', path)).json).toEqual([]);
  });

  test('permissions are read and replaced', async () => {
    const { json } = await create();
    const input = {
      indicator: 'https://api.example',
      name: 'API',
      permissions: [{ name: 'a' }, { name: 'b' }],
    };
    const resource = await access.create(api.db, input);
    const path = `/users/${json.id}/permissions`;
    const body = [{ resourceId: resource.id, permissions: ['b'] }];
    const set = await api.call('PUT', path, body);
    expect(set.json).toEqual([{ ...body[0], indicator: input.indicator }]);
    expect((await api.call('GET', path)).json).toEqual(set.json);
    expect((await api.call('PUT', path, [])).json).toEqual([]);
    expect((await api.call('PUT', path, [{ resourceId: 'x', permissions: [] }])).json.code).toBe(
      'api_resource.not_found',
    );
  });
});

test('search reaches the query, newest first', async () => {
  await create({ username: 'alice', email: 'a@x.example', name: 'Alice' });
  await create({ username: 'bob', name: 'Bob Alison' });
  const names = async (query: string) =>
    (await api.call('GET', `/users?${query}`)).json.map(({ username }: { username: string }) => username);
  expect(await names('search=ALI')).toEqual(['bob', 'alice']);
  expect(await names('email=A@X.example')).toEqual(['alice']);
  expect(await names('search=ali&suspended=false&pageSize=1&page=2')).toEqual(['alice']);
  expect((await api.call('GET', '/users?suspended=yes')).status).toBe(400);
  const { json } = await create({
    username: 'carol',
    email: 'c@y.example',
    phone: '+4930123456',
    name: 'Ann Öz',
  });
  for (const text of ['CAR', 'c@Y.ex', '+4930', '49 30 12', 'ann', 'öz', json.id])
    expect(await names(`search=${encodeURIComponent(text)}`), text).toEqual(['carol']);
});

describe('threats', () => {
  test('who may write users gives an administrator a password and is one', async () => {
    const { json } = await create();
    administrators.add(json.id);
    api.permissions = ['users:write', 'users:read'];
    const path = `/users/${json.id}`;
    const tries = [
      api.call('PUT', `${path}/password`, { password: 'correct-horse' }),
      api.call('PATCH', path, { email: 'evil@x.example', emailVerified: true }),
      api.call('POST', `${path}/suspend`),
      api.call('DELETE', path),
    ];
    for (const answer of await Promise.all(tries)) expect(answer.json.code).toBe('user.is_administrator');
    api.permissions = ['all'];
    expect((await api.call('PATCH', path, { name: 'Fine' })).status).toBe(200);
  });

  test('another tenant’s user is not there, by any route', async () => {
    const { json } = await create();
    const other = await first.another();
    const path = `/users/${json.id}`;
    const tries: [string, string, unknown?][] = [
      ['GET', path],
      ['PATCH', path, { name: 'x' }],
      ['DELETE', path],
      ['POST', `${path}/suspend`],
      ['POST', `${path}/resume`],
      ['PUT', `${path}/password`, { password: 'correct-horse' }],
      ['GET', `${path}/identities`],
      ['DELETE', `${path}/identities/x`],
      ['GET', `${path}/permissions`],
      ['PUT', `${path}/permissions`, []],
    ];
    for (const [method, at, body] of tries) {
      expect((await other.call(method, at, body)).json.code, `${method} ${at}`).toBe('user.not_found');
    }
    expect((await other.call('GET', `/users?search=${json.id}`)).json).toEqual([]);
    expect((await api.call('GET', path)).json.name).toBeNull();
  });

  test('reading needs one permission and writing another', async () => {
    api.permissions = ['users:read'];
    expect((await create()).json).toMatchObject({
      code: 'auth.forbidden',
      data: { required: 'users:write' },
    });
    expect((await api.call('GET', '/users')).status).toBe(200);
    api.permissions = ['applications:write'];
    expect((await api.call('GET', '/users')).status).toBe(403);
  });
});
