/** SQL of external identities. */
import { type Selectable, sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ExternalIdentitiesTable } from '../../kernel/db/schema.ts';
import type { ExternalIdentity, IdentityInput, IdentityKey, User } from './schema.ts';
import { fromRow as userFromRow } from './store.ts';

type Row = Omit<Selectable<ExternalIdentitiesTable>, 'tenant_id'>;

const columns = [
  'connector_id',
  'issuer',
  'subject',
  'user_id',
  'upstream_sub',
  'email',
  'claims',
  'created_at',
  'last_used_at',
] as const;

const fromRow = (row: Row): ExternalIdentity => ({
  connectorId: row.connector_id,
  issuer: row.issuer,
  subject: row.subject,
  userId: row.user_id,
  upstreamSub: row.upstream_sub,
  email: row.email,
  claims: row.claims as ExternalIdentity['claims'],
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

export async function findIdentityUser(db: TenantDb, key: IdentityKey): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', (e) =>
      e
        .selectFrom('external_identities')
        .select('user_id')
        .where('external_identities.tenant_id', '=', db.tenantId)
        .where('external_identities.connector_id', '=', key.connectorId)
        .where('external_identities.issuer', '=', key.issuer)
        .where('external_identities.subject', '=', key.subject),
    )
    .executeTakeFirst();
  return row && userFromRow(row);
}

/**
 * Links the identity, or notes its use when it is this user's already. Answers undefined when it belongs to
 * somebody else; `created` says which of the first two it was.
 */
export async function upsertIdentity(
  db: TenantDb,
  userId: string,
  identity: IdentityInput,
): Promise<{ identity: ExternalIdentity; created: boolean } | undefined> {
  type Upserted = Row & { created: boolean };
  const rows = await db.query<Upserted>(sql<Upserted>`
    insert into external_identities as i
      (tenant_id, connector_id, issuer, subject, user_id, upstream_sub, email, claims, last_used_at)
    values (${db.tenantId}, ${identity.connectorId}, ${identity.issuer}, ${identity.subject}, ${userId},
      ${identity.upstreamSub ?? null}, ${identity.email ?? null},
      ${JSON.stringify(identity.claims ?? {})}::jsonb, now())
    on conflict (tenant_id, connector_id, issuer, subject) do update
      set upstream_sub = coalesce(excluded.upstream_sub, i.upstream_sub), email = excluded.email,
        claims = excluded.claims, last_used_at = now()
      where i.user_id = excluded.user_id
    returning ${sql.join(columns.map((name) => sql.ref(name)))}, created_at = now() as created`);
  return rows[0] && { identity: fromRow(rows[0]), created: rows[0].created };
}

export async function listIdentities(db: TenantDb, userId: string): Promise<ExternalIdentity[]> {
  const rows = await db
    .selectFrom('external_identities')
    .select(columns)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('connector_id')
    .limit(100)
    .execute();
  return rows.map(fromRow);
}

export interface IdentityOfConnector {
  userId: string;
  issuer: string;
  subject: string;
  claims: Record<string, unknown>;
  lastUsedAt: Date | null;
  name: string | null;
  userEmail: string | null;
  /** By the database's clock, as `lastUsedAt` is. */
  readAt: Date;
}

/** In the order of the key, from behind the last one of the page before. */
export async function identitiesOfConnector(
  db: TenantDb,
  connectorId: string,
  { after, limit }: { after?: { issuer: string; subject: string }; limit: number },
): Promise<{ items: IdentityOfConnector[]; total: number }> {
  type Joined = Pick<Row, 'user_id' | 'issuer' | 'subject' | 'claims' | 'last_used_at'> & {
    name: string | null;
    user_email: string | null;
    read_at: Date;
  };
  const behind = after ? sql`and (i.issuer, i.subject) > (${after.issuer}, ${after.subject})` : sql``;
  const rows = await db.query<Joined>(sql<Joined>`
    select i.user_id, i.issuer, i.subject, i.claims, i.last_used_at, u.name, u.email as user_email, now() as read_at
    from external_identities i join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
    where i.tenant_id = ${db.tenantId} and i.connector_id = ${connectorId} ${behind}
    order by i.issuer, i.subject limit ${limit}`);
  const { total } = await db
    .selectFrom('external_identities')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('connector_id', '=', connectorId)
    .executeTakeFirstOrThrow();
  const items = rows.map((row) => ({
    userId: row.user_id,
    issuer: row.issuer,
    subject: row.subject,
    claims: row.claims as Record<string, unknown>,
    lastUsedAt: row.last_used_at,
    name: row.name,
    userEmail: row.user_email,
    readAt: row.read_at,
  }));
  return { items, total: Number(total) };
}

export async function deleteIdentity(db: TenantDb, userId: string, key: IdentityKey): Promise<boolean> {
  const row = await db
    .deleteFrom('external_identities')
    .where('user_id', '=', userId)
    .where('connector_id', '=', key.connectorId)
    .where('issuer', '=', key.issuer)
    .where('subject', '=', key.subject)
    .returning('subject')
    .executeTakeFirst();
  return row !== undefined;
}
