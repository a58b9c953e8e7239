/** SQL of the readiness check and the status page. */
import { sql } from 'kysely';
import type { SystemDb } from '../../kernel/db/index.ts';

export async function databaseVersion(system: SystemDb): Promise<string> {
  const rows = await system.query<{ version: string }>(
    sql<{ version: string }>`select current_setting('server_version') as version`,
  );
  return rows[0]!.version;
}
