/** SQL of rate limits and known devices. Expiry is judged by the database's clock, which all nodes share. */
import { type RawBuilder, sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Slowdown } from '../tenants/index.ts';

/** How long a device stays known after its last sign-in. */
const deviceLifetime = sql`interval '180 days'`;

interface PlaceRequest {
  accountKey: string;
  addressKey: string;
  deviceKey: string;
  userId: string;
  deviceId: string;
  account: Slowdown;
  address: Slowdown;
}

export interface PlaceRow {
  /** How many attempts this one makes, or null when it was refused. */
  failures: number | null;
  known: boolean;
  wait_seconds: number | null;
}

const seconds = (n: number) => sql`${n}::double precision * interval '1 second'`;

/**
 * One guarded upsert: it counts the attempt and sets the delay before the next one, and touches no row (so
 * returns none) while a delay runs.
 */
function upsert(db: TenantDb, key: RawBuilder<unknown>, rule: Slowdown, condition: RawBuilder<unknown>) {
  const failures = sql`case when l.window_ends_at <= now() then 1 else l.failures + 1 end`;
  const delay = sql`least(${rule.maxDelaySeconds}::double precision,
    ${rule.firstDelaySeconds}::double precision * power(2, least(20, (${failures}) - ${rule.freeAttempts}::bigint)))`;
  const first =
    rule.freeAttempts <= 1 ? sql`now() + ${seconds(rule.firstDelaySeconds)}` : sql`null::timestamptz`;
  return sql`
    insert into rate_limits as l (tenant_id, key, failures, blocked_until, window_ends_at)
    select ${db.tenantId}, ${key}, 1, ${first}, now() + ${seconds(rule.forgetAfterSeconds)} where ${condition}
    on conflict (tenant_id, key) do update set
      failures = ${failures},
      blocked_until = case when (${failures}) >= ${rule.freeAttempts}::bigint then now() + ${delay} * interval '1 second' end,
      window_ends_at = excluded.window_ends_at
    where l.blocked_until is null or l.blocked_until <= now()
    returning l.failures`;
}

/**
 * Takes a place at the address and at the account (a known device: at the device alone), all in one statement.
 * A blocked address does not add to the account's count.
 */
export async function takePlace(db: TenantDb, request: PlaceRequest): Promise<PlaceRow> {
  const accountKey = sql`case when exists (select 1 from known) then ${request.deviceKey}::text
    else ${request.accountKey}::text end`;
  const byAddress = upsert(
    db,
    sql`${request.addressKey}::text`,
    request.address,
    sql`not exists (select 1 from known)`,
  );
  const byAccount = upsert(
    db,
    accountKey,
    request.account,
    sql`exists (select 1 from known) or exists (select 1 from by_address)`,
  );
  const rows = await db.query<PlaceRow>(sql<PlaceRow>`
    with known as (
      select id from known_devices where tenant_id = ${db.tenantId} and user_id = ${request.userId}
        and id = ${request.deviceId} and expires_at > now()
    ), by_address as (${byAddress}), by_account as (${byAccount})
    select (select failures from by_account)::double precision as failures,
      exists (select 1 from known) as known,
      (select extract(epoch from max(blocked_until) - now())::double precision from rate_limits
        where tenant_id = ${db.tenantId}
          and key in (${request.addressKey}, ${request.accountKey}, ${request.deviceKey})
          and (key = ${request.deviceKey}) = exists (select 1 from known)) as wait_seconds`);
  return rows[0] ?? { failures: null, known: false, wait_seconds: null };
}

interface Device {
  userId: string;
  deviceId: string;
}

function upsertDevice(db: TenantDb, { userId, deviceId }: Device) {
  return sql`
    insert into known_devices (tenant_id, user_id, id, expires_at)
    values (${db.tenantId}, ${userId}, ${deviceId}, now() + ${deviceLifetime})
    on conflict (tenant_id, user_id, id) do update
      set last_seen_at = now(), expires_at = excluded.expires_at
    returning id`;
}

export async function insertDevice(db: TenantDb, device: Device): Promise<void> {
  await db.query(upsertDevice(db, device));
}

interface PlaceReturn {
  accountKey: string;
  addressKey: string | null;
  remember: Device | undefined;
}

export async function givePlaceBack(db: TenantDb, { accountKey, addressKey, remember }: PlaceReturn) {
  const device = remember ? upsertDevice(db, remember) : sql`select 1`;
  await db.query(sql`
    with device as (${device}), address as (
      update rate_limits set failures = greatest(failures - 1, 0), blocked_until = null
      where tenant_id = ${db.tenantId} and key = ${addressKey} returning key
    )
    delete from rate_limits where tenant_id = ${db.tenantId} and key = ${accountKey}`);
}
