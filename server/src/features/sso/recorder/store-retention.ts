/** SQL of how long attempts and evidence are kept. All of it in batches, by the indexes on their age. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../../../kernel/db/index.ts';

/** Only who has decided something can have shortened it. */
export async function tenantsWithSettings(system: SystemDb, after: string, limit: number): Promise<string[]> {
  const rows = await system.query(sql<{ id: string }>`
    select tenant_id as id from sso_settings where tenant_id > ${after} order by tenant_id limit ${limit}`);
  return rows.map(({ id }) => id);
}

const aged = { traces: 'started_at', evidence: 'created_at' } as const;

/** At most `limit` rows that are older than the tenant wants; how many there were. */
export async function deleteOlder(
  db: TenantDb,
  what: keyof typeof aged,
  days: number,
  limit: number,
): Promise<number> {
  const table = sql.table(what === 'traces' ? 'sso_traces' : 'sso_evidence');
  const column = sql.ref(aged[what]);
  const [result] = await db.query(sql<{ count: number }>`
    with due as materialized (
      select id from ${table} where tenant_id = ${db.tenantId}
        and ${column} <= now() - ${days}::double precision * interval '1 day'
      order by ${column} limit ${limit}),
    gone as (
      delete from ${table} where tenant_id = ${db.tenantId} and id in (select id from due) returning 1)
    select count(*) as count from gone`);
  return Number(result?.count ?? 0);
}

/** What anybody could have sent: the newest of each connector stay. How many went. */
export async function deleteCrowd(system: SystemDb, keep: number, limit: number): Promise<number> {
  const [result] = await system.query(sql<{ count: number }>`
    with crowded as materialized (
      select tenant_id, connector_id from sso_evidence where not verified
      group by tenant_id, connector_id having count(*) > ${keep}::bigint),
    due as materialized (
      select e.tenant_id, e.id from crowded c
      cross join lateral (
        select tenant_id, id from sso_evidence
        where tenant_id = c.tenant_id and connector_id = c.connector_id and not verified
        order by created_at desc offset ${keep}::bigint) e
      limit ${limit}),
    gone as (delete from sso_evidence where (tenant_id, id) in (select tenant_id, id from due) returning 1)
    select count(*) as count from gone`);
  return Number(result?.count ?? 0);
}

/** Of somebody who is no more: what a provider said, and what they would be found by. */
export async function forgetPerson(db: TenantDb, userId: string): Promise<void> {
  await db.deleteFrom('sso_evidence').where('user_id', '=', userId).execute();
  await db
    .updateTable('sso_traces')
    .set({ email: null, email_hash: null, typed_hash: null })
    .where('user_id', '=', userId)
    .execute();
}
