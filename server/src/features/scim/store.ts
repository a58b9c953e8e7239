/** SQL of directory syncs themselves and of their tokens. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export const deletions = ['suspend', 'delete'] as const;
export type Deletion = (typeof deletions)[number];

export interface DirectorySync {
  connectorId: string;
  enabled: boolean;
  onDelete: Deletion;
  lastRequestAt: Date | null;
  lastChangeAt: Date | null;
  lastProblemAt: Date | null;
  version: number;
}

const syncColumns = [
  'connector_id',
  'enabled',
  'on_delete',
  'last_request_at',
  'last_change_at',
  'last_problem_at',
  'version',
] as const;

interface SyncRow {
  connector_id: string;
  enabled: boolean;
  on_delete: string;
  last_request_at: Date | null;
  last_change_at: Date | null;
  last_problem_at: Date | null;
  version: number;
}

/** Of a later version's word the harmless one is taken. */
const deletionOf = (text: string): Deletion => (text === 'delete' ? 'delete' : 'suspend');

const syncOf = (row: SyncRow): DirectorySync => ({
  connectorId: row.connector_id,
  enabled: row.enabled,
  onDelete: deletionOf(row.on_delete),
  lastRequestAt: row.last_request_at,
  lastChangeAt: row.last_change_at,
  lastProblemAt: row.last_problem_at,
  version: Number(row.version),
});

export async function findSync(db: TenantDb, connectorId: string): Promise<DirectorySync | undefined> {
  const row = await db
    .selectFrom('scim_connectors')
    .select(syncColumns)
    .where('connector_id', '=', connectorId)
    .executeTakeFirst();
  return row && syncOf(row);
}

/** Until the end of the transaction nobody else changes the settings or the tokens. */
export async function lockSync(db: TenantDb, connectorId: string): Promise<DirectorySync | undefined> {
  const row = await db
    .selectFrom('scim_connectors')
    .select(syncColumns)
    .where('connector_id', '=', connectorId)
    .forUpdate()
    .executeTakeFirst();
  return row && syncOf(row);
}

export async function insertSync(db: TenantDb, connectorId: string): Promise<void> {
  await db
    .insertInto('scim_connectors', { connector_id: connectorId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function updateSync(
  db: TenantDb,
  connectorId: string,
  { enabled, onDelete }: Pick<DirectorySync, 'enabled' | 'onDelete'>,
  fromVersion: number,
): Promise<boolean> {
  const row = await db
    .updateTable('scim_connectors')
    .set({
      enabled,
      on_delete: onDelete,
      version: sql<number>`version + 1`,
      updated_at: sql<Date>`now()`,
    })
    .where('connector_id', '=', connectorId)
    .where('version', '=', fromVersion)
    .returning('connector_id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface SyncCounts {
  people: number;
  activePeople: number;
  groups: number;
}

export async function countsOf(db: TenantDb, connectorId: string): Promise<SyncCounts> {
  const rows = await db.query<SyncCounts>(sql<SyncCounts>`
    select count(*) as people, count(*) filter (where active) as "activePeople",
      (select count(*) from scim_groups g where g.tenant_id = ${db.tenantId} and g.connector_id = ${connectorId}) as groups
    from scim_users
    where tenant_id = ${db.tenantId} and connector_id = ${connectorId} and deleted_at is null`);
  const { people = 0, activePeople = 0, groups = 0 } = rows[0] ?? {};
  return { people: Number(people), activePeople: Number(activePeople), groups: Number(groups) };
}

export interface ScimToken {
  id: string;
  hint: string;
  expiresAt: Date;
  lastUsedAt: Date | null;
  createdAt: Date;
  expired: boolean;
}

const tokenColumns = [
  'id',
  'hint',
  'expires_at',
  'last_used_at',
  'created_at',
  sql<boolean>`expires_at <= now()`.as('expired'),
] as const;

interface TokenRow {
  id: string;
  hint: string;
  expires_at: Date;
  last_used_at: Date | null;
  created_at: Date;
  expired: boolean;
}

const tokenOf = (row: TokenRow): ScimToken => ({
  id: row.id,
  hint: row.hint,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  createdAt: row.created_at,
  expired: row.expired,
});

export async function listTokens(db: TenantDb, connectorId: string): Promise<ScimToken[]> {
  const rows = await db
    .selectFrom('scim_tokens')
    .select(tokenColumns)
    .where('connector_id', '=', connectorId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(tokenOf);
}

export async function insertToken(
  db: TenantDb,
  connectorId: string,
  token: { id: string; hash: string; hint: string; days: number },
): Promise<ScimToken> {
  const { id, hash, hint, days } = token;
  const row = await db
    .insertInto('scim_tokens', {
      connector_id: connectorId,
      id,
      hash,
      hint,
      expires_at: sql<Date>`now() + ${days} * interval '24 hours'` as unknown as Date,
    })
    .returning(tokenColumns)
    .executeTakeFirstOrThrow();
  return tokenOf(row);
}

export async function deleteToken(db: TenantDb, connectorId: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom('scim_tokens')
    .where('connector_id', '=', connectorId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface PresentedToken {
  tokenId: string;
  hash: string;
  expired: boolean;
  sync: DirectorySync;
}

/** By its hash: of the secret itself nothing is compared, and how long it takes tells nothing of it. */
export async function findToken(
  db: TenantDb,
  connectorId: string,
  hash: string,
): Promise<PresentedToken | undefined> {
  type Row = SyncRow & { token_id: string; hash: string; expired: boolean };
  const rows = await db.query<Row>(sql<Row>`
    select t.id as token_id, t.hash, t.expires_at <= now() as expired,
      ${sql.join(syncColumns.map((name) => sql.ref(`c.${name}`)))}
    from scim_tokens t
    join scim_connectors c on c.tenant_id = t.tenant_id and c.connector_id = t.connector_id
    where t.tenant_id = ${db.tenantId} and t.hash = ${hash} and t.connector_id = ${connectorId}`);
  const row = rows[0];
  return row && { tokenId: row.token_id, hash: row.hash, expired: row.expired, sync: syncOf(row) };
}
