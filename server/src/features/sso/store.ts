/** SQL of connectors and their domains. */
import { sql } from 'kysely';
import { isForeignKeyViolation, isUniqueViolation, type TenantDb } from '../../kernel/db/index.ts';
import { createMatcher } from '../../protocol/search.ts';
import { errors } from './errors.ts';
import { type Revised, type RolledBack, revisedSchema, rolledBackSchema } from './history/revision.ts';
import { type AttributeMapping, attributeMappingSchema } from './mapping/attributes.ts';
import { type RoleMapping, roleMappingSchema } from './mapping/roles.ts';
import {
  type Connector,
  type ConnectorDisplay,
  type ConnectorDomain,
  displaySchema,
  type SyncProfile,
  syncProfileSchema,
} from './schema.ts';
import { type DomainRow, domainColumns, toDomain } from './store-domains.ts';
import { type TokenStorage, tokenStorageSchema } from './tokens/schema.ts';

/** A connector as stored: its secrets sealed. */
export interface StoredConnector extends Connector {
  sealedSecrets: string | null;
  /** Counts the changes of config and secrets. */
  connection: number;
  /** The last change of the connection; null: it is as it was made. */
  revised: Revised | null;
  /** Whether real sign-ins may still take that change back. */
  watched: boolean;
}

const connectorColumns = [
  'id',
  'name',
  'provider',
  'config',
  'sealed_secrets',
  'display',
  'sync_profile',
  'attribute_mapping',
  'role_mapping',
  'token_storage',
  'enabled',
  'enforced',
  'tested_at',
  'administrator_at',
  'administrator_id',
  'disabled_at',
  'connection',
  'organization_id',
  'revision',
  'revised_at',
  'revised',
  'watched',
  'rolled_back',
  'auto_roll_back',
  'version',
  'created_at',
  'updated_at',
] as const;

interface ConnectorRow {
  id: string;
  name: string;
  provider: string;
  config: unknown;
  sealed_secrets: string | null;
  display: unknown;
  sync_profile: string;
  attribute_mapping: unknown;
  role_mapping: unknown;
  token_storage: unknown;
  enabled: boolean;
  enforced: boolean;
  tested_at: Date | null;
  administrator_at: Date | null;
  administrator_id: string | null;
  disabled_at: Date | null;
  connection: number;
  organization_id: string | null;
  revision: number;
  revised_at: Date | null;
  revised: unknown;
  watched: boolean;
  rolled_back: unknown;
  auto_roll_back: boolean;
  version: number;
  created_at: Date;
  updated_at: Date;
}

