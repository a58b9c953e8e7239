/** The version of each tenant's configuration, which tells other nodes to forget what they have cached. */
import { sql } from 'kysely';
import { type SystemDb, type TenantDb, withoutCounting } from '../db/index.ts';

/** The new version; undefined when the tenant is gone. */
export async function bumpVersion(db: TenantDb): Promise<number | undefined> {
  const rows = await db.query<{ version: number }>(sql<{ version: number }>`
    update tenants set config_version = config_version + 1, config_changed_at = now()
    where tenant_id = ${db.tenantId}
    returning config_version as version`);
  return rows[0]?.version;
}

export interface RecentChanges {
  /** The database's time of this look. */
  at: Date;
  tenants: { tenantId: string; version: number }[];
}

/**
 * The tenants that changed in the 10 s before the last look: a change is stamped when its transaction starts
 * and seen when it commits, so the looks overlap. Counting from the last look makes up for a pause.
 */
export async function recentChanges(system: SystemDb, since: Date | undefined): Promise<RecentChanges> {
  const rows = await withoutCounting(() =>
    system.query(sql<{ at: Date; tenantId: string | null; version: number }>`
      select now() as at, tenant_id as "tenantId", config_version as version
      from (select 1) as look left join tenants
        on config_changed_at > coalesce(${since ?? null}::timestamptz, now()) - interval '10 seconds'`),
  );
  const tenants = rows.flatMap(({ tenantId, version }) => (tenantId === null ? [] : [{ tenantId, version }]));
  return { at: rows[0]?.at as Date, tenants };
}
