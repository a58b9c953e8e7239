/** The outbox table. Reading it crosses tenants; taking an event belongs to its tenant's transaction. */
import { type RawBuilder, sql } from 'kysely';
import type { SystemDb, TenantDb } from '../db/index.ts';
import type { EventPayload, StoredEvent } from './outbox.ts';

export interface EventRow {
  id: string;
  type: string;
  payload: EventPayload;
}

/** The insert as a fragment: it may stand alone or in a larger statement. */
export function insertOf(db: TenantDb, rows: readonly EventRow[]): RawBuilder<unknown> {
  return sql`
    insert into events (tenant_id, id, type, payload, created_at)
    select ${db.tenantId}, row ->> 'id', row ->> 'type', row -> 'payload', clock_timestamp()
    from jsonb_array_elements(${rows}::jsonb) as row`;
}

export async function insertEvents(db: TenantDb, rows: readonly EventRow[]): Promise<void> {
  await db.query(insertOf(db, rows));
}

interface StoredRow {
  tenant_id: string;
  id: string;
  type: string;
  payload: EventPayload;
  created_at: Date;
}

/** The oldest events, of all tenants. */
export async function pendingEvents(system: SystemDb, limit: number): Promise<StoredEvent[]> {
  const rows = await system.query(sql<StoredRow>`
    select tenant_id, id, type, payload, created_at from events order by created_at, id limit ${limit}`);
  return rows.map((row) => ({
    ...row.payload,
    id: row.id,
    tenantId: row.tenant_id,
    type: row.type,
    createdAt: row.created_at,
  }));
}

/** Removes the events in this transaction; gives the ids of those that no other node has in hand or is done with. */
export async function takeEvents(db: TenantDb, ids: readonly string[]): Promise<string[]> {
  const rows = await db.query(sql<{ id: string }>`
    delete from events where tenant_id = ${db.tenantId} and id in (
      select id from events where tenant_id = ${db.tenantId} and id in (
        select jsonb_array_elements_text(${ids}::jsonb)
      ) for update skip locked
    ) returning id`);
  return rows.map(({ id }) => id);
}
