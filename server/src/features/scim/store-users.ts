/** SQL of what directories say about people. */
import { sql } from 'kysely';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { Resource } from '../../protocol/scim/evaluate.ts';
import { ScimError } from '../../protocol/scim/scim-error.ts';

export interface ScimUser {
  userId: string;
  userNameKey: string;
  externalId: string | null;
  emailKey: string;
  resource: Resource;
  active: boolean;
  suspendedAt: Date | null;
  createdUser: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
}

const columns = [
  'user_id',
  'user_name_key',
  'external_id',
  'email_key',
  'resource',
  'active',
  'suspended_at',
  'created_user',
  'version',
  'created_at',
  'updated_at',
  'deleted_at',
] as const;

interface Row {
  user_id: string;
  user_name_key: string;
  external_id: string | null;
  email_key: string;
  resource: unknown;
  active: boolean;
  suspended_at: Date | null;
  created_user: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

const toUser = (row: Row): ScimUser => ({
  userId: row.user_id,
  userNameKey: row.user_name_key,
  externalId: row.external_id,
  emailKey: row.email_key,
  // Written by us, after the schema had looked at it.
  resource: row.resource as Resource,
  active: row.active,
  suspendedAt: row.suspended_at,
  createdUser: row.created_user,
  version: Number(row.version),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  deletedAt: row.deleted_at,
});

/** How many resources one answer can be sought among, when no index leads to them. */
export const searchedWithin = 10_000;

/** Where an index leads; absent: all of the connector. */
export interface UserKeys {
  ids?: readonly string[] | undefined;
  userNameKey?: string | undefined;
  externalId?: string | undefined;
}

const present = (db: TenantDb, connectorId: string) =>
  db.selectFrom('scim_users').where('connector_id', '=', connectorId).where('deleted_at', 'is', null);

/** A list of any length as one parameter, so that the statement stays the same. */
const among = (values: readonly string[]) =>
  sql<string>`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export async function findUsers(
  db: TenantDb,
  connectorId: string,
  { ids, userNameKey, externalId }: UserKeys,
  page: { limit: number; offset: number },
): Promise<ScimUser[]> {
  const rows = await present(db, connectorId)
    .select(columns)
    .$if(ids !== undefined, (q) => q.where('user_id', 'in', among(ids ?? [])))
    .$if(userNameKey !== undefined, (q) => q.where('user_name_key', '=', userNameKey!))
    .$if(externalId !== undefined, (q) => q.where('external_id', '=', externalId!))
    .orderBy('created_at')
    .orderBy('user_id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toUser);
}

export async function countUsers(db: TenantDb, connectorId: string): Promise<number> {
  const { total } = await present(db, connectorId)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function findUser(
  db: TenantDb,
  connectorId: string,
  userId: string,
): Promise<ScimUser | undefined> {
  const row = await present(db, connectorId).select(columns).where('user_id', '=', userId).executeTakeFirst();
  return row && toUser(row);
}

export async function lockUser(
  db: TenantDb,
  connectorId: string,
  userId: string,
): Promise<ScimUser | undefined> {
  const row = await present(db, connectorId)
    .select(columns)
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  return row && toUser(row);
}

/** Those whom the directory has removed and who are kept here, suspended. */
export async function findFormer(
  db: TenantDb,
  connectorId: string,
  by: { userId: string } | { externalId: string },
): Promise<ScimUser | undefined> {
  const query = db
    .selectFrom('scim_users')
    .select(columns)
    .where('connector_id', '=', connectorId)
    .where('deleted_at', 'is not', null);
  const row = await ('userId' in by
    ? query.where('user_id', '=', by.userId)
    : query.where('external_id', '=', by.externalId)
  )
    .orderBy('deleted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toUser(row);
}

export interface Management {
  connectorId: string;
  userName: string;
  externalId: string | null;
  active: boolean;
  createdAt: Date;
  updatedAt: Date;
  resource: Resource;
}

/** The syncs that manage a user: one, as a rule. */
export async function managementOf(db: TenantDb, userId: string): Promise<Management[]> {
  const rows = await db
    .selectFrom('scim_users')
    .select([...columns, 'connector_id'])
    .where('user_id', '=', userId)
    .where('deleted_at', 'is', null)
    .orderBy('connector_id')
    .limit(100)
    .execute();
  return rows.map((row) => {
    const { externalId, active, createdAt, updatedAt, resource } = toUser(row);
    const userName = String(resource.userName ?? '');
    return { connectorId: row.connector_id, userName, externalId, active, createdAt, updatedAt, resource };
  });
}

export interface UserValues {
  userId: string;
  userNameKey: string;
  externalId: string | null;
  emailKey: string;
  resource: Resource;
  active: boolean;
  suspendedAt: Date | null;
  createdUser: boolean;
}

const valuesOf = ({ userNameKey, externalId, emailKey, resource, active, suspendedAt }: UserValues) => ({
  user_name_key: userNameKey,
  external_id: externalId,
  email_key: emailKey,
  resource,
  active,
  suspended_at: suspendedAt,
});

async function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, 'scim_users_user_name')) {
      throw new ScimError(409, 'Another person of this directory has this userName.', 'uniqueness');
    }
    if (isUniqueViolation(error)) {
      throw new ScimError(409, 'Another person of this directory has this externalId.', 'uniqueness');
    }
    throw error;
  }
}

/** New; or taken up again, when the directory had removed the person. */
export async function insertUser(db: TenantDb, connectorId: string, values: UserValues): Promise<ScimUser> {
  const row = await unlessTaken(() =>
    db
      .insertInto('scim_users', {
        ...valuesOf(values),
        connector_id: connectorId,
        user_id: values.userId,
        created_user: values.createdUser,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'connector_id', 'user_id'])
          .doUpdateSet({
            ...valuesOf(values),
            deleted_at: null,
            created_at: sql<Date>`now()`,
            updated_at: sql<Date>`now()`,
            version: sql<number>`scim_users.version + 1`,
          })
          .where('scim_users.deleted_at', 'is not', null),
      )
      .returning(columns)
      .executeTakeFirst(),
  );
  // Another request of the directory has just made the same person of the same account.
  if (!row) throw new ScimError(409, 'Another person of this directory has this address.', 'uniqueness');
  return toUser(row);
}

export async function updateUser(
  db: TenantDb,
  connectorId: string,
  values: UserValues,
  fromVersion: number,
): Promise<ScimUser | undefined> {
  const row = await unlessTaken(() =>
    db
      .updateTable('scim_users')
      .set({ ...valuesOf(values), version: fromVersion + 1, updated_at: sql<Date>`now()` })
      .where('connector_id', '=', connectorId)
      .where('user_id', '=', values.userId)
      .where('version', '=', fromVersion)
      .where('deleted_at', 'is', null)
      .returning(columns)
      .executeTakeFirst(),
  );
  return row && toUser(row);
}

/** The person stays here; for the directory they are gone. */
export async function markDeleted(
  db: TenantDb,
  connectorId: string,
  { userId, suspendedAt, version }: Pick<ScimUser, 'userId' | 'suspendedAt' | 'version'>,
): Promise<boolean> {
  const row = await db
    .updateTable('scim_users')
    .set({
      deleted_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
      active: false,
      suspended_at: suspendedAt,
      version: version + 1,
    })
    .where('connector_id', '=', connectorId)
    .where('user_id', '=', userId)
    .where('version', '=', version)
    .where('deleted_at', 'is', null)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}
