/** The columns that hold sealed secrets for long, and the statements that move them to another key. */
import { sql } from 'kysely';
import type { SystemDb } from '../db/index.ts';

export interface SealedColumn {
  table:
    | 'signing_keys'
    | 'sso_connectors'
    | 'sso_connector_versions'
    | 'sso_saml_keys'
    | 'mail_settings'
    | 'sso_client_keys'
    | 'sso_sessions'
    | 'sso_tokens'
    | 'second_factors';
  column:
    | 'sealed'
    | 'sealed_secret'
    | 'sealed_secrets'
    | 'sealed_key'
    | 'sealed_password'
    | 'sealed_access'
    | 'sealed_refresh';
  /** What the row is known by in its tenant; `id` when absent. */
  key?: 'id' | 'tenant_id';
}

/**
 * `sealed` of `sso_requests` and `sso_tests` is not among them: it lives for minutes and dies with its round trip; nor
 * is `sso_token_revocations`: what can't be opened any more is not revoked, and ends by itself.
 */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'signing_keys', column: 'sealed_secret' },
  { table: 'sso_connectors', column: 'sealed_secrets' },
  { table: 'sso_connector_versions', column: 'sealed_secrets' },
  { table: 'sso_client_keys', column: 'sealed_secret' },
  { table: 'sso_saml_keys', column: 'sealed_key' },
  { table: 'sso_sessions', column: 'sealed' },
  { table: 'sso_tokens', column: 'sealed_access' },
  { table: 'sso_tokens', column: 'sealed_refresh' },
  { table: 'second_factors', column: 'sealed_secret' },
  { table: 'mail_settings', column: 'sealed_password', key: 'tenant_id' },
];

export interface SealedRow {
  tenantId: string;
  id: string;
  sealed: string;
}

const keyOf = ({ key = 'id' }: SealedColumn) => sql.ref(key);

/** The second field of the sealed format. */
const keyIdOf = ({ column }: SealedColumn) => sql<string>`split_part(${sql.ref(column)}, '.', 2)`;

export async function keyIdsInUse(system: SystemDb): Promise<string[]> {
  const ids = new Set<string>();
  for (const sealed of sealedColumns) {
    const rows = await system.query(sql<{ id: string }>`
      select distinct ${keyIdOf(sealed)} as id from ${sql.table(sealed.table)}
      where ${sql.ref(sealed.column)} is not null`);
    for (const { id } of rows) ids.add(id);
  }
  return [...ids].sort();
}

export function sealedUnderOtherKeys(
  system: SystemDb,
  sealed: SealedColumn,
  currentKeyId: string,
  limit: number,
): Promise<SealedRow[]> {
  return system.query(sql<SealedRow>`
    select tenant_id as "tenantId", ${keyOf(sealed)} as id, ${sql.ref(sealed.column)} as sealed from ${sql.table(sealed.table)}
    where ${keyIdOf(sealed)} <> ${currentKeyId} order by tenant_id, ${keyOf(sealed)} limit ${limit}`);
}

/** Only if the row still holds what was read: a value written meanwhile is under the current key anyway. */
export async function replaceSealed(
  system: SystemDb,
  place: SealedColumn,
  row: SealedRow,
  sealed: string,
): Promise<void> {
  const { table, column } = place;
  await system.query(sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where tenant_id = ${row.tenantId} and ${keyOf(place)} = ${row.id} and ${sql.ref(column)} = ${row.sealed}`);
}
