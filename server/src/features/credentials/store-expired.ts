/** SQL that removes expired rows of this feature's tables, across tenants. */
import { sql } from 'kysely';
import type { SystemDb } from '../../kernel/db/index.ts';

const expired = {
  rate_limits: sql`delete from rate_limits where (tenant_id, key) in
    (select tenant_id, key from rate_limits where window_ends_at < now() limit `,
  verification_codes: sql`delete from verification_codes where (tenant_id, id) in
    (select tenant_id, id from verification_codes where expires_at < now() limit `,
  known_devices: sql`delete from known_devices where (tenant_id, user_id, id) in
    (select tenant_id, user_id, id from known_devices where expires_at < now() limit `,
  one_time_links: sql`delete from one_time_links where (tenant_id, id) in
    (select tenant_id, id from one_time_links where expires_at < now() limit `,
};

export const expirable = Object.keys(expired) as (keyof typeof expired)[];

export async function deleteExpired(
  system: SystemDb,
  table: keyof typeof expired,
  limit: number,
): Promise<void> {
  await system.query(sql`${expired[table]}${limit})`);
}
