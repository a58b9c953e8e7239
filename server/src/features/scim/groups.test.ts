/** Groups of a directory, who is in them, and the roles that they bring. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { type Directory, newDirectory, patchOf, person } from './scim-harness.ts';

let app: TestApp;
let token: string;
beforeAll(async () => {
  app = await buildTestApp();
  token = await app.managementToken();
});
afterAll(() => app.close());

const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group';

async function people(directory: Directory, ...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    ids.push((await directory.send('POST', '/Users', person(directory, name))).body.id);
  }
  return ids;
}

async function newGroup(directory: Directory, displayName: string, members: string[] = []): Promise<string> {
  const body = { schemas: [groupUrn], displayName, members: members.map((value) => ({ value })) };
  const answer = await directory.send('POST', '/Groups', body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id;
}

async function members(directory: Directory, id: string): Promise<string[]> {
  const { body } = await directory.send('GET', `/Groups/${id}`);
  return ((body.members ?? []) as { value: string }[]).map(({ value }) => value).sort();
}

const api = async (method: string, path: string, body?: unknown) => {
  const response = await app.fetch(`/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
};

describe('groups', () => {
  test('RFC 7643 section 4.2: made with members, read with and without them', async () => {
    const directory = await newDirectory(app);
    const [ada = ''] = await people(directory, 'ada');
    const id = await newGroup(directory, 'Engineers', [ada]);
    const { body, headers } = await directory.send('GET', `/Groups/${id}`);
    expect(headers.get('etag')).toBe('W/"1"');
    expect(body).toMatchObject({
      schemas: [groupUrn],
      displayName: 'Engineers',
      members: [{ value: ada, type: 'User', $ref: `${app.endpoint}${directory.base}/Users/${ada}` }],
    });
    const found = await directory.send(
      'GET',
      '/Groups?excludedAttributes=members&filter=displayName+eq+%22engineers%22',
    );
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect(found.body.Resources[0]?.members).toBeUndefined();
    const { body: user } = await directory.send('GET', `/Users/${ada}`);
    expect(user.groups).toEqual([
      {
        value: id,
        $ref: `${app.endpoint}${directory.base}/Groups/${id}`,
        display: 'Engineers',
        type: 'direct',
      },
    ]);
    // Entra asks this way whether somebody is in a group.
    const asked = (value: string) =>
      directory.send(
        'GET',
        `/Groups?filter=${encodeURIComponent(`id eq "${id}" and members eq "${value}"`)}`,
      );
    expect((await asked(ada)).body.totalResults).toBe(1);
    expect((await asked('somebody')).body.totalResults).toBe(0);
  });

  test('every shape in which Entra and Okta change members', async () => {
    const directory = await newDirectory(app);
    const [a = '', b = '', c = ''] = await people(directory, 'ann', 'bob', 'cid');
    const id = await newGroup(directory, 'Team');
    const steps: [object, string[]][] = [
      [{ op: 'Add', path: 'members', value: [{ $ref: null, value: a }] }, [a]],
      [{ op: 'add', path: 'members', value: [{ value: a }, { value: b }] }, [a, b]],
      [{ op: 'add', value: { members: [{ value: c }] } }, [a, b, c]],
      [{ op: 'remove', path: `members[value eq "${b}"]` }, [a, c]],
      [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: a }] }, [c]],
      [{ op: 'replace', path: 'members', value: [{ value: a, display: 'x' }, { value: b }] }, [a, b]],
      [{ op: 'Remove', path: `${groupUrn}:members[value eq "${a}" or value eq "${b}"]` }, []],
      [{ op: 'add', path: 'members', value: { value: c } }, [c]],
      [{ op: 'remove', path: 'members' }, []],
    ];
    for (const [operation, expected] of steps) {
      const { status } = await directory.send('PATCH', `/Groups/${id}`, patchOf(operation));
      expect(status, JSON.stringify(operation)).toBe(204);
      expect(await members(directory, id), JSON.stringify(operation)).toEqual(expected.sort());
    }
    const rename = patchOf({ op: 'replace', value: { id, displayName: 'Team 2' } });
    expect((await directory.send('PATCH', `/Groups/${id}`, rename)).status).toBe(204);
    expect((await directory.send('GET', `/Groups/${id}`)).body.displayName).toBe('Team 2');
    const whole = { schemas: [groupUrn], displayName: 'Team 3', members: [{ value: b }] };
    expect((await directory.send('PUT', `/Groups/${id}`, whole)).body).toMatchObject(whole);
    expect((await directory.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect((await directory.send('GET', `/Groups/${id}`)).status).toBe(404);
  });

  test('RFC 7644 section 3.14: an old ETag changes nothing, a known one is not answered again', async () => {
    const directory = await newDirectory(app);
    const [ada = ''] = await people(directory, 'ada');
    const path = `/Groups/${await newGroup(directory, 'Team')}`;
    const add = patchOf({ op: 'add', path: 'members', value: [{ value: ada }] });
    const changed = await directory.send('PATCH', path, add, { 'if-match': 'W/"1"' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([204, 'W/"2"']);
    const again = await directory.send('PATCH', path, add);
    expect(again.headers.get('etag')).toBe('W/"2"');
    const whole = { displayName: 'Crew', members: [] };
    for (const [method, body] of [
      ['PATCH', patchOf({ op: 'remove', path: 'members' })],
      ['PUT', whole],
      ['DELETE', undefined],
    ] as const) {
      expect((await directory.send(method, path, body, { 'if-match': 'W/"1"' })).status).toBe(412);
    }
    const seen = (tag: string) => directory.send('GET', path, undefined, { 'if-none-match': tag });
    expect([(await seen('W/"2"')).status, (await seen('W/"1"')).status]).toEqual([304, 200]);
    expect((await seen('W/"1"')).body).toMatchObject({
      displayName: 'Team',
      members: [{ value: ada }],
      meta: { version: 'W/"2"' },
    });
    expect((await directory.send('PUT', path, whole, { 'if-match': '*' })).headers.get('etag')).toBe('W/"3"');
    expect((await directory.send('DELETE', path, undefined, { 'if-match': 'W/"3"' })).status).toBe(204);
  });

  test('only people of the same directory can be members', async () => {
    const [one, other] = [await newDirectory(app), await newDirectory(app)];
    const [foreign = ''] = await people(other, 'ann');
    const local = await app.users.create(app.tenant.db, { email: `x@${one.domain}`, emailVerified: true });
    const id = await newGroup(one, 'Team');
    for (const value of [foreign, local.id, 'nobody']) {
      const answer = await one.send(
        'PATCH',
        `/Groups/${id}`,
        patchOf({ op: 'add', path: 'members', value: [{ value }] }),
      );
      expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } });
    }
    expect(
      (await other.send('PATCH', `/Groups/${id}`, patchOf({ op: 'remove', path: 'members' }))).status,
    ).toBe(404);
  });
});

describe('roles by groups', () => {
  test('come with membership and go with it, at once; others stay', async () => {
    const directory = await newDirectory(app);
    const { db } = app.tenant;
    const [ada = '', bob = ''] = await people(directory, 'ada', 'bob');
    const editor = await app.roles.create(db, { name: `Editor ${directory.id}` });
    const viewer = await app.roles.create(db, { name: `Viewer ${directory.id}` });
    await app.roles.addManual(db, ada, viewer.id);
    const id = await newGroup(directory, 'Editors', [ada]);
    const path = `/sso-connectors/${directory.id}/scim/groups`;
    expect((await api('PUT', `${path}/${id}/roles`, { roleIds: [editor.id] })).status).toBe(204);
    expect((await api('GET', path)).body).toMatchObject([{ id, members: 1, roleIds: [editor.id] }]);
    const rolesOf = async (userId: string) =>
      Object.fromEntries((await app.roles.ofUser(db, userId)).map((role) => [role.id, role.sources]));
    const source = `scim:${directory.id}`;
    expect(await rolesOf(ada)).toEqual({ [editor.id]: [source], [viewer.id]: ['manual'] });

    const set = (operation: object) => directory.send('PATCH', `/Groups/${id}`, patchOf(operation));
    await set({ op: 'add', path: 'members', value: [{ value: bob }] });
    expect(await rolesOf(bob)).toEqual({ [editor.id]: [source] });
    await set({ op: 'remove', path: `members[value eq "${ada}"]` });
    expect(await rolesOf(ada)).toEqual({ [viewer.id]: ['manual'] });
    expect((await directory.send('DELETE', `/Users/${bob}`)).status).toBe(204);
    expect(await rolesOf(bob)).toEqual({});
    await set({ op: 'add', path: 'members', value: [{ value: ada }] });
    expect((await directory.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect(await rolesOf(ada)).toEqual({ [viewer.id]: ['manual'] });
  });

  test('a made-up role is refused, and giving roles takes users:write', async () => {
    const directory = await newDirectory(app);
    const id = await newGroup(directory, 'Team');
    const path = `/sso-connectors/${directory.id}/scim/groups/${id}/roles`;
    expect(await api('PUT', path, { roleIds: ['rol_none'] })).toMatchObject({ status: 400 });
    const weak = await app.managementToken(['sso-connectors:write']);
    const response = await app.fetch(`/api${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${weak}`, 'content-type': 'application/json' },
      body: '{"roleIds":[]}',
    });
    expect(response.status).toBe(403);
  });

  test('a connector that is deleted takes what its directory gave with it', async () => {
    const directory = await newDirectory(app);
    const { db } = app.tenant;
    const [ada = ''] = await people(directory, 'ada');
    const role = await app.roles.create(db, { name: `Role ${directory.id}` });
    const id = await newGroup(directory, 'Team', [ada]);
    await app.scim.groupRoles.assign(db, directory.id, id, [role.id]);
    await app.sso.connectors.remove(db, directory.id);
    await app.settle();
    expect(await app.roles.ofUser(db, ada)).toEqual([]);
    expect((await directory.send('GET', '/Users')).status).toBe(401);
  });
});
