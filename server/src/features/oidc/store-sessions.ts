/** SQL for looking at and ending sessions and grants from outside the protocol. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import { revokeGrants as revoke } from './store.ts';
import { deleteConsent } from './store-consents.ts';

export interface SessionRow {
  uid: string;
  user_id: string | null;
  payload: unknown;
  details: unknown;
  sso_connector_id: string | null;
  signed_in_at: Date | null;
  last_active_at: Date;
  expires_at: Date;
  custom_domain: string | null;
}

const columns = [
  'uid',
  'user_id',
  'payload',
  'details',
  'sso_connector_id',
  'signed_in_at',
  'last_active_at',
  'expires_at',
  'custom_domain',
] as const;

const mostListed = 200;

export async function listSessions(db: TenantDb, userId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('oidc_sessions')
    .select(columns)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('last_active_at', 'desc')
    .limit(mostListed)
    .execute();
}

export async function endSessions(
  db: TenantDb,
  which: { uid: string } | { userId: string; exceptUid?: string } | { ssoSessions: readonly string[] },
): Promise<SessionRow[]> {
  let query = db
    .updateTable('oidc_sessions')
    .set({ ended_at: sql<Date>`now()` })
    .where('ended_at', 'is', null);
  if ('uid' in which) query = query.where('uid', '=', which.uid);
  else if ('ssoSessions' in which)
    query = query.where(sql<boolean>`details ->> 'ssoSession' in (${sql.join(which.ssoSessions)})`);
  else query = query.where('user_id', '=', which.userId).where('uid', '!=', which.exceptUid ?? '');
  return query.returning(columns).execute();
}

/** What is known of the session at the provider that a session here came from. */
export async function ssoSessionOf(db: TenantDb, uid: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('oidc_sessions')
    .select(sql<string | null>`details ->> 'ssoSession'`.as('id'))
    .where('uid', '=', uid)
    .executeTakeFirst();
  return row?.id ?? undefined;
}

export async function endSessionsOfDomain(db: TenantDb, domain: string): Promise<SessionRow[]> {
  return db.query<SessionRow>(sql<SessionRow>`
    update oidc_sessions s set ended_at = now()
    from users u
    where s.tenant_id = ${db.tenantId} and u.tenant_id = s.tenant_id and u.id = s.user_id
      and split_part(u.email_key, '@', 2) = ${domain}
      and s.ended_at is null and s.sso_connector_id is null
    returning s.uid, s.user_id, s.payload, s.details, s.sso_connector_id, s.signed_in_at, s.last_active_at, s.expires_at,
      s.custom_domain`);
}

export async function revokeGrants(db: TenantDb, ids: string[]): Promise<void> {
  await revoke(db, ids);
}

export async function revokeGrantsOfUser(
  db: TenantDb,
  userId: string,
  exceptSessionUid: string | undefined,
): Promise<void> {
  await db
    .updateTable('oidc_grants')
    .set({ revoked_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`session_uid is distinct from ${exceptSessionUid ?? ''}`)
    .execute();
}

export async function listGrants(db: TenantDb, userId: string) {
  const rows = await db
    .selectFrom('oidc_grants')
    .select(['id', 'application_id', 'created_at', 'expires_at'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('created_at', 'desc')
    .limit(mostListed)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

export async function revokeGrantOfUser(
  db: TenantDb,
  userId: string,
  id: string,
): Promise<{ application_id: string } | undefined> {
  return db
    .updateTable('oidc_grants')
    .set({ revoked_at: sql<Date>`now()` })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('application_id')
    .executeTakeFirst();
}

export async function forgetConsent(db: TenantDb, userId: string, applicationId: string): Promise<void> {
  await deleteConsent(db, userId, applicationId);
}
