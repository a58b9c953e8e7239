/** SQL behind the protocol library: attempts, sessions, grants, tokens. Few statements, each by key. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import { eventInsert } from '../../kernel/events/index.ts';
import { continuedEvent } from './continuing.ts';
import type { GrantWrite, Payload, RequestScope, SessionWrite, TokenWrite } from './request-scope.ts';

/** After rotation, a refresh token still serves parallel requests of the same client for this long. */
export const refreshGraceSeconds = 10;

export interface TokenRow {
  id: string;
  payload: Payload;
  consumed: boolean;
  expires_in: number;
  grant_payload: Payload | null;
  sso_connector_id: string | null;
  session_payload: Payload | null;
  account: Payload | null;
  /** Names, when the token's scope asks for them. */
  roles: string[] | null;
}

/** Everyone's and the person's own, as in the feature `roles`; here, so that the claim costs no statement. */
const roleNames = sql`(
        select coalesce(jsonb_agg(r.name order by r.name), '[]') from roles r
        where r.tenant_id = u.tenant_id and (r.granted_to_everyone or r.id in (
          select m.role_id from user_roles m where m.tenant_id = u.tenant_id and m.user_id = u.id)))`;

/**
 * A token with its grant, its session and its account. A revoked grant or an ended session reads as
 * absent, so a token can't outlive either.
 */
export async function findToken(
  db: TenantDb,
  kind: string,
  by: { id: string } | { userCode: string },
): Promise<TokenRow | undefined> {
  const key = 'id' in by ? sql`t.id = ${by.id}` : sql`t.user_code = ${by.userCode}`;
  const rows = await db.query<TokenRow>(sql<TokenRow>`
    select t.id, t.payload,
      t.consumed_at is not null and (t.kind <> 'RefreshToken'
        or t.consumed_at <= now() - make_interval(secs => ${refreshGraceSeconds}::int)) as consumed,
      ceil(extract(epoch from t.expires_at - now()))::bigint as expires_in,
      g.payload as grant_payload, g.sso_connector_id,
      s.payload as session_payload, to_jsonb(u) as account,
      case when ' ' || (t.payload ->> 'scope') || ' ' like '% roles %' then ${roleNames} end as roles
    from oidc_tokens t
    left join oidc_grants g on g.tenant_id = t.tenant_id and g.id = t.grant_id
      and g.revoked_at is null and g.expires_at > now()
    left join oidc_sessions s on s.tenant_id = t.tenant_id and s.uid = g.session_uid
      and s.ended_at is null and s.expires_at > now()
    left join users u on u.tenant_id = t.tenant_id and u.id = t.user_id
    where t.tenant_id = ${db.tenantId} and t.kind = ${kind} and ${key} and t.expires_at > now()`);
  return rows[0];
}

/** One-time use under races: of two callers exactly one gets true (RFC 6749 section 4.1.2). */
export async function consumeToken(db: TenantDb, kind: string, id: string): Promise<boolean> {
  const rows = await db.query(sql`
    update oidc_tokens set consumed_at = now()
    where tenant_id = ${db.tenantId} and kind = ${kind} and id = ${id} and consumed_at is null
    returning id`);
  return rows.length > 0;
}

/** A refresh token may be used again during the grace; the time of the first use stays. */
export async function consumeRefreshToken(db: TenantDb, id: string): Promise<boolean> {
  const rows = await db.query(sql`
    update oidc_tokens set consumed_at = coalesce(consumed_at, now())
    where tenant_id = ${db.tenantId} and kind = 'RefreshToken' and id = ${id}
      and (consumed_at is null or consumed_at > now() - make_interval(secs => ${refreshGraceSeconds}::int))
    returning id`);
  return rows.length > 0;
}

