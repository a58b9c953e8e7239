// Users: identifiers are one under every spelling, changes are told, and ended people lose their sessions.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fixedClock } from '../../kernel/clock/index.ts';
import type { Database, TenantDb } from '../../kernel/db/index.ts';
import { openTestDatabase } from '../../kernel/db/test-database.ts';
import { createUsers } from './index.ts';

let database: Database;
let db: TenantDb;
let other: TenantDb;
const disabled: string[] = [];
const users = createUsers({
  clock: fixedClock(),
  onUserDisabled: async (_db, userId) => {
    disabled.push(userId);
  },
});

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

let count = 0;
beforeEach(async () => {
  count += 1;
  disabled.length = 0;
  for (const id of [`t${count}`, `o${count}`]) {
    await database.kysely.insertInto('tenants').values({ tenant_id: id, name: id, settings: {} }).execute();
  }
  db = database.forTenant(`t${count}`);
  other = database.forTenant(`o${count}`);
});

const events = async (of: TenantDb = db) =>
  (await of
    .selectFrom('events')
    .select(['type', 'payload'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()) as {
    type: string;
    payload: { data?: { before?: Record<string, unknown>; after?: Record<string, unknown> } };
  }[];

describe('identifiers', () => {
  test('every spelling of an address finds the same person', async () => {
    const user = await users.create(db, { email: 'Alice@Example.com' });
    for (const email of ['alice@example.com', ' ALICE@EXAMPLE.COM ', 'Ａlice@example.com']) {
      expect((await users.findByIdentifier(db, { email }))?.id).toBe(user.id);
      expect((await users.findByIdentifier(db, { anySpelling: email }))?.id).toBe(user.id);
    }
    expect(user.email).toBe('Alice@example.com');
  });

  test('threat: a second account under another spelling of a taken identifier', async () => {
    await users.create(db, { username: 'alice', email: 'a@x.example', phone: '+49 30 1234567' });
    await expect(users.create(db, { username: 'ALICE' })).rejects.toMatchObject({
      code: 'user.identifier_taken',
      status: 409,
      data: { identifier: 'username' },
    });
    await expect(users.create(db, { email: 'A@X.example' })).rejects.toMatchObject({
      data: { identifier: 'email' },
    });
    await expect(users.create(db, { phone: '+49301234567' })).rejects.toMatchObject({
      data: { identifier: 'phone' },
    });
  });

  test('the same address in two tenants is two people', async () => {
    const here = await users.create(db, { email: 'a@x.example' });
    await users.create(other, { email: 'a@x.example' });
    expect(await users.find(other, here.id)).toBeUndefined();
  });

  test('threat: NUL in an identifier finds nobody and breaks nothing', async () => {
    expect(await users.findByIdentifier(db, { anySpelling: 'a\0b' })).toBeUndefined();
    expect(await users.findByIdentifier(db, { email: 'a\0@b.example' })).toBeUndefined();
    expect(await users.findByIdentifier(db, { anySpelling: 'x'.repeat(100_000) })).toBeUndefined();
  });
});

describe('changes', () => {
  test('threat: a changed address keeps the proof of the old one', async () => {
    const { id } = await users.create(db, { email: 'a@x.example', emailVerified: true });
    expect((await users.update(db, id, { email: 'A@x.example' })).emailVerified).toBe(true);
    expect((await users.update(db, id, { email: 'b@x.example' })).emailVerified).toBe(false);
    expect((await users.update(db, id, { email: 'c@x.example', emailVerified: true })).emailVerified).toBe(
      true,
    );
    const cleared = await users.update(db, id, { email: null });
    expect(cleared).toMatchObject({ email: null, emailVerified: false });
  });

  test('each is told with what it changed, without hashes', async () => {
    const { id } = await users.create(db, { username: 'alice', passwordHash: '$argon2id$secret' });
    await users.update(db, id, { name: 'Alice' });
    await users.setPasswordHash(db, id, '$argon2id$other');
    await users.remove(db, id);
    const told = await events();
    expect(told.map((event) => event.type)).toEqual([
      'user.created',
      'user.updated',
      'user.password_changed',
      'user.deleted',
    ]);
    expect(told[1]?.payload.data).toEqual({ before: { name: null }, after: { name: 'Alice' } });
    expect(JSON.stringify(told)).not.toContain('argon2id');
  });

  test('a change based on an old version is refused with the current one', async () => {
    const user = await users.create(db, { name: 'A' });
    await users.update(db, user.id, { name: 'B' }, { version: user.version });
    await expect(users.update(db, user.id, { name: 'C' }, { version: user.version })).rejects.toMatchObject({
      code: 'request.version_mismatch',
      data: { current: user.version + 1 },
    });
  });

  test('two changes of different fields at once both hold', async () => {
    const { id } = await users.create(db, { name: 'A' });
    await Promise.all([
      users.update(db, id, { name: 'B' }),
      users.update(db, id, { customData: { plan: 'pro' } }),
    ]);
    expect(await users.find(db, id)).toMatchObject({ name: 'B', customData: { plan: 'pro' }, version: 3 });
  });

  test('suspension and deletion end what the person signed in to, in the same transaction', async () => {
    const { id } = await users.create(db, { username: 'alice' });
    const suspended = await users.suspend(db, id);
    expect(suspended.suspendedAt).toEqual(suspended.sessionsValidAfter);
    await users.suspend(db, id);
    expect(disabled).toEqual([id]);
    expect((await users.resume(db, id)).suspendedAt).toBeNull();
    await users.remove(db, id);
    expect(disabled).toEqual([id, id]);
    expect(await users.find(db, id)).toBeUndefined();
    await expect(users.suspend(db, id)).rejects.toMatchObject({ code: 'user.not_found' });
  });

  test('a hash is replaced only while it is the one that was checked', async () => {
    const { id } = await users.create(db, { username: 'alice', passwordHash: 'one' });
    await users.replaceHash(db, id, 'other', 'two');
    expect((await users.findCredentials(db, { username: 'Alice' }))?.passwordHash).toBe('one');
    await users.replaceHash(db, id, 'one', 'two');
    expect((await users.findCredentialsById(db, id))?.passwordHash).toBe('two');
  });
});

describe('external identities (DESIGN section 7)', () => {
  const identity = { connectorId: 'sso_a', issuer: 'https://idp.example', subject: 's1' };

  test('one triple belongs to one person; the same subject at another connector is another identity', async () => {
    const alice = await users.create(db, { username: 'alice' });
    const bob = await users.create(db, { username: 'bob' });
    await users.linkIdentity(db, alice.id, identity);
    await expect(users.linkIdentity(db, bob.id, identity)).rejects.toMatchObject({
      code: 'user.identity_taken',
    });
    await users.linkIdentity(db, bob.id, { ...identity, connectorId: 'sso_b' });
    expect((await users.findIdentity(db, identity))?.id).toBe(alice.id);
    expect(await users.findIdentity(other, identity)).toBeUndefined();
  });

  test('linking again notes the newest claims and tells nothing', async () => {
    const { id } = await users.create(db, { username: 'alice' });
    await users.linkIdentity(db, id, { ...identity, claims: { name: 'Old' }, upstreamSub: 'u' });
    await users.linkIdentity(db, id, { ...identity, claims: { name: 'New' } });
    const [linked] = await users.listIdentities(db, id);
    expect(linked).toMatchObject({ claims: { name: 'New' }, upstreamSub: 'u' });
    await users.removeIdentity(db, id, identity);
    await expect(users.removeIdentity(db, id, identity)).rejects.toMatchObject({
      code: 'user.identity_not_found',
    });
    const types = (await events()).map((event) => event.type);
    expect(types).toEqual(['user.created', 'user.identity_linked', 'user.identity_removed']);
  });
});

describe('search', () => {
  const found = async (search: string) =>
    (await users.search(db, { search, limit: 10, offset: 0 })).items.map((user) => user.username);

  test('by the beginning of every identifier, by any part of a name, by id', async () => {
    const { id } = await users.create(db, {
      username: 'amelie',
      email: 'a.poulain@bücher.example',
      phone: '+4930123456',
      name: 'Amélie POULAIN',
    });
    await users.create(db, { username: 'bob', name: 'Bob 100%_' });
    await users.create(other, { username: 'amelie', name: 'Amélie' });
    const spellings = ['AME', 'a.pou', 'A.Poulain@BÜCHER.example', '+49 30', '4930', 'amÉl', 'oulain', id];
    for (const text of spellings) expect(await found(text), text).toEqual(['amelie']);
    for (const text of ['%', '_', '0%_']) expect(await found(text), text).toEqual(['bob']);
    expect(await found('zzz')).toEqual([]);
    expect(await found('melie')).toEqual([]);
  });

  test('pages through what it found, newest first, with the total', async () => {
    for (const n of [1, 2, 3]) await users.create(db, { username: `user${n}` });
    const page = await users.search(db, { search: 'user', limit: 2, offset: 2 });
    expect(page.total).toBe(3);
    expect(page.items.map((user) => user.username)).toEqual(['user1']);
  });

  test('filters by exact identifier and by suspension', async () => {
    const { id } = await users.create(db, { username: 'alice', email: 'a@x.example' });
    await users.create(db, { username: 'alice2', email: 'a@x.example.com' });
    await users.suspend(db, id);
    const names = async (filter: object) =>
      (await users.search(db, { ...filter, limit: 10, offset: 0 })).items.map((user) => user.username);
    expect(await names({ email: 'A@x.example' })).toEqual(['alice']);
    expect(await names({ username: 'ALICE' })).toEqual(['alice']);
    expect(await names({ suspended: true })).toEqual(['alice']);
    expect(await names({ suspended: false })).toEqual(['alice2']);
  });
});
