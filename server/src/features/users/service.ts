/** Creates, changes, suspends and deletes users, and finds them by whatever they typed. */
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Json } from '../../kernel/db/schema.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newId } from '../../kernel/ids/index.ts';
import { changes, defined } from '../../protocol/changes.ts';
import { emailKey, fold, parseEmail, parsePhone, usernameKey } from '../../protocol/identifiers.ts';
import { errors } from './errors.ts';
import { createIdentities, type IdentitiesDeps } from './identities.ts';
import type { IdentifierQuery, User, UserInput, UserPatch } from './schema.ts';
import * as store from './store.ts';
import { searchUsers } from './store-search.ts';

export interface UsersDeps extends IdentitiesDeps {
  clock: Clock;
  /**
   * Ends the person's sessions and grants, in the same transaction: called when a user is suspended or
   * deleted, and when an administrator sets a password. Injected, as sessions are built upon users.
   */
  onUserDisabled(db: TenantDb, userId: string): Promise<void>;
  /** Throws, in the same transaction, when this user must not be suspended or deleted: the last owner. */
  assertMayDisable?(db: TenantDb, userId: string): Promise<void>;
}

export type Users = ReturnType<typeof createUsers>;

const subject = (id: string) => ({ type: 'user', id });

function audited(user: User): Record<string, Json> {
  const { version: _v, createdAt: _c, updatedAt: _u, lastSignInAt: _l, ...rest } = user;
  return JSON.parse(JSON.stringify(rest)) as Record<string, Json>;
}

/** What a patch means in columns: identifiers come with their keys, and a new address is unproved. */
function toColumns(patch: UserPatch, before?: User) {
  const email = patch.email == null ? patch.email : parseEmail(patch.email);
  const phone = patch.phone == null ? patch.phone : parsePhone(patch.phone);
  const sameEmail = email == null ? false : before?.email != null && emailKey(before.email) === email.key;
  const samePhone = phone == null ? false : before?.phone === phone;
  return defined({
    username: patch.username,
    username_key: patch.username == null ? patch.username : usernameKey(patch.username),
    email: email == null ? patch.email : email.address,
    email_key: email == null ? patch.email : email.key,
    email_verified: verified(patch.email, patch.emailVerified, sameEmail),
    phone: phone == null ? patch.phone : phone,
    phone_verified: verified(patch.phone, patch.phoneVerified, samePhone),
    name: patch.name,
    name_key: patch.name == null ? patch.name : fold(patch.name),
    picture: patch.picture,
    profile: patch.profile,
    custom_data: patch.customData,
  });
}

function verified(value: string | null | undefined, flag: boolean | undefined, same: boolean) {
  if (value === null) return false;
  if (value === undefined || same) return flag;
  return flag ?? false;
}

/** The key under which a person is looked up; text with an @ can only be an address. */
function keyOf({ email, username, phone, anySpelling }: IdentifierQuery): store.UserKey | undefined {
  if (email !== undefined) return { column: 'email_key', value: emailKey(email) };
  if (username !== undefined) return { column: 'username_key', value: usernameKey(username) };
  if (phone !== undefined) return { column: 'phone', value: parsePhone(phone) ?? phone };
  if (anySpelling === undefined) return undefined;
  if (anySpelling.normalize('NFKC').includes('@')) return keyOf({ email: anySpelling });
  return keyOf(parsePhone(anySpelling) ? { phone: anySpelling } : { username: anySpelling });
}

/** NUL can't be stored, so nobody has it in an identifier. */
const storable = (key: store.UserKey | undefined) =>
  key && !key.value.includes('\0') && key.value.length <= 512 ? key : undefined;

