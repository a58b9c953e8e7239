/** The management client against a real Gatehouse. */
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { createManagementClient, type ManagementClient, type User } from '../../src/management/index.ts';
import { type RunningGatehouse, startGatehouse } from './gatehouse.ts';

let gatehouse: RunningGatehouse;
let management: ManagementClient;
/** Requests that reached Gatehouse, token requests included. */
let requests: string[];

beforeAll(async () => {
  gatehouse = await startGatehouse();
  management = clientOf(gatehouse.application, 'admin');
}, 60_000);
afterAll(() => gatehouse?.stop());

function clientOf(application: { id: string; secret: string }, home?: string): ManagementClient {
  requests = [];
  return createManagementClient({
    endpoint: gatehouse.endpoint,
    auth: { clientId: application.id, clientSecret: application.secret, tenant: home },
    fetch: (input, init) => {
      requests.push(new URL(String(input)).pathname);
      return fetch(input, init);
    },
  });
}

test('a life of a user: created, read, changed, suspended, deleted', async () => {
  const { users } = management;
  const created = await users.create({ username: 'ada', name: 'Ada', password: 'a-long-enough-password' });
  expectTypeOf(created).toExtend<User>();
  expect(created).toMatchObject({ username: 'ada', etag: expect.stringMatching(/^"\d+"$/) });
  expect(await users.get(created.id)).toEqual(created);

  const changed = await users.update(created.id, { name: 'Ada L.' }, { ifMatch: created.etag });
  expect(changed).toMatchObject({ name: 'Ada L.' });
  expect(changed.etag).not.toBe(created.etag);

  expect(await users.suspend(created.id)).toMatchObject({ suspendedAt: expect.any(String) });
  expect(await users.sessions.list(created.id)).toEqual([]);
  expect(await users.delete(created.id)).toBeUndefined();
  await expect(users.get(created.id)).rejects.toMatchObject({
    code: 'not_found',
    details: { status: 404, code: 'user.not_found', requestId: expect.any(String) },
  });
});

test('RFC 9110 section 13.1.1: a change that is based on an older version is a conflict, and changes nothing', async () => {
  const { applications } = management;
  const application = await applications.create({ name: 'Shop', type: 'spa' });
  const { etag } = await applications.update(
    application.id,
    { name: 'Other' },
    { ifMatch: application.etag },
  );
  await expect(
    applications.update(application.id, { name: 'Mine' }, { ifMatch: application.etag }),
  ).rejects.toMatchObject({ code: 'conflict', details: { status: 412, code: 'request.version_mismatch' } });
  await expect(applications.delete(application.id, { ifMatch: application.etag })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await applications.get(application.id)).toMatchObject({ name: 'Other', etag });
  await applications.delete(application.id, { ifMatch: etag });
});

test('what exists already is a conflict with the server’s own code', async () => {
  await management.users.create({ username: 'twice' });
  await expect(management.users.create({ username: 'twice' })).rejects.toMatchObject({
    code: 'conflict',
    details: { status: 409, code: expect.stringMatching(/^user\./) },
  });
});

test('an iterator walks through every page once', async () => {
  const names = Array.from({ length: 7 }, (_, number) => `walker${number}`);
  for (const username of names) await management.users.create({ username });
  const page = await management.users.list({ search: 'walker', pageSize: 3 });
  expect(page).toMatchObject({ total: 7, nextPage: 2 });
  const seen: (string | null | undefined)[] = [];
  for await (const user of management.users.iterate({ search: 'walker', pageSize: 3 })) {
    expectTypeOf(user).toEqualTypeOf<User>();
    seen.push(user.username);
  }
  expect(seen.sort()).toEqual(names);
});

test('one idempotency key creates one thing, and a secret is shown once', async () => {
  const create = () =>
    management.applications.create(
      { name: 'Nightly', type: 'machine-to-machine', managementPermissions: ['users:read'] },
      { idempotencyKey: 'nightly-1' },
    );
  const first = await create();
  const again = await create();
  expect(first.secret).toEqual(expect.any(String));
  expect(again).toEqual({ ...first, secret: null });
});

test('bad input lists what is wrong where', async () => {
  const wrong = management.users.create({ email: 'no address', nonsense: 1 } as object);
  await expect(wrong).rejects.toMatchObject({
    code: 'api_error',
    details: { code: 'request.invalid', status: 400 },
  });
});

describe('an application with one permission', () => {
  let limited: ManagementClient;
  beforeAll(async () => {
    const { id, secret } = await management.applications.create({
      name: 'Reader',
      type: 'machine-to-machine',
      managementPermissions: ['users:read'],
    });
    limited = clientOf({ id, secret: secret! });
  });

  test('does that without having to name it', async () => {
    expect((await limited.users.list()).total).toBeGreaterThan(0);
    expect(requests).toEqual(['/oidc/token', '/api/users']);
  });

  test('hears which permission anything else needs', async () => {
    await expect(limited.users.create({ username: 'nobody' })).rejects.toMatchObject({
      code: 'api_error',
      details: { status: 403, code: 'auth.forbidden', data: { required: 'users:write' } },
    });
  });

  test('is no application of another tenant', async () => {
    const { id, secret } = await management.applications.create({ name: 'X', type: 'machine-to-machine' });
    await expect(clientOf({ id, secret: secret! }, 'admin').status.get()).rejects.toMatchObject({
      code: 'provider_error',
      details: { error: 'invalid_client', status: 401 },
    });
  });
});

test('the administrators’ application manages a new tenant too', async () => {
  const admin = {
    clientId: gatehouse.application.id,
    clientSecret: gatehouse.application.secret,
    tenant: 'admin',
  };
  const { endpoint } = gatehouse;
  await createManagementClient({ endpoint, auth: admin, tenant: 'admin' }).tenants.create({
    id: 'acme',
    name: 'Acme',
  });
  const acme = createManagementClient({ endpoint, auth: admin, tenant: 'acme' });
  await acme.users.create({ username: 'wile' });
  expect((await acme.users.list()).items.map((user) => user.username)).toEqual(['wile']);
  expect((await management.users.list({ username: 'wile' })).total).toBe(0);
});

test('every list and single thing that needs no id answers', async () => {
  // Events reach the log a moment after what they tell of.
  const written = async () => (await management.auditEvents.list({ pageSize: 1 })).items;
  await expect.poll(written, { timeout: 10_000 }).toHaveLength(1);
  expect((await management.signInExperience.get()).etag).toEqual(expect.any(String));
  const lists = [
    management.ssoProviders,
    management.ssoConnectors,
    management.ssoAttempts,
    management.apiResources,
  ];
  for (const list of lists) expect((await list.list()).items).toBeInstanceOf(Array);
  expect(await management.mailMessages.list()).toBeInstanceOf(Array);
  expect(Object.keys(await management.signingKeys.get())).not.toEqual([]);
  expect(Object.keys(await management.status.get())).not.toEqual([]);
});
