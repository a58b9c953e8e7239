/** SQL of which roles the groups of a directory bring. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

const among = (values: readonly string[]) =>
  sql<string>`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

export async function rolesOfGroups(
  db: TenantDb,
  connectorId: string,
  groupIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('scim_group_roles')
    .select(['group_id', 'role_id'])
    .where('connector_id', '=', connectorId)
    .where('group_id', 'in', among(groupIds))
    .orderBy('role_id')
    .execute();
  const roles = new Map<string, string[]>();
  for (const row of rows) roles.set(row.group_id, [...(roles.get(row.group_id) ?? []), row.role_id]);
  return roles;
}

/** By person: what all their groups bring. */
export async function rolesOfPeople(
  db: TenantDb,
  connectorId: string,
  userIds: readonly string[],
): Promise<Map<string, string[]>> {
  type Row = { user_id: string; roles: string[] };
  const rows = await db.query<Row>(sql<Row>`
    select m.user_id, jsonb_agg(distinct r.role_id order by r.role_id) as roles
    from scim_members m
    join scim_group_roles r
      on r.tenant_id = m.tenant_id and r.connector_id = m.connector_id and r.group_id = m.group_id
    where m.tenant_id = ${db.tenantId} and m.connector_id = ${connectorId} and m.user_id in ${among(userIds)}
    group by m.user_id`);
  return new Map(rows.map((row) => [row.user_id, row.roles]));
}

export async function replaceGroupRoles(
  db: TenantDb,
  connectorId: string,
  groupId: string,
  roleIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('scim_group_roles')
    .where('connector_id', '=', connectorId)
    .where('group_id', '=', groupId)
    .execute();
  if (roleIds.length === 0) return;
  const rows = roleIds.map((roleId) => ({ connector_id: connectorId, group_id: groupId, role_id: roleId }));
  await db.insertInto('scim_group_roles', rows).execute();
}
