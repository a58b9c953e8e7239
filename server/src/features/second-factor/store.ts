/** SQL of second factors and recovery codes. Every use is one guarded update, so that nothing is used twice. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export interface FactorRow {
  id: string;
  kind: string;
  sealedSecret: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  codesLeft: number;
}

export async function findFactor(db: TenantDb, userId: string): Promise<FactorRow | undefined> {
  const [row] = await db.query<FactorRow>(sql<FactorRow>`
    select id, kind, sealed_secret as "sealedSecret", created_at as "createdAt", last_used_at as "lastUsedAt",
      (select count(*)::int from second_factor_codes c
        where c.tenant_id = f.tenant_id and c.user_id = f.user_id and c.used_at is null) as "codesLeft"
    from second_factors f where tenant_id = ${db.tenantId} and user_id = ${userId}`);
  return row;
}

/** @returns false when the person has one of that kind */
export async function insertFactor(
  db: TenantDb,
  factor: { id: string; userId: string; kind: string; sealedSecret: string; step: number },
): Promise<boolean> {
  const { id, userId, kind, sealedSecret, step } = factor;
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    insert into second_factors (tenant_id, id, user_id, kind, sealed_secret, last_step, last_used_at)
    values (${db.tenantId}, ${id}, ${userId}, ${kind}, ${sealedSecret}, ${step}::bigint, now())
    on conflict (tenant_id, user_id, kind) do nothing returning id`);
  return rows.length > 0;
}

/** @returns false when this step, or a later one, was accepted before (RFC 6238 section 5.2) */
export async function useStep(db: TenantDb, id: string, step: number): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    update second_factors set last_step = ${step}::bigint, last_used_at = now()
    where tenant_id = ${db.tenantId} and id = ${id} and last_step < ${step}::bigint returning id`);
  return rows.length > 0;
}

/** @returns false when there is none like it that was never used */
export async function useCode(db: TenantDb, userId: string, hash: string): Promise<boolean> {
  const rows = await db.query<{ user_id: string }>(sql<{ user_id: string }>`
    update second_factor_codes set used_at = now()
    where tenant_id = ${db.tenantId} and user_id = ${userId} and code_hash = ${hash} and used_at is null
      and exists (select 1 from second_factors f where f.tenant_id = ${db.tenantId} and f.user_id = ${userId})
    returning user_id`);
  return rows.length > 0;
}

/** In the transaction that makes the factor, or that proved it. */
export async function replaceCodes(db: TenantDb, userId: string, hashes: readonly string[]): Promise<void> {
  await db.query(sql`
    delete from second_factor_codes where tenant_id = ${db.tenantId} and user_id = ${userId}`);
  await db.query(sql`
    insert into second_factor_codes (tenant_id, user_id, code_hash)
    select ${db.tenantId}, ${userId}, hash from jsonb_array_elements_text(${[...hashes]}::jsonb) as hash`);
}

/** @returns false when there was none */
export async function removeFactor(db: TenantDb, userId: string): Promise<boolean> {
  await db.query(sql`
    delete from second_factor_codes where tenant_id = ${db.tenantId} and user_id = ${userId}`);
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    delete from second_factors where tenant_id = ${db.tenantId} and user_id = ${userId} returning id`);
  return rows.length > 0;
}
