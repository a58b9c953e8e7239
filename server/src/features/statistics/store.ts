/** SQL that counts. Everything is an upsert by key: the cost of one event depends on nothing but the event. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export const succeeded = 'succeeded';

export interface CountKey {
  day: Date;
  applicationId: string | null;
  connectorId: string | null;
  method: string;
  /** `succeeded`, or the cause of the failure. */
  outcome: string;
}

export interface Counted extends CountKey {
  count: number;
}

/** A tenant that was deleted meanwhile counts nothing any more. */
const living = (db: TenantDb) => sql`exists (select 1 from tenants where tenant_id = ${db.tenantId})`;

function upsertCounts(db: TenantDb, counts: readonly Counted[]) {
  const rows = counts.map(({ day, applicationId, connectorId, method, outcome, count }) => ({
    day: day.toISOString(),
    application_id: applicationId ?? '',
    connector_id: connectorId ?? '',
    method,
    outcome,
    count,
  }));
  return sql`
    insert into sign_in_counts as c (tenant_id, day, application_id, connector_id, method, outcome, count)
    select ${db.tenantId}, r.day, r.application_id, r.connector_id, r.method, r.outcome, r.count
    from jsonb_to_recordset(${rows}::jsonb)
      as r(day timestamptz, application_id text, connector_id text, method text, outcome text, count bigint)
    where ${living(db)}
    order by 2, 3, 4, 5, 6
    on conflict (tenant_id, day, application_id, connector_id, method, outcome)
      do update set count = c.count + excluded.count`;
}

export async function addCounts(db: TenantDb, counts: readonly Counted[]): Promise<void> {
  await db.query(upsertCounts(db, counts));
}

/**
 * Waits until no other transaction counts for this tenant. A statement of its own: only the next one sees what
 * the other transaction has written.
 */
export async function takeTurn(db: TenantDb): Promise<void> {
  await db.query(sql`
    insert into statistics_turns as t (tenant_id) select ${db.tenantId} where ${living(db)}
    on conflict (tenant_id) do update set turn = t.turn + 1`);
}

export interface SignIn extends Omit<CountKey, 'outcome'> {
  userId: string;
  at: Date;
}

/** The application and the connector through which somebody came. */
function upsertLast(db: TenantDb, { applicationId, connectorId, at }: SignIn) {
  return sql`
    insert into last_sign_ins as l (tenant_id, kind, id, first_at, last_at)
    select ${db.tenantId}, kind, id, ${at}::timestamptz, ${at}::timestamptz
    from (values ('application', ${applicationId}::text), ('connector', ${connectorId}::text)) as v(kind, id)
    where id is not null and ${living(db)}
    on conflict (tenant_id, kind, id) do update
      set first_at = least(l.first_at, excluded.first_at), last_at = greatest(l.last_at, excluded.last_at)`;
}

/**
 * A new active day of a person counts for itself and the 6 (29) days after it, as far as the person's active days
 * before and after it don't cover those already: one more where that stretch begins, one less where it ends. So
 * the number of people active within 7 (30) days is a sum over days, however many people there are.
 * Hours, because a day of timestamptz has 23 or 25 of them in some time zones.
 */
function changesOf(db: TenantDb, { userId, day }: SignIn) {
  const own = sql`from user_active_days where tenant_id = ${db.tenantId} and user_id = ${userId}`;
  const today = sql`${day}::timestamptz`;
  return sql`
    active as (
      insert into user_active_days (tenant_id, user_id, day)
      select ${db.tenantId}, ${userId}, ${today} where ${living(db)}
      on conflict (tenant_id, user_id, day) do nothing returning day),
    stretches as (
      select weekly, monthly,
        greatest(${today}, (select max(day) ${own} and day < ${today}) + hours * interval '1 hour') as begins,
        least(${today} + hours * interval '1 hour', (select min(day) ${own} and day > ${today})) as ends
      from active, (values (168, 1, 0), (720, 0, 1)) as w(hours, weekly, monthly)),
    changes as (
      select ${today} as day, 1 as active, 0 as weekly, 0 as monthly from active
      union all select begins, 0, weekly, monthly from stretches where begins < ends
      union all select ends, 0, -weekly, -monthly from stretches where begins < ends),
    counted_days as (
      insert into daily_statistics as d (tenant_id, day, active, weekly_change, monthly_change)
      select ${db.tenantId}, day, sum(active), sum(weekly), sum(monthly) from changes group by day order by day
      on conflict (tenant_id, day) do update set active = d.active + excluded.active,
        weekly_change = d.weekly_change + excluded.weekly_change,
        monthly_change = d.monthly_change + excluded.monthly_change)`;
}

/** All that one sign-in changes, in one statement. */
export async function countSignIn(db: TenantDb, signIn: SignIn): Promise<void> {
  const counts = upsertCounts(db, [{ ...signIn, outcome: succeeded, count: 1 }]);
  await db.query(sql`
    with counts as (${counts}), last as (${upsertLast(db, signIn)}), ${changesOf(db, signIn)}
    select 1 where ${db.tenantId}::text is not null /* tenant_id */`);
}

export async function countUser(db: TenantDb, change: 'created' | 'deleted', day: Date): Promise<void> {
  const created = change === 'created' ? 1 : 0;
  await db.query(sql`
    insert into daily_statistics as d (tenant_id, day, users_created, users_deleted)
    select ${db.tenantId}, ${day}::timestamptz, ${created}::bigint, ${1 - created}::bigint where ${living(db)}
    on conflict (tenant_id, day) do update set users_created = d.users_created + excluded.users_created,
      users_deleted = d.users_deleted + excluded.users_deleted`);
}

export type SourceKind = 'application' | 'connector';

/** Of something that is gone. */
export async function forgetLast(db: TenantDb, kind: SourceKind, id: string): Promise<void> {
  await db.deleteFrom('last_sign_ins').where('kind', '=', kind).where('id', '=', id).execute();
}
