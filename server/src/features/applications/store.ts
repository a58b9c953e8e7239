/** SQL of applications and their secrets. */
import { type Selectable, sql } from 'kysely';
import { isUniqueViolation, type TenantDb, type TenantRow } from '../../kernel/db/index.ts';
import type { ApplicationsTable } from '../../kernel/db/schema.ts';
import { createMatcher } from '../../protocol/search.ts';
import { errors } from './errors.ts';
import type { ApplicationValues } from './policy.ts';
import type { Application, ApplicationSecret } from './schema.ts';

type Row = Selectable<ApplicationsTable>;

/** jsonb comes back as it was written, and only `toColumns` writes it. */
function fromRow(row: Row): Application {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    type: row.type as Application['type'],
    redirectUris: row.redirect_uris as string[],
    postLogoutRedirectUris: row.post_logout_redirect_uris as string[],
    corsAllowedOrigins: row.cors_allowed_origins as string[],
    pkce: row.pkce as Application['pkce'],
    backchannelLogoutUri: row.backchannel_logout_uri,
    thirdParty: row.third_party,
    authentication: row.authentication as Application['authentication'],
    jwks: row.jwks as Application['jwks'],
    jwksUri: row.jwks_uri,
    requirePushedRequests: row.require_pushed_requests,
    requireDpop: row.require_dpop,
    refreshTokenTtl: row.refresh_token_ttl,
    managementPermissions: row.management_permissions as Application['managementPermissions'],
    customData: row.custom_data as Application['customData'],
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toColumns(value: ApplicationValues): TenantRow<'applications'> {
  return {
    id: value.id,
    name: value.name,
    description: value.description,
    type: value.type,
    redirect_uris: value.redirectUris,
    post_logout_redirect_uris: value.postLogoutRedirectUris,
    cors_allowed_origins: value.corsAllowedOrigins,
    pkce: value.pkce,
    backchannel_logout_uri: value.backchannelLogoutUri,
    third_party: value.thirdParty,
    authentication: value.authentication,
    jwks: value.jwks,
    jwks_uri: value.jwksUri,
    require_pushed_requests: value.requirePushedRequests,
    require_dpop: value.requireDpop,
    refresh_token_ttl: value.refreshTokenTtl,
    management_permissions: value.managementPermissions,
    custom_data: value.customData,
  };
}

export async function findApplication(db: TenantDb, id: string): Promise<Application | undefined> {
  const row = await db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Locks the row, so that changes of one application follow one another. */
export async function lockApplication(db: TenantDb, id: string): Promise<Application | undefined> {
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && fromRow(row);
}

export interface ApplicationFilter {
  /** A part of the name, or the beginning of the id. */
  search?: string;
  type?: Application['type'];
  limit: number;
  offset: number;
}

const textsOf = (ids: readonly string[]) =>
  sql<string>`(select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

/** How many applications a search looks through: the oldest, far more than anybody has. */
export const searchedWithin = 10_000;

/** Folded here and not by the database: each database folds in its own way (DESIGN section 11). */
async function findIds(db: TenantDb, text: string): Promise<string[]> {
  const matches = createMatcher(text);
  const rows = await db
    .selectFrom('applications')
    .select(['id', 'name'])
    .orderBy('created_at')
    .limit(searchedWithin)
    .execute();
  return rows.filter(({ id, name }) => matches(id, name)).map(({ id }) => id);
}

export async function listApplications(
  db: TenantDb,
  filter: ApplicationFilter,
): Promise<{ items: Application[]; total: number }> {
  const ids = filter.search === undefined ? undefined : await findIds(db, filter.search);
  const matching = db
    .selectFrom('applications')
    .$if(ids !== undefined, (q) => q.where('id', 'in', textsOf(ids!)))
    .$if(filter.type !== undefined, (q) => q.where('type', '=', filter.type!));
  const { total } = await matching
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { items: rows.map(fromRow), total: Number(total) };
}

export async function insertApplication(db: TenantDb, value: ApplicationValues): Promise<Application> {
  try {
    const row = await db
      .insertInto('applications', toColumns(value))
      .returningAll()
      .executeTakeFirstOrThrow();
    return fromRow(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw errors['application.exists']({ id: value.id });
    throw error;
  }
}

/** Answers undefined when the stored version is another one by now. */
export async function updateApplication(
  db: TenantDb,
  value: ApplicationValues,
  expected: number,
): Promise<Application | undefined> {
  const row = await db
    .updateTable('applications')
    .set((e) => ({ ...toColumns(value), version: e('version', '+', 1), updated_at: e.fn<Date>('now') }))
    .where('id', '=', value.id)
    .where('version', '=', expected)
    .returningAll()
    .executeTakeFirst();
  return row && fromRow(row);
}

export async function deleteApplication(db: TenantDb, id: string): Promise<boolean> {
  const row = await db.deleteFrom('applications').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}

export interface StoredSecret extends ApplicationSecret {
  hash: string;
}

export async function listSecrets(db: TenantDb, applicationId: string): Promise<StoredSecret[]> {
  const rows = await db
    .selectFrom('application_secrets')
    .select(['id', 'name', 'hash', 'hint', 'expires_at', 'created_at'])
    .where('application_id', '=', applicationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ expires_at, created_at, ...row }) => ({
    ...row,
    expiresAt: expires_at,
    createdAt: created_at,
  }));
}

export async function insertSecret(
  db: TenantDb,
  applicationId: string,
  secret: Omit<StoredSecret, 'createdAt'>,
): Promise<Date> {
  const row = await db
    .insertInto('application_secrets', {
      application_id: applicationId,
      id: secret.id,
      name: secret.name,
      hash: secret.hash,
      hint: secret.hint,
      expires_at: secret.expiresAt,
    })
    .returning('created_at')
    .executeTakeFirstOrThrow();
  return row.created_at;
}

export async function deleteSecret(
  db: TenantDb,
  applicationId: string,
  id: string,
): Promise<{ name: string; hint: string } | undefined> {
  return db
    .deleteFrom('application_secrets')
    .where('application_id', '=', applicationId)
    .where('id', '=', id)
    .returning(['name', 'hint'])
    .executeTakeFirst();
}
