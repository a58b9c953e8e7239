/** SQL of organizations. */
import { type Selectable, sql } from 'kysely';
import { isForeignKeyViolation, isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import type { OrganizationsTable } from '../../kernel/db/schema.ts';
import { createMatcher } from '../../protocol/search.ts';
import { errors } from './errors.ts';
import type { Organization } from './schema.ts';

const fromRow = (row: Selectable<OrganizationsTable>): Organization => ({
  id: row.id,
  name: row.name,
  description: row.description,
  // Written by us after the schema had looked at it.
  branding: row.branding as Organization['branding'],
  customData: row.custom_data as Organization['customData'],
  version: Number(row.version),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export async function findOrganization(db: TenantDb, id: string): Promise<Organization | undefined> {
  const row = await db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks the row, so that changes of one organization follow one another. */
export async function lockOrganization(db: TenantDb, id: string): Promise<Organization | undefined> {
  const row = await db
    .selectFrom('organizations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** How many organizations a search looks through: the oldest. */
const searchedWithin = 10_000;

/** Folded here and not by the database: each database folds in its own way (DESIGN section 11). */
async function searchIds(db: TenantDb, text: string): Promise<string[]> {
  const matches = createMatcher(text);
  const rows = await db
    .selectFrom('organizations')
    .select(['id', 'name', 'description'])
    .orderBy('created_at')
    .limit(searchedWithin)
    .execute();
  return rows.filter(({ id, name, description }) => matches(id, name, description)).map(({ id }) => id);
}

export async function listOrganizations(
  db: TenantDb,
  page: { limit: number; offset: number; search?: string | undefined },
): Promise<{ organizations: Organization[]; total: number }> {
  const ids = page.search === undefined ? undefined : await searchIds(db, page.search);
  const wanted = sql<string>`(select jsonb_array_elements_text(${JSON.stringify(ids ?? [])}::jsonb))`;
  const matching = db.selectFrom('organizations').$if(ids !== undefined, (q) => q.where('id', 'in', wanted));
  const rows = await matching
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await matching
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { organizations: rows.map(fromRow), total: Number(total) };
}

export type OrganizationValues = Pick<
  Organization,
  'id' | 'name' | 'description' | 'branding' | 'customData'
>;

export async function insertOrganization(db: TenantDb, values: OrganizationValues): Promise<Organization> {
  const { customData, ...rest } = values;
  try {
    const row = await db
      .insertInto('organizations', { ...rest, custom_data: customData })
      .returningAll()
      .executeTakeFirstOrThrow();
    return fromRow(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['organization.exists']({ id: values.id });
    throw error;
  }
}

/** Guarded by the version that the change was made from. */
export async function updateOrganization(
  db: TenantDb,
  { id, customData, ...values }: OrganizationValues,
  fromVersion: number,
): Promise<Organization | undefined> {
  const row = await db
    .updateTable('organizations')
    .set({
      ...values,
      custom_data: customData,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

/** @throws organization.has_connectors: the database holds on to it as long as a connector names it */
export async function deleteOrganization(db: TenantDb, id: string): Promise<void> {
  try {
    await db.deleteFrom('organizations').where('id', '=', id).execute();
  } catch (error) {
    if (isForeignKeyViolation(error)) throw errors['organization.has_connectors']({ id });
    throw error;
  }
}
