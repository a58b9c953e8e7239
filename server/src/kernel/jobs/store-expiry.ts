/** Deletes expired rows in batches, by primary key and through the index on the expiry column. */
import { type RawBuilder, sql } from 'kysely';
import type { SystemDb } from '../db/index.ts';

export interface Expired {
  table: string;
  column: string;
  keys: readonly string[];
  graceSeconds: number;
}

/** At most `limit` rows; how many there were. Rows that somebody holds are left for the next time. */
export async function deleteExpired(system: SystemDb, expired: Expired, limit: number): Promise<number> {
  const keys: RawBuilder<unknown> = sql.join(expired.keys.map((key) => sql.ref(key)));
  const column = sql.ref(expired.column);
  const [result] = await system.query(sql<{ count: number }>`
    with due as materialized (
      select ${keys} from ${sql.table(expired.table)}
      where ${column} < now() - ${expired.graceSeconds}::float * interval '1 second'
      order by ${column} limit ${limit} for update skip locked),
    gone as (
      delete from ${sql.table(expired.table)} where (${keys}) in (select ${keys} from due) returning 1)
    select count(*) as count from gone`);
  return Number(result?.count ?? 0);
}
