/** RFC 7644: what a directory does to people, and what each of it means for the user here. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { type Directory, newDirectory, patchOf, person } from './scim-harness.ts';

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const userOf = async (id: string) => (await app.users.find(app.tenant.db, id))!;

async function created(directory: Directory, name: string, more: object = {}): Promise<string> {
  const { status, body } = await directory.send('POST', '/Users', person(directory, name, more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

describe('RFC 7644 section 3.3: creating', () => {
  test('makes a user with a verified address, and answers the whole resource', async () => {
    const directory = await newDirectory(app);
    const { status, headers, body } = await directory.send(
      'POST',
      '/Users',
      person(directory, 'ada', {
        displayName: 'Ada L.',
        title: 'Countess',
        locale: 'en-GB',
        timezone: 'Europe/London',
        password: 'from Okta, never read',
        [enterprise]: { department: 'Engines', manager: { value: 'boss' } },
      }),
    );
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/scim+json; charset=utf-8');
    expect(headers.get('location')).toBe(`${app.endpoint}${directory.base}/Users/${body.id}`);
    expect(headers.get('etag')).toBe('W/"1"');
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      userName: `ada@${directory.domain}`,
      externalId: 'ext-ada',
      active: true,
      title: 'Countess',
      [enterprise]: { department: 'Engines', manager: { value: 'boss' } },
      meta: { resourceType: 'User', version: 'W/"1"' },
    });
    expect(JSON.stringify(body)).not.toContain('from Okta');
    const user = await userOf(body.id);
    expect(user).toMatchObject({
      email: `ada@${directory.domain}`,
      emailVerified: true,
      username: null,
      phone: null,
      hasPassword: false,
      name: 'Ada L.',
      profile: { given_name: 'ada', family_name: 'Example', locale: 'en-GB', zoneinfo: 'Europe/London' },
      suspendedAt: null,
    });
  });

  test('a second one with the same userName, in any spelling, or externalId is a conflict', async () => {
    const directory = await newDirectory(app);
    await created(directory, 'ada');
    const again = person(directory, 'ada');
    for (const body of [
      again,
      { ...again, externalId: 'other', userName: again.userName.toUpperCase() },
      { ...person(directory, 'bea'), userName: `ＡＤＡ@${directory.domain}` },
      { ...person(directory, 'bea'), externalId: 'ext-ada' },
    ]) {
      const answer = await directory.send('POST', '/Users', body);
      expect(answer).toMatchObject({ status: 409, body: { scimType: 'uniqueness', status: '409' } });
    }
  });

  test('somebody inactive arrives suspended', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada', { active: 'False' });
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });
});

describe('DESIGN section 7: a directory speaks only for its proved domains', () => {
  test('nobody of another domain is created, also not by an address that is not the primary one', async () => {
    const directory = await newDirectory(app);
    const elsewhere = { emails: [{ value: 'eve@elsewhere.example', primary: true }] };
    expect(await directory.send('POST', '/Users', person(directory, 'eve', elsewhere))).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('elsewhere.example is not proved') },
    });
    const aside = {
      emails: [
        { value: 'eve@elsewhere.example', type: 'home' },
        { value: `eve@${directory.domain}`, primary: true },
      ],
    };
    const id = await created(directory, 'eve', aside);
    expect((await userOf(id)).email).toBe(`eve@${directory.domain}`);
    expect(
      await app.users.findByIdentifier(app.tenant.db, { email: 'eve@elsewhere.example' }),
    ).toBeUndefined();
  });

  test('no take-over: an address can not be changed to one of another domain, or of another account', async () => {
    const directory = await newDirectory(app);
    await app.users.create(app.tenant.db, { email: `boss@${directory.domain}`, emailVerified: true });
    const id = await created(directory, 'eve');
    for (const [address, status] of [
      ['victim@elsewhere.example', 403],
      [`boss@${directory.domain}`, 409],
    ] as const) {
      const operation = { op: 'Replace', path: 'emails[type eq "work"].value', value: address };
      expect((await directory.send('PATCH', `/Users/${id}`, patchOf(operation))).status).toBe(status);
    }
    expect((await userOf(id)).email).toBe(`eve@${directory.domain}`);
  });

  test('an account that is here is linked when its address is verified, and left alone when it is not', async () => {
    const directory = await newDirectory(app);
    const { db } = app.tenant;
    const known = await app.users.create(db, {
      email: `kim@${directory.domain}`,
      emailVerified: true,
      name: 'Kim',
    });
    await app.users.create(db, { email: `lou@${directory.domain}`, emailVerified: false });
    expect(await created(directory, 'kim')).toBe(known.id);
    const refused = await directory.send('POST', '/Users', person(directory, 'lou'));
    expect(refused).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness', detail: expect.stringContaining('never verified') },
    });
  });

  test('people of another connector, of no directory, or of another tenant can be neither seen nor changed', async () => {
    const [one, other] = [await newDirectory(app), await newDirectory(app)];
    const id = await created(one, 'ada');
    const local = await app.users.create(app.tenant.db, {
      email: `local@${one.domain}`,
      emailVerified: true,
    });
    for (const [directory, victim] of [
      [other, id],
      [one, local.id],
    ] as const) {
      const path = `/Users/${victim}`;
      for (const method of ['GET', 'DELETE']) expect((await directory.send(method, path)).status).toBe(404);
      const off = patchOf({ op: 'replace', path: 'active', value: false });
      expect((await directory.send('PATCH', path, off)).status).toBe(404);
      expect((await directory.send('PUT', path, person(directory, 'x'))).status).toBe(404);
      expect((await userOf(victim)).suspendedAt).toBeNull();
    }
    expect((await other.send('GET', '/Users')).body.totalResults).toBe(0);
  });

  test('a domain that went elsewhere ends the word of the directory over its people', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    await app.sso.connectors.removeDomain(app.tenant.db, directory.id, directory.domain);
    expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(403);
    expect((await userOf(id)).suspendedAt).toBeNull();
  });

  test('a person who changed their own address here is still one of the directory', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    await app.users.update(app.tenant.db, id, { email: 'ada@private.example' });
    await directory.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });

  test('mass assignment: what no schema names is dropped, and roles give nothing', async () => {
    const directory = await newDirectory(app);
    const { status, body } = await directory.send(
      'POST',
      '/Users',
      person(directory, 'eve', {
        id: 'usr_mine',
        username_key: 'admin',
        phone: '+4930123456',
        customData: { role: 'owner' },
        passwordHash: 'x',
        emailVerified: true,
        suspendedAt: null,
        roles: [{ value: 'owner' }],
        groups: [{ value: 'administrators' }],
        meta: { version: 'W/"99"' },
        constructor: { prototype: { polluted: true } },
      }),
    );
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.id).not.toBe('usr_mine');
    expect(body.groups).toBeUndefined();
    expect(body.meta).toMatchObject({ version: 'W/"1"' });
    expect(await userOf(body.id)).toMatchObject({ username: null, phone: null, customData: {} });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(await app.access.grantsOfUser(app.tenant.db, body.id)).toEqual([]);
  });

  test('an address that the directory gave to somebody new does not open the account of the one before', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(204);
    const heir = { ...person(directory, 'ada'), externalId: 'ext-somebody-else' };
    expect(await directory.send('POST', '/Users', heir)).toMatchObject({ status: 409 });
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });
});

test('threat: a directory fills the memory with people of a megabyte each', async () => {
  const directory = await newDirectory(app);
  const addresses = Array.from({ length: 40 }, (_, n) => ({ formatted: `${n} `.padEnd(1_000, 'x') }));
  const large = await directory.send('POST', '/Users', person(directory, 'ada', { addresses }));
  expect(large).toMatchObject({ status: 400, body: { detail: expect.stringContaining('at most 32768') } });
  const id = await created(directory, 'ada');
  const add = patchOf(...addresses.map((value) => ({ op: 'add', path: 'addresses', value: [value] })));
  expect((await directory.send('PATCH', `/Users/${id}`, add)).status).toBe(400);
  expect((await directory.send('GET', `/Users/${id}`)).body).not.toHaveProperty('addresses');
});

describe('deactivation', () => {
  test('suspends, and lets in again', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    const set = (value: unknown) =>
      directory.send('PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value }));
    expect((await set('False')).body.active).toBe(false);
    expect((await userOf(id)).suspendedAt).not.toBeNull();
    expect((await directory.send('GET', `/Users/${id}`)).body.active).toBe(false);
    expect((await set('True')).body.active).toBe(true);
    expect((await userOf(id)).suspendedAt).toBeNull();
  });

  test('what an administrator has suspended stays suspended', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    await app.users.suspend(app.tenant.db, id);
    for (const value of [false, true]) {
      await directory.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: value } }));
    }
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });

  test('whom an administrator let in meanwhile is suspended when the directory says so again', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada', { active: false });
    await app.users.resume(app.tenant.db, id);
    await directory.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }));
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });

  test('DELETE keeps the account suspended; the same person comes back into it', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(204);
    expect((await directory.send('GET', `/Users/${id}`)).status).toBe(404);
    expect((await directory.send('GET', '/Users')).body.totalResults).toBe(0);
    expect((await userOf(id)).suspendedAt).not.toBeNull();
    expect(await created(directory, 'ada')).toBe(id);
    expect((await userOf(id)).suspendedAt).toBeNull();
  });

  test('DELETE deletes where the connector says so, but only accounts that the directory has made', async () => {
    const directory = await newDirectory(app);
    await app.scim.update(app.tenant.db, directory.id, { onDelete: 'delete' });
    const own = await created(directory, 'ada');
    const { id: linked } = await app.users.create(app.tenant.db, {
      email: `kim@${directory.domain}`,
      emailVerified: true,
    });
    await created(directory, 'kim');
    for (const id of [own, linked]) expect((await directory.send('DELETE', `/Users/${id}`)).status).toBe(204);
    expect(await app.users.find(app.tenant.db, own)).toBeUndefined();
    expect((await userOf(linked)).suspendedAt).not.toBeNull();
  });
});

describe('RFC 7644 section 3.5: changing', () => {
  test('PUT replaces everything, but lets nobody in by leaving active out', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada', { title: 'Countess', active: false });
    const { active: _, ...rest } = person(directory, 'ada', { name: { givenName: 'Augusta' } });
    const { status, body } = await directory.send('PUT', `/Users/${id}`, rest);
    expect(status).toBe(200);
    expect(body).toMatchObject({ active: false, name: { givenName: 'Augusta' }, meta: { version: 'W/"2"' } });
    expect(body.title).toBeUndefined();
    const { profile } = await userOf(id);
    expect(profile).toMatchObject({ given_name: 'Augusta' });
    expect(profile.family_name).toBeUndefined();
    expect((await userOf(id)).suspendedAt).not.toBeNull();
  });

  test('section 3.14: If-Match, If-None-Match, and no new version without a change', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    const path = `/Users/${id}`;
    const title = patchOf({ op: 'replace', path: 'title', value: 'Countess' });
    expect((await directory.send('PATCH', path, title, { 'if-match': 'W/"9"' })).status).toBe(412);
    expect((await directory.send('PATCH', path, title, { 'if-match': 'W/"1"' })).headers.get('etag')).toBe(
      'W/"2"',
    );
    expect((await directory.send('PATCH', path, title)).headers.get('etag')).toBe('W/"2"');
    expect((await directory.send('GET', path, undefined, { 'if-none-match': 'W/"2"' })).status).toBe(304);
    expect((await directory.send('GET', path, undefined, { 'if-none-match': 'W/"1"' })).status).toBe(200);
    expect((await directory.send('DELETE', path, undefined, { 'if-match': 'W/"1"' })).status).toBe(412);
  });

  test('a new address of a proved domain becomes the address here, verified', async () => {
    const directory = await newDirectory(app);
    const id = await created(directory, 'ada');
    const operation = {
      op: 'replace',
      path: 'emails[type eq "work"].value',
      value: `ada.king@${directory.domain}`,
    };
    expect((await directory.send('PATCH', `/Users/${id}`, patchOf(operation))).status).toBe(200);
    expect(await userOf(id)).toMatchObject({ email: `ada.king@${directory.domain}`, emailVerified: true });
  });
});
