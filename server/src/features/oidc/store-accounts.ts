/** Reads a person for the protocol: one row by key, as the joins in store.ts read it. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import { type Account, accountFromRow } from './account.ts';
import type { Payload } from './request-scope.ts';

export async function findAccountRow(db: TenantDb, id: string): Promise<Account | undefined> {
  const rows = await db.query<{ account: Payload }>(sql<{ account: Payload }>`
    select to_jsonb(u) as account from users u where u.tenant_id = ${db.tenantId} and u.id = ${id}`);
  return accountFromRow(rows[0]?.account ?? null);
}
