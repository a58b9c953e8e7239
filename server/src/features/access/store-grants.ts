/** SQL of what users and applications were given: the two tables differ in the holder's column alone. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Grant } from './schema.ts';

export type HolderKind = 'user' | 'application';

/** Names come from here only, never from a request. */
const tables = {
  user: { table: sql.table('user_permissions'), column: sql.ref('user_id') },
  application: { table: sql.table('application_permissions'), column: sql.ref('application_id') },
} as const;

/**
 * Everyone's permissions, the user's own and those of their roles, in one statement: every token for an API resource
 * asks this. The tables of roles belong to the feature of that name, which is built upon this one.
 */
export async function permissionsOfUser(db: TenantDb, resourceId: string, userId: string): Promise<string[]> {
  const rows = await db.query<{ name: string }>(sql<{ name: string }>`
    select name from api_permissions
    where tenant_id = ${db.tenantId} and resource_id = ${resourceId} and granted_to_everyone
    union
    select permission from user_permissions
    where tenant_id = ${db.tenantId} and user_id = ${userId} and resource_id = ${resourceId}
    union
    select p.permission from user_roles u
    join role_permissions p on p.tenant_id = u.tenant_id and p.role_id = u.role_id
    where u.tenant_id = ${db.tenantId} and u.user_id = ${userId} and p.resource_id = ${resourceId}
    union
    select p.permission from roles r
    join role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.id
    where r.tenant_id = ${db.tenantId} and r.granted_to_everyone and p.resource_id = ${resourceId}
    order by name`);
  return rows.map((row) => row.name);
}

export async function ownPermissions(
  db: TenantDb,
  kind: HolderKind,
  holderId: string,
  resourceId: string,
): Promise<string[]> {
  const { table, column } = tables[kind];
  const rows = await db.query<{ permission: string }>(sql<{ permission: string }>`
    select permission from ${table}
    where tenant_id = ${db.tenantId} and ${column} = ${holderId} and resource_id = ${resourceId}
    order by permission`);
  return rows.map((row) => row.permission);
}

export async function listGrants(db: TenantDb, kind: HolderKind, holderId: string): Promise<Grant[]> {
  const { table, column } = tables[kind];
  type Row = { resource_id: string; indicator: string; permission: string };
  const rows = await db.query<Row>(sql<Row>`
    select g.resource_id, r.indicator, g.permission
    from ${table} g join api_resources r on r.tenant_id = g.tenant_id and r.id = g.resource_id
    where g.tenant_id = ${db.tenantId} and g.${column} = ${holderId}
    order by r.indicator, g.permission`);
  const grants = new Map<string, Grant>();
  for (const { resource_id: resourceId, indicator, permission } of rows) {
    const grant = grants.get(resourceId) ?? { resourceId, indicator, permissions: [] };
    grant.permissions.push(permission);
    grants.set(resourceId, grant);
  }
  return [...grants.values()];
}

export async function deleteGrants(db: TenantDb, kind: HolderKind, holderId: string): Promise<void> {
  const { table, column } = tables[kind];
  await db.query(sql`delete from ${table} where tenant_id = ${db.tenantId} and ${column} = ${holderId}`);
}

/** Gives those of the named permissions that exist; giving one twice is no error. */
export async function insertGrants(
  db: TenantDb,
  kind: HolderKind,
  holderId: string,
  resourceId: string,
  names: string[],
): Promise<void> {
  const { table, column } = tables[kind];
  await db.query(sql`
    insert into ${table} (tenant_id, ${column}, resource_id, permission)
    select ${db.tenantId}, ${holderId}, resource_id, name from api_permissions
    where tenant_id = ${db.tenantId} and resource_id = ${resourceId}
      and name in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))
    on conflict do nothing`);
}
