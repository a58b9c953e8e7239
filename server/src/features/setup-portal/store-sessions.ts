/** SQL of the browsers that have opened a set-up link. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

/** A working day; the link itself may end sooner. */
const sessionHours = 12;

export interface Session {
  linkId: string;
  verifiedAt: Date | null;
  codeId: string | null;
  codeEmail: string | null;
}

export async function insertSession(
  db: TenantDb,
  session: { id: string; linkId: string; tokenHash: string; verified: boolean },
): Promise<void> {
  await db.query(sql`
    insert into setup_sessions (tenant_id, id, link_id, token_hash, verified_at, expires_at)
    values (${db.tenantId}, ${session.id}, ${session.linkId}, ${session.tokenHash},
      case when ${session.verified}::boolean then now() end,
      now() + ${sessionHours}::double precision * interval '1 hour')`);
}

/** Lives no longer than the link and its present address. One statement, so that what is revoked is revoked at once. */
export async function findSession(
  db: TenantDb,
  key: { id: string; linkId: string },
): Promise<Session | undefined> {
  interface Row {
    verified_at: Date | null;
    code_id: string | null;
    code_email: string | null;
  }
  const [row] = await db.query<Row>(sql<Row>`
    select s.verified_at, s.code_id, s.code_email from setup_sessions s
    join setup_links l on l.tenant_id = s.tenant_id and l.id = s.link_id and l.token_hash = s.token_hash
    where s.tenant_id = ${db.tenantId} and s.id = ${key.id} and s.link_id = ${key.linkId} and s.expires_at > now()
      and l.revoked_at is null and l.expires_at > now()`);
  if (!row) return undefined;
  return {
    linkId: key.linkId,
    verifiedAt: row.verified_at,
    codeId: row.code_id,
    codeEmail: row.code_email,
  };
}

export async function keepCode(db: TenantDb, id: string, code: { id: string; email: string }): Promise<void> {
  await db
    .updateTable('setup_sessions')
    .set({ code_id: code.id, code_email: code.email })
    .where('id', '=', id)
    .where('verified_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
}

export async function verifySession(db: TenantDb, id: string, email: string): Promise<boolean> {
  const row = await db
    .updateTable('setup_sessions')
    .set({ verified_at: sql<Date>`now()`, email, code_id: null })
    .where('id', '=', id)
    .where('verified_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
