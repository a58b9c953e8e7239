/** SQL of users. */
import { type Selectable, sql, type Updateable } from 'kysely';
import { isUniqueViolation, type TenantDb, type TenantRow } from '../../kernel/db/index.ts';
import type { UsersTable } from '../../kernel/db/schema.ts';
import { errors } from './errors.ts';
import type { User } from './schema.ts';

type Row = Selectable<UsersTable>;

export function fromRow(row: Row): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    emailVerified: row.email_verified,
    phone: row.phone,
    phoneVerified: row.phone_verified,
    name: row.name,
    picture: row.picture,
    profile: row.profile as User['profile'],
    customData: row.custom_data as User['customData'],
    hasPassword: row.password_hash !== null,
    suspendedAt: row.suspended_at,
    passwordChangedAt: row.password_changed_at,
    sessionsValidAfter: row.sessions_valid_after,
    lastSignInAt: row.last_sign_in_at,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export interface UserWithHash {
  user: User;
  passwordHash: string | null;
}

const withHash = (row: Row): UserWithHash => ({ user: fromRow(row), passwordHash: row.password_hash });

export async function findUser(db: TenantDb, id: string): Promise<UserWithHash | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && withHash(row);
}

export async function lockUser(db: TenantDb, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && fromRow(row);
}

export type UserKey = { column: 'username_key' | 'email_key' | 'phone'; value: string };

export async function findUserByKey(db: TenantDb, key: UserKey): Promise<UserWithHash | undefined> {
  const row = await db.selectFrom('users').selectAll().where(key.column, '=', key.value).executeTakeFirst();
  return row && withHash(row);
}

/** Tells which identifier another user has already. */
async function taken<T>(id: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    for (const identifier of ['username', 'email', 'phone'] as const) {
      const column = identifier === 'phone' ? 'phone' : `${identifier}_key`;
      if (isUniqueViolation(error, `users_tenant_id_${column}_key`)) {
        throw errors['user.identifier_taken']({ identifier }, { data: { identifier } });
      }
    }
    if (isUniqueViolation(error)) throw errors['user.exists']({ id });
    throw error;
  }
}

export async function insertUser(db: TenantDb, columns: TenantRow<'users'>): Promise<User> {
  const row = await taken(columns.id, () =>
    db.insertInto('users', columns).returningAll().executeTakeFirstOrThrow(),
  );
  return fromRow(row);
}

/** Answers undefined when there is no such user, or the stored version is another one by now. */
export async function updateUser(
  db: TenantDb,
  id: string,
  columns: Updateable<UsersTable>,
  expected?: number,
): Promise<User | undefined> {
  const row = await taken(id, () =>
    db
      .updateTable('users')
      .set((e) => ({ ...columns, version: e('version', '+', 1), updated_at: e.fn<Date>('now') }))
      .where('id', '=', id)
      .$if(expected !== undefined, (q) => q.where('version', '=', expected!))
      .returningAll()
      .executeTakeFirst(),
  );
  return row && fromRow(row);
}

export async function deleteUser(db: TenantDb, id: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}

const now = sql<Date>`now()`;

/** Only a user who isn't suspended; everything that they signed in to before ends. */
export async function suspendUser(db: TenantDb, id: string): Promise<User | undefined> {
  const row = await db
    .updateTable('users')
    .set((e) => ({
      suspended_at: now,
      sessions_valid_after: now,
      updated_at: now,
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('suspended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function resumeUser(db: TenantDb, id: string): Promise<User | undefined> {
  const row = await db
    .updateTable('users')
    .set((e) => ({ suspended_at: null, updated_at: now, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('suspended_at', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function updatePasswordHash(
  db: TenantDb,
  id: string,
  hash: string | null,
  options: { endSessions: boolean },
): Promise<User | undefined> {
  const row = await db
    .updateTable('users')
    .set((e) => ({
      password_hash: hash,
      password_changed_at: now,
      updated_at: now,
      version: e('version', '+', 1),
      ...(options.endSessions && { sessions_valid_after: now }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** A better hash of the same password: nothing that anybody can see has changed. */
export async function replaceHash(db: TenantDb, id: string, old: string, hash: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: hash })
    .where('id', '=', id)
    .where('password_hash', '=', old)
    .execute();
}

/** No new version: an administrator's edit must not fail because the person signed in meanwhile. */
export async function touchSignIn(db: TenantDb, id: string): Promise<void> {
  await db.updateTable('users').set({ last_sign_in_at: now }).where('id', '=', id).execute();
}