/** Insert-only memory of identifiers that may be used once (DPoP proofs, client assertions). */
export async function insertOnce(db: TenantDb, kind: string, id: string, ttl: number): Promise<boolean> {
  const rows = await db.query(sql`
    insert into oidc_tokens (tenant_id, kind, id, payload, expires_at)
    values (${db.tenantId}, ${kind}, ${id}, '{}', now() + make_interval(secs => ${ttl}::int))
    on conflict (tenant_id, kind, id) do update set expires_at = excluded.expires_at
      where oidc_tokens.expires_at <= now()
    returning id`);
  return rows.length > 0;
}

export async function extendToken(db: TenantDb, kind: string, id: string, ttl: number): Promise<void> {
  await db
    .updateTable('oidc_tokens')
    .set({ expires_at: sql<Date>`now() + make_interval(secs => ${ttl}::int)` })
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute();
}

/** Takes a one-time server-side request out of the store. */
export async function takeToken(db: TenantDb, kind: string, id: string): Promise<Payload | undefined> {
  const row = await db
    .deleteFrom('oidc_tokens')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('payload')
    .executeTakeFirst();
  return row?.payload as Payload | undefined;
}

export async function deleteToken(db: TenantDb, kind: string, id: string): Promise<void> {
  await db.deleteFrom('oidc_tokens').where('kind', '=', kind).where('id', '=', id).execute();
}

