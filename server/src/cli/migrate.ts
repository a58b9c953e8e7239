/** `gatehouse migrate`: brings the database to this version's schema, without starting the server. */
import { migrate, openDatabase } from '../kernel/db/index.ts';
import { commandLog, configOf, type GroundOptions } from './ground.ts';
import type { Terminal } from './terminal.ts';

export async function runMigrations(options: GroundOptions, terminal: Terminal): Promise<void> {
  const config = configOf(options);
  const { databaseUrl: url, dataDir, unnamedStatements } = config;
  const db = await openDatabase({ url, dataDir, unnamedStatements, log: commandLog(config) });
  try {
    const { applied } = await migrate(db);
    terminal.out(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
  } finally {
    await db.close();
  }
}
