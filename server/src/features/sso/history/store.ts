/** SQL of the versions of connectors. */
import { sql } from 'kysely';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { type AttributeMapping, attributeMappingSchema } from '../mapping/attributes.ts';
import { type RoleMapping, roleMappingSchema } from '../mapping/roles.ts';
import type { IdpMetadata } from '../saml/idp-metadata.ts';
import type { StoredConnector } from '../store.ts';
import { type Revised, revisedSchema } from './revision.ts';

/** How many earlier versions are kept, and for how long; the last that had succeeded stays in any case. */
export const kept = { versions: 20, days: 90 };

export interface StoredVersion {
  id: string;
  connectorId: string;
  revision: number;
  madeAt: Date;
  made: Revised | null;
  config: Readonly<Record<string, unknown>>;
  sealedSecrets: string | null;
  attributeMapping: AttributeMapping;
  roleMapping: RoleMapping | null;
  samlMetadata: IdpMetadata | null;
  testedAt: Date | null;
  administratorAt: Date | null;
  administratorId: string | null;
  firstSuccessAt: Date | null;
  lastSuccessAt: Date | null;
  replacedAt: Date;
  rolledBack: boolean;
}

/** When the first and the last sign-in of the present version succeeded: both by the index of the traces. */
async function successesOf(db: TenantDb, connector: StoredConnector) {
  const since = connector.revisedAt ?? connector.createdAt;
  const one = (direction: 'asc' | 'desc') =>
    db
      .selectFrom('sso_traces')
      .select('finished_at')
      .where('connector_id', '=', connector.id)
      .where('started_at', '>=', since)
      .where('outcome', '=', 'succeeded')
      .orderBy('started_at', direction)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = [await one('asc'), await one('desc')];
  return { first_success_at: first?.finished_at ?? null, last_success_at: last?.finished_at ?? null };
}

/** What the metadata address of this version said when it was last read. */
async function metadataOf(db: TenantDb, { id, config }: StoredConnector): Promise<unknown> {
  if (typeof config.metadataUrl !== 'string') return null;
  const row = await db
    .selectFrom('sso_saml_metadata')
    .select('document')
    .where('connector_id', '=', id)
    .where('url', '=', config.metadataUrl)
    .executeTakeFirst();
  return row?.document ?? null;
}

/** Keeps what a change is about to replace; in its transaction. */
export async function insertVersion(
  tx: TenantDb,
  before: StoredConnector,
  { id, sealedSecrets, rolledBack }: { id: string; sealedSecrets: string | null; rolledBack: boolean },
): Promise<void> {
  await tx
    .insertInto('sso_connector_versions', {
      id,
      connector_id: before.id,
      revision: before.revision,
      made_at: before.revisedAt ?? before.createdAt,
      made: before.revised,
      config: before.config,
      sealed_secrets: sealedSecrets,
      attribute_mapping: before.attributeMapping,
      role_mapping: before.roleMapping,
      saml_metadata: await metadataOf(tx, before),
      tested_at: before.testedAt,
      administrator_at: before.administratorAt,
      administrator_id: before.administratorId,
      ...(await successesOf(tx, before)),
      rolled_back: rolledBack,
    })
    .execute();
  await forgetOld(tx, before.id);
}

const succeeded = sql<boolean>`(tested_at is not null or last_success_at is not null)`;

/** Which is the last that succeeded changes with every version; the others end after their time. */
async function forgetOld(tx: TenantDb, connectorId: string): Promise<void> {
  await tx.query(sql`
    update sso_connector_versions v set expires_at = case
      when v.revision = (select max(revision) from sso_connector_versions
        where tenant_id = ${tx.tenantId} and connector_id = ${connectorId} and ${succeeded}) then null
      else v.replaced_at + ${kept.days}::double precision * interval '1 day' end
    where v.tenant_id = ${tx.tenantId} and v.connector_id = ${connectorId}`);
  await tx.query(sql`
    delete from sso_connector_versions where tenant_id = ${tx.tenantId} and connector_id = ${connectorId}
      and expires_at is not null and revision <= (
        select revision from sso_connector_versions
        where tenant_id = ${tx.tenantId} and connector_id = ${connectorId}
        order by revision desc offset ${kept.versions} limit 1)`);
}

const versionColumns = [
  'id',
  'connector_id',
  'revision',
  'made_at',
  'made',
  'config',
  'sealed_secrets',
  'attribute_mapping',
  'role_mapping',
  'saml_metadata',
  'tested_at',
  'administrator_at',
  'administrator_id',
  'first_success_at',
  'last_success_at',
  'replaced_at',
  'rolled_back',
] as const;

interface VersionRow {
  id: string;
  connector_id: string;
  revision: number;
  made_at: Date;
  made: unknown;
  config: unknown;
  sealed_secrets: string | null;
  attribute_mapping: unknown;
  role_mapping: unknown;
  saml_metadata: unknown;
  tested_at: Date | null;
  administrator_at: Date | null;
  administrator_id: string | null;
  first_success_at: Date | null;
  last_success_at: Date | null;
  replaced_at: Date;
  rolled_back: boolean;
}

const toVersion = (row: VersionRow): StoredVersion => ({
  id: row.id,
  connectorId: row.connector_id,
  revision: Number(row.revision),
  madeAt: row.made_at,
  made: revisedSchema.nullable().parse(row.made),
  // Written by us from a connector's row.
  config: row.config as Readonly<Record<string, unknown>>,
  sealedSecrets: row.sealed_secrets,
  attributeMapping: attributeMappingSchema.parse(row.attribute_mapping),
  roleMapping: roleMappingSchema.nullable().parse(row.role_mapping),
  samlMetadata: row.saml_metadata as IdpMetadata | null,
  testedAt: row.tested_at,
  administratorAt: row.administrator_at,
  administratorId: row.administrator_id,
  firstSuccessAt: row.first_success_at,
  lastSuccessAt: row.last_success_at,
  replacedAt: row.replaced_at,
  rolledBack: row.rolled_back,
});

/** Newest first. */
export async function listVersions(
  db: TenantDb,
  connectorId: string,
  page: { limit: number; offset: number },
): Promise<{ versions: StoredVersion[]; total: number }> {
  const query = db.selectFrom('sso_connector_versions').where('connector_id', '=', connectorId);
  const rows = await query
    .select(versionColumns)
    .orderBy('revision', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await query.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { versions: rows.map(toVersion), total: Number(total) };
}

export async function findVersion(
  db: TenantDb,
  connectorId: string,
  revision: number,
): Promise<StoredVersion | undefined> {
  const row = await db
    .selectFrom('sso_connector_versions')
    .select(versionColumns)
    .where('connector_id', '=', connectorId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row && toVersion(row);
}

/** The last one by which anybody came through. */
export async function lastThatSucceeded(
  db: TenantDb,
  connectorId: string,
): Promise<StoredVersion | undefined> {
  const row = await db
    .selectFrom('sso_connector_versions')
    .select(versionColumns)
    .where('connector_id', '=', connectorId)
    .where(succeeded)
    .where('rolled_back', '=', false)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toVersion(row);
}

/** When the first and the last sign-in of the version in force succeeded. */
export const presentSuccesses = successesOf;

/** The news of a roll-back has been read. */
export async function forgetRolledBack(tx: TenantDb, connectorId: string): Promise<boolean> {
  const row = await tx
    .updateTable('sso_connectors')
    .set({ rolled_back: null })
    .where('id', '=', connectorId)
    .where('rolled_back', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
