// Roles: what they bring, who has them from whom, and that nothing leaks from tenant to tenant.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { fixedClock } from '../../kernel/clock/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { createAccess } from '../access/index.ts';
import { createUsers, userRoutes } from '../users/index.ts';
import { createRoles, roleRoutes } from './index.ts';

const access = createAccess({ cache: createTenantCache(), endpoint: 'https://id.example' });
const roles = createRoles({ access });
const users = createUsers({ clock: fixedClock(), onUserDisabled: async () => undefined });
const routes = [
  ...roleRoutes(roles),
  ...userRoutes({
    users,
    access,
    roles,
    hashPassword: async () => 'hash',
    checkPassword: () => undefined,
    isAdministrator: async () => false,
  }),
];

let first: TestApi;
let api: TestApi;
let books: string;

beforeAll(async () => {
  first = await openTestApi(routes);
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
  const resource = await access.create(api.db, {
    indicator: 'https://api.bookstore.example',
    name: 'Books',
    permissions: [{ name: 'books:read' }, { name: 'books:write' }],
  });
  books = resource.id;
});

const create = (body: object = {}) => api.call('POST', '/roles', { name: 'Editor', ...body });
const grants = (...permissions: string[]) => [{ resourceId: books, permissions }];
const newUser = async (username = 'alice') => (await users.create(api.db, { username })).id;
const events = async (type: string) => {
  const rows = await api.db
    .selectFrom('events')
    .select(['type', 'payload'])
    .where('type', '=', type)
    .orderBy('id')
    .execute();
  return rows.map(({ payload }) => (payload as { data: object }).data);
};

