// Administrators at the API of the tenant admin: who is listed, who changes whom, and that an owner remains.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Administration, startAdministration } from './administrators-harness.ts';

let world: Administration;
let owner: string;
beforeAll(async () => {
  world = await startAdministration();
  owner = (await world.signIn('owner@example.com')).access_token;
}, 60_000);
afterAll(() => world?.close());

const path = '/t/admin/api/administrators';
const roleOf = async (id: string) => (await world.roles())[id];
const patch = (token: string, id: string, role: string, headers = {}) =>
  world.call(token, 'PATCH', `${path}/${id}`, { role }, headers);
const remove = (token: string, id: string) => world.call(token, 'DELETE', `${path}/${id}`);

describe('the list', () => {
  test('shows name, email, role and last sign-in, page by page, and can be narrowed to a role', async () => {
    await world.person('lea', 'viewer');
    await world.signIn('lea@example.com');
    await world.app.settle();
    const all = await world.call(owner, 'GET', `${path}?pageSize=1`);
    expect(all.headers.get('total-number')).toBe('2');
    expect(all.json).toMatchObject([{ id: world.owner.id, role: 'owner', email: 'owner@example.com' }]);
    const viewers = await world.call(owner, 'GET', `${path}?role=viewer`);
    expect(viewers.json).toMatchObject([
      { name: 'lea', email: 'lea@example.com', lastSignInAt: expect.any(String), suspendedAt: null },
    ]);
    expect(JSON.stringify(viewers.json)).not.toMatch(/password|argon/i);
  });

  test('enumeration: users without a role are no administrators', async () => {
    const { id } = await world.person('nobody');
    expect((await world.call(owner, 'GET', `${path}/${id}`)).status).toBe(404);
    expect((await patch(owner, id, 'owner')).json.code).toBe('administrator.not_found');
    expect((await remove(owner, id)).json.code).toBe('administrator.not_found');
    expect(await roleOf(id)).toBeUndefined();
  });

  test('foreign tenant: other tenants have no administrators to list or change', async () => {
    const token = (await world.signIn('owner@example.com', `${world.app.endpoint}/api`)).access_token;
    for (const [method, below, body] of [
      ['GET', ''],
      ['GET', `/${world.owner.id}`],
      ['PATCH', `/${world.owner.id}`, { role: 'viewer' }],
      ['DELETE', `/${world.owner.id}`],
    ] as const) {
      const answer = await world.call(token, method, `/api/administrators${below}`, body);
      expect([answer.status, answer.json.code]).toEqual([404, 'administrator.not_here']);
    }
    // A token for the API of one tenant is none for another's.
    expect((await world.call(token, 'GET', path)).status).toBe(401);
  });

  test('foreign tenant: an application of another tenant that holds everything there is nobody here', async () => {
    const token = await world.app.managementToken(['all']);
    expect((await world.call(token, 'GET', path)).status).toBe(401);
  });
});

describe('roles', () => {
  test('an owner changes a role, told with before and after; the version guards it', async () => {
    const { id } = await world.person('rita', 'viewer');
    const changed = await patch(owner, id, 'admin', { 'if-match': '"1"' });
    expect(changed.json).toMatchObject({ role: 'admin', version: 2 });
    expect((await patch(owner, id, 'support', { 'if-match': '"1"' })).status).toBe(412);
    expect(await world.told(id)).toContain('administrator.role_changed');
    const events = await world.call(
      owner,
      'GET',
      `/t/admin/api/audit-events?subject=${id}&type=administrator.`,
    );
    expect(events.json[0]).toMatchObject({
      actor: { type: 'user', id: world.owner.id },
      data: { before: { role: 'viewer' }, after: { role: 'admin' } },
    });
  });

  test('an unknown role is refused', async () => {
    const { id } = await world.person('ruth', 'viewer');
    expect((await patch(owner, id, 'god')).status).toBe(400);
  });

  test.each(['admin', 'support', 'viewer'] as const)(
    'privilege escalation: %s changes no role, neither their own nor another’s',
    async (role) => {
      const { id, email } = await world.person(`climber-${role}`, role);
      const { access_token: token } = await world.signIn(email);
      for (const answer of [
        await patch(token, id, 'owner'),
        await patch(token, world.owner.id, 'viewer'),
        await remove(token, world.owner.id),
      ]) {
        expect([answer.status, answer.json.data.required]).toEqual([403, 'administrators:write']);
      }
      expect(await roleOf(id)).toBe(role);
    },
  );

  test('privilege escalation: a token from before the demotion gives no role any more', async () => {
    const { id, email } = await world.person('fallen', 'owner');
    const { access_token: token } = await world.signIn(email);
    expect((await patch(owner, id, 'admin')).status).toBe(200);
    expect((await patch(token, id, 'owner')).status).toBe(403);
    expect(await roleOf(id)).toBe('admin');
  });

  test('taking a role away leaves a user who can do nothing', async () => {
    const { id, email } = await world.person('left', 'admin');
    const { access_token: token } = await world.signIn(email);
    expect((await remove(owner, id)).status).toBe(204);
    expect((await world.call(token, 'GET', '/t/admin/api/users')).status).toBe(403);
    expect(await world.app.users.find(world.tenant.db, id)).toBeDefined();
    expect(await world.told(id)).toContain('administrator.removed');
    expect((await remove(owner, id)).status).toBe(404);
  });

  test('an application with administrators:write manages all; without it none', async () => {
    const { id } = await world.person('mia', 'viewer');
    const mighty = await world.machine(['administrators:write']);
    expect((await patch(mighty.token, id, 'owner')).status).toBe(200);
    expect((await patch(mighty.token, id, 'viewer')).status).toBe(200);
    const weak = await world.machine(['users:write', 'administrators:read']);
    expect((await patch(weak.token, id, 'owner')).status).toBe(403);
  });
});