export function createUsers(deps: UsersDeps) {
  const { onUserDisabled, assertMayDisable } = deps;

  async function findCredentials(
    db: TenantDb,
    query: IdentifierQuery,
  ): Promise<store.UserWithHash | undefined> {
    const key = storable(keyOf(query));
    return key && store.findUserByKey(db, key);
  }

  async function create(
    db: TenantDb,
    { id = newId('usr'), passwordHash, ...input }: UserInput,
  ): Promise<User> {
    return db.inTx(async (tx) => {
      const user = await store.insertUser(tx, {
        profile: {},
        custom_data: {},
        ...toColumns(input),
        id,
        password_hash: passwordHash ?? null,
      });
      await emit(tx, { type: 'user.created', subject: subject(id), data: { after: audited(user) } });
      return user;
    });
  }

  async function update(
    db: TenantDb,
    id: string,
    patch: UserPatch,
    options: { version?: number } = {},
  ): Promise<User> {
    return db.inTx(async (tx) => {
      const before = await store.lockUser(tx, id);
      if (!before) throw errors['user.not_found']({ id });
      expectVersion(before.version, options.version);
      const columns = toColumns(patch, before);
      if (Object.keys(columns).length === 0) return before;
      const after = await store.updateUser(tx, id, columns, before.version);
      if (!after) throw versionMismatch(before.version + 1);
      const data = changes(audited(before), audited(after));
      await emit(tx, { type: 'user.updated', subject: subject(id), data });
      return after;
    });
  }

  /** Suspends or resumes; already being so is no error and tells nothing new. */
  async function change(
    db: TenantDb,
    id: string,
    type: 'user.suspended' | 'user.resumed',
    apply: (tx: TenantDb) => Promise<User | undefined>,
  ): Promise<User> {
    return db.inTx(async (tx) => {
      const changed = await apply(tx);
      if (changed) await emit(tx, { type, subject: subject(id) });
      const user = changed ?? (await store.findUser(tx, id))?.user;
      if (!user) throw errors['user.not_found']({ id });
      return user;
    });
  }

  async function remove(db: TenantDb, id: string, options: { version?: number } = {}): Promise<void> {
    await db.inTx(async (tx) => {
      await assertMayDisable?.(tx, id);
      const before = await store.lockUser(tx, id);
      if (!before) throw errors['user.not_found']({ id });
      expectVersion(before.version, options.version);
      await onUserDisabled(tx, id);
      await store.deleteUser(tx, id);
      await emit(tx, { type: 'user.deleted', subject: subject(id), data: { before: audited(before) } });
    });
  }

  async function setPasswordHash(
    db: TenantDb,
    id: string,
    hash: string | null,
    options: { endSessions?: boolean } = {},
  ): Promise<User> {
    const endSessions = options.endSessions ?? false;
    return db.inTx(async (tx) => {
      const user = await store.updatePasswordHash(tx, id, hash, { endSessions });
      if (!user) throw errors['user.not_found']({ id });
      if (endSessions) await onUserDisabled(tx, id);
      await emit(tx, { type: 'user.password_changed', subject: subject(id) });
      return user;
    });
  }

  return {
    ...createIdentities(deps),
    find: async (db: TenantDb, id: string): Promise<User | undefined> => (await store.findUser(db, id))?.user,
    findByIdentifier: async (db: TenantDb, query: IdentifierQuery): Promise<User | undefined> =>
      (await findCredentials(db, query))?.user,
    /** With the password hash, in the one statement that a sign-in can afford. */
    findCredentials,
    findCredentialsById: store.findUser,
    search: searchUsers,
    create,
    update,
    remove,
    suspend: (db: TenantDb, id: string): Promise<User> =>
      change(db, id, 'user.suspended', async (tx) => {
        await assertMayDisable?.(tx, id);
        const user = await store.suspendUser(tx, id);
        if (user) await onUserDisabled(tx, id);
        return user;
      }),
    resume: (db: TenantDb, id: string): Promise<User> =>
      change(db, id, 'user.resumed', (tx) => store.resumeUser(tx, id)),
    setPasswordHash,
    /** After a sign-in whose hash had older parameters. */
    replaceHash: store.replaceHash,
    touchSignIn: store.touchSignIn,
  };
}
