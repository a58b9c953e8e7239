/** SQL of roles and the permissions that they bring. */
import { type Selectable, sql } from 'kysely';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { RolesTable } from '../../kernel/db/schema.ts';
import { fold } from '../../protocol/identifiers.ts';
import { createMatcher } from '../../protocol/search.ts';
import type { Grant } from '../access/index.ts';
import { errors } from './errors.ts';
import type { Role } from './schema.ts';

/** Counting stops here, so that the list costs the same with a million users. */
const countedTo = 1_000;

type Row = Selectable<RolesTable>;

const fromRow = (row: Row, permissions: Grant[], members: number): Role => ({
  id: row.id,
  name: row.name,
  description: row.description,
  grantedToEveryone: row.granted_to_everyone,
  permissions,
  members,
  version: Number(row.version),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const idList = (ids: readonly string[]) =>
  sql<string>`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

interface GrantRow {
  role_id: string;
  resource_id: string;
  indicator: string;
  permission: string;
}

async function grantsOf(db: TenantDb, ids: readonly string[]): Promise<Map<string, Grant[]>> {
  const rows = await db.query<GrantRow>(sql<GrantRow>`
    select p.role_id, p.resource_id, r.indicator, p.permission
    from role_permissions p join api_resources r on r.tenant_id = p.tenant_id and r.id = p.resource_id
    where p.tenant_id = ${db.tenantId} and p.role_id in ${idList(ids)}
    order by r.indicator, p.permission`);
  const grants = new Map<string, Grant[]>();
  for (const { role_id: roleId, resource_id: resourceId, indicator, permission } of rows) {
    const list = grants.get(roleId) ?? [];
    const last = list.at(-1);
    if (last?.resourceId === resourceId) last.permissions.push(permission);
    else list.push({ resourceId, indicator, permissions: [permission] });
    grants.set(roleId, list);
  }
  return grants;
}

async function membersOf(db: TenantDb, ids: readonly string[]): Promise<Map<string, number>> {
  type Counted = { id: string; members: number };
  const rows = await db.query<Counted>(sql<Counted>`
    select r.id, (select count(*) from (
        select distinct u.user_id from user_roles u
        where u.tenant_id = r.tenant_id and u.role_id = r.id limit ${countedTo}) as counted) as members
    from roles r where r.tenant_id = ${db.tenantId} and r.id in ${idList(ids)}`);
  return new Map(rows.map(({ id, members }) => [id, Number(members)]));
}

async function complete(db: TenantDb, rows: readonly Row[]): Promise<Role[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const grants = await grantsOf(db, ids);
  const members = await membersOf(db, ids);
  return rows.map((row) => fromRow(row, grants.get(row.id) ?? [], members.get(row.id) ?? 0));
}

export async function findRole(db: TenantDb, id: string): Promise<Role | undefined> {
  const row = await db.selectFrom('roles').selectAll().where('id', '=', id).executeTakeFirst();
  return row && (await complete(db, [row]))[0];
}

export async function lockRole(db: TenantDb, id: string): Promise<Role | undefined> {
  const row = await db.selectFrom('roles').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row && (await complete(db, [row]))[0];
}

export interface RoleName {
  id: string;
  name: string;
}

/** Those of the named roles that exist. */
export function findNames(db: TenantDb, ids: readonly string[]): Promise<RoleName[]> {
  return db
    .selectFrom('roles')
    .select(['id', 'name'])
    .where('id', 'in', idList(ids))
    .orderBy('name')
    .execute();
}

/** How many roles a search, and a list of all names, looks through: far more than anybody has. */
const searchedWithin = 10_000;

/** By their folded names, for files that say names. */
export function findByNames(
  db: TenantDb,
  names: readonly string[],
): Promise<(RoleName & { name_key: string })[]> {
  return db
    .selectFrom('roles')
    .select(['id', 'name', 'name_key'])
    .where('name_key', 'in', idList(names.map(fold)))
    .execute();
}

async function searchIds(db: TenantDb, search: string): Promise<string[]> {
  const matches = createMatcher(search);
  const rows = await db
    .selectFrom('roles')
    .select(['id', 'name', 'description'])
    .orderBy('name_key')
    .limit(searchedWithin)
    .execute();
  return rows.filter(({ id, name, description }) => matches(id, name, description)).map(({ id }) => id);
}

export async function listRoles(
  db: TenantDb,
  page: { limit: number; offset: number; search?: string },
): Promise<{ items: Role[]; total: number }> {
  const ids = page.search === undefined ? undefined : await searchIds(db, page.search);
  const matching = db.selectFrom('roles').$if(ids !== undefined, (q) => q.where('id', 'in', idList(ids!)));
  const rows = await matching.selectAll().orderBy('name_key').limit(page.limit).offset(page.offset).execute();
  const { total } = await matching
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: await complete(db, rows), total: Number(total) };
}

async function unique<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['role.exists']({ name });
    throw error;
  }
}

type Values = Pick<Role, 'id' | 'name' | 'description' | 'grantedToEveryone'>;

const toColumns = ({ id, name, description, grantedToEveryone }: Values) => ({
  id,
  name,
  name_key: fold(name),
  description,
  granted_to_everyone: grantedToEveryone,
});

export async function insertRole(db: TenantDb, values: Values): Promise<void> {
  await unique(values.name, () => db.insertInto('roles', toColumns(values)).execute());
}

/** Answers false when the stored version is another one by now. */
export async function updateRole(db: TenantDb, values: Values, expected: number): Promise<boolean> {
  const row = await unique(values.name, () =>
    db
      .updateTable('roles')
      .set((e) => ({ ...toColumns(values), version: e('version', '+', 1), updated_at: e.fn<Date>('now') }))
      .where('id', '=', values.id)
      .where('version', '=', expected)
      .returning('id')
      .executeTakeFirst(),
  );
  return row !== undefined;
}

export async function deleteRole(db: TenantDb, id: string): Promise<boolean> {
  const row = await db.deleteFrom('roles').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}

export async function deletePermissions(db: TenantDb, roleId: string): Promise<void> {
  await db.deleteFrom('role_permissions').where('role_id', '=', roleId).execute();
}

/** Gives those of the named permissions that exist. */
export async function insertPermissions(
  db: TenantDb,
  roleId: string,
  resourceId: string,
  names: readonly string[],
): Promise<void> {
  await db.query(sql`
    insert into role_permissions (tenant_id, role_id, resource_id, permission)
    select ${db.tenantId}, ${roleId}, resource_id, name from api_permissions
    where tenant_id = ${db.tenantId} and resource_id = ${resourceId} and name in ${idList(names)}
    on conflict do nothing`);
}
