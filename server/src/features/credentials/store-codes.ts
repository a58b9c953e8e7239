/** SQL of verification codes. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

interface CodeRow {
  id: string;
  purpose: string;
  emailKey: string;
  hash: string;
  lifetimeSeconds: number;
}

export async function insertCode(db: TenantDb, row: CodeRow): Promise<void> {
  await db.query(sql`
    insert into verification_codes (tenant_id, id, purpose, email_key, code_hash, expires_at)
    values (${db.tenantId}, ${row.id}, ${row.purpose}, ${row.emailKey}, ${row.hash},
      now() + ${row.lifetimeSeconds}::double precision * interval '1 second')`);
}

/**
 * Counts a try and consumes the code if it matches, in one guarded statement: of two that arrive together the
 * second sees the first one's result. No row: used, expired, tried too often, or never there.
 */
export async function tryCode(
  db: TenantDb,
  code: { id: string; purpose: string; emailKey: string; hash: string; maxTries: number },
): Promise<{ matched: boolean; tries: number } | undefined> {
  const rows = await db.query<{ matched: boolean; tries: number }>(sql<{ matched: boolean; tries: number }>`
    update verification_codes set
      tries = tries + 1,
      consumed_at = case when code_hash = ${code.hash} then now() end
    where tenant_id = ${db.tenantId} and id = ${code.id} and purpose = ${code.purpose}
      and email_key = ${code.emailKey} and consumed_at is null and expires_at > now()
      and tries < ${code.maxTries}::bigint
    returning consumed_at is not null as matched, tries::double precision as tries`);
  return rows[0];
}
