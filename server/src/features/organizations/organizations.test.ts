/** Organizations over the management API, who becomes a member by signing in, and what a token says of it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';

let app: TestApp;
let token: string;

beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
});
afterAll(() => app.close());

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: text === '' ? undefined : JSON.parse(text),
  };
}

const newUser = (name: string) =>
  app.users.create(app.tenant.db, { username: name, email: `${name}@acme.example`, emailVerified: true });

const connectorInput = (organizationId: string | null) => ({
  name: 'Acme',
  provider: 'oidc',
  config: { issuer: 'https://idp.acme.example', clientId: 'x', clientSecret: 'y' },
  organizationId,
});

describe('the management API', () => {
  test('an organization is made, read, changed and deleted, and the audit log says so', async () => {
    const made = await call('POST', '/organizations', { name: 'Acme', description: 'Anvils' });
    expect([made.status, made.json.name, made.json.memberCount]).toEqual([201, 'Acme', 0]);
    expect(made.json.id).toMatch(/^org_[a-z0-9]{20}$/);
    const path = `/organizations/${made.json.id}`;
    const patch = { branding: { displayName: 'Acme Inc.' }, customData: { plan: 'gold' } };
    const changed = await call('PATCH', path, patch);
    expect(changed.json).toMatchObject({ name: 'Acme', ...patch, version: 2 });
    expect((await call('GET', path)).json).toEqual(changed.json);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
    await app.settle();
    const events = await call('GET', `/audit-events?subject=${made.json.id}`);
    expect(events.json.map(({ type }: { type: string }) => type)).toEqual([
      'organization.deleted',
      'organization.updated',
      'organization.created',
    ]);
  });

  test('an id of their own is taken once, and a stale edit changes nothing', async () => {
    expect((await call('POST', '/organizations', { id: 'globex', name: 'Globex' })).status).toBe(201);
    const again = await call('POST', '/organizations', { id: 'globex', name: 'Other' });
    expect([again.status, again.json.code]).toEqual([409, 'organization.exists']);
    await call('PATCH', '/organizations/globex', { description: 'new' }, { 'if-match': '"1"' });
    const stale = await call('PATCH', '/organizations/globex', { name: 'Lost' }, { 'if-match': '"1"' });
    expect([stale.status, stale.json.code]).toEqual([412, 'request.version_mismatch']);
  });

  test('the list is found by a part of the name', async () => {
    await call('POST', '/organizations', { id: 'initech', name: 'Initech Unlimited' });
    const found = await call('GET', '/organizations?search=UNLIM');
    expect(found.json.map(({ id }: { id: string }) => id)).toEqual(['initech']);
    expect((await call('GET', '/organizations?search=nobody')).json).toEqual([]);
  });

  test.each([
    [{ name: '' }],
    [{ name: 'x', branding: { logoUrl: 'javascript:alert(1)' } }],
    [{ name: 'x', id: 'UPPER' }],
    [{ name: 'x', customData: [] }],
    [{ name: 'x', more: 1 }],
  ])('%j is refused in words', async (body) => {
    const refused = await call('POST', '/organizations', body);
    expect([refused.status, refused.json.code]).toEqual([400, 'request.invalid']);
  });

  test('members are added once, listed, and removed', async () => {
    const user = await newUser('wile');
    const path = '/organizations/initech/members';
    expect((await call('PUT', `${path}/${user.id}`)).status).toBe(204);
    expect((await call('PUT', `${path}/${user.id}`)).status).toBe(204);
    const listed = await call('GET', path);
    expect(listed.headers.get('total-number')).toBe('1');
    expect(listed.json[0]).toMatchObject({ userId: user.id, username: 'wile', source: 'manual' });
    expect((await call('GET', '/organizations/initech')).json.memberCount).toBe(1);
    expect((await call('GET', `/users/${user.id}/organizations`)).json).toEqual([
      { id: 'initech', name: 'Initech Unlimited', description: null },
    ]);
    expect((await call('DELETE', `${path}/${user.id}`)).status).toBe(204);
    const gone = await call('DELETE', `${path}/${user.id}`);
    expect([gone.status, gone.json.code]).toEqual([404, 'organization.member_not_found']);
    const unknown = await call('PUT', `${path}/usr_nobody`);
    expect([unknown.status, unknown.json.code]).toEqual([404, 'organization.user_not_found']);
    await app.settle();
    const group = await call('GET', '/audit-events?subject=initech&type=organization.');
    const types = group.json.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'organization.member_added')).toHaveLength(1);
    expect(types[0]).toBe('organization.member_removed');
  });

  test('threat: who may read organizations reads the names and addresses of people', async () => {
    const asked = async (...permissions: string[]) => {
      const weak = await app.managementToken(permissions);
      const headers = { authorization: `Bearer ${weak}` };
      return (await app.fetch('/api/organizations/initech/members', { headers })).status;
    };
    expect(await asked('organizations:read')).toBe(403);
    expect(await asked('organizations:read', 'users:read')).toBe(200);
  });

  test('a deleted user is no member any more', async () => {
    const user = await newUser('coyote');
    await call('PUT', `/organizations/initech/members/${user.id}`);
    await app.users.remove(app.tenant.db, user.id);
    expect((await call('GET', '/organizations/initech/members')).json).toEqual([]);
  });
});

describe('connectors', () => {
  test('belong to an organization by a field, and keep it from being deleted', async () => {
    await call('POST', '/organizations', { id: 'wayne', name: 'Wayne' });
    const made = await call('POST', '/sso-connectors', connectorInput('wayne'));
    expect([made.status, made.json.organizationId]).toEqual([201, 'wayne']);
    const listed = await call('GET', '/organizations/wayne/connectors');
    expect(listed.json.map(({ id }: { id: string }) => id)).toEqual([made.json.id]);
    const refused = await call('DELETE', '/organizations/wayne');
    expect([refused.status, refused.json.code]).toEqual([409, 'organization.has_connectors']);
    const freed = await call('PATCH', `/sso-connectors/${made.json.id}`, { organizationId: null });
    expect(freed.json.organizationId).toBeNull();
    expect((await call('DELETE', '/organizations/wayne')).status).toBe(204);
    await call('DELETE', `/sso-connectors/${made.json.id}`);
  });

  test('of an organization that there is not are refused in words, made or changed', async () => {
    const made = await call('POST', '/sso-connectors', connectorInput('nowhere'));
    expect([made.status, made.json.code]).toEqual([400, 'sso.organization_not_found']);
    const { json } = await call('POST', '/sso-connectors', connectorInput(null));
    const changed = await call('PATCH', `/sso-connectors/${json.id}`, { organizationId: 'nowhere' });
    expect([changed.status, changed.json.code]).toEqual([400, 'sso.organization_not_found']);
  });
});

describe('tenants', () => {
  test("another tenant's organization cannot be a connector's, nor its user a member", async () => {
    const other = await app.tenants.create({ id: 'other', name: 'Other' });
    await app.organizations.create(other.db, { id: 'hidden', name: 'Hidden' });
    const stranger = await app.users.create(other.db, { username: 'stranger' });
    const made = await call('POST', '/sso-connectors', connectorInput('hidden'));
    expect(made.json.code).toBe('sso.organization_not_found');
    const added = await call('PUT', `/organizations/initech/members/${stranger.id}`);
    expect(added.json.code).toBe('organization.user_not_found');
    await app.tenants.remove('other');
    const [left] = await app.db.query<{ n: number }>(
      sql<{ n: number }>`select count(*) as n from organizations where tenant_id = 'other'`,
    );
    expect(Number(left?.n)).toBe(0);
  });
});
