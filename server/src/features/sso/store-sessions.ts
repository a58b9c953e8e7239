/** SQL of sessions at identity providers, and of the logout tokens that have been used. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export interface NewSsoSession {
  id: string;
  connector_id: string;
  issuer: string;
  subject: string;
  sid_hash: string | null;
  sealed: string;
}

export async function insertSsoSession(db: TenantDb, session: NewSsoSession, seconds: number): Promise<void> {
  await db.query(sql`
    insert into sso_sessions (tenant_id, id, connector_id, issuer, subject, sid_hash, sealed, expires_at)
    values (${db.tenantId}, ${session.id}, ${session.connector_id}, ${session.issuer}, ${session.subject},
      ${session.sid_hash}, ${session.sealed}, now() + make_interval(secs => ${seconds}::int))`);
}

/** Taken out: a person signs out once. */
export async function takeSsoSession(
  db: TenantDb,
  connectorId: string,
  id: string,
): Promise<{ sealed: string } | undefined> {
  const [row] = await db.query<{ sealed: string }>(sql<{ sealed: string }>`
    delete from sso_sessions where tenant_id = ${db.tenantId} and id = ${id} and connector_id = ${connectorId}
    returning sealed`);
  return row;
}

export interface EndedAtProvider {
  connectorId: string;
  issuer: string;
  subject?: string;
  sidHash?: string;
}

/** The sessions that the provider means: by its session id, by the person, or by both where it names both. */
export async function takeSsoSessionsOf(db: TenantDb, ended: EndedAtProvider): Promise<string[]> {
  const { connectorId, issuer, subject = null, sidHash = null } = ended;
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    delete from sso_sessions where tenant_id = ${db.tenantId} and connector_id = ${connectorId}
      and issuer = ${issuer} and (${subject}::text is not null or ${sidHash}::text is not null)
      and (${subject}::text is null or subject = ${subject})
      and (${sidHash}::text is null or sid_hash = ${sidHash})
    returning id`);
  return rows.map(({ id }) => id);
}

/** False when the token was used before. */
export async function useLogoutToken(db: TenantDb, id: string, expiresAt: Date): Promise<boolean> {
  const rows = await db.query(sql`
    insert into sso_logout_tokens (tenant_id, id, expires_at) values (${db.tenantId}, ${id}, ${expiresAt})
    on conflict do nothing returning id`);
  return rows.length > 0;
}