describe('users who are administrators', () => {
  test('take-over: who writes users changes none of them, suspended or not', async () => {
    const { id } = await world.person('target', 'admin');
    const weak = await world.machine(['users:write']);
    const users = `/t/admin/api/users/${id}`;
    const all = () =>
      Promise.all([
        world.call(weak.token, 'PATCH', users, { email: 'mine@evil.example' }),
        world.call(weak.token, 'PUT', `${users}/password`, { password: 'taken over now' }),
        world.call(weak.token, 'POST', `${users}/suspend`),
        world.call(weak.token, 'POST', `${users}/resume`),
        world.call(weak.token, 'DELETE', users),
      ]);
    for (const answer of await all()) expect(answer.json.code).toBe('user.is_administrator');
    expect((await world.call(owner, 'POST', `${users}/suspend`)).status).toBe(200);
    for (const answer of await all()) expect(answer.json.code).toBe('user.is_administrator');
    expect((await world.call(owner, 'POST', `${users}/resume`)).status).toBe(200);
  });
});

describe('an owner remains', () => {
  let lone: Administration;
  let token: string;
  beforeAll(async () => {
    lone = await startAdministration();
    token = (await lone.signIn('owner@example.com')).access_token;
  }, 60_000);
  afterAll(() => lone?.close());
  const owners = async () => Object.values(await lone.roles()).filter((role) => role === 'owner').length;
  const user = (id: string) => `/t/admin/api/users/${id}`;

  test('the last one is neither demoted nor removed, suspended or deleted, by whomever', async () => {
    const { token: machine } = await lone.machine(['all']);
    const { id } = lone.owner;
    for (const by of [token, machine]) {
      for (const answer of [
        await lone.call(by, 'PATCH', `${path}/${id}`, { role: 'admin' }),
        await lone.call(by, 'DELETE', `${path}/${id}`),
        await lone.call(by, 'POST', `${user(id)}/suspend`),
        await lone.call(by, 'DELETE', user(id)),
      ]) {
        expect([answer.status, answer.json.code]).toEqual([409, 'administrator.last_owner']);
      }
    }
    expect(await owners()).toBe(1);
    expect((await lone.call(token, 'GET', user(id))).json.suspendedAt).toBeNull();
  });

  test('a suspended owner counts as none', async () => {
    const other = await lone.person('asleep', 'owner');
    expect((await lone.call(token, 'POST', `${user(other.id)}/suspend`)).status).toBe(200);
    const answer = await lone.call(token, 'DELETE', `${path}/${lone.owner.id}`);
    expect(answer.json.code).toBe('administrator.last_owner');
    expect((await lone.call(token, 'DELETE', `${path}/${other.id}`)).status).toBe(204);
  });

  type Way = (by: string, id: string) => Promise<{ status: number }>;
  const ways: [string, Way][] = [
    ['demote', (by, id) => lone.call(by, 'PATCH', `${path}/${id}`, { role: 'viewer' })],
    ['remove', (by, id) => lone.call(by, 'DELETE', `${path}/${id}`)],
    ['suspend', (by, id) => lone.call(by, 'POST', `${user(id)}/suspend`)],
    ['delete', (by, id) => lone.call(by, 'DELETE', user(id))],
  ];

  test.each(ways.flatMap(([a, one], i) => ways.slice(i).map(([b, other]) => [a, b, one, other] as const)))(
    'race: one application that would %s and %s the only two owners at once leaves one',
    async (_a, _b, one, other) => {
      const { token: machine } = await lone.machine(['all']);
      const second = await lone.person(`second-${crypto.randomUUID().slice(0, 8)}`, 'owner');
      const third = await lone.person(`third-${crypto.randomUUID().slice(0, 8)}`, 'owner');
      // The first owner stands aside, so that two are left; afterwards comes back.
      await lone.call(machine, 'PATCH', `${path}/${lone.owner.id}`, { role: 'admin' });
      const answers = await Promise.all([one(machine, second.id), other(machine, third.id)]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(1);
      expect(await activeOwners()).toHaveLength(1);
      await lone.call(machine, 'PATCH', `${path}/${lone.owner.id}`, { role: 'owner' });
      for (const { id } of [second, third]) await lone.call(machine, 'DELETE', user(id));
    },
  );

  async function activeOwners() {
    const listed = await lone.app.management.administrators.list(lone.tenant.db, {
      role: 'owner',
      limit: 100,
      offset: 0,
    });
    return listed.items.filter(({ suspendedAt }) => suspendedAt === null);
  }

  test('race: of two owners who demote each other at once, one remains', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await lone.person(`rival-${round}`, 'owner');
      const { access_token: rival } = await lone.signIn(other.email);
      const answers = await Promise.all([
        lone.call(token, 'PATCH', `${path}/${other.id}`, { role: 'admin' }),
        lone.call(rival, 'PATCH', `${path}/${lone.owner.id}`, { role: 'admin' }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
      expect(await owners()).toBe(1);
      const { token: machine } = await lone.machine(['administrators:write']);
      await lone.call(machine, 'PATCH', `${path}/${lone.owner.id}`, { role: 'owner' });
      await lone.call(machine, 'PATCH', `${path}/${other.id}`, { role: 'viewer' });
    }
  });
});
