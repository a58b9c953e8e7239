/** SQL of set-up links. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { type LinkState, parts, type SetupLink } from './schema.ts';

/** How long a link stays in the list after its end. */
const keptDays = 90;

const texts = z.array(z.string());
const partsSchema = z.array(z.enum(parts));

const stateColumn = sql<LinkState>`case when revoked_at is not null then 'revoked'
  when expires_at <= now() then 'expired' when finished_at is not null then 'finished'
  when opened_at is not null then 'in-progress' else 'waiting' end`;

interface Row {
  id: string;
  token_hash: string;
  customer: string;
  organization_id: string | null;
  emails: unknown;
  providers: unknown;
  domains: unknown;
  parts: unknown;
  may_enable: boolean;
  locale: string | null;
  notify: string | null;
  provider: string | null;
  reserved_id: string;
  connector_id: string | null;
  made_connector: boolean;
  created_by_type: string;
  created_by_id: string | null;
  state: LinkState;
  created_at: Date;
  expires_at: Date;
  opened_at: Date | null;
  last_used_at: Date | null;
  finished_at: Date | null;
  revoked_at: Date | null;
}

const columns = sql`id, token_hash, customer, organization_id, emails, providers, domains, parts, may_enable, locale,
  notify, provider, reserved_id, connector_id, made_connector, created_by_type, created_by_id, ${stateColumn} as state,
  created_at, expires_at, opened_at, last_used_at, finished_at, revoked_at`;

const toLink = (row: Row): SetupLink => ({
  id: row.id,
  tokenHash: row.token_hash,
  customer: row.customer,
  organizationId: row.organization_id,
  emails: texts.parse(row.emails),
  providers: texts.parse(row.providers),
  domains: texts.parse(row.domains),
  parts: partsSchema.parse(row.parts),
  mayEnable: row.may_enable,
  locale: row.locale,
  notify: row.notify,
  provider: row.provider,
  reservedId: row.reserved_id,
  connectorId: row.connector_id,
  madeConnector: row.made_connector,
  createdBy: { type: row.created_by_type, id: row.created_by_id },
  state: row.state,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  openedAt: row.opened_at,
  lastUsedAt: row.last_used_at,
  finishedAt: row.finished_at,
  revokedAt: row.revoked_at,
});

const json = (value: readonly string[]) => sql`${JSON.stringify(value)}::jsonb`;
const inDays = (days: number) => sql`now() + ${days}::double precision * interval '1 day'`;

export type NewLink = Pick<
  SetupLink,
  | 'id'
  | 'tokenHash'
  | 'customer'
  | 'organizationId'
  | 'emails'
  | 'providers'
  | 'domains'
  | 'parts'
  | 'mayEnable'
  | 'locale'
  | 'notify'
  | 'provider'
  | 'reservedId'
  | 'connectorId'
  | 'createdBy'
> & { days: number };

export async function insertLink(db: TenantDb, link: NewLink): Promise<SetupLink> {
  const [row] = await db.query<Row>(sql<Row>`
    insert into setup_links (tenant_id, id, token_hash, customer, organization_id, emails, providers, domains, parts,
      may_enable, locale, notify, provider, reserved_id, connector_id, created_by_type, created_by_id, expires_at, forget_at)
    values (${db.tenantId}, ${link.id}, ${link.tokenHash}, ${link.customer}, ${link.organizationId},
      ${json(link.emails)}, ${json(link.providers)}, ${json(link.domains)}, ${json(link.parts)}, ${link.mayEnable},
      ${link.locale}, ${link.notify}, ${link.provider}, ${link.reservedId}, ${link.connectorId},
      ${link.createdBy.type}, ${link.createdBy.id}, ${inDays(link.days)}, ${inDays(link.days + keptDays)})
    returning ${columns}`);
  return toLink(row!);
}

export interface LinkFilter {
  connectorId?: string;
  state?: LinkState;
  limit: number;
  offset: number;
}

