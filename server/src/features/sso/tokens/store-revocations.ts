/** SQL of deleting tokens, and of the queue of those that are still to be revoked at their provider. */
import { type RawBuilder, sql } from 'kysely';
import type { Json, TenantDb } from '../../../kernel/db/index.ts';

export type Doomed = { connectorId: string } | { userId: string } | { id: string; userId: string };

const which = (doomed: Doomed): RawBuilder<unknown> => {
  if ('connectorId' in doomed) return sql`connector_id = ${doomed.connectorId}`;
  const ofUser = sql`user_id = ${doomed.userId}`;
  return 'id' in doomed ? sql`id = ${doomed.id} and ${ofUser}` : ofUser;
};

/** What can't be revoked within a day isn't. */
const queueSeconds = 24 * 3_600;

/**
 * In one statement, however many there are. The refresh token takes the others with it (RFC 7009 section 2.1).
 * @returns how many there were, by connector
 */
export async function deleteTokens(
  db: TenantDb,
  doomed: Doomed,
  { salt, client }: { salt: string; client?: Json },
): Promise<Map<string, number>> {
  const rows = await db.query<{ connector_id: string; count: string }>(sql<{
    connector_id: string;
    count: string;
  }>`
    with gone as (
      delete from sso_tokens where tenant_id = ${db.tenantId} and ${which(doomed)}
      returning tenant_id, id, connector_id, coalesce(sealed_refresh, sealed_access) as sealed
    ), queued as (
      insert into sso_token_revocations (tenant_id, id, connector_id, token_id, sealed, client, expires_at)
      select tenant_id, id || '.' || ${salt}::text, connector_id, id, sealed,
        ${client === undefined ? null : JSON.stringify(client)}::jsonb,
        now() + make_interval(secs => ${queueSeconds}::int)
      from gone
    )
    select connector_id, count(*) as count from gone group by connector_id`);
  return new Map(rows.map(({ connector_id: id, count }) => [id, Number(count)]));
}

/** A token that came back from the provider when its row was gone already. */
export async function queueRevocation(
  db: TenantDb,
  given: { id: string; connectorId: string; tokenId: string; sealed: string },
): Promise<void> {
  await db.query(sql`
    insert into sso_token_revocations (tenant_id, id, connector_id, token_id, sealed, expires_at)
    values (${db.tenantId}, ${given.id}, ${given.connectorId}, ${given.tokenId}, ${given.sealed},
      now() + make_interval(secs => ${queueSeconds}::int))`);
}

export interface QueuedRevocation {
  id: string;
  tokenId: string;
  sealed: string;
  client: unknown;
}

export async function queuedRevocations(
  db: TenantDb,
  connectorId: string,
  limit: number,
): Promise<QueuedRevocation[]> {
  return db.query<QueuedRevocation>(sql<QueuedRevocation>`
    select id, token_id as "tokenId", sealed, client from sso_token_revocations
    where tenant_id = ${db.tenantId} and connector_id = ${connectorId} and expires_at > now()
    order by id limit ${limit}`);
}

export async function endRevocations(db: TenantDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query(sql`
    delete from sso_token_revocations
    where tenant_id = ${db.tenantId} and id in (${sql.join(ids)})`);
}
