/** SQL of who has which role, and who gave it. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { RoleMember, UserRole } from './schema.ts';

const idList = (ids: readonly string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

export interface RoleChange {
  id: string;
  name: string;
  added: boolean;
}

/**
 * What one source gives to a user, in one statement: afterwards exactly these, or, when it only adds, these too.
 * Roles from elsewhere stay. A role that does not exist is given to nobody.
 */
export function setFromSource(
  db: TenantDb,
  userId: string,
  source: string,
  roleIds: readonly string[],
  onlyAdd: boolean,
): Promise<RoleChange[]> {
  return db.query<RoleChange>(sql<RoleChange>`
    with wanted as (
      select id from roles where tenant_id = ${db.tenantId} and id in ${idList(roleIds)}
    ), gone as (
      delete from user_roles
      where tenant_id = ${db.tenantId} and user_id = ${userId} and source = ${source}
        and not ${onlyAdd}::boolean and role_id not in (select id from wanted)
      returning role_id
    ), given as (
      insert into user_roles (tenant_id, user_id, role_id, source)
      select ${db.tenantId}, ${userId}, id, ${source} from wanted
      on conflict do nothing returning role_id
    )
    select r.id, r.name, c.added
    from (select role_id, true as added from given union all select role_id, false from gone) as c
    join roles r on r.tenant_id = ${db.tenantId} and r.id = c.role_id
    order by r.name`);
}

export interface RoleWish {
  userId: string;
  roleIds: readonly string[];
}

/** The same for many users, in one statement. A user who is being deleted is waited for, and passed over. */
export function setFromSourceOfMany(
  db: TenantDb,
  source: string,
  wishes: readonly RoleWish[],
): Promise<(RoleChange & { userId: string })[]> {
  const pairs = wishes.flatMap(({ userId, roleIds }) => roleIds.map((roleId) => [userId, roleId]));
  type Row = RoleChange & { userId: string };
  return db.query<Row>(sql<Row>`
    with wanted as (
      select pair ->> 0 as user_id, r.id from jsonb_array_elements(${JSON.stringify(pairs)}::jsonb) as pair
      join roles r on r.tenant_id = ${db.tenantId} and r.id = pair ->> 1
      join users u on u.tenant_id = ${db.tenantId} and u.id = pair ->> 0
      for key share of u
    ), gone as (
      delete from user_roles u
      where u.tenant_id = ${db.tenantId} and u.source = ${source}
        and u.user_id in ${idList(wishes.map(({ userId }) => userId))}
        and not exists (select 1 from wanted w where w.user_id = u.user_id and w.id = u.role_id)
      returning u.user_id, u.role_id
    ), given as (
      insert into user_roles (tenant_id, user_id, role_id, source)
      select ${db.tenantId}, user_id, id, ${source} from wanted
      on conflict do nothing returning user_id, role_id
    )
    select c.user_id as "userId", r.id, r.name, c.added
    from (select user_id, role_id, true as added from given
      union all select user_id, role_id, false from gone) as c
    join roles r on r.tenant_id = ${db.tenantId} and r.id = c.role_id
    order by c.user_id, r.name`);
}

/** Takes everything away that a source gave. @returns how many users had something from it */
export async function deleteSource(db: TenantDb, source: string): Promise<number> {
  const rows = await db.query<{ users: number }>(sql<{ users: number }>`
    with gone as (
      delete from user_roles where tenant_id = ${db.tenantId} and source = ${source} returning user_id
    ) select count(distinct user_id) as users from gone where ${db.tenantId}::text is not null /* tenant_id */`);
  return Number(rows[0]?.users ?? 0);
}

export async function deleteManual(db: TenantDb, userId: string, roleId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('user_roles')
    .where('user_id', '=', userId)
    .where('role_id', '=', roleId)
    .where('source', '=', 'manual')
    .returning('role_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Those given to the user; what everyone has is not listed. */
export async function rolesOfUser(db: TenantDb, userId: string): Promise<UserRole[]> {
  return db.query<UserRole>(sql<UserRole>`
    select r.id, r.name, jsonb_agg(u.source order by u.source) as sources
    from user_roles u join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
    where u.tenant_id = ${db.tenantId} and u.user_id = ${userId}
    group by r.id, r.name, r.name_key order by r.name_key`);
}

/** By user: which roles one source gave. */
export async function rolesFromSource(
  db: TenantDb,
  source: string,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  type Row = { user_id: string; roles: string[] };
  const rows = await db.query<Row>(sql<Row>`
    select user_id, jsonb_agg(role_id order by role_id) as roles from user_roles
    where tenant_id = ${db.tenantId} and source = ${source} and user_id in ${idList(userIds)}
    group by user_id`);
  return new Map(rows.map(({ user_id: userId, roles }) => [userId, roles]));
}

/** For the `roles` claim: everyone's and the user's own. */
export async function namesOfUser(db: TenantDb, userId: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(sql<{ name: string }>`
    select r.name from user_roles u join roles r on r.tenant_id = u.tenant_id and r.id = u.role_id
    where u.tenant_id = ${db.tenantId} and u.user_id = ${userId}
    union
    select name from roles where tenant_id = ${db.tenantId} and granted_to_everyone
    order by name`);
  return rows.map(({ name }) => name);
}

/** In the order of the index, so that a page costs the same whatever stands before or behind it. */
export async function listMembers(
  db: TenantDb,
  roleId: string,
  page: { limit: number; offset: number },
): Promise<{ items: RoleMember[]; total: number }> {
  type Row = Omit<RoleMember, 'userId'> & { user_id: string };
  const rows = await db.query<Row>(sql<Row>`
    select m.user_id, u.name, u.username, u.email, m.sources
    from (
      select tenant_id, user_id, jsonb_agg(source order by source) as sources from user_roles
      where tenant_id = ${db.tenantId} and role_id = ${roleId}
      group by tenant_id, user_id order by user_id limit ${page.limit} offset ${page.offset}
    ) as m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    order by m.user_id`);
  const [counted] = await db.query<{ total: number }>(sql<{ total: number }>`
    select count(distinct user_id) as total from user_roles
    where tenant_id = ${db.tenantId} and role_id = ${roleId}`);
  const items = rows.map(({ user_id: userId, ...member }) => ({ userId, ...member }));
  return { items, total: Number(counted?.total ?? 0) };
}
