/** SQL of looking for attempts. Each filter has an index that begins with the tenant; counting has a bound. */
import { type RawBuilder, sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { CauseCode } from '../causes.ts';
import {
  type StoredTrace,
  type TraceOutcome,
  type TraceRow,
  toTrace,
  traceColumns,
} from '../store-attempts.ts';

export interface TraceFilter {
  reference?: string | undefined;
  connectorId?: string | undefined;
  applicationId?: string | undefined;
  userId?: string | undefined;
  /** Keyed hashes of an address: of what was typed, or of what the provider said. */
  addressHashes?: readonly string[] | undefined;
  /** Any of them. */
  causes?: readonly CauseCode[] | undefined;
  outcome?: TraceOutcome | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** Counting stops here: nobody turns that many pages, and a count has no other bound. */
export const maxCounted = 10_000;

/** Of few, and never of none. */
const listOf = (values: readonly string[]) => sql`(${sql.join(values.length > 0 ? values : [''])})`;

/** By both indexes, whatever the planner thinks of an `or`. */
const withAddress = (db: TenantDb, hashes: readonly string[]) => sql`id in (
  select id from sso_traces where tenant_id = ${db.tenantId} and typed_hash in ${listOf(hashes)}
  union all
  select id from sso_traces where tenant_id = ${db.tenantId} and email_hash in ${listOf(hashes)})`;

const oneOf = (causes: readonly CauseCode[]) => sql`cause is not null and cause in ${listOf(causes)}`;

function conditions(db: TenantDb, filter: TraceFilter): RawBuilder<unknown> {
  const { reference, connectorId, applicationId, userId, addressHashes, causes, outcome } = filter;
  const parts = [
    sql`tenant_id = ${db.tenantId}`,
    sql`expires_at > now()`,
    reference !== undefined && sql`id = ${reference}`,
    connectorId !== undefined && sql`connector_id = ${connectorId}`,
    applicationId !== undefined && sql`application_id = ${applicationId}`,
    userId !== undefined && sql`user_id = ${userId}`,
    addressHashes && withAddress(db, addressHashes),
    causes && oneOf(causes),
    outcome !== undefined && sql`outcome = ${outcome}`,
    // What failed has a cause: there is an index of those.
    outcome === 'failed' && sql`cause is not null`,
    filter.since && sql`started_at >= ${filter.since}`,
    filter.until && sql`started_at < ${filter.until}`,
  ];
  return sql.join(
    parts.filter((part) => typeof part === 'object'),
    sql` and `,
  );
}

/** One page of them, newest first. */
export function pageOf(db: TenantDb, filter: TraceFilter & { limit: number; offset: number }) {
  const columns = sql.join(traceColumns.map((name) => sql.ref(name)));
  return sql<TraceRow>`
    select ${columns} from sso_traces where ${conditions(db, filter)}
    order by started_at desc, id desc limit ${filter.limit} offset ${filter.offset}`;
}

export async function searchTraces(
  db: TenantDb,
  filter: TraceFilter & { limit: number; offset: number },
): Promise<{ traces: StoredTrace[]; total: number }> {
  const where = conditions(db, filter);
  const rows = await db.query<TraceRow>(pageOf(db, filter));
  const [counted] = await db.query<{ total: number }>(sql<{ total: number }>`
    select count(*) as total from (select 1 from sso_traces where ${where} limit ${maxCounted}) as counted`);
  return { traces: rows.map(toTrace), total: Number(counted?.total ?? 0) };
}