function toConnector(row: ConnectorRow, domains: ConnectorDomain[]): StoredConnector {
  return {
    id: row.id,
    name: row.name,
    provider: row.provider,
    // Written by us after the preset's schema had looked at it.
    config: row.config as Readonly<Record<string, unknown>>,
    hasClientSecret: row.sealed_secrets !== null,
    sealedSecrets: row.sealed_secrets,
    display: displaySchema.parse(row.display),
    syncProfile: syncProfileSchema.parse(row.sync_profile),
    attributeMapping: attributeMappingSchema.parse(row.attribute_mapping),
    roleMapping: roleMappingSchema.nullable().parse(row.role_mapping),
    tokenStorage: tokenStorageSchema.parse(row.token_storage),
    enabled: row.enabled,
    organizationId: row.organization_id,
    enforced: row.enforced,
    testedAt: row.tested_at,
    administratorAt: row.administrator_at,
    administratorId: row.administrator_id,
    disabledAt: row.disabled_at,
    connection: Number(row.connection),
    revision: Number(row.revision),
    revisedAt: row.revised_at,
    revised: revisedSchema.nullable().parse(row.revised),
    watched: row.watched,
    rolledBack: rolledBackSchema.nullable().parse(row.rolled_back),
    automaticRollBack: row.auto_roll_back,
    domains,
    version: Number(row.version),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export async function findConnector(db: TenantDb, id: string): Promise<StoredConnector | undefined> {
  const row = await db
    .selectFrom('sso_connectors')
    .select(connectorColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toConnector(row, await domainsOf(db, [id]));
}

async function domainsOf(db: TenantDb, connectorIds: readonly string[]): Promise<ConnectorDomain[]> {
  if (connectorIds.length === 0) return [];
  const rows = await db
    .selectFrom('sso_domains')
    .select(domainColumns)
    .where('connector_id', 'in', connectorIds)
    .orderBy('domain')
    .execute();
  return rows.map(toDomain);
}

async function withDomains(db: TenantDb, rows: readonly ConnectorRow[]): Promise<StoredConnector[]> {
  const domains = await domainsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    toConnector(
      row,
      domains.filter(({ connectorId }) => connectorId === row.id),
    ),
  );
}

/** How many connectors a search looks through: the oldest, far more than anybody has. */
const searchedWithin = 10_000;

/** Folded here and not by the database: each database folds in its own way (DESIGN section 11). */
async function searchIds(db: TenantDb, text: string): Promise<string[]> {
  const matches = createMatcher(text);
  interface Row {
    id: string;
    texts: string[];
  }
  const rows = await db.query<Row>(sql<Row>`
    select id, jsonb_build_array(name, display ->> 'name') || coalesce((
        select jsonb_agg(domain) from sso_domains d
        where d.tenant_id = c.tenant_id and d.connector_id = c.id), '[]') as texts
    from sso_connectors c where tenant_id = ${db.tenantId} order by created_at limit ${searchedWithin}`);
  return rows.filter(({ id, texts }) => matches(id, ...texts)).map(({ id }) => id);
}

export async function listConnectors(
  db: TenantDb,
  page: { limit: number; offset: number; search?: string },
): Promise<{ connectors: StoredConnector[]; total: number }> {
  const ids = page.search === undefined ? undefined : await searchIds(db, page.search);
  const wanted = sql<string>`(select jsonb_array_elements_text(${JSON.stringify(ids ?? [])}::jsonb))`;
  const matching = db.selectFrom('sso_connectors').$if(ids !== undefined, (q) => q.where('id', 'in', wanted));
  const rows = await matching
    .select(connectorColumns)
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const { total } = await matching
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { connectors: await withDomains(db, rows), total: Number(total) };
}

export async function enabledConnectors(db: TenantDb, limit: number): Promise<StoredConnector[]> {
  const rows = await db
    .selectFrom('sso_connectors')
    .select(connectorColumns)
    .where('enabled', '=', true)
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
  return withDomains(db, rows);
}

/** All of them, or only those that are on: what the sign-in pages offer to somebody of the organization. */
export async function connectorsOfOrganization(
  db: TenantDb,
  organizationId: string,
  { enabledOnly, limit }: { enabledOnly: boolean; limit: number },
): Promise<StoredConnector[]> {
  const rows = await db
    .selectFrom('sso_connectors')
    .select(connectorColumns)
    .where('organization_id', '=', organizationId)
    .$if(enabledOnly, (q) => q.where('enabled', '=', true))
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .execute();
  return withDomains(db, rows);
}

/**
 * The enabled connectors that have proved the domain, with this one of their domains: a single statement by
 * the key of sso_domains, so that an unknown domain takes no less than a known one.
 */
export async function connectorsOfDomain(db: TenantDb, domain: string): Promise<StoredConnector[]> {
  type Joined = ConnectorRow & Omit<DomainRow, 'created_at'>;
  const rows = await db.query<Joined>(sql<Joined>`
    select ${sql.join(connectorColumns.map((name) => sql.ref(`c.${name}`)))},
      d.domain, d.connector_id, d.proof_token, d.proved_at, d.proved_by, d.last_checked_at, d.missing_since
    from sso_domains d
    join sso_connectors c on c.tenant_id = d.tenant_id and c.id = d.connector_id
    where d.tenant_id = ${db.tenantId} and d.domain = ${domain} and d.proved_at is not null and c.enabled
    order by c.name, c.id`);
  return rows.map((row) => toConnector(row, [toDomain(row)]));
}

export interface ConnectorValues {
  id: string;
  name: string;
  provider: string;
  config: Readonly<Record<string, unknown>>;
  sealedSecrets: string | null;
  display: ConnectorDisplay;
  syncProfile: SyncProfile;
  attributeMapping: AttributeMapping;
  roleMapping: RoleMapping | null;
  tokenStorage: TokenStorage;
  enabled: boolean;
  organizationId: string | null;
  enforced: boolean;
  automaticRollBack: boolean;
}

function refuseUnknownOrganization(error: unknown, { organizationId }: ConnectorValues | UpdateValues): void {
  if (organizationId !== null && isForeignKeyViolation(error))
    throw errors['sso.organization_not_found']({ id: organizationId });
}

const jsonColumns = ({
  attributeMapping,
  roleMapping,
  tokenStorage,
}: Pick<ConnectorValues, 'attributeMapping' | 'roleMapping' | 'tokenStorage'>) => ({
  attribute_mapping: attributeMapping,
  role_mapping: roleMapping,
  token_storage: tokenStorage,
});

export async function insertConnector(db: TenantDb, values: ConnectorValues): Promise<void> {
  const { id, name, provider, config, display, enabled, enforced } = values;
  const row = { id, name, provider, config, display, enabled, enforced };
  try {
    await db
      .insertInto('sso_connectors', {
        ...row,
        sealed_secrets: values.sealedSecrets,
        sync_profile: values.syncProfile,
        ...jsonColumns(values),
        organization_id: values.organizationId,
        auto_roll_back: values.automaticRollBack,
      })
      .execute();
  } catch (error) {
    refuseUnknownOrganization(error, values);
    if (isUniqueViolation(error)) throw errors['sso.connector_exists']({ id });
    throw error;
  }
}

/** Who came through a connection. */
export type Tried = Pick<Connector, 'testedAt' | 'administratorAt' | 'administratorId'>;

export const untried: Tried = { testedAt: null, administratorAt: null, administratorId: null };

/** What a change of the connection leaves behind. */
export interface NewRevision {
  revised: Revised;
  watched: boolean;
  rolledBack: RolledBack | null;
}

export type UpdateValues = Omit<ConnectorValues, 'provider'> & {
  connectionChanged: boolean;
  /** By whom the changed connection was tried: nobody, unless it is one of old. */
  tried?: Tried | undefined;
  newRevision?: NewRevision | undefined;
};

const triedColumns = ({ testedAt, administratorAt, administratorId }: Tried) => ({
  tested_at: testedAt,
  administrator_at: administratorAt,
  administrator_id: administratorId,
  connection: sql<number>`connection + 1`,
});

const revisionColumns = ({ revised, watched, rolledBack }: NewRevision) => ({
  revision: sql<number>`revision + 1`,
  revised_at: sql<Date>`now()`,
  revised,
  watched,
  rolled_back: rolledBack,
});

/** Guarded by the version that the change was made from. A changed connection is an untested one. */
export async function updateConnector(
  db: TenantDb,
  values: UpdateValues,
  fromVersion: number,
): Promise<boolean> {
  const { id, name, config, display, enabled, enforced } = values;
  const result = await db
    .updateTable('sso_connectors')
    .set({
      name,
      config,
      display,
      enabled,
      enforced,
      sealed_secrets: values.sealedSecrets,
      sync_profile: values.syncProfile,
      ...jsonColumns(values),
      organization_id: values.organizationId,
      auto_roll_back: values.automaticRollBack,
      disabled_at: enabled ? null : sql<Date | null>`case when enabled then now() else disabled_at end`,
      ...(values.connectionChanged && triedColumns(values.tried ?? untried)),
      ...(values.newRevision && revisionColumns(values.newRevision)),
    })
    .set({ version: sql<number>`version + 1`, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .returning('id')
    .executeTakeFirst()
    .catch((error: unknown) => {
      refuseUnknownOrganization(error, values);
      throw error;
    });
  return result !== undefined;
}

/** Only of the connection that was tested. It is no edit: the version stays, so that no open form conflicts. */
export async function recordWorked(
  db: TenantDb,
  {
    id,
    connection,
    administratorId,
  }: { id: string; connection: number; administratorId?: string | undefined },
): Promise<boolean> {
  const byAdministrator = { administrator_at: sql<Date>`now()`, administrator_id: administratorId ?? null };
  const row = await db
    .updateTable('sso_connectors')
    .set({ tested_at: sql<Date>`now()`, ...(administratorId !== undefined && byAdministrator) })
    .where('id', '=', id)
    .where('connection', '=', connection)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteConnector(db: TenantDb, id: string): Promise<boolean> {
  const row = await db.deleteFrom('sso_connectors').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}
