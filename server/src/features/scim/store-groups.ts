/** SQL of the groups of directories and who is in them. */
import { sql } from 'kysely';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import { ScimError } from '../../protocol/scim/scim-error.ts';

export interface ScimGroup {
  id: string;
  displayName: string;
  externalId: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const columns = ['id', 'display_name', 'external_id', 'version', 'created_at', 'updated_at'] as const;

interface Row {
  id: string;
  display_name: string;
  external_id: string | null;
  version: number;
  created_at: Date;
  updated_at: Date;
}

const toGroup = (row: Row): ScimGroup => ({
  id: row.id,
  displayName: row.display_name,
  externalId: row.external_id,
  version: Number(row.version),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const among = (values: readonly string[]) =>
  sql<string>`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export interface GroupKeys {
  ids?: readonly string[] | undefined;
  displayNameKey?: string | undefined;
  externalId?: string | undefined;
  /** Somebody who is in them. */
  memberId?: string | undefined;
}

const ofConnector = (db: TenantDb, connectorId: string) =>
  db.selectFrom('scim_groups').where('connector_id', '=', connectorId);

export async function findGroups(
  db: TenantDb,
  connectorId: string,
  { ids, displayNameKey, externalId, memberId }: GroupKeys,
  page: { limit: number; offset: number },
): Promise<ScimGroup[]> {
  const ofMember = sql<string>`(select group_id from scim_members
    where tenant_id = ${db.tenantId} and connector_id = ${connectorId} and user_id = ${memberId ?? ''})`;
  const rows = await ofConnector(db, connectorId)
    .select(columns)
    .$if(ids !== undefined, (q) => q.where('id', 'in', among(ids ?? [])))
    .$if(displayNameKey !== undefined, (q) => q.where('display_name_key', '=', displayNameKey!))
    .$if(externalId !== undefined, (q) => q.where('external_id', '=', externalId!))
    .$if(memberId !== undefined, (q) => q.where('id', 'in', ofMember))
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(toGroup);
}

export async function countGroups(db: TenantDb, connectorId: string): Promise<number> {
  const { total } = await ofConnector(db, connectorId)
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

export async function lockGroup(
  db: TenantDb,
  connectorId: string,
  id: string,
): Promise<ScimGroup | undefined> {
  const row = await ofConnector(db, connectorId)
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toGroup(row);
}

export interface GroupValues {
  id: string;
  displayName: string;
  displayNameKey: string;
  externalId: string | null;
}

async function unlessTaken<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ScimError(409, 'Another group of this directory has this displayName.', 'uniqueness');
  }
}

const valuesOf = ({ displayName, displayNameKey, externalId }: GroupValues) => ({
  display_name: displayName,
  display_name_key: displayNameKey,
  external_id: externalId,
});

export async function insertGroup(
  db: TenantDb,
  connectorId: string,
  values: GroupValues,
): Promise<ScimGroup> {
  const row = await unlessTaken(() =>
    db
      .insertInto('scim_groups', { ...valuesOf(values), connector_id: connectorId, id: values.id })
      .returning(columns)
      .executeTakeFirstOrThrow(),
  );
  return toGroup(row);
}

/** Also when only its members have changed: its ETag is another one then. */
export async function updateGroup(
  db: TenantDb,
  connectorId: string,
  values: GroupValues,
  fromVersion: number,
): Promise<ScimGroup | undefined> {
  const row = await unlessTaken(() =>
    db
      .updateTable('scim_groups')
      .set({ ...valuesOf(values), version: fromVersion + 1, updated_at: sql<Date>`now()` })
      .where('connector_id', '=', connectorId)
      .where('id', '=', values.id)
      .where('version', '=', fromVersion)
      .returning(columns)
      .executeTakeFirst(),
  );
  return row && toGroup(row);
}

/** With its members, by their foreign key. */
export async function deleteGroup(db: TenantDb, connectorId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('scim_groups')
    .where('connector_id', '=', connectorId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface Member {
  groupId: string;
  userId: string;
}

/** Who is in the groups; of one person: in which of them they are. */
export async function membersOf(
  db: TenantDb,
  connectorId: string,
  groupIds: readonly string[],
  { userId, limit }: { userId?: string; limit?: number } = {},
): Promise<Member[]> {
  if (groupIds.length === 0) return [];
  const ofUser = userId === undefined ? sql`` : sql`and user_id = ${userId}`;
  return db.query<Member>(sql<Member>`
    select group_id as "groupId", user_id as "userId" from scim_members
    where tenant_id = ${db.tenantId} and connector_id = ${connectorId} and group_id in ${among(groupIds)} ${ofUser}
    order by created_at, user_id limit ${limit ?? null}::bigint`);
}

export interface Membership {
  groupId: string;
  userId: string;
  display: string;
}

export async function groupsOf(
  db: TenantDb,
  connectorId: string,
  userIds: readonly string[],
  limit: number,
): Promise<Membership[]> {
  if (userIds.length === 0) return [];
  return db.query<Membership>(sql<Membership>`
    select m.group_id as "groupId", m.user_id as "userId", g.display_name as display
    from scim_members m
    join scim_groups g on g.tenant_id = m.tenant_id and g.connector_id = m.connector_id and g.id = m.group_id
    where m.tenant_id = ${db.tenantId} and m.connector_id = ${connectorId} and m.user_id in ${among(userIds)}
    order by g.display_name_key, g.id limit ${limit}`);
}

/** Of these ids those that are people of the connector. */
export async function knownPeople(
  db: TenantDb,
  connectorId: string,
  userIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('scim_users')
    .select('user_id')
    .where('connector_id', '=', connectorId)
    .where('deleted_at', 'is', null)
    .where('user_id', 'in', among(userIds))
    .execute();
  return new Set(rows.map((row) => row.user_id));
}

/** @returns who was not in it before */
export async function insertMembers(
  db: TenantDb,
  connectorId: string,
  groupId: string,
  userIds: readonly string[],
): Promise<string[]> {
  type Inserted = { user_id: string };
  const rows = await db.query<Inserted>(sql<Inserted>`
    insert into scim_members (tenant_id, connector_id, group_id, user_id)
    select ${db.tenantId}, ${connectorId}, ${groupId}, wanted.id
    from jsonb_array_elements_text(${JSON.stringify(userIds)}::jsonb) as wanted (id)
    on conflict (tenant_id, connector_id, group_id, user_id) do nothing
    returning user_id`);
  return rows.map((row) => row.user_id);
}

/** @returns who was in it */
export async function deleteMembers(
  db: TenantDb,
  connectorId: string,
  groupId: string,
  which: { userIds: readonly string[] } | { allBut: readonly string[] },
): Promise<string[]> {
  const query = db
    .deleteFrom('scim_members')
    .where('connector_id', '=', connectorId)
    .where('group_id', '=', groupId);
  const rows = await ('userIds' in which
    ? query.where('user_id', 'in', among(which.userIds))
    : query.where('user_id', 'not in', among(which.allBut))
  )
    .returning('user_id')
    .execute();
  return rows.map((row) => row.user_id);
}

/** Out of every group of the connector. */
export async function leaveAllGroups(db: TenantDb, connectorId: string, userId: string): Promise<void> {
  await db
    .deleteFrom('scim_members')
    .where('connector_id', '=', connectorId)
    .where('user_id', '=', userId)
    .execute();
}

export async function groupSizes(
  db: TenantDb,
  connectorId: string,
  groupIds: readonly string[],
): Promise<Map<string, number>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('scim_members')
    .select((e) => ['group_id', e.fn.countAll<number>().as('size')])
    .where('connector_id', '=', connectorId)
    .where('group_id', 'in', among(groupIds))
    .groupBy('group_id')
    .execute();
  return new Map(rows.map((row) => [row.group_id, Number(row.size)]));
}