/** Newest first. */
export async function listLinks(
  db: TenantDb,
  { connectorId, state, limit, offset }: LinkFilter,
): Promise<{ links: SetupLink[]; total: number }> {
  const where = sql.join(
    [
      sql`tenant_id = ${db.tenantId}`,
      ...(connectorId === undefined ? [] : [sql`connector_id = ${connectorId}`]),
      ...(state === undefined ? [] : [sql`${stateColumn} = ${state}`]),
    ],
    sql` and `,
  );
  const rows = await db.query<Row>(sql<Row>`
    select ${columns} from setup_links where ${where} order by created_at desc, id desc limit ${limit} offset ${offset}`);
  const [counted] = await db.query<{ total: number }>(
    sql<{ total: number }>`select count(*) as total from setup_links where ${where}`,
  );
  return { links: rows.map(toLink), total: Number(counted?.total ?? 0) };
}

export async function findLink(db: TenantDb, id: string): Promise<SetupLink | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    select ${columns} from setup_links where tenant_id = ${db.tenantId} and id = ${id}`);
  return row && toLink(row);
}

/** By its address, once it is known that it works; the first opening is remembered. */
export async function openLink(db: TenantDb, tokenHash: string): Promise<SetupLink | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update setup_links set opened_at = coalesce(opened_at, now()), last_used_at = now()
    where tenant_id = ${db.tenantId} and token_hash = ${tokenHash} and revoked_at is null and expires_at > now()
    returning ${columns}`);
  return row && toLink(row);
}

/** A new address in place of the old one, also when that has run out. Nothing comes back of a revoked one. */
export async function renewLink(
  db: TenantDb,
  id: string,
  { tokenHash, days }: { tokenHash: string; days: number },
): Promise<SetupLink | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update setup_links set token_hash = ${tokenHash}, expires_at = ${inDays(days)},
      forget_at = ${inDays(days + keptDays)}, version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and revoked_at is null
    returning ${columns}`);
  return row && toLink(row);
}

export async function revokeLink(db: TenantDb, id: string): Promise<SetupLink | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update setup_links set revoked_at = now(), forget_at = ${inDays(keptDays)}, version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and revoked_at is null
    returning ${columns}`);
  return row && toLink(row);
}

const alive = sql`revoked_at is null and expires_at > now()`;

/** Until the end of the transaction nobody revokes the link or gives it another address. False when somebody has. */
export async function holdLink(
  db: TenantDb,
  { id, tokenHash }: Pick<SetupLink, 'id' | 'tokenHash'>,
): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    update setup_links set last_used_at = now()
    where tenant_id = ${db.tenantId} and id = ${id} and token_hash = ${tokenHash} and ${alive}
    returning id`);
  return rows.length > 0;
}

export async function chooseProvider(db: TenantDb, id: string, provider: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    update setup_links set provider = ${provider}, version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and connector_id is null and ${alive}
    returning id`);
  return rows.length > 0;
}

/** Of two forms that are sent at once, one makes the connector. */
export async function tieConnector(db: TenantDb, id: string, connectorId: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    update setup_links set connector_id = ${connectorId}, made_connector = true, version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and connector_id is null and ${alive}
    returning id`);
  return rows.length > 0;
}

/** Before the connector that the link made is deleted for another provider's, which would take the link with it. */
export async function untieConnector(db: TenantDb, id: string, connectorId: string): Promise<boolean> {
  const rows = await db.query<{ id: string }>(sql<{ id: string }>`
    update setup_links set connector_id = null, made_connector = false, finished_at = null, version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and connector_id = ${connectorId} and made_connector and ${alive}
    returning id`);
  return rows.length > 0;
}

/** Once: what is finished twice is told once. */
export async function finishLink(db: TenantDb, id: string): Promise<SetupLink | undefined> {
  const [row] = await db.query<Row>(sql<Row>`
    update setup_links set finished_at = now(), version = version + 1
    where tenant_id = ${db.tenantId} and id = ${id} and finished_at is null and connector_id is not null and ${alive}
    returning ${columns}`);
  return row && toLink(row);
}
