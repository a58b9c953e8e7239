/** SQL of memberships. */
import { sql } from 'kysely';
import { isForeignKeyViolation, type TenantDb } from '../../kernel/db/index.ts';
import { errors } from './errors.ts';
import type { Member, MemberSource, Organization } from './schema.ts';

/**
 * False when the user is a member already, however they became one. Of an organization that has been deleted nobody
 * becomes a member, and no error: who signs in at that moment must not be stopped by it.
 */
export async function insertMember(
  db: TenantDb,
  organizationId: string,
  userId: string,
  source: MemberSource,
): Promise<boolean> {
  try {
    const rows = await db.query(sql`
      insert into organization_members (tenant_id, organization_id, user_id, source)
      select tenant_id, id, ${userId}, ${source} from organizations
      where tenant_id = ${db.tenantId} and id = ${organizationId}
      on conflict (tenant_id, organization_id, user_id) do nothing
      returning user_id`);
    return rows.length > 0;
  } catch (error) {
    if (isForeignKeyViolation(error)) throw errors['organization.user_not_found']({ id: userId });
    throw error;
  }
}

export async function deleteMember(db: TenantDb, organizationId: string, userId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('organization_members')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function listMembers(
  db: TenantDb,
  organizationId: string,
  page: { limit: number; offset: number },
): Promise<{ items: Member[]; total: number }> {
  const rows = await db.query<Member>(sql<Member>`
    select m.user_id as "userId", u.name, u.username, u.email, u.picture, m.source, m.joined_at as "joinedAt"
    from organization_members m join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
    where m.tenant_id = ${db.tenantId} and m.organization_id = ${organizationId}
    order by m.joined_at desc, m.user_id limit ${page.limit} offset ${page.offset}`);
  const [counted] = await db.query<{ total: number }>(sql<{ total: number }>`
    select count(*) as total from organization_members
    where tenant_id = ${db.tenantId} and organization_id = ${organizationId}`);
  return { items: rows, total: Number(counted?.total ?? 0) };
}

export async function countMembers(
  db: TenantDb,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('organization_members')
    .select(['organization_id', (e) => e.fn.countAll<number>().as('total')])
    .where('organization_id', 'in', ids)
    .groupBy('organization_id')
    .execute();
  return new Map(rows.map((row) => [row.organization_id, Number(row.total)]));
}

/** A token has no room for more. */
const mostOfUser = 100;

export type OrganizationOfUser = Pick<Organization, 'id' | 'name' | 'description'>;

export async function organizationsOfUser(db: TenantDb, userId: string): Promise<OrganizationOfUser[]> {
  return db.query<OrganizationOfUser>(sql<OrganizationOfUser>`
    select o.id, o.name, o.description
    from organization_members m join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id
    where m.tenant_id = ${db.tenantId} and m.user_id = ${userId}
    order by m.joined_at, o.id limit ${mostOfUser}`);
}
