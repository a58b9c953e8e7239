/** A group of ten thousand: what one request costs does not depend on how many are in it, and what is too much is said. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { maxMemberships } from './resources.ts';
import { type Directory, newDirectory, patchOf, person } from './scim-harness.ts';

const size = 10_000;
const idOf = (n: number) => `usr_large_${n}`;

let app: TestApp;
let directory: Directory;
let group: string;
let newcomer: string;
beforeAll(async () => {
  app = await buildTestApp();
  directory = await newDirectory(app);
  await insertPeople(size);
  const { body } = await directory.send('POST', '/Groups', { displayName: 'Everybody' });
  group = body.id;
  await insertMembers(group, size);
  newcomer = (await directory.send('POST', '/Users', person(directory, 'new'))).body.id;
}, 120_000);
afterAll(() => app.close());

/** By the store's own tables: ten thousand requests would say nothing more. */
async function insertPeople(count: number): Promise<void> {
  const { db } = app.tenant;
  await db.query(sql`
    insert into users (tenant_id, id, email, email_key)
    select ${db.tenantId}, 'usr_large_' || n, n || '@' || ${directory.domain}, n || '@' || ${directory.domain}
    from generate_series(1, ${count}::int) as n`);
  await db.query(sql`
    insert into scim_users (tenant_id, connector_id, user_id, user_name_key, email_key, resource, created_user)
    select ${db.tenantId}, ${directory.id}, 'usr_large_' || n, n::text, n || '@' || ${directory.domain},
      jsonb_build_object('userName', n::text), true
    from generate_series(1, ${count}::int) as n`);
}

async function insertMembers(groupId: string, count: number): Promise<void> {
  const { db } = app.tenant;
  await db.query(sql`
    insert into scim_members (tenant_id, connector_id, group_id, user_id)
    select ${db.tenantId}, ${directory.id}, ${groupId}, 'usr_large_' || n
    from generate_series(1, ${count}::int) as n`);
}

/** Statements that read or write memberships, whatever they are of. */
async function costOf(work: () => Promise<unknown>) {
  const { statements } = await app.db.statements.during(work);
  return { count: statements.length, ofMembers: statements.filter((text) => text.includes('scim_members')) };
}

const members = async (query: string) =>
  (await directory.send('GET', `/Groups?${query}`)).body as unknown as { totalResults: number };

describe('ten thousand members', () => {
  test('one comes and goes: by the keys of that one, in as many statements as in an empty group', async () => {
    const { body: empty } = await directory.send('POST', '/Groups', { displayName: 'Nobody' });
    const add = patchOf({ op: 'add', path: 'members', value: [{ value: newcomer }] });
    const remove = patchOf({ op: 'remove', path: `members[value eq "${newcomer}"]` });
    for (const operation of [add, remove]) {
      const small = await costOf(() => directory.send('PATCH', `/Groups/${empty.id}`, operation));
      const large = await costOf(() => directory.send('PATCH', `/Groups/${group}`, operation));
      expect(large.count).toBe(small.count);
      expect(large.ofMembers).toEqual(small.ofMembers);
      // Of whom the request names; never of the group alone.
      for (const text of large.ofMembers) expect(text).toMatch(/user_id|jsonb_array_elements_text/);
    }
    const { status, body } = await directory.send('PATCH', `/Groups/${group}`, add);
    expect([status, body]).toEqual([204, {}]);
  });

  test('read without its members it is one row, and whether somebody is in it costs one more', async () => {
    const cost = await costOf(async () => {
      const { body } = await directory.send('GET', `/Groups/${group}?excludedAttributes=members`);
      expect(body).toMatchObject({ displayName: 'Everybody' });
      expect(body).not.toHaveProperty('members');
    });
    expect(cost.ofMembers).toEqual([]);
    const asked = (value: string) =>
      members(
        `excludedAttributes=members&filter=${encodeURIComponent(`id eq "${group}" and members eq "${value}"`)}`,
      );
    expect((await asked(idOf(7))).totalResults).toBe(1);
    expect((await asked('usr_nobody')).totalResults).toBe(0);
    const { ofMembers } = await costOf(() => asked(idOf(7)));
    for (const text of ofMembers) expect(text).toMatch(/user_id = \$/);
  });

  test('several conditions on members are judged by all of them', async () => {
    const both = (one: string, other: string) =>
      members(
        `excludedAttributes=members&filter=${encodeURIComponent(`members eq "${one}" and members[value eq "${other}"]`)}`,
      );
    expect((await both(idOf(1), idOf(2))).totalResults).toBe(1);
    expect((await both(idOf(1), 'usr_nobody')).totalResults).toBe(0);
  });

  test('replaced as a whole, with roles: in as many statements as a group of ten', {
    timeout: 60_000,
  }, async () => {
    const role = await app.roles.create(app.tenant.db, { name: 'Everybody' });
    const { body: made } = await directory.send('POST', '/Groups', { displayName: 'With a role' });
    await app.scim.groupRoles.assign(app.tenant.db, directory.id, made.id, [role.id]);
    const put = (count: number) =>
      directory.send('PUT', `/Groups/${made.id}?excludedAttributes=members`, {
        displayName: 'With a role',
        members: Array.from({ length: count }, (_, n) => ({ value: idOf(n + 1) })),
      });
    const ten = await costOf(async () => expect((await put(10)).status).toBe(200));
    const all = await costOf(async () => expect((await put(size)).status).toBe(200));
    // Two for each further thousand of those who get the role: one gives it, one tells.
    expect(all.count - ten.count).toBeLessThanOrEqual((2 * size) / 1_000);
    expect(await app.roles.ofUser(app.tenant.db, idOf(size))).toMatchObject([{ id: role.id }]);
    expect((await put(1)).status).toBe(200);
    expect(await app.roles.ofUser(app.tenant.db, idOf(size))).toEqual([]);
    expect(await app.roles.ofUser(app.tenant.db, idOf(1))).toMatchObject([{ id: role.id }]);
  });

  test('one more than a request may name is refused with the limit', async () => {
    const value = Array.from({ length: size + 1 }, (_, n) => ({ value: idOf(n + 1) }));
    const answer = await directory.send(
      'PATCH',
      `/Groups/${group}`,
      patchOf({ op: 'add', path: 'members', value }),
    );
    expect(answer).toMatchObject({
      status: 400,
      body: { scimType: 'tooMany', detail: expect.stringContaining(String(size)) },
    });
  });

  test('threat: one request makes the server list more than fits: it is refused, and told how to ask', async () => {
    const many = Math.ceil(maxMemberships / size);
    for (let n = 0; n < many; n += 1) {
      const { body } = await directory.send('POST', '/Groups', { displayName: `Large ${n}` });
      await insertMembers(body.id, size);
    }
    const tooMany = {
      status: 400,
      body: { scimType: 'tooMany', detail: expect.stringContaining('excludedAttributes=members') },
    };
    expect(await directory.send('GET', '/Groups')).toMatchObject(tooMany);
    const filter = encodeURIComponent('members.value sw "usr"');
    expect(await directory.send('GET', `/Groups?filter=${filter}`)).toMatchObject(tooMany);
    expect(await directory.send('GET', '/Groups?excludedAttributes=members')).toMatchObject({ status: 200 });
    expect(await directory.send('GET', '/Groups?count=1')).toMatchObject({ status: 200 });
  });
});
