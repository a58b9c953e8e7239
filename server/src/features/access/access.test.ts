// API resources and permissions: who has what, and that nothing leaks from tenant to tenant.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTenantCache } from '../../kernel/cache/index.ts';
import { fixedClock } from '../../kernel/clock/index.ts';
import { openTestApi, type TestApi } from '../../kernel/http/test-api.ts';
import { createApplications } from '../applications/index.ts';
import { accessRoutes, createAccess } from './index.ts';

const cache = createTenantCache();
const applications = createApplications({ cache, clock: fixedClock() });
const access = createAccess({ cache, endpoint: 'https://id.example' });
let first: TestApi;
let api: TestApi;

beforeAll(async () => {
  first = await openTestApi(accessRoutes(access, applications));
});
afterAll(() => first.database.close());
beforeEach(async () => {
  api = await first.another();
});

const indicator = 'https://api.bookstore.example';
const bookstore = {
  indicator,
  name: 'Bookstore API',
  permissions: [{ name: 'books:read', grantedToEveryone: true }, { name: 'books:write' }],
};
const create = async (extra: object = {}) => api.call('POST', '/api-resources', { ...bookstore, ...extra });
const addUser = async (of: TestApi = api) => {
  const id = `usr_${Math.random().toString(36).slice(2)}`;
  await of.db.insertInto('users', { id, profile: {}, custom_data: {} }).execute();
  return id;
};

