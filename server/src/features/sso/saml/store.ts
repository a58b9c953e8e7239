/** SQL of SAML: metadata of providers, our keys, used assertions, responses on their way to the browser's request. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../../../kernel/db/index.ts';
import type { IdpMetadata } from './idp-metadata.ts';

export interface StoredMetadata {
  url: string;
  entityId: string;
  document: IdpMetadata;
  fetchedAt: Date;
  refreshAt: Date;
  problem: string | null;
}

export async function findMetadata(db: TenantDb, connectorId: string): Promise<StoredMetadata | undefined> {
  const row = await db
    .selectFrom('sso_saml_metadata')
    .select(['url', 'entity_id', 'document', 'fetched_at', 'refresh_at', 'problem'])
    .where('connector_id', '=', connectorId)
    .executeTakeFirst();
  return (
    row && {
      url: row.url,
      entityId: row.entity_id,
      // Written by us after it had been read.
      document: row.document as IdpMetadata,
      fetchedAt: row.fetched_at,
      refreshAt: row.refresh_at,
      problem: row.problem,
    }
  );
}

export async function saveMetadata(
  db: TenantDb,
  values: { connectorId: string; url: string; document: IdpMetadata; seconds: number },
): Promise<void> {
  const { connectorId, url, document } = values;
  await db.query(sql`
    insert into sso_saml_metadata (tenant_id, connector_id, url, entity_id, document, refresh_at)
    values (${db.tenantId}, ${connectorId}, ${url}, ${document.entityId}, ${JSON.stringify(document)}::jsonb,
      now() + make_interval(secs => ${values.seconds}::double precision))
    on conflict (tenant_id, connector_id) do update set url = excluded.url, entity_id = excluded.entity_id,
      document = excluded.document, fetched_at = now(), refresh_at = excluded.refresh_at,
      problem = null`);
}

/** False when that was known already. */
export async function noteProblem(db: TenantDb, connectorId: string, problem: string): Promise<boolean> {
  const row = await db
    .updateTable('sso_saml_metadata')
    .set({ problem })
    .where('connector_id', '=', connectorId)
    .where(sql<boolean>`problem is distinct from ${problem}`)
    .returning('connector_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A response that does not verify may make us ask again, but not as often as somebody posts one. */
export async function mayAskAgain(db: TenantDb, connectorId: string, pauseSeconds: number): Promise<boolean> {
  const row = await db
    .updateTable('sso_saml_metadata')
    .set({ tried_at: sql<Date>`now()` })
    .where('connector_id', '=', connectorId)
    .where('tried_at', '<=', sql<Date>`now() - make_interval(secs => ${pauseSeconds}::double precision)`)
    .returning('connector_id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface DueMetadata {
  tenantId: string;
  connectorId: string;
}

/** Takes what is due for this node: the next try is set before anybody asks. */
export async function takeDue(system: SystemDb, limit: number): Promise<DueMetadata[]> {
  interface Row {
    tenant_id: string;
    connector_id: string;
  }
  const rows = await system.query<Row>(sql<Row>`
    update sso_saml_metadata m set refresh_at = now() + interval '1 hour'
    from (select tenant_id, connector_id from sso_saml_metadata where refresh_at <= now()
      order by refresh_at limit ${limit} for update skip locked) due
    where m.tenant_id = due.tenant_id and m.connector_id = due.connector_id
    returning m.tenant_id, m.connector_id`);
  return rows.map((row) => ({ tenantId: row.tenant_id, connectorId: row.connector_id }));
}

/** Of any number of uses of one assertion at the same moment one is the first. */
export async function useAssertion(db: TenantDb, id: string, until: Date): Promise<boolean> {
  const rows = await db.query(sql`
    insert into sso_saml_assertions (tenant_id, id, expires_at) values (${db.tenantId}, ${id}, ${until})
    on conflict do nothing returning id`);
  return rows.length > 0;
}

export async function keepResponse(
  db: TenantDb,
  values: { id: string; connectorId: string; sealed: string; seconds: number },
): Promise<void> {
  await db.query(sql`
    insert into sso_saml_responses (tenant_id, id, connector_id, sealed, expires_at)
    values (${db.tenantId}, ${values.id}, ${values.connectorId}, ${values.sealed},
      now() + make_interval(secs => ${values.seconds}::double precision))`);
}

export async function takeResponse(
  db: TenantDb,
  id: string,
  connectorId: string,
): Promise<string | undefined> {
  const row = await db
    .deleteFrom('sso_saml_responses')
    .where('id', '=', id)
    .where('connector_id', '=', connectorId)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('sealed')
    .executeTakeFirst();
  return row?.sealed;
}

export type KeyStatus = 'current' | 'next' | 'previous';

export interface StoredKey {
  id: string;
  status: string;
  certificate: string;
  sealedKey: string;
  createdAt: Date;
}

/** The current one first, then the next, then the previous ones, newest first. */
export async function listKeys(db: TenantDb): Promise<StoredKey[]> {
  const rows = await db
    .selectFrom('sso_saml_keys')
    .select(['id', 'status', 'certificate', 'sealed_key', 'created_at'])
    .orderBy(sql`case status when 'current' then 0 when 'next' then 1 else 2 end`)
    .orderBy('created_at', 'desc')
    .limit(4)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    certificate: row.certificate,
    sealedKey: row.sealed_key,
    createdAt: row.created_at,
  }));
}

/** Adds a key unless there is one with this status already: of two nodes one wins, both read the same. */
export async function insertKey(
  db: TenantDb,
  key: { id: string; status: KeyStatus; certificate: string; sealedKey: string },
): Promise<boolean> {
  const row = await db
    .insertInto('sso_saml_keys', {
      id: key.id,
      status: key.status,
      certificate: key.certificate,
      sealed_key: key.sealedKey,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The next key, held until the end of the transaction; its age is in seconds, by the database's clock. */
export async function lockNextKey(db: TenantDb): Promise<{ id: string; age: number } | undefined> {
  interface Row {
    id: string;
    age: number;
  }
  const [row] = await db.query<Row>(sql<Row>`
    select id, extract(epoch from now() - created_at)::bigint as age from sso_saml_keys
    where tenant_id = ${db.tenantId} and status = 'next' for update`);
  return row && { id: row.id, age: Number(row.age) };
}

/** One step of a rotation; false when another node was faster. */
export async function changeStatus(db: TenantDb, from: KeyStatus, to: KeyStatus): Promise<boolean> {
  const row = await db
    .updateTable('sso_saml_keys')
    .set({ status: to })
    .where('status', '=', from)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The present previous one makes room for the next. */
export async function deletePrevious(db: TenantDb): Promise<void> {
  await db.deleteFrom('sso_saml_keys').where('status', '=', 'previous').execute();
}
