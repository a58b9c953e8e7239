/** SQL of the expiry radar: which warnings were given, and who gets them. */
import { sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ExpirySettings } from './schema.ts';

export interface Notice {
  fact: string;
  endsAt: Date;
  days: number;
}

/** Of any number of nodes that look at the same time, one gets to give a warning. */
export async function claimNotice(db: TenantDb, notice: Notice): Promise<boolean> {
  const row = await db
    .insertInto('expiry_notices', { fact: notice.fact, ends_at: notice.endsAt, days: notice.days })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'fact', 'ends_at', 'days']).doNothing())
    .returning('fact')
    .executeTakeFirst();
  return row !== undefined;
}

/** What is gone or was renewed needs no memory. */
export async function forgetNotices(
  db: TenantDb,
  except: readonly Pick<Notice, 'fact' | 'endsAt'>[],
): Promise<void> {
  const kept = except.map(({ fact, endsAt }) => ({ fact, ends_at: endsAt.toISOString() }));
  await db.query(sql`
    delete from expiry_notices where tenant_id = ${db.tenantId} and not exists (
      select 1 from jsonb_to_recordset(${kept}::jsonb) as k(fact text, ends_at timestamptz)
      where k.fact = expiry_notices.fact and k.ends_at = expiry_notices.ends_at)`);
}

const byDefault: ExpirySettings = { recipients: 'administrators', addresses: [], version: 0 };

export async function findSettings(db: TenantDb): Promise<ExpirySettings> {
  const row = await db
    .selectFrom('expiry_settings')
    .select(['recipients', 'addresses', 'version'])
    .executeTakeFirst();
  if (!row) return byDefault;
  return {
    // Written by us after the schema had looked at it.
    recipients: row.recipients as ExpirySettings['recipients'],
    addresses: row.addresses as string[],
    version: Number(row.version),
  };
}

/** Guarded by the version that the change was made from; 0 when nothing is stored yet. */
export async function saveSettings(
  db: TenantDb,
  { recipients, addresses }: Pick<ExpirySettings, 'recipients' | 'addresses'>,
  fromVersion: number,
): Promise<ExpirySettings | undefined> {
  const [row] = await db.query<{ version: number }>(sql<{ version: number }>`
    insert into expiry_settings as s (tenant_id, recipients, addresses)
    values (${db.tenantId}, ${recipients}, ${JSON.stringify(addresses)}::jsonb)
    on conflict (tenant_id) do update set recipients = excluded.recipients, addresses = excluded.addresses,
      version = s.version + 1, updated_at = now()
      where s.version = ${fromVersion}
    returning s.version`);
  return row && { recipients, addresses, version: Number(row.version) };
}
