/** Opens what a command works on, and closes it whatever happens. */
import { existsSync } from 'node:fs';
import type { App } from '../app.ts';
import type { Environment } from '../features/declarative/index.ts';
import { type Config, loadConfig } from '../kernel/config/index.ts';
import { createLog, type Log } from '../kernel/log/index.ts';
import { openGround } from '../main.ts';
import { configEnvironment, environment } from './environment.ts';
import { CommandError } from './failure.ts';

/** Options that every command on data has. */
export interface GroundOptions {
  dataDir?: string;
  endpoint?: string;
  databaseUrl?: string;
}

export function configOf({ dataDir, endpoint, databaseUrl }: GroundOptions, env: Environment): Config {
  return loadConfig({ env: configEnvironment(env), options: { dataDir, endpoint, databaseUrl } });
}

/** Logs go beside the results, and only when something is wrong. */
export function commandLog({ logLevel }: Pick<Config, 'logLevel'>): Log {
  return createLog({ logLevel: logLevel === 'info' ? 'warn' : logLevel }, process.stderr);
}

/** For commands that would otherwise make a new, empty installation out of a misspelled path. */
export function assertDataExists({ databaseUrl, dataDir }: Config): void {
  if (databaseUrl || existsSync(dataDir)) return;
  throw new CommandError(
    `There is no data in ${dataDir}. Give the folder with --data-dir, or start Gatehouse first.`,
  );
}

export async function withApp<T>(
  options: GroundOptions & { mustExist?: boolean },
  work: (app: App) => Promise<T>,
): Promise<T> {
  const config = configOf(options, environment);
  if (options.mustExist) assertDataExists(config);
  const { app, db } = await openGround(config, commandLog(config));
  try {
    return await work(app);
  } finally {
    await app.outbound.close();
    await db.close();
  }
}
