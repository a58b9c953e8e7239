/** `gatehouse migrate`: brings the database to this version's schema, without starting the server. */
import { migrate, openDatabase } from '../kernel/db/index.ts';
import type { CommandContext } from './context.ts';
import { commandLog, configOf, type GroundOptions } from './ground.ts';

export async function runMigrations(options: GroundOptions, context: CommandContext): Promise<void> {
  const config = configOf(options, context.env);
  const { databaseUrl: url, dataDir, unnamedStatements } = config;
  const db = await openDatabase({ url, dataDir, unnamedStatements, log: commandLog(config) });
  try {
    const { applied } = await migrate(db);
    context.out(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
  } finally {
    await db.close();
  }
}
