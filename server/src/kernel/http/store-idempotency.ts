/** SQL of idempotency keys: what a repeated request was answered the first time. kernel/jobs deletes the expired. */
import { sql } from 'kysely';
import type { TenantDb } from '../db/index.ts';

const lifetimeHours = 24;

/**
 * Claims the key for this transaction. Another transaction that has claimed it and hasn't ended makes this one
 * wait (unique index); an expired key counts as unused.
 */
export async function claimKey(db: TenantDb, id: string, requestHash: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    insert into idempotency_keys as k (tenant_id, id, request_hash, expires_at)
    values (${db.tenantId}, ${id}, ${requestHash}, now() + make_interval(hours => ${lifetimeHours}))
    on conflict (tenant_id, id) do update
      set request_hash = excluded.request_hash, response = null, created_at = now(),
        expires_at = excluded.expires_at
      where k.expires_at < now()
    returning id`);
  return rows.length > 0;
}

export interface StoredAnswer {
  requestHash: string;
  response: unknown;
}

export async function findAnswer(db: TenantDb, id: string): Promise<StoredAnswer | undefined> {
  const rows = await db.query<StoredAnswer>(sql<StoredAnswer>`
    select request_hash as "requestHash", response from idempotency_keys
    where tenant_id = ${db.tenantId} and id = ${id} and expires_at >= now()`);
  return rows[0];
}

export async function storeAnswer(db: TenantDb, id: string, response: unknown): Promise<void> {
  await db.query(sql`
    update idempotency_keys set response = ${JSON.stringify(response)}::jsonb
    where tenant_id = ${db.tenantId} and id = ${id}`);
}
