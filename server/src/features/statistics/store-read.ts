/** SQL that reads the counts, by key and index. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Range } from './days.ts';
import { type SourceKind, succeeded } from './store.ts';

export interface DayRow {
  day: Date;
  created: number;
  deleted: number;
  active: number;
  weekly: number;
  monthly: number;
}

const columns = (of: (column: string) => ReturnType<typeof sql.raw>) => sql`
  ${of('users_created')} as created, ${of('users_deleted')} as deleted, ${of('active')} as active,
  ${of('weekly_change')} as weekly, ${of('monthly_change')} as monthly`;

/** The sums of everything before the range. */
export async function sumsBefore(db: TenantDb, day: Date): Promise<Omit<DayRow, 'day'>> {
  const sum = (column: string) => sql.raw(`coalesce(sum(${column}), 0)::bigint`);
  const [row] = await db.query<DayRow>(sql<DayRow>`
    select ${columns(sum)} from daily_statistics where tenant_id = ${db.tenantId} and day < ${day}`);
  return row!;
}

export function daysOf(db: TenantDb, { from, to }: Range): Promise<DayRow[]> {
  return db.query<DayRow>(sql<DayRow>`
    select day, ${columns((column) => sql.raw(column))} from daily_statistics
    where tenant_id = ${db.tenantId} and day between ${from} and ${to} order by day`);
}

export interface Sums {
  signIns: number;
  failures: number;
}

const sums = sql`
  coalesce(sum(count) filter (where outcome = ${succeeded}), 0)::bigint as "signIns",
  coalesce(sum(count) filter (where outcome <> ${succeeded}), 0)::bigint as failures`;

const within = (db: TenantDb, { from, to }: Range) =>
  sql`tenant_id = ${db.tenantId} and day between ${from} and ${to}`;

export async function sumOf(db: TenantDb, range: Range): Promise<Sums> {
  const [row] = await db.query<Sums>(
    sql<Sums>`select ${sums} from sign_in_counts where ${within(db, range)}`,
  );
  return row!;
}

export type DaySums = Sums & { day: Date };

export function sumsByDay(db: TenantDb, range: Range): Promise<DaySums[]> {
  return db.query<DaySums>(sql<DaySums>`
    select day, ${sums} from sign_in_counts where ${within(db, range)} group by day order by day`);
}

export const groupColumns = {
  method: 'method',
  application: 'application_id',
  connector: 'connector_id',
} as const;
export type GroupBy = keyof typeof groupColumns;
export type GroupSums = Sums & { key: string };

/** The largest first, at most `limit`. */
export function sumsByGroup(
  db: TenantDb,
  range: Range,
  groupBy: GroupBy,
  limit: number,
): Promise<GroupSums[]> {
  const column = sql.ref(groupColumns[groupBy]);
  return db.query<GroupSums>(sql<GroupSums>`
    select ${column} as key, ${sums} from sign_in_counts
    where ${within(db, range)} and ${column} <> ''
    group by ${column} order by sum(count) desc, ${column} limit ${limit}`);
}

export type SeriesSums = GroupSums & { day: Date };

/** The days of the largest groups: at most `limit` groups, so that a chart of many connectors stays one. */
export function sumsBySeries(
  db: TenantDb,
  range: Range,
  splitBy: GroupBy,
  limit: number,
): Promise<SeriesSums[]> {
  const column = sql.ref(groupColumns[splitBy]);
  const some = sql`${within(db, range)} and ${column} <> ''`;
  return db.query<SeriesSums>(sql<SeriesSums>`
    select ${column} as key, day, ${sums} from sign_in_counts where ${some} and ${column} in (
      select ${column} from sign_in_counts where ${some}
      group by ${column} order by sum(count) desc, ${column} limit ${limit})
    group by ${column}, day order by ${column}, day`);
}

export interface CauseRow {
  cause: string;
  method: string;
  connectorId: string | null;
  count: number;
}

