/** SQL of the evidence: what a provider said. It is written by the statement that writes the trace. */
import { type RawBuilder, sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';

export interface SealedEvidence {
  sealed: string;
  /** False: anybody could have sent it. */
  verified: boolean;
  days: number;
}

/** What anybody may send is kept so often for a connector, and no more: a flood is not worth its space. */
const crowd = { most: 30, minutes: 10 };

/** With the rows that `statement` writes and returns: `tenant_id, id, connector_id, user_id` of a trace. */
export function withEvidence<R>(
  statement: RawBuilder<R>,
  { sealed, verified, days }: SealedEvidence,
): RawBuilder<R> {
  return sql<R>`
    with written as (${statement})
    insert into sso_evidence (tenant_id, id, connector_id, user_id, verified, sealed, expires_at)
    select tenant_id, id, connector_id, user_id, ${verified}::boolean, ${sealed},
      now() + ${days}::double precision * interval '1 day'
    from written w
    where ${verified}::boolean or ${crowd.most}::bigint > (
      select count(*) from sso_evidence e
      where e.tenant_id = w.tenant_id and e.connector_id = w.connector_id and not e.verified
        and e.created_at > now() - ${crowd.minutes}::double precision * interval '1 minute')
    on conflict (tenant_id, id) do nothing`;
}

export interface KeptEvidence {
  sealed: string;
  until: Date;
}

/** What is not over, by the row itself and by what the tenant wants now. */
export async function findEvidence(
  db: TenantDb,
  reference: string,
  days: number,
): Promise<KeptEvidence | undefined> {
  const [row] = await db.query(sql<KeptEvidence>`
    select sealed, least(expires_at, created_at + ${days}::double precision * interval '1 day') as until
    from sso_evidence
    where tenant_id = ${db.tenantId} and id = ${reference} and expires_at > now()
      and created_at > now() - ${days}::double precision * interval '1 day'`);
  return row;
}
