/** SQL of the keys with which Gatehouse proves to identity providers who it is. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../../../kernel/db/index.ts';
import { inOrderOfUse, rotationIn } from '../../keys/index.ts';

/** A connector's id; null for the tenant's own keys. */
export type KeyOwner = string | null;
export type ClientKeyStatus = 'next' | 'current' | 'previous';

export interface ClientKeyRow {
  id: string;
  status: string;
  public_jwk: unknown;
  certificate: string;
  sealed_secret: string;
  created_at: Date;
  activated_at: Date | null;
  retired_at: Date | null;
  not_after: Date;
}

const columns = [
  'id',
  'status',
  'public_jwk',
  'certificate',
  'sealed_secret',
  'created_at',
  'activated_at',
  'retired_at',
  'not_after',
] as const;

/** Those that are published: current, next, then the previous ones, newest first. */
export async function listClientKeys(db: TenantDb, owner: KeyOwner): Promise<ClientKeyRow[]> {
  return db
    .selectFrom('sso_client_keys')
    .select(columns)
    .where((e) => (owner === null ? e('connector_id', 'is', null) : e('connector_id', '=', owner)))
    .where((e) => e.or([e('retired_at', 'is', null), e('retired_at', '>', sql<Date>`now()`)]))
    .orderBy(inOrderOfUse)
    .orderBy('created_at', 'desc')
    .execute();
}

export interface NewClientKey {
  id: string;
  connector_id: KeyOwner;
  status: 'current' | 'next';
  public_jwk: unknown;
  certificate: string;
  sealed_secret: string;
  not_after: Date;
}

/** Of two nodes that make the first key at once one wins, and both read the same. */
export async function insertClientKey(db: TenantDb, key: NewClientKey): Promise<void> {
  await db
    .insertInto('sso_client_keys', key)
    .onConflict((c) => c.doNothing())
    .execute();
}

/** A connector's keys take turns, and so do the tenant's own. */
export const { retireCurrent, promoteNext } = rotationIn<KeyOwner>(
  'sso_client_keys',
  (owner) => sql`connector_id is not distinct from ${owner}`,
);

/** The next key; its age is in seconds, by the database's clock. */
export async function findNextKey(
  db: TenantDb,
  owner: KeyOwner,
): Promise<{ id: string; age: number } | undefined> {
  const row = await db
    .selectFrom('sso_client_keys')
    .select(['id', sql<number>`extract(epoch from now() - created_at)::bigint`.as('age')])
    .where((e) => (owner === null ? e('connector_id', 'is', null) : e('connector_id', '=', owner)))
    .where('status', '=', 'next')
    .executeTakeFirst();
  return row && { id: row.id, age: Number(row.age) };
}

/**
 * Whose keys have signed for so long that the next ones take over by themselves: the tenants' own, and those of
 * connectors whose provider reads the published key set. Certificates wait for the administrator who uploads them.
 */
export async function keysDue(
  system: SystemDb,
  { signDays, publishSeconds, limit }: { signDays: number; publishSeconds: number; limit: number },
): Promise<{ tenantId: string; owner: KeyOwner }[]> {
  return system.query(sql<{ tenantId: string; owner: KeyOwner }>`
    select k.tenant_id as "tenantId", k.connector_id as owner from sso_client_keys k
    join sso_client_keys n on n.tenant_id = k.tenant_id and n.status = 'next'
      and n.connector_id is not distinct from k.connector_id
      and n.created_at < now() - make_interval(secs => ${publishSeconds}::int)
    left join sso_connectors c on c.tenant_id = k.tenant_id and c.id = k.connector_id
    where k.status = 'current' and coalesce(k.activated_at, k.created_at) < now() - make_interval(days => ${signDays}::int)
      and (k.connector_id is null or (c.config ->> 'clientAuthentication' = 'private_key_jwt'
        and coalesce(c.config ->> 'keyRotation', 'automatic') = 'automatic'))
    order by k.tenant_id limit ${limit}`);
}
