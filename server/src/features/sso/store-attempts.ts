/** SQL of the round trip: requests under way, and the traces of all attempts. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { CauseCode } from './causes.ts';
import { type SealedEvidence, withEvidence } from './recorder/store-evidence.ts';
import type { TraceStep } from './trace.ts';

/** The database's clock decides, because start and callback may meet different nodes (DESIGN section 11). */
const requestMinutes = 10;

export interface RequestValues {
  /** Hash of `state`. */
  id: string;
  connectorId: string;
  attemptId: string;
  browserHash: string;
  sealed: string;
  traceId: string;
}

export async function insertRequest(db: TenantDb, values: RequestValues): Promise<void> {
  await db.query(sql`
    insert into sso_requests (tenant_id, id, connector_id, attempt_id, browser_hash, sealed, trace_id, expires_at)
    values (${db.tenantId}, ${values.id}, ${values.connectorId}, ${values.attemptId}, ${values.browserHash},
      ${values.sealed}, ${values.traceId}, now() + ${requestMinutes}::double precision * interval '1 minute')`);
}

interface ConsumedRow {
  expires_at: Date;
  attempt_id: string;
  sealed: string;
  trace_id: string;
}

/**
 * Once, by the browser that started it, at the connector it was started for, in time: of any number of
 * callbacks at the same moment one gets the row.
 */
export async function consumeRequest(
  db: TenantDb,
  key: { id: string; connectorId: string; browserHash: string },
): Promise<{ attemptId: string; sealed: string; traceId: string; startedAt: Date } | undefined> {
  const row: ConsumedRow | undefined = await db
    .updateTable('sso_requests')
    .set({ consumed_at: sql<Date>`now()` })
    .where('id', '=', key.id)
    .where('connector_id', '=', key.connectorId)
    .where('browser_hash', '=', key.browserHash)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['attempt_id', 'sealed', 'trace_id', 'expires_at'])
    .executeTakeFirst();
  if (!row) return undefined;
  const { attempt_id: attemptId, sealed, trace_id: traceId } = row;
  return { attemptId, sealed, traceId, startedAt: startOf(row) };
}

const startOf = (row: { expires_at: Date }) => new Date(row.expires_at.getTime() - requestMinutes * 60_000);

export interface RefusedRequest {
  connectorId: string;
  attemptId: string;
  browserHash: string;
  traceId: string;
  consumed: boolean;
  startedAt: Date;
}

/** Why consumeRequest gave nothing. */
export async function findRequest(db: TenantDb, id: string): Promise<RefusedRequest | undefined> {
  const row = await db
    .selectFrom('sso_requests')
    .select(['connector_id', 'attempt_id', 'browser_hash', 'trace_id', 'consumed_at', 'expires_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      connectorId: row.connector_id,
      attemptId: row.attempt_id,
      browserHash: row.browser_hash,
      traceId: row.trace_id,
      consumed: row.consumed_at !== null,
      startedAt: startOf(row),
    }
  );
}

export type TraceOutcome = 'started' | 'succeeded' | 'failed';

export interface StoredTrace {
  reference: string;
  connectorId: string;
  attemptId: string | null;
  applicationId: string | null;
  userId: string | null;
  email: string | null;
  outcome: TraceOutcome;
  cause: CauseCode | null;
  steps: TraceStep[];
  claims: unknown;
  /** Which version of the connector's connection it went by; null when that was not noted. */
  connection: number | null;
  startedAt: Date;
  finishedAt: Date | null;
  expiresAt: Date;
}

interface NewTrace
  extends Pick<
    StoredTrace,
    'reference' | 'connectorId' | 'attemptId' | 'applicationId' | 'outcome' | 'cause' | 'email' | 'connection'
  > {
  steps: readonly TraceStep[];
  typedHash: string | null;
  emailHash: string | null;
  /** How long it is kept. */
  days: number;
  /** Anybody can make as many of these as they like: it is written only so often. */
  rubbish?: boolean;
  evidence?: SealedEvidence | undefined;
}

