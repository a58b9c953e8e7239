/** docs/decisions/scim.md: who administers the installation is nobody's to provision, in the tenant where they live. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import type { Tenant } from '../tenants/index.ts';
import { type Directory, newDirectory, patchOf, person } from './scim-harness.ts';

let app: TestApp;
let admins: Tenant;
let directory: Directory;
beforeAll(async () => {
  app = await buildTestApp();
  admins = (await app.tenants.byId('admin'))!;
});
afterAll(() => app.close());
beforeEach(async () => {
  directory = await newDirectory(app, admins);
});

const refusal = { status: 403, body: { detail: expect.stringContaining('administers this installation') } };
const userOf = async (id: string) => (await app.users.find(admins.db, id))!;

/** Somebody whom the directory has brought and who was made an administrator since. */
async function administrator(name: string): Promise<string> {
  const { status, body } = await directory.send('POST', '/Users', person(directory, name));
  expect(status, JSON.stringify(body)).toBe(201);
  await admins.db.inTx((tx) => app.management.administrators.add(tx, body.id, 'viewer'));
  return body.id;
}

test.each([
  ['PATCH active', 'PATCH', patchOf({ op: 'Replace', path: 'active', value: 'False' })],
  [
    'PATCH address',
    'PATCH',
    patchOf({ op: 'replace', path: 'emails[type eq "work"].value', value: 'DOMAIN' }),
  ],
  ['PATCH externalId', 'PATCH', patchOf({ op: 'replace', path: 'externalId', value: 'somebody-else' })],
  ['PUT', 'PUT', 'WHOLE'],
  ['DELETE', 'DELETE', undefined],
] as const)(
  'threat: a directory takes over or locks out an administrator by %s',
  async (_name, method, body) => {
    const id = await administrator('ada');
    const before = await userOf(id);
    const whole = person(directory, 'ada', { active: false });
    const text = JSON.stringify(body === 'WHOLE' ? whole : body)?.replace(
      'DOMAIN',
      `eve@${directory.domain}`,
    );
    expect(await directory.send(method, `/Users/${id}`, text)).toMatchObject(refusal);
    expect(await userOf(id)).toEqual(before);
    expect((await directory.send('GET', `/Users/${id}`)).body).toMatchObject({ active: true });
  },
);

test('threat: a directory claims an administrator’s account by its address', async () => {
  const email = `owner@${directory.domain}`;
  const owner = await app.users.create(admins.db, { email, emailVerified: true });
  await admins.db.inTx((tx) => app.management.administrators.add(tx, owner.id, 'owner'));
  const answer = await directory.send('POST', '/Users', person(directory, 'owner', { active: false }));
  expect(answer).toMatchObject({
    status: 409,
    body: { scimType: 'uniqueness', detail: expect.stringContaining('administrator of this installation') },
  });
  expect(await userOf(owner.id)).toMatchObject({ email, suspendedAt: null });
});

test('threat: a group of the directory gives an administrator roles', async () => {
  const role = await app.roles.create(admins.db, { name: `Role ${directory.id}` });
  const [ada, { body: bob }] = [
    await administrator('ada'),
    await directory.send('POST', '/Users', person(directory, 'bob')),
  ];
  const { body: group } = await directory.send('POST', '/Groups', { displayName: 'Team' });
  await app.scim.groupRoles.assign(admins.db, directory.id, group.id, [role.id]);
  const members = [{ value: ada }, { value: bob.id }];
  const add = patchOf({ op: 'add', path: 'members', value: members });
  expect((await directory.send('PATCH', `/Groups/${group.id}`, add)).status).toBe(204);
  expect(await app.roles.ofUser(admins.db, ada)).toEqual([]);
  expect(await app.roles.ofUser(admins.db, bob.id)).toMatchObject([{ id: role.id }]);
});

test('other people of the same directory are managed as everywhere', async () => {
  const { body } = await directory.send('POST', '/Users', person(directory, 'cid'));
  const off = patchOf({ op: 'Replace', path: 'active', value: 'False' });
  expect((await directory.send('PATCH', `/Users/${body.id}`, off)).status).toBe(200);
  expect((await userOf(body.id)).suspendedAt).not.toBeNull();
});
