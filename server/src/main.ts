/** Starts everything in the right order and stops it in the reverse one. */
import { createApp } from './app.ts';
import { systemClock } from './kernel/clock/index.ts';
import type { Config } from './kernel/config/index.ts';
import { openSealer } from './kernel/crypto/index.ts';
import { type Database, maintain, migrate, openDatabase } from './kernel/db/index.ts';
import type { Log } from './kernel/log/index.ts';
import { listen, type RunningServer } from './server.ts';

export interface Ground {
  config: Config;
  log: Log;
  db: Database;
  app: Awaited<ReturnType<typeof createApp>>;
  /** Migrations that this start applied. */
  applied: string[];
}

/** Database, migrations, keys and features: what every command that works on data needs. */
export async function openGround(
  config: Config,
  log: Log,
  onFatal?: (error: Error) => void,
): Promise<Ground> {
  const db = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    poolSize: config.databasePoolSize,
    unnamedStatements: config.unnamedStatements,
    log,
    onFatal,
  });
  try {
    const { applied } = await migrate(db);
    const sealer = await openSealer({
      system: db,
      dataDir: config.dataDir,
      configured: config.keyEncryptionKeys,
    });
    const app = await createApp({ config, db, sealer, clock: systemClock, log });
    return { config, log, db, app, applied };
  } catch (error) {
    await db.close();
    throw error;
  }
}

export interface RunningApp extends Ground {
  server: RunningServer;
  stop(): Promise<void>;
}

const maintainEvery = 60 * 60 * 1000;

/** Begins to serve and to work through jobs; `stop` drains and closes. */
export async function serve(ground: Ground): Promise<RunningApp> {
  const { app, db } = ground;
  if (db.engine === 'embedded') {
    app.jobs.register({
      name: 'database.maintain',
      every: maintainEvery,
      run: async () => void (await maintain(db)),
    });
  }
  // First of all: when the port is taken, nothing has been started that would have to be stopped.
  const server = await listen(app);
  // The embedded database has one process, whose own changes reach its cache at commit.
  if (db.engine === 'postgres') app.cache.start(db);
  await app.jobs.start();
  app.events.start();
  app.statistics.start();
  app.setReady(true);

  let stopping: Promise<void> | undefined;
  async function stop(): Promise<void> {
    app.setReady(false);
    await server.stop();
    await app.events.stop();
    await app.statistics.stop();
    await app.jobs.stop();
    await app.cache.stop();
    await app.outbound.close();
    await db.close();
  }
  return { ...ground, server, stop: () => (stopping ??= stop()) };
}
