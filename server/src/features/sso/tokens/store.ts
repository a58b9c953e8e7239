/** SQL of the providers' tokens that are kept: written by sign-ins and refreshes, read to be given out. */
import { sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';

export interface NewTokens {
  id: string;
  connectorId: string;
  issuer: string;
  subject: string;
  upstreamSub: string;
  userId: string;
  sealedAccess: string;
  sealedRefresh: string | null;
  scope: string;
  expiresInSeconds: number | null;
  /** Of the connector that the sign-in began with. */
  connection: number;
}

const inSeconds = (seconds: number | null) =>
  seconds === null ? sql`null` : sql`now() + make_interval(secs => ${seconds}::double precision)`;

/**
 * Only while the connector still stores tokens and is the one that they came through. Its row is locked for as long as
 * the sign-in takes: whoever switches the storage off waits for it, and deletes what it wrote. A provider that sends a
 * refresh token the first time alone (Google) doesn't take it back by sending none.
 */
export async function upsertTokens(db: TenantDb, given: NewTokens): Promise<boolean> {
  const rows = await db.query(sql`
    insert into sso_tokens as t (tenant_id, id, connector_id, issuer, subject, upstream_sub, user_id, sealed_access,
      sealed_refresh, scope, expires_at)
    select c.tenant_id, ${given.id}, c.id, ${given.issuer}, ${given.subject}, ${given.upstreamSub}, ${given.userId},
      ${given.sealedAccess}, ${given.sealedRefresh}, ${given.scope}, ${inSeconds(given.expiresInSeconds)}
    from sso_connectors c
    where c.tenant_id = ${db.tenantId} and c.id = ${given.connectorId} and c.connection = ${given.connection}
      and c.token_storage ->> 'enabled' = 'true'
    for share of c
    on conflict (tenant_id, id) do update set
      upstream_sub = excluded.upstream_sub, user_id = excluded.user_id, sealed_access = excluded.sealed_access,
      sealed_refresh = coalesce(excluded.sealed_refresh,
        case when t.user_id = excluded.user_id then t.sealed_refresh end),
      scope = excluded.scope, expires_at = excluded.expires_at, stored_at = now(), refreshed_at = null,
      generation = t.generation + 1, refresh_claim = null, refresh_until = null
    returning t.id`);
  return rows.length > 0;
}

export interface HeldTokens {
  id: string;
  issuer: string;
  upstreamSub: string;
  userId: string;
  sealedAccess: string;
  hasRefresh: boolean;
  scope: string;
  /** null: the provider does not say. Negative when it has run out. */
  secondsLeft: number | null;
  expiresAt: Date | null;
  generation: number;
  /** Somebody is at the provider with it. */
  busy: boolean;
  /** Somebody was there a moment ago, in vain. */
  paused: boolean;
  /** Whether an event about this application's use is due. */
  untold: boolean;
}

interface HeldRow {
  id: string;
  issuer: string;
  upstream_sub: string;
  user_id: string;
  sealed_access: string;
  has_refresh: boolean;
  scope: string;
  seconds_left: number | string | null;
  expires_at: Date | null;
  generation: number | string;
  busy: boolean;
  paused: boolean;
  untold: boolean;
}

const toHeld = (row: HeldRow): HeldTokens => ({
  id: row.id,
  issuer: row.issuer,
  upstreamSub: row.upstream_sub,
  userId: row.user_id,
  sealedAccess: row.sealed_access,
  hasRefresh: row.has_refresh,
  scope: row.scope,
  secondsLeft: row.seconds_left === null ? null : Number(row.seconds_left),
  expiresAt: row.expires_at,
  generation: Number(row.generation),
  busy: row.busy,
  paused: row.paused,
  untold: row.untold,
});

/** How long one event speaks for an application's use of one person's token. */
const toldSeconds = 3_600;

const due = (applicationId: string) => sql`
  coalesce((told ->> ${applicationId})::timestamptz < now() - make_interval(secs => ${toldSeconds}::int), true)`;

/** Of several identities at one connector the one that was used last. */
export async function findHeld(
  db: TenantDb,
  who: { connectorId: string; userId: string; applicationId: string },
): Promise<HeldTokens | undefined> {
  const rows = await db.query<HeldRow>(sql<HeldRow>`
    select id, issuer, upstream_sub, user_id, sealed_access, sealed_refresh is not null as has_refresh, scope,
      floor(extract(epoch from expires_at - now())) as seconds_left, expires_at, generation,
      refresh_claim is not null and coalesce(refresh_until > now(), false) as busy,
      refresh_claim is null and coalesce(refresh_until > now(), false) as paused, ${due(who.applicationId)} as untold
    from sso_tokens
    where tenant_id = ${db.tenantId} and user_id = ${who.userId} and connector_id = ${who.connectorId}
    order by stored_at desc, id limit 1`);
  return rows[0] && toHeld(rows[0]);
}

/** True for one of those who ask at once, so that the event is written once. */
export async function markTold(db: TenantDb, id: string, applicationId: string): Promise<boolean> {
  const rows = await db.query(sql`
    update sso_tokens set told = told || jsonb_build_object(${applicationId}::text, now())
    where tenant_id = ${db.tenantId} and id = ${id} and ${due(applicationId)} returning id`);
  return rows.length > 0;
}

/** The right to go to the provider, for a while; the refresh token comes with it. */
export async function claimRefresh(
  db: TenantDb,
  { id, generation, claim, seconds }: { id: string; generation: number; claim: string; seconds: number },
): Promise<string | undefined> {
  const rows = await db.query<{ sealed_refresh: string }>(sql<{ sealed_refresh: string }>`
    update sso_tokens set refresh_claim = ${claim}, refresh_until = now() + make_interval(secs => ${seconds}::int)
    where tenant_id = ${db.tenantId} and id = ${id} and generation = ${generation} and sealed_refresh is not null
      and coalesce(refresh_until <= now(), true)
    returning sealed_refresh`);
  return rows[0]?.sealed_refresh;
}

/** Only by whoever holds the claim: a sign-in meanwhile has written newer ones. */
export async function saveRefreshed(
  db: TenantDb,
  given: {
    id: string;
    claim: string;
    sealedAccess: string;
    sealedRefresh: string | null;
    scope: string;
    expiresInSeconds: number | null;
  },
): Promise<boolean> {
  const rows = await db.query(sql`
    update sso_tokens set sealed_access = ${given.sealedAccess},
      sealed_refresh = coalesce(${given.sealedRefresh}, sealed_refresh), scope = ${given.scope},
      expires_at = ${inSeconds(given.expiresInSeconds)}, refreshed_at = now(), generation = generation + 1,
      refresh_claim = null, refresh_until = null
    where tenant_id = ${db.tenantId} and id = ${given.id} and refresh_claim = ${given.claim} returning id`);
  return rows.length > 0;
}

/** After a refresh in vain: the next one waits a moment, whoever asks. */
export async function postponeRefresh(
  db: TenantDb,
  { id, claim, seconds }: { id: string; claim: string; seconds: number },
): Promise<void> {
  await db.query(sql`
    update sso_tokens set refresh_claim = null, refresh_until = now() + make_interval(secs => ${seconds}::int)
    where tenant_id = ${db.tenantId} and id = ${id} and refresh_claim = ${claim}`);
}

/** The provider has taken the grant back: nothing of it is worth keeping, nor revoking. */
export async function deleteRefused(db: TenantDb, id: string, claim: string): Promise<string | undefined> {
  const rows = await db.query<{ user_id: string }>(sql<{ user_id: string }>`
    delete from sso_tokens where tenant_id = ${db.tenantId} and id = ${id} and refresh_claim = ${claim}
    returning user_id`);
  return rows[0]?.user_id;
}

export interface StoredTokens {
  id: string;
  connectorId: string;
  issuer: string;
  subject: string;
  scope: string;
  hasRefreshToken: boolean;
  expiresAt: Date | null;
  storedAt: Date;
  refreshedAt: Date | null;
}

/** What is kept for a person, without the tokens. */
export async function tokensOfUser(db: TenantDb, userId: string): Promise<StoredTokens[]> {
  return db.query<StoredTokens>(sql<StoredTokens>`
    select id, connector_id as "connectorId", issuer, subject, scope, sealed_refresh is not null as "hasRefreshToken",
      expires_at as "expiresAt", stored_at as "storedAt", refreshed_at as "refreshedAt"
    from sso_tokens where tenant_id = ${db.tenantId} and user_id = ${userId}
    order by stored_at desc, id limit 100`);
}

export async function countTokens(
  db: TenantDb,
  connectorId: string,
): Promise<{ people: number; refreshable: number }> {
  const [row] = await db.query<{ people: string; refreshable: string }>(sql<{
    people: string;
    refreshable: string;
  }>`
    select count(distinct user_id) as people,
      count(distinct user_id) filter (where sealed_refresh is not null) as refreshable
    from sso_tokens where tenant_id = ${db.tenantId} and connector_id = ${connectorId}`);
  return { people: Number(row?.people ?? 0), refreshable: Number(row?.refreshable ?? 0) };
}
