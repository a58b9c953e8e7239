/** SQL of the failures that speak against a change, and of the one decision that comes of them. */
import { sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { CauseCode } from '../causes.ts';
import type { CountedFailure, Evidence } from './evidence.ts';
import type { RolledBack } from './revision.ts';

/** More than any threshold. */
const mostRead = 1_000;

export interface NewFailure extends CountedFailure {
  connectorId: string;
  revision: number;
  reference: string;
}

/** Nothing, when the connector was deleted meanwhile. */
export async function insertFailure(db: TenantDb, failure: NewFailure): Promise<void> {
  await db.query(sql`
    insert into sso_change_failures (tenant_id, connector_id, revision, id, who, cause, evidence, expires_at)
    select tenant_id, id, revision, ${failure.reference}, ${failure.who}, ${failure.cause}, ${failure.evidence},
      now() + interval '1 day'
    from sso_connectors where tenant_id = ${db.tenantId} and id = ${failure.connectorId}
      and revision = ${failure.revision}
    on conflict do nothing`);
}

export async function failuresOf(
  db: TenantDb,
  connectorId: string,
  revision: number,
): Promise<CountedFailure[]> {
  const rows = await db
    .selectFrom('sso_change_failures')
    .select(['evidence', 'who', 'cause'])
    .where('connector_id', '=', connectorId)
    .where('revision', '=', revision)
    .orderBy('failed_at', 'desc')
    .limit(mostRead)
    .execute();
  // Written by this feature alone.
  return rows.map(({ evidence, who, cause }) => ({
    evidence: evidence as Evidence,
    who,
    cause: cause as CauseCode,
  }));
}

/** Of sign-ins that went by the connection as it is now. */
export async function successesOf(
  db: TenantDb,
  { id, connection, revisedAt }: { id: string; connection: number; revisedAt: Date },
): Promise<number> {
  const rows = await db
    .selectFrom('sso_traces')
    .select('id')
    .where('connector_id', '=', id)
    .where('started_at', '>=', revisedAt)
    .where('connection', '=', connection)
    .where('outcome', '=', 'succeeded')
    .limit(mostRead)
    .execute();
  return rows.length;
}

/** The change stays, and nobody looks at it again: of any number of nodes that decide so, one tells it. */
export async function endWatch(
  tx: TenantDb,
  { id, revision }: { id: string; revision: number },
  told: RolledBack,
): Promise<boolean> {
  const row = await tx
    .updateTable('sso_connectors')
    .set({ watched: false, rolled_back: told })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('watched', '=', true)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
