/** SQL of the event log: what directories asked for and what became of it. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export const outcomes = ['read', 'changed', 'unchanged', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

export interface NewEvent {
  connectorId: string;
  id: string;
  method: string;
  path: string;
  resource: string | null;
  resourceId: string | null;
  /** Folded. */
  subject: string | null;
  status: number;
  outcome: Outcome;
  problem: string | null;
  details: object;
  tokenId: string | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  milliseconds: number;
  keepDays: number;
}

/** The event, and when the connector and its token were last used: one statement. */
export async function insertEvent(db: TenantDb, event: NewEvent): Promise<void> {
  const { connectorId, tokenId, outcome } = event;
  const tenantId = db.tenantId;
  await db.query(sql`
    with used as (
      update scim_tokens set last_used_at = now()
      where tenant_id = ${tenantId} and connector_id = ${connectorId} and id = ${tokenId}
        and (last_used_at is null or last_used_at < now() - interval '10 seconds')
    ), seen as (
      update scim_connectors set
        last_request_at = case when ${tokenId}::text is null then last_request_at else now() end,
        last_change_at = case when ${outcome} = 'changed' then now() else last_change_at end,
        last_problem_at = case when ${outcome} = 'refused' then now() else last_problem_at end
      where tenant_id = ${tenantId} and connector_id = ${connectorId} and (${outcome} in ('changed', 'refused')
        or last_request_at is null or last_request_at < now() - interval '10 seconds')
    )
    insert into scim_events (tenant_id, connector_id, id, method, path, resource, resource_id, subject, status,
      outcome, problem, details, token_id, address, user_agent, request_id, milliseconds, expires_at)
    values (${tenantId}, ${connectorId}, ${event.id}, ${event.method}, ${event.path}, ${event.resource},
      ${event.resourceId}, ${event.subject}, ${event.status}, ${outcome}, ${event.problem},
      ${JSON.stringify(event.details)}::jsonb, ${tokenId}, ${event.address}, ${event.userAgent},
      ${event.requestId}, ${event.milliseconds}, now() + ${event.keepDays} * interval '24 hours')`);
}

export interface StoredEvent {
  id: string;
  method: string;
  path: string;
  resource: string | null;
  resourceId: string | null;
  subject: string | null;
  status: number;
  outcome: Outcome;
  problem: string | null;
  details: Record<string, unknown>;
  tokenId: string | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  milliseconds: number;
  createdAt: Date;
}

export interface EventFilter {
  outcome?: Outcome | undefined;
  resource?: string | undefined;
  /** A part of the userName or displayName, folded; or an id. */
  search?: string | undefined;
  limit: number;
  offset: number;
}

interface Row {
  id: string;
  method: string;
  path: string;
  resource: string | null;
  resource_id: string | null;
  subject: string | null;
  status: number;
  outcome: string;
  problem: string | null;
  details: unknown;
  token_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  milliseconds: number;
  created_at: Date;
}

const toEvent = (row: Row): StoredEvent => ({
  id: row.id,
  method: row.method,
  path: row.path,
  resource: row.resource,
  resourceId: row.resource_id,
  subject: row.subject,
  status: Number(row.status),
  outcome: outcomes.find((known) => known === row.outcome) ?? 'read',
  problem: row.problem,
  details: row.details as StoredEvent['details'],
  tokenId: row.token_id,
  address: row.address,
  userAgent: row.user_agent,
  requestId: row.request_id,
  milliseconds: Number(row.milliseconds),
  createdAt: row.created_at,
});

/** Newest first. */
export async function listEvents(
  db: TenantDb,
  connectorId: string,
  { outcome, resource, search, limit, offset }: EventFilter,
): Promise<{ items: StoredEvent[]; total: number }> {
  const matching = db
    .selectFrom('scim_events')
    .where('connector_id', '=', connectorId)
    .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome!))
    .$if(resource !== undefined, (q) => q.where('resource', '=', resource!))
    .$if(search !== undefined, (q) =>
      q.where(
        sql<boolean>`(strpos(coalesce(subject, ''), ${search}) > 0 or resource_id = ${search} or request_id = ${search})`,
      ),
    );
  const rows = await matching
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  const { total } = await matching
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(toEvent), total: Number(total) };
}