export async function findGrant(
  db: TenantDb,
  id: string,
): Promise<{ payload: Payload; sso_connector_id: string | null } | undefined> {
  const row = await db
    .selectFrom('oidc_grants')
    .select(['payload', 'sso_connector_id'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && { payload: row.payload as Payload, sso_connector_id: row.sso_connector_id };
}

/** The grant and everything issued under it die in one statement. */
export async function revokeGrants(db: TenantDb, ids: string[]): Promise<void> {
  await db.query(sql`
    with dead as (
      update oidc_grants set revoked_at = coalesce(revoked_at, now())
      where tenant_id = ${db.tenantId} and id in (select jsonb_array_elements_text(${ids}::jsonb))
    )
    delete from oidc_tokens
    where tenant_id = ${db.tenantId} and grant_id in (select jsonb_array_elements_text(${ids}::jsonb))`);
}

export interface SessionRow {
  id: string;
  uid: string;
  user_id: string | null;
  payload: Payload;
  sso_connector_id: string | null;
  account: Payload | null;
}

export async function findSession(
  db: TenantDb,
  by: { id: string } | { uid: string },
): Promise<SessionRow | undefined> {
  const key = 'id' in by ? sql`s.id = ${by.id}` : sql`s.uid = ${by.uid}`;
  const rows = await db.query<SessionRow>(sql<SessionRow>`
    select s.id, s.uid, s.user_id, s.payload, s.sso_connector_id, to_jsonb(u) as account
    from oidc_sessions s left join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = ${db.tenantId} and ${key} and s.ended_at is null and s.expires_at > now()`);
  return rows[0];
}

export interface AttemptRow {
  payload: Payload;
  state: Payload;
  version: number;
  application_id: string | null;
  expires_at: Date;
}

// Read by every page: text rather than a builder, whose work was a millisecond of each sign-in.
export async function findAttempt(db: TenantDb, id: string): Promise<AttemptRow | undefined> {
  const rows = await db.query<AttemptRow>(sql<AttemptRow>`
    select payload, state, version, application_id, expires_at from attempts
    where tenant_id = ${db.tenantId} and id = ${id} and finished_at is null and expires_at > now()`);
  return rows[0];
}

/** Reads the attempt for the last time: of two tabs that resume it, one goes on. */
export async function finishAttempt(db: TenantDb, id: string): Promise<AttemptRow | undefined> {
  const rows = await db.query<AttemptRow>(sql<AttemptRow>`
    update attempts set finished_at = now()
    where tenant_id = ${db.tenantId} and id = ${id} and finished_at is null and expires_at > now()
    returning payload, state, version, application_id, expires_at`);
  return rows[0];
}

/** The request of an attempt that may be over, for "start again". */
export async function requestOfAttempt(
  db: TenantDb,
  id: string,
): Promise<{ applicationId: string | null; params: Payload } | undefined> {
  const row = await db
    .selectFrom('attempts')
    .select(['application_id', 'payload'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && { applicationId: row.application_id, params: ((row.payload as Payload).params ?? {}) as Payload }
  );
}

export async function upsertAttempt(
  db: TenantDb,
  attempt: { id: string; applicationId: string | null; payload: Payload; ttl: number },
): Promise<void> {
  await db.query(sql`
    insert into attempts (tenant_id, id, application_id, payload, expires_at)
    values (${db.tenantId}, ${attempt.id}, ${attempt.applicationId}, ${attempt.payload},
      now() + make_interval(secs => ${attempt.ttl}::int))
    on conflict (tenant_id, id) do update set payload = excluded.payload
      where attempts.finished_at is null`);
}

/** Guarded by the version that was read: of two tabs that submit at once, one wins. */
export async function saveAttempt(
  db: TenantDb,
  attempt: { id: string; version: number; state: Payload; payload?: Payload },
): Promise<boolean> {
  const rows = await db.query(sql`
    update attempts set state = ${attempt.state}, version = version + 1,
      payload = coalesce(${attempt.payload ?? null}::jsonb, payload)
    where tenant_id = ${db.tenantId} and id = ${attempt.id} and version = ${attempt.version}
      and finished_at is null and expires_at > now()
    returning id`);
  return rows.length > 0;
}

/**
 * All that a request writes, in one statement.
 * @returns the ids under which the written sessions are kept: another tab may have drawn a new one first,
 * and of a session that ended meanwhile there is none
 */
export async function flush(db: TenantDb, scope: RequestScope): Promise<string[]> {
  const continued = continuedEvent(scope);
  const event = scope.signInEvent ?? continued;
  const sessions = [...scope.sessionWrites.values()];
  const parts = [
    ...(scope.grantWrites.size > 0
      ? [upsertGrants(db, [...scope.grantWrites.values()], sessions[0], scope)]
      : []),
    ...(scope.tokenWrites.size > 0 ? [upsertTokens(db, [...scope.tokenWrites.values()])] : []),
    ...(scope.endedSessions.size > 0 ? [endSessions(db, [...scope.endedSessions])] : []),
    ...(event && sessions.length > 0 ? [eventInsert(db, event)] : []),
  ];
  let kept: string[] = [];
  if (parts.length + sessions.length > 0) {
    const named = [
      ...sessions.map((session, i) => sql`${sql.raw(`s${i}`)} as (${upsertSession(db, session, scope)})`),
      ...parts.map((part, i) => sql`${sql.raw(`w${i}`)} as (${part})`),
      sql`kept as (${keptSessions(sessions.length)})`,
    ];
    const rows = await db.query<{ id: string }>(sql<{ id: string }>`
      with ${sql.join(named)} select id from kept where ${db.tenantId}::text is not null /* tenant_id */`);
    kept = rows.map(({ id }) => id);
  }
  if (scope.revokedGrants.size > 0) await revokeGrants(db, [...scope.revokedGrants]);
  return kept;
}

function keptSessions(count: number) {
  const each = Array.from({ length: count }, (_, i) => sql`select id from ${sql.raw(`s${i}`)}`);
  return each.length > 0 ? sql.join(each, sql` union all `) : sql`select null::text as id where false`;
}

/**
 * Nothing is granted out of a session that ended while the request was under way: "sign out everywhere"
 * revokes the grants that it sees, and this one would come after it.
 */
function upsertGrants(
  db: TenantDb,
  grants: GrantWrite[],
  session: SessionWrite | undefined,
  scope: RequestScope,
) {
  const connector = scope.signIn ? scope.signIn.ssoConnectorId : scope.ssoConnectorId;
  const rows = grants.map((grant) => ({
    id: grant.id,
    user_id: grant.userId,
    application_id: grant.applicationId,
    session_uid: session?.uid ?? scope.sessionUid,
    payload: grant.payload,
    ttl: grant.ttl,
  }));
  return sql`
    insert into oidc_grants (tenant_id, id, user_id, application_id, session_uid, sso_connector_id, payload, expires_at)
    select ${db.tenantId}, r.id, r.user_id, r.application_id, r.session_uid, ${connector}, r.payload,
      now() + make_interval(secs => r.ttl)
    from jsonb_to_recordset(${rows}::jsonb)
      as r(id text, user_id text, application_id text, session_uid text, payload jsonb, ttl int)
    where ${session ? sql`exists (select 1 from s0)` : sql`true`}
    on conflict (tenant_id, id) do update
      set payload = excluded.payload, expires_at = greatest(oidc_grants.expires_at, excluded.expires_at),
        sso_connector_id = case when ${scope.signIn !== undefined} then excluded.sso_connector_id
          else oidc_grants.sso_connector_id end
      where oidc_grants.revoked_at is null`;
}

function upsertTokens(db: TenantDb, tokens: TokenWrite[]) {
  const rows = tokens.map((token) => ({
    kind: token.kind,
    id: token.id,
    grant_id: token.grantId,
    user_id: token.userId,
    application_id: token.applicationId,
    user_code: token.userCode,
    payload: token.payload,
    ttl: token.ttl,
  }));
  return sql`
    insert into oidc_tokens (tenant_id, kind, id, grant_id, user_id, application_id, user_code, payload, expires_at)
    select ${db.tenantId}, r.kind, r.id, r.grant_id, r.user_id, r.application_id, r.user_code, r.payload,
      now() + make_interval(secs => r.ttl)
    from jsonb_to_recordset(${rows}::jsonb)
      as r(kind text, id text, grant_id text, user_id text, application_id text, user_code text, payload jsonb, ttl int)
    on conflict (tenant_id, kind, id) do update
      set payload = excluded.payload, grant_id = excluded.grant_id, user_id = excluded.user_id
      where oidc_tokens.consumed_at is null`;
}

/**
 * The library saves a session as a whole. Two tabs must not lose each other's authorizations, so these
 * are merged; and what has ended stays ended (engine notes 8).
 */
function upsertSession(db: TenantDb, session: SessionWrite, scope: RequestScope) {
  const fresh = scope.signIn !== undefined;
  const connector = scope.signIn?.ssoConnectorId ?? null;
  const details = scope.signIn?.details ?? {};
  return sql`
    insert into oidc_sessions (tenant_id, id, uid, user_id, payload, sso_connector_id, details, custom_domain, signed_in_at,
      expires_at)
    values (${db.tenantId}, ${session.id}, ${session.uid}, ${session.userId}, ${session.payload}, ${connector}, ${details},
      ${scope.tenant.customDomain}, case when ${fresh} then now() end, now() + make_interval(secs => ${session.ttl}::int))
    on conflict (tenant_id, uid) do update set
      id = case when oidc_sessions.id = ${session.previousId ?? ''} then excluded.id else oidc_sessions.id end,
      user_id = excluded.user_id,
      payload = excluded.payload || case
        when excluded.payload ? 'authorizations' or oidc_sessions.payload ? 'authorizations'
        then jsonb_build_object('authorizations',
          coalesce(oidc_sessions.payload -> 'authorizations', '{}') || coalesce(excluded.payload -> 'authorizations', '{}'))
        else '{}' end,
      sso_connector_id = case when ${fresh} then excluded.sso_connector_id else oidc_sessions.sso_connector_id end,
      details = case when ${fresh} then excluded.details else oidc_sessions.details end,
      signed_in_at = case when ${fresh} then now() else oidc_sessions.signed_in_at end,
      last_active_at = now(),
      expires_at = excluded.expires_at
    where oidc_sessions.ended_at is null
    returning id`;
}

function endSessions(db: TenantDb, ids: string[]) {
  return sql`
    update oidc_sessions set ended_at = now()
    where tenant_id = ${db.tenantId} and ended_at is null and id in (select jsonb_array_elements_text(${ids}::jsonb))`;
}