/** Of what belongs to no sign-in, for a connector: enough to see that it happens, and what it is. */
const flood = { most: 300, minutes: 10 };

export async function insertTrace(db: TenantDb, trace: NewTrace): Promise<void> {
  const steps = JSON.stringify(trace.steps);
  const insert = sql`
    insert into sso_traces (tenant_id, id, connector_id, attempt_id, application_id, outcome, cause, steps, email,
      connection, typed_hash, email_hash, finished_at, expires_at)
    select ${db.tenantId}, ${trace.reference}, ${trace.connectorId}, ${trace.attemptId}, ${trace.applicationId},
      ${trace.outcome}, ${trace.cause}, ${steps}::jsonb, ${trace.email},
      ${trace.connection}, ${trace.typedHash}, ${trace.emailHash},
      case when ${trace.outcome !== 'started'}::boolean then now() end,
      now() + ${trace.days}::double precision * interval '1 day'
    where not ${trace.rubbish ?? false}::boolean or ${flood.most}::bigint > (
      select count(*) from sso_traces where tenant_id = ${db.tenantId} and connector_id = ${trace.connectorId}
        and attempt_id is null and started_at > now() - ${flood.minutes}::double precision * interval '1 minute')
    returning tenant_id, id, connector_id, user_id`;
  await db.query(trace.evidence ? withEvidence(insert, trace.evidence) : insert);
}

export interface TraceEnd {
  reference: string;
  outcome: TraceOutcome;
  cause: CauseCode | null;
  userId: string | null;
  email: string | null;
  emailHash: string | null;
  steps: readonly TraceStep[];
  claims: Readonly<Record<string, unknown>> | null;
  evidence?: SealedEvidence | undefined;
}

/** Adds the steps. A trace that has ended stays as it is: a replayed callback cannot rewrite what happened. */
export async function finishTrace(db: TenantDb, end: TraceEnd): Promise<void> {
  const claims = end.claims && JSON.stringify(end.claims);
  const update = sql`
    update sso_traces set outcome = ${end.outcome}, cause = ${end.cause}, user_id = ${end.userId},
      email = ${end.email}, email_hash = ${end.emailHash}, steps = steps || ${JSON.stringify(end.steps)}::jsonb,
      claims = ${claims}::jsonb, finished_at = case when ${end.outcome !== 'started'}::boolean then now() end
    where tenant_id = ${db.tenantId} and id = ${end.reference} and outcome = 'started'
    returning tenant_id, id, connector_id, user_id`;
  await db.query(end.evidence ? withEvidence(update, end.evidence) : update);
}

export const traceColumns = [
  'id',
  'connector_id',
  'attempt_id',
  'application_id',
  'user_id',
  'email',
  'outcome',
  'cause',
  'steps',
  'claims',
  'connection',
  'started_at',
  'finished_at',
  'expires_at',
] as const;

export interface TraceRow {
  id: string;
  connector_id: string;
  attempt_id: string | null;
  application_id: string | null;
  user_id: string | null;
  email: string | null;
  outcome: string;
  cause: string | null;
  steps: unknown;
  claims: unknown;
  connection: number | null;
  started_at: Date;
  finished_at: Date | null;
  expires_at: Date;
}

/** Outcome, cause and steps are written by this feature alone. */
export const toTrace = (row: TraceRow): StoredTrace => ({
  reference: row.id,
  connectorId: row.connector_id,
  attemptId: row.attempt_id,
  applicationId: row.application_id,
  userId: row.user_id,
  email: row.email,
  outcome: row.outcome as TraceOutcome,
  cause: row.cause as CauseCode | null,
  steps: row.steps as TraceStep[],
  claims: row.claims,
  connection: row.connection === null ? null : Number(row.connection),
  startedAt: row.started_at,
  finishedAt: row.finished_at,
  expiresAt: row.expires_at,
});

export async function findTrace(db: TenantDb, reference: string): Promise<StoredTrace | undefined> {
  const row = await db
    .selectFrom('sso_traces')
    .select(traceColumns)
    .where('id', '=', reference)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row && toTrace(row);
}