describe('API resources (RFC 8707)', () => {
  test('are created with their permissions and found by their indicator', async () => {
    const { status, json } = await create();
    expect(status).toBe(201);
    expect(json).toMatchObject({ ...bookstore, accessTokenTtl: 3600, version: 1 });
    expect(await access.resource(api.tenant, indicator)).toMatchObject({ id: json.id });
    expect(await access.resource(api.tenant, `${indicator}/`)).toBeUndefined();
    expect((await create()).json.code).toBe('api_resource.exists');
  });

  test.each([
    ['a relative indicator', { indicator: '/api' }, 'indicator'],
    ['a fragment', { indicator: `${indicator}#x` }, 'indicator'],
    ['blanks', { indicator: 'https://a b.example' }, 'indicator'],
    ['a scope of OpenID Connect', { permissions: [{ name: 'openid' }] }, 'permissions.0.name'],
    ['a permission with a blank', { permissions: [{ name: 'a b' }] }, 'permissions.0.name'],
    ['a permission named twice', { permissions: [{ name: 'a' }, { name: 'a' }] }, 'permissions'],
    ['a lifetime shorter than SDKs keep tokens', { accessTokenTtl: 60 }, 'accessTokenTtl'],
  ])('refuse %s', async (_, extra, path) => {
    const { json } = await create(extra);
    expect(json.data.issues.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  test('threat: a resource that takes the place of a management API', async () => {
    for (const taken of ['https://id.example/api', 'https://id.example/t/other/api']) {
      expect((await create({ indicator: taken })).json.code).toBe('api_resource.reserved_indicator');
    }
  });

  test('changes of permissions count as versions of the resource and leave the cache', async () => {
    const { json } = await create();
    expect((await access.resource(api.tenant, indicator))?.permissions).toHaveLength(2);
    const path = `/api-resources/${json.id}`;
    const added = await api.call('POST', `${path}/permissions`, { name: 'a/b' }, { 'if-match': '"1"' });
    expect([added.status, added.json.version]).toEqual([201, 2]);
    expect((await api.call('POST', `${path}/permissions`, { name: 'a/b' })).json.code).toBe(
      'api_permission.exists',
    );
    const changed = await api.call('PATCH', `${path}/permissions/a%2Fb`, { grantedToEveryone: true });
    expect(changed.json).toEqual({ name: 'a/b', description: null, grantedToEveryone: true });
    expect((await access.resource(api.tenant, indicator))?.permissions).toHaveLength(3);
    expect((await api.call('PATCH', path, { name: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.call('DELETE', `${path}/permissions/a%2Fb`)).status).toBe(204);
    expect((await api.call('DELETE', `${path}/permissions/a%2Fb`)).json.code).toBe(
      'api_permission.not_found',
    );
    expect((await api.call('GET', path)).json.version).toBe(4);
  });

  test('threat: another tenant’s resource is not there', async () => {
    const { json } = await create();
    const other = await first.another();
    const path = `/api-resources/${json.id}`;
    expect((await other.call('GET', path)).status).toBe(404);
    expect((await other.call('PATCH', path, { name: 'x' })).status).toBe(404);
    expect((await other.call('DELETE', path)).status).toBe(404);
    expect((await other.call('POST', `${path}/permissions`, { name: 'x' })).status).toBe(404);
    expect((await other.call('DELETE', `${path}/permissions/books:read`)).status).toBe(404);
    expect(await access.resource(other.tenant, indicator)).toBeUndefined();
  });
});

describe('who has which permission', () => {
  test('a user has everyone’s and their own; deleting a permission takes it away', async () => {
    const { json } = await create();
    const userId = await addUser();
    expect(await access.permissionsOfUser(api.db, json.id, userId)).toEqual(['books:read']);
    await access.grantToUser(api.db, userId, json.id, ['books:write']);
    await access.grantToUser(api.db, userId, json.id, ['books:write']);
    expect(await access.permissionsOfUser(api.db, json.id, userId)).toEqual(['books:read', 'books:write']);
    expect(await access.permissionsOfUser(api.db, json.id, 'usr_nobody')).toEqual(['books:read']);
    await access.removePermission(api.db, json.id, 'books:write');
    expect(await access.permissionsOfUser(api.db, json.id, userId)).toEqual(['books:read']);
  });

  test('setting replaces everything, or on an unknown permission nothing', async () => {
    const { json } = await create();
    const userId = await addUser();
    await access.setUserPermissions(api.db, userId, { [json.id]: ['books:read', 'books:write'] });
    const wanted = { [json.id]: ['books:read', 'nonsense'] };
    await expect(access.setUserPermissions(api.db, userId, wanted)).rejects.toMatchObject({
      code: 'api_permission.not_found',
    });
    expect(await access.grantsOfUser(api.db, userId)).toEqual([
      { resourceId: json.id, indicator, permissions: ['books:read', 'books:write'] },
    ]);
    await expect(
      access.setUserPermissions(api.db, 'usr_nobody', { [json.id]: ['books:read'] }),
    ).rejects.toMatchObject({
      code: 'access.subject_not_found',
    });
  });

  test('threat: a permission given to a person of another tenant', async () => {
    const { json } = await create();
    const other = await first.another();
    const stranger = await addUser(other);
    const grant = access.grantToUser(api.db, stranger, json.id, ['books:write']);
    await expect(grant).rejects.toMatchObject({ code: 'access.subject_not_found' });
    const here = await addUser(other);
    await expect(access.grantToUser(other.db, here, json.id, ['books:write'])).rejects.toMatchObject({
      code: 'api_resource.not_found',
    });
  });

  test('an application’s are kept warm and dropped when they change', async () => {
    const { json } = await create();
    const input = { name: 'M', type: 'machine-to-machine' } as const;
    const { application } = await applications.create(api.db, input, { tag: 'production' });
    const has = () => access.permissionsOfApplication(api.db, json.id, application.id);
    expect(await has()).toEqual([]);
    const path = `/applications/${application.id}/permissions`;
    const body = [{ resourceId: json.id, permissions: ['books:write'] }];
    const set = await api.call('PUT', path, body);
    expect(set.json).toEqual([{ ...body[0], indicator }]);
    expect(await has()).toEqual(['books:write']);
    expect((await api.call('GET', path)).json).toEqual(set.json);
    expect((await api.call('PUT', path, [...body, ...body])).status).toBe(400);
    const other = await first.another();
    expect((await other.call('GET', path)).status).toBe(404);
    expect((await other.call('PUT', path, [])).status).toBe(404);
  });
});
