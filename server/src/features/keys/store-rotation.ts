/**
 * SQL of keys that rotate, whatever table they are in: one is `current`, one is `next` and published before it signs, and
 * `previous` ones stay published for a while. Each step is one conditional update, so that of two nodes one takes it.
 */
import { type RawBuilder, sql } from 'kysely';
import type { TenantDb } from '../../kernel/db/index.ts';

/** The current key first, then the next one, then those before. */
export const inOrderOfUse = sql`case status when 'current' then 0 when 'next' then 1 else 2 end`;

export interface Rotation<Which> {
  /** The current key signs no more, and stays published for `keepDays`. */
  retireCurrent(db: TenantDb, which: Which, keepDays: number): Promise<boolean>;
  /** The next key becomes the current one. */
  promoteNext(db: TenantDb, id: string): Promise<boolean>;
}

/** @param whose condition: of all keys of the tenant those that take turns with one another */
export function rotationIn<Which>(
  table: string,
  whose: (which: Which) => RawBuilder<unknown>,
): Rotation<Which> {
  const keys = sql.table(table);
  return {
    async retireCurrent(db, which, keepDays) {
      const rows = await db.query(sql`
        update ${keys} set status = 'previous', retired_at = now() + make_interval(days => ${keepDays}::int)
        where tenant_id = ${db.tenantId} and status = 'current' and ${whose(which)} returning id`);
      return rows.length > 0;
    },
    async promoteNext(db, id) {
      const rows = await db.query(sql`
        update ${keys} set status = 'current', activated_at = now()
        where tenant_id = ${db.tenantId} and id = ${id} and status = 'next' returning id`);
      return rows.length > 0;
    },
  };
}