describe('roles', () => {
  test('are created with permissions, changed by version, and deleted', async () => {
    const { status, json } = await create({ description: 'Writes', permissions: grants('books:write') });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      id: expect.stringMatching(/^rol_/),
      name: 'Editor',
      grantedToEveryone: false,
      members: 0,
      version: 1,
      permissions: [
        { resourceId: books, indicator: 'https://api.bookstore.example', permissions: ['books:write'] },
      ],
    });
    const path = `/roles/${json.id}`;
    const renamed = await api.call('PATCH', path, { name: 'Author' }, { 'if-match': '"1"' });
    expect([renamed.json.name, renamed.json.version, renamed.json.permissions.length]).toEqual([
      'Author',
      2,
      1,
    ]);
    expect((await api.call('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    const set = await api.call('PUT', `${path}/permissions`, grants('books:read'));
    expect(set.json.permissions[0].permissions).toEqual(['books:read']);
    expect((await api.call('PUT', `${path}/permissions`, grants('nonsense'))).json.code).toBe(
      'api_permission.not_found',
    );
    expect((await api.call('GET', path)).json.permissions[0].permissions).toEqual(['books:read']);
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect((await api.call('GET', path)).json.code).toBe('role.not_found');
    expect(await events('role.updated')).toHaveLength(2);
  });

  test('have one name each, whatever the case of its letters', async () => {
    await create({ id: 'editor' });
    expect((await create({ name: 'EDITOR' })).json.code).toBe('role.exists');
    expect((await create({ id: 'editor', name: 'Other' })).json.code).toBe('role.exists');
    await create({ name: 'Viewer' });
    const found = await api.call('GET', '/roles?search=edit');
    expect(found.json.map(({ name }: { name: string }) => name)).toEqual(['Editor']);
    expect(found.headers.get('total-number')).toBe('1');
  });

  test('a list of roles with their members costs the same for one as for many', async () => {
    for (const name of ['A', 'B', 'C']) await create({ name, permissions: grants('books:read') });
    const { statements } = await api.database.statements.during(() => api.call('GET', '/roles'));
    expect(statements.length).toBeLessThanOrEqual(4);
  });
});

describe('what a user may do', () => {
  const may = (userId: string) => access.permissionsOfUser(api.db, books, userId);

  test('is everyone’s, their own and what their roles bring, in one statement', async () => {
    const userId = await newUser();
    const { json: editor } = await create({ permissions: grants('books:write') });
    expect(await may(userId)).toEqual([]);
    await api.call('PUT', `/users/${userId}/roles`, { roleIds: [editor.id] });
    const { result, statements } = await api.database.statements.during(() => may(userId));
    expect([result, statements.length]).toEqual([['books:write'], 1]);
    await create({ name: 'Everyone', grantedToEveryone: true, permissions: grants('books:read') });
    expect(await may(userId)).toEqual(['books:read', 'books:write']);
    expect(await roles.namesOfUser(api.db, userId)).toEqual(['Editor', 'Everyone']);
    await api.call('DELETE', `/roles/${editor.id}`);
    expect(await may(userId)).toEqual(['books:read']);
  });

  test('loses what leaves the role, the resource or the account', async () => {
    const userId = await newUser();
    const { json: editor } = await create({ permissions: grants('books:read', 'books:write') });
    await roles.addManual(api.db, userId, editor.id);
    await access.removePermission(api.db, books, 'books:write');
    expect(await may(userId)).toEqual(['books:read']);
    await api.call('PUT', `/users/${userId}/roles`, { roleIds: [] });
    expect(await may(userId)).toEqual([]);
  });
});

describe('where a role comes from', () => {
  test('a source replaces exactly what it gave; what others gave stays', async () => {
    const userId = await newUser();
    const [a, b, c] = await Promise.all(
      ['A', 'B', 'C'].map(async (name) => (await roles.create(api.db, { name })).id),
    );
    await roles.setFromSource(api.db, userId, 'manual', [a!]);
    await roles.setFromSource(api.db, userId, 'sso:acme', [a!, b!]);
    await roles.setFromSource(api.db, userId, 'scim:acme', [b!]);
    expect(await roles.setFromSource(api.db, userId, 'sso:acme', [c!, 'rol_gone'])).toEqual({
      added: ['C'],
      removed: ['A', 'B'],
    });
    expect(await roles.ofUser(api.db, userId)).toEqual([
      { id: a, name: 'A', sources: ['manual'] },
      { id: b, name: 'B', sources: ['scim:acme'] },
      { id: c, name: 'C', sources: ['sso:acme'] },
    ]);
    expect((await events('user.roles_changed')).at(-1)).toEqual({
      source: 'sso:acme',
      added: ['C'],
      removed: ['A', 'B'],
    });
  });

  test('what changes nothing tells nothing, and costs one statement', async () => {
    const userId = await newUser();
    const { id } = await roles.create(api.db, { name: 'A' });
    await roles.setFromSource(api.db, userId, 'sso:acme', [id]);
    const { statements } = await api.database.statements.during(() =>
      api.db.inTx((tx) => roles.setFromSource(tx, userId, 'sso:acme', [id])),
    );
    expect(statements.filter((text) => !/^(begin|commit)/i.test(text))).toHaveLength(1);
    expect(await events('user.roles_changed')).toHaveLength(1);
  });

  test('one that only adds takes nothing away; one that is gone takes all that it gave', async () => {
    const userId = await newUser();
    const [a, b] = await Promise.all(
      ['A', 'B'].map(async (name) => (await roles.create(api.db, { name })).id),
    );
    await roles.addFromSource(api.db, userId, 'sso:acme', [a!]);
    await roles.addFromSource(api.db, userId, 'sso:acme', [b!]);
    await roles.addManual(api.db, userId, a!);
    expect(await roles.fromSource(api.db, 'sso:acme', [userId])).toEqual(new Map([[userId, [a, b].sort()]]));
    await roles.removeSource(api.db, 'sso:acme');
    expect(await roles.ofUser(api.db, userId)).toEqual([{ id: a, name: 'A', sources: ['manual'] }]);
    expect(await events('role.source_removed')).toEqual([{ source: 'sso:acme', users: 1 }]);
  });
});

describe('members', () => {
  test('are listed by pages, each once with all sources, and given and taken by hand', async () => {
    const { json: role } = await create();
    const ids = await Promise.all(['ann', 'bob', 'cem'].map(newUser));
    for (const id of ids) expect((await api.call('PUT', `/roles/${role.id}/members/${id}`)).status).toBe(204);
    await roles.setFromSource(api.db, ids[0]!, 'sso:acme', [role.id]);
    const page = await api.call('GET', `/roles/${role.id}/members?pageSize=2`);
    expect([page.json.length, page.headers.get('total-number')]).toEqual([2, '3']);
    const all = (await api.call('GET', `/roles/${role.id}/members`)).json as {
      userId: string;
      sources: string[];
    }[];
    expect(all.find(({ userId }) => userId === ids[0])?.sources).toEqual(['manual', 'sso:acme']);
    expect((await api.call('GET', `/roles/${role.id}`)).json.members).toBe(3);
    expect((await api.call('DELETE', `/roles/${role.id}/members/${ids[0]}`)).status).toBe(204);
    const again = await api.call('DELETE', `/roles/${role.id}/members/${ids[0]}`);
    expect(again.json.code).toBe('role.not_given_by_hand');
    expect(again.json.message).toContain('sso:acme');
  });

  test('unknown roles and users are named', async () => {
    const { json: role } = await create();
    const userId = await newUser();
    expect((await api.call('PUT', `/roles/${role.id}/members/usr_nobody`)).json.code).toBe(
      'role.user_not_found',
    );
    expect((await api.call('PUT', `/roles/rol_none/members/${userId}`)).json.code).toBe('role.not_found');
    expect((await api.call('PUT', `/users/${userId}/roles`, { roleIds: ['rol_none'] })).json.code).toBe(
      'role.unknown',
    );
    expect((await api.call('GET', '/users/usr_nobody/roles')).json.code).toBe('user.not_found');
  });

  test('threat: who may read roles but not users sees nobody', async () => {
    const { json: role } = await create();
    api.permissions.splice(0, api.permissions.length, 'roles:read', 'roles:write');
    expect((await api.call('GET', `/roles/${role.id}/members`)).status).toBe(403);
    expect((await api.call('PUT', `/roles/${role.id}/members/usr_x`)).status).toBe(403);
    api.permissions.splice(0, api.permissions.length, 'all');
  });
});

test('threat: a role, a permission or a person of another tenant', async () => {
  const { json: role } = await create();
  const other = await first.another();
  for (const [method, path, body] of [
    ['GET', `/roles/${role.id}`],
    ['PATCH', `/roles/${role.id}`, { name: 'x' }],
    ['DELETE', `/roles/${role.id}`],
    ['GET', `/roles/${role.id}/members`],
    ['PUT', `/roles/${role.id}/permissions`, []],
  ] as const) {
    expect((await other.call(method, path, body)).status, `${method} ${path}`).toBe(404);
  }
  const stranger = (await users.create(other.db, { username: 'mallory' })).id;
  expect((await other.call('PUT', `/users/${stranger}/roles`, { roleIds: [role.id] })).json.code).toBe(
    'role.unknown',
  );
  expect((await api.call('PUT', `/roles/${role.id}/members/${stranger}`)).json.code).toBe(
    'role.user_not_found',
  );
  await roles.setFromSource(other.db, stranger, 'sso:acme', [role.id]);
  expect(await roles.ofUser(other.db, stranger)).toEqual([]);
  const foreign = await other.call('POST', '/roles', { name: 'X', permissions: grants('books:read') });
  expect(foreign.json.code).toBe('api_resource.not_found');
});
