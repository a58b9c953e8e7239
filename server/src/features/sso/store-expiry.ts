/** SQL of what ends some day and has a row of its own. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { IdpMetadata } from './saml/idp-metadata.ts';

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

export interface FetchedDocument {
  connectorId: string;
  url: string;
  document: IdpMetadata;
  problem: string | null;
}

/** What was fetched of SAML providers' metadata. */
export async function fetchedMetadata(db: TenantDb): Promise<FetchedDocument[]> {
  const rows = await db
    .selectFrom('sso_saml_metadata')
    .select(['connector_id', 'url', 'document', 'problem'])
    .execute();
  // Written by us after it had been read.
  return rows.map((row) => ({
    connectorId: row.connector_id,
    url: row.url,
    document: row.document as IdpMetadata,
    problem: row.problem,
  }));
}
