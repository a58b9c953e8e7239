/** SQL of what a tenant has decided about single sign-on as a whole. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

export interface StoredSettings {
  settings: unknown;
  /** 0 when nothing is stored yet. */
  version: number;
}

export async function findSettings(db: TenantDb): Promise<StoredSettings> {
  const row = await db.selectFrom('sso_settings').select(['settings', 'version']).executeTakeFirst();
  return row ? { settings: row.settings, version: Number(row.version) } : { settings: {}, version: 0 };
}

/** Guarded by the version that the change was made from. */
export async function saveSettings(
  db: TenantDb,
  settings: object,
  fromVersion: number,
): Promise<number | undefined> {
  const [row] = await db.query<{ version: number }>(sql<{ version: number }>`
    insert into sso_settings as s (tenant_id, settings) values (${db.tenantId}, ${JSON.stringify(settings)}::jsonb)
    on conflict (tenant_id) do update set settings = excluded.settings, version = s.version + 1, updated_at = now()
      where s.version = ${fromVersion}
    returning s.version`);
  return row && Number(row.version);
}
