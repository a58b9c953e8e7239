/** SQL of API resources and their permissions. */
import type { Selectable } from 'kysely';
import { isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { ApiPermissionsTable, ApiResourcesTable } from '../../kernel/db/schema.ts';
import { errors } from './errors.ts';
import type { ApiPermission, ApiPermissionInput, ApiResource } from './schema.ts';

function fromRow(row: Selectable<ApiResourcesTable>, permissions: ApiPermission[]): ApiResource {
  return {
    id: row.id,
    indicator: row.indicator,
    name: row.name,
    accessTokenTtl: row.access_token_ttl,
    permissions,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

type PermissionRow = Omit<Selectable<ApiPermissionsTable>, 'tenant_id'>;

const permissionOf = (row: PermissionRow): ApiPermission => ({
  name: row.name,
  description: row.description,
  grantedToEveryone: row.granted_to_everyone,
});

async function withPermissions(db: TenantDb, rows: Selectable<ApiResourcesTable>[]): Promise<ApiResource[]> {
  if (rows.length === 0) return [];
  const permissions = await db
    .selectFrom('api_permissions')
    .select(['resource_id', 'name', 'description', 'granted_to_everyone'])
    .where(
      'resource_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('name')
    .execute();
  return rows.map((row) =>
    fromRow(row, permissions.filter((permission) => permission.resource_id === row.id).map(permissionOf)),
  );
}

export async function findResource(
  db: TenantDb,
  by: { id: string } | { indicator: string },
): Promise<ApiResource | undefined> {
  const query = db.selectFrom('api_resources').selectAll();
  const row = await ('id' in by
    ? query.where('id', '=', by.id)
    : query.where('indicator', '=', by.indicator)
  ).executeTakeFirst();
  return row && (await withPermissions(db, [row]))[0];
}

export async function lockResource(db: TenantDb, id: string): Promise<ApiResource | undefined> {
  const row = await db
    .selectFrom('api_resources')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && (await withPermissions(db, [row]))[0];
}

export async function listResources(
  db: TenantDb,
  page: { limit: number; offset: number },
): Promise<{ items: ApiResource[]; total: number }> {
  const { total } = await db
    .selectFrom('api_resources')
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('api_resources')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return { items: await withPermissions(db, rows), total: Number(total) };
}

export async function insertResource(
  db: TenantDb,
  value: Pick<ApiResource, 'id' | 'indicator' | 'name' | 'accessTokenTtl'>,
): Promise<void> {
  try {
    await db
      .insertInto('api_resources', {
        id: value.id,
        indicator: value.indicator,
        name: value.name,
        access_token_ttl: value.accessTokenTtl,
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['api_resource.exists']({ indicator: value.indicator });
    throw error;
  }
}

/** Answers false when the stored version is another one by now. */
export async function updateResource(
  db: TenantDb,
  id: string,
  patch: { name?: string; accessTokenTtl?: number },
  expected: number,
): Promise<boolean> {
  const row = await db
    .updateTable('api_resources')
    .set((e) => ({
      name: patch.name,
      access_token_ttl: patch.accessTokenTtl,
      version: e('version', '+', 1),
      updated_at: e.fn<Date>('now'),
    }))
    .where('id', '=', id)
    .where('version', '=', expected)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteResource(db: TenantDb, id: string): Promise<void> {
  await db.deleteFrom('api_resources').where('id', '=', id).execute();
}

export async function insertPermissions(
  db: TenantDb,
  resourceId: string,
  permissions: ApiPermissionInput[],
): Promise<void> {
  if (permissions.length === 0) return;
  const values = permissions.map((permission) => ({
    resource_id: resourceId,
    name: permission.name,
    description: permission.description ?? null,
    granted_to_everyone: permission.grantedToEveryone ?? false,
  }));
  try {
    await db.insertInto('api_permissions', values).execute();
  } catch (error) {
    const name = permissions.map((permission) => permission.name).join(', ');
    if (isUniqueViolation(error)) throw errors['api_permission.exists']({ name });
    throw error;
  }
}

export async function updatePermission(
  db: TenantDb,
  resourceId: string,
  name: string,
  patch: { description?: string | null; grantedToEveryone?: boolean },
): Promise<ApiPermission | undefined> {
  const row = await db
    .updateTable('api_permissions')
    .set({ description: patch.description, granted_to_everyone: patch.grantedToEveryone, name })
    .where('resource_id', '=', resourceId)
    .where('name', '=', name)
    .returning(['resource_id', 'name', 'description', 'granted_to_everyone'])
    .executeTakeFirst();
  return row && permissionOf(row);
}

export async function deletePermission(db: TenantDb, resourceId: string, name: string): Promise<boolean> {
  const row = await db
    .deleteFrom('api_permissions')
    .where('resource_id', '=', resourceId)
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst();
  return row !== undefined;
}
