/** SQL of tenants' mail servers. */
import { type Selectable, sql } from 'kysely';
import type { TenantDb } from '../db/index.ts';
import type { MailSettingsTable } from '../db/schema.ts';

export interface StoredSettings {
  host: string;
  port: number;
  security: 'none' | 'starttls' | 'tls';
  username: string | null;
  sealedPassword: string | null;
  fromName: string | null;
  fromAddress: string;
  version: number;
}

const fromRow = (row: Selectable<MailSettingsTable>): StoredSettings => ({
  host: row.host,
  port: Number(row.port),
  security: row.security as StoredSettings['security'],
  username: row.username,
  sealedPassword: row.sealed_password,
  fromName: row.from_name,
  fromAddress: row.from_address,
  version: Number(row.version),
});

export async function findSettings(db: TenantDb): Promise<StoredSettings | undefined> {
  const row = await db.selectFrom('mail_settings').selectAll().executeTakeFirst();
  return row && fromRow(row);
}

/** Guarded by the version that the change was made from, 0 for none; undefined when it is another one by now. */
export async function putSettings(
  db: TenantDb,
  values: Omit<StoredSettings, 'version'>,
  fromVersion: number,
): Promise<StoredSettings | undefined> {
  type Row = Selectable<MailSettingsTable>;
  const { host, port, security, username, sealedPassword, fromName, fromAddress } = values;
  const [row] = await db.query<Row>(sql<Row>`
    insert into mail_settings as m
      (tenant_id, host, port, security, username, sealed_password, from_name, from_address)
    values (${db.tenantId}, ${host}, ${port}::bigint, ${security}, ${username}, ${sealedPassword}, ${fromName},
      ${fromAddress})
    on conflict (tenant_id) do update set host = excluded.host, port = excluded.port,
      security = excluded.security, username = excluded.username, sealed_password = excluded.sealed_password,
      from_name = excluded.from_name, from_address = excluded.from_address,
      version = m.version + 1, updated_at = now()
    where m.version = ${fromVersion}::bigint
    returning *`);
  return row && fromRow(row);
}

export async function deleteSettings(db: TenantDb, fromVersion: number): Promise<boolean> {
  const row = await db
    .deleteFrom('mail_settings')
    .where('version', '=', fromVersion)
    .returning('version')
    .executeTakeFirst();
  return row !== undefined;
}
