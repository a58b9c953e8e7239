/** SQL of what ends some day and has a row of its own. */
import type { TenantDb } from '../../kernel/db/index.ts';

/** Of the certificates that sign now, by connector. */
export async function endsOfCertificates(db: TenantDb): Promise<ReadonlyMap<string, Date>> {
  const rows = await db
    .selectFrom('sso_client_keys')
    .select(['connector_id', 'not_after'])
    .where('status', '=', 'current')
    .where('connector_id', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.connector_id!, row.not_after]));
}
