/** SQL of audit events. They are only ever added. */
import { type Selectable, sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { AuditEventsTable } from '../../kernel/db/schema.ts';
import type { StoredEvent } from '../../kernel/events/index.ts';
import type { AuditEvent, AuditFilter, AuditQuery } from './schema.ts';

type Row = Omit<Selectable<AuditEventsTable>, 'tenant_id'>;

function fromRow(row: Row): AuditEvent {
  return {
    id: row.id,
    type: row.type,
    actor: { type: row.actor_type as AuditEvent['actor']['type'], id: row.actor_id },
    subject: row.subject_type && row.subject_id ? { type: row.subject_type, id: row.subject_id } : null,
    applicationId: row.application_id,
    connectorId: row.connector_id,
    address: row.address,
    userAgent: row.user_agent,
    requestId: row.request_id,
    data: row.data,
    createdAt: row.created_at,
  };
}

/** An event that is delivered twice is kept once. */
export async function insertAuditEvent(db: TenantDb, event: StoredEvent): Promise<void> {
  await db
    .insertInto('audit_events', {
      id: event.id,
      type: event.type,
      actor_type: event.actor.type,
      actor_id: event.actor.id ?? null,
      subject_type: event.subject?.type ?? null,
      subject_id: event.subject?.id ?? null,
      application_id: event.applicationId ?? null,
      connector_id: event.connectorId ?? null,
      address: event.address ?? null,
      user_agent: event.userAgent ?? null,
      request_id: event.requestId ?? null,
      data: event.data ?? {},
      created_at: event.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .execute();
}

export async function findAuditEvent(db: TenantDb, id: string): Promise<AuditEvent | undefined> {
  const row = await db.selectFrom('audit_events').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Counting stops here: nobody turns that many pages, and a count has no other bound. */
export const maxCounted = 10_000;

function conditions(db: TenantDb, filter: AuditQuery) {
  const group = filter.type?.endsWith('.');
  const parts = [
    sql`tenant_id = ${db.tenantId}`,
    filter.type !== undefined &&
      (group ? sql`starts_with(type, ${filter.type})` : sql`type = ${filter.type}`),
    filter.actor !== undefined && sql`actor_id = ${filter.actor}`,
    filter.subject !== undefined && sql`subject_id = ${filter.subject}`,
    filter.user !== undefined &&
      sql`(actor_id = ${filter.user} and actor_type = 'user' or subject_id = ${filter.user} and subject_type = 'user')`,
    filter.application !== undefined &&
      sql`(application_id = ${filter.application}
        or subject_id = ${filter.application} and subject_type = 'application')`,
    filter.connector !== undefined && sql`connector_id = ${filter.connector}`,
    filter.from && sql`created_at >= ${filter.from}`,
    filter.to && sql`created_at < ${filter.to}`,
  ];
  return sql.join(
    parts.filter((part) => typeof part === 'object'),
    sql` and `,
  );
}

export async function listAuditEvents(
  db: TenantDb,
  filter: AuditFilter,
): Promise<{ items: AuditEvent[]; total: number }> {
  const where = conditions(db, filter);
  const [counted] = await db.query<{ total: number }>(sql<{ total: number }>`
    select count(*) as total from (
      select 1 from audit_events where ${where} limit ${maxCounted}) as counted`);
  const rows = await db.query<Row>(sql<Row>`
    select * from audit_events where ${where}
    order by created_at desc, id desc limit ${filter.limit} offset ${filter.offset}`);
  return { items: rows.map(fromRow), total: Number(counted?.total ?? 0) };
}

/** Where a page ended: the next one goes on from there, wherever it stands in the table by then. */
export interface Place {
  /** As the database writes it, because a Date knows no microseconds. */
  at: string;
  id: string;
}

/** Newest first, by key: the hundredth page costs what the first does. */
export async function auditEventsAfter(
  db: TenantDb,
  filter: AuditQuery,
  after: Place | undefined,
  limit: number,
): Promise<{ items: AuditEvent[]; last: Place | undefined }> {
  const further = after ? sql`(created_at, id) < (${after.at}::timestamptz, ${after.id})` : sql`true`;
  const rows = await db.query<Row & { at: string }>(sql<Row & { at: string }>`
    select *, created_at::text as at from audit_events where ${conditions(db, filter)} and ${further}
    order by created_at desc, id desc limit ${limit}`);
  const last = rows.at(-1);
  return { items: rows.map(fromRow), last: last && { at: last.at, id: last.id } };
}