export function failuresOf(db: TenantDb, range: Range, limit: number): Promise<CauseRow[]> {
  return db.query<CauseRow>(sql<CauseRow>`
    select outcome as cause, method, nullif(connector_id, '') as "connectorId", sum(count)::bigint as count
    from sign_in_counts where ${within(db, range)} and outcome <> ${succeeded}
    group by outcome, method, connector_id order by sum(count) desc, outcome, connector_id limit ${limit}`);
}

export interface ActivityRow extends Sums {
  firstSignInAt: Date | null;
  lastSignInAt: Date | null;
}

export async function activityOf(
  db: TenantDb,
  kind: SourceKind,
  id: string,
  range: Range,
): Promise<ActivityRow> {
  const last = (column: string) => sql`
    (select ${sql.ref(column)} from last_sign_ins where tenant_id = ${db.tenantId} and kind = ${kind} and id = ${id})`;
  const [row] = await db.query<ActivityRow>(sql<ActivityRow>`
    select ${sums}, ${last('first_at')} as "firstSignInAt", ${last('last_at')} as "lastSignInAt"
    from sign_in_counts where ${within(db, range)} and ${sql.ref(groupColumns[kind])} = ${id}`);
  return row!;
}

export interface LastSignInRow {
  id: string;
  lastSignInAt: Date | null;
  signIns30Days: number;
}

/** In the order of the ids; of an unknown one there is nothing to tell. */
export function lastSignInsOf(
  db: TenantDb,
  kind: SourceKind,
  ids: readonly string[],
  range: Range,
): Promise<LastSignInRow[]> {
  return db.query<LastSignInRow>(sql<LastSignInRow>`
    select i.id,
      (select last_at from last_sign_ins l
        where l.tenant_id = ${db.tenantId} and l.kind = ${kind} and l.id = i.id) as "lastSignInAt",
      (select coalesce(sum(count), 0)::bigint from sign_in_counts c
        where ${within(db, range)} and ${sql.ref(groupColumns[kind])} = i.id and outcome = ${succeeded}) as "signIns30Days"
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as i(id, place) order by place`);
}

export interface SetUpRow {
  application: { id: string; at: string } | null;
  signIn: { id: string; at: string } | null;
  connector: { id: string; at: string } | null;
  tested: { id: string; at: string | null } | null;
  /** A connector that is enabled now. */
  enabled: boolean;
  domain: { name: string; connectorId: string; at: string } | null;
}

const first = (select: ReturnType<typeof sql>) => sql`(select to_jsonb(one) from (${select} limit 1) as one)`;

/** A machine that may manage Gatehouse is a tool of the administrator, not what they came to build. */
const notManaging = sql`(type <> 'machine-to-machine' or management_permissions = '[]')`;

/** What is set up, each thing by the first that there is. */
export async function setUpOf(db: TenantDb): Promise<SetUpRow> {
  const own = sql`tenant_id = ${db.tenantId}`;
  const [row] = await db.query<SetUpRow>(sql<SetUpRow>`
    select ${first(sql`select id, created_at as at from applications where ${own} and ${notManaging}
        order by created_at, id`)} as application,
      ${first(sql`select l.id, l.first_at as at from last_sign_ins l
        join applications a on a.tenant_id = l.tenant_id and a.id = l.id
        where l.${own} and l.kind = 'application' order by l.first_at, l.id`)} as "signIn",
      ${first(sql`select id, created_at as at from sso_connectors where ${own} order by created_at, id`)} as connector,
      ${first(sql`select id, tested_at as at from sso_connectors where ${own} and (tested_at is not null or enabled)
        order by tested_at nulls last, created_at, id`)} as tested,
      exists (select 1 from sso_connectors where ${own} and enabled) as enabled,
      ${first(sql`select domain as name, connector_id as "connectorId", proved_at as at from sso_domains
        where ${own} and proved_at is not null order by proved_at, domain`)} as domain`);
  return row!;
}
