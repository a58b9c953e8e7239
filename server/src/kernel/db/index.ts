/**
 * The database: PostgreSQL, or the embedded engine when there is no URL, behind one driver and one SQL dialect.
 * Stores get a `TenantDb`; only kernel jobs, the registry of tenants and clean-up see the `SystemDb`.
 */
import pg from 'pg';
import { lockDataFolder } from './data-folder-lock.ts';
import { typeParsers } from './driver.ts';
import { type EmbeddedEngine, startEmbedded } from './embedded.ts';
import { errors } from './errors.ts';
import { StatementCounter, StatementNames } from './statements.ts';
import { ScopedSystemDb, type SystemDb } from './tenant-db.ts';
import { PoolScope } from './transactions.ts';

export {
  DatabaseLockedError,
  isForeignKeyViolation,
  isUniqueViolation,
  sqlState,
} from './errors.ts';
export { maintain } from './maintenance.ts';
export { migrate } from './migrations.ts';
export type { Json, Schema } from './schema.ts';
export { withoutCounting } from './statements.ts';
export type { SystemDb, TenantDb, TenantRow, TenantTable } from './tenant-db.ts';

export interface Database extends SystemDb {
  readonly engine: 'embedded' | 'postgres';
  readonly pool: pg.Pool;
  readonly statements: StatementCounter;
  close(): Promise<void>;
}

/** The part of the log that this layer writes to. */
export interface DatabaseLog {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface DatabaseOptions {
  /** postgres://…: PostgreSQL. */
  url?: string;
  /** A folder for the embedded engine. */
  dataDir?: string;
  /** Tests: the embedded engine without a folder. `template` is a dump to start from. */
  inMemory?: boolean;
  template?: string;
  poolSize?: number;
  /** For PgBouncer before 1.21, which does not know named statements in transaction pooling. */
  unnamedStatements?: boolean;
  /** How long a statement waits for a connection. */
  connectionTimeoutSeconds?: number;
  log?: DatabaseLog;
  /** The embedded engine died, or its folder was taken over: the process has to end. */
  onFatal?: (error: Error) => void;
}

/** What tests and the embedded engine's own maintenance need beyond `Database`. */
export interface EmbeddedDatabase extends Database {
  dump(file: string): Promise<void>;
}

const silent: DatabaseLog = { error: () => {}, warn: () => {} };

class PooledDatabase extends ScopedSystemDb implements Database {
  readonly engine: 'embedded' | 'postgres';
  readonly pool: pg.Pool;
  readonly statements: StatementCounter;
  readonly #afterPool: () => Promise<void>;
  #closed: Promise<void> | undefined;

  constructor(pool: pg.Pool, options: DatabaseOptions, afterPool?: () => Promise<void>) {
    const log = options.log ?? silent;
    const statements = new StatementCounter();
    super(
      new PoolScope(pool, {
        statements,
        names: options.unnamedStatements ? undefined : new StatementNames(),
        connectionTimeoutSeconds: timeoutSeconds(options),
        onCallbackError: (error) => log.error({ err: error }, 'A callback after a commit failed'),
      }),
    );
    pool.on('error', (error) => log.warn({ err: error }, 'An idle database connection was lost'));
    this.engine = afterPool ? 'embedded' : 'postgres';
    this.pool = pool;
    this.statements = statements;
    this.#afterPool = afterPool ?? (async () => {});
  }

  close(): Promise<void> {
    this.#closed ??= this.pool.end().then(this.#afterPool);
    return this.#closed;
  }
}

const timeoutSeconds = (options: DatabaseOptions) => options.connectionTimeoutSeconds ?? 10;

function poolOptions(options: DatabaseOptions): pg.PoolConfig {
  return {
    connectionTimeoutMillis: timeoutSeconds(options) * 1000,
    types: typeParsers,
    application_name: 'gatehouse',
  };
}

/** The server without user and password, for messages. */
function serverOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the given URL';
}

async function openPostgres(url: string, options: DatabaseOptions): Promise<Database> {
  const pool = new pg.Pool({
    ...poolOptions(options),
    connectionString: url,
    max: options.poolSize ?? 10,
    keepAlive: true,
  });
  const database = new PooledDatabase(pool, options);
  try {
    const { rows } = await pool.query<{ version: string }>(
      "select current_setting('server_version') version",
    );
    const version = rows[0]?.version ?? '';
    if (Number.parseInt(version, 10) < 14) throw errors['database.too_old']({ version });
    return database;
  } catch (error) {
    await database.close();
    if (!(error instanceof Error) || !('code' in error) || String(error.code).startsWith('database.'))
      throw error;
    throw errors['database.unreachable']({
      server: serverOf(url),
      cause: error.message || String(error.code),
    });
  }
}

function embeddedPool(engine: EmbeddedEngine, options: DatabaseOptions): pg.Pool {
  return new pg.Pool({
    ...poolOptions(options),
    stream: () => engine.stream() as never,
    ssl: false,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    // Closing the only connection would throw its prepared statements away.
    idleTimeoutMillis: 0,
  });
}

async function openEmbedded(options: DatabaseOptions): Promise<EmbeddedDatabase> {
  const log = options.log ?? silent;
  const onFatal = (error: Error) => {
    log.error({ err: error }, error.message);
    options.onFatal?.(error);
  };
  let engine: EmbeddedEngine | undefined;
  const onLost = (error: Error) => (engine ? engine.fail(error) : onFatal(error));
  const lock = options.dataDir ? await lockDataFolder(options.dataDir, { onLost }) : undefined;
  try {
    const { dataDir, template } = options;
    const started = await startEmbedded({ dataDir, template }, onFatal);
    engine = started;
    const database = new PooledDatabase(embeddedPool(started, options), options, async () => {
      await started.close();
      await lock?.release();
    });
    return Object.assign(database, { dump: (file: string) => started.dump(file) });
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Opens PostgreSQL (`url`), a data folder (`dataDir`) or a database in memory (`inMemory`). */
export async function openDatabase(options: DatabaseOptions & { inMemory: true }): Promise<EmbeddedDatabase>;
export async function openDatabase(options: DatabaseOptions): Promise<Database>;
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return openPostgres(options.url, options);
  if (!options.dataDir && !options.inMemory) throw new TypeError('Give a url, a dataDir or inMemory.');
  return openEmbedded(options);
}
