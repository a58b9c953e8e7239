/** What the database layer can refuse, in plain words; and how a store recognises PostgreSQL's own refusals. */
import { defineErrors } from '../errors/index.ts';

export const errors = defineErrors({
  'database.busy': {
    status: 503,
    message: 'No database connection became free within {seconds} s.',
    fix: 'Try again in a moment. If this happens often, look for slow statements or raise the pool size.',
  },
  'database.nested_query': {
    status: 500,
    message: 'A statement was sent to the pool inside an open transaction, where it would wait for itself.',
    fix: 'Hand the transaction that inTx() gives to every store function called inside it.',
  },
  'database.rolled_back': {
    status: 500,
    message:
      'The transaction was rolled back, because a statement in it had failed and the failure was ignored.',
    fix: 'Let the failure of a statement end its transaction.',
  },
  'database.tenant_unchecked': {
    status: 500,
    message: 'This statement reaches {table} without naming the tenant: {statement}',
    fix: 'Compare tenant_id of every table in the statement, with db.tenantId or with an already filtered table.',
  },
  'database.stopped': {
    status: 503,
    message: 'The embedded database has stopped: {cause}.',
    fix: 'Start Gatehouse again; everything that was confirmed is on disk.',
  },
  'database.not_built': {
    status: 500,
    message: 'The embedded database could not be made in {folder}.',
    fix: 'Check that the folder can be written and that 100 MB are free there.',
  },
  'database.unreachable': {
    status: 503,
    message: 'PostgreSQL at {server} cannot be reached: {cause}.',
    fix: 'Check DATABASE_URL, that the server runs, and that this machine may connect to it.',
  },
  'database.too_old': {
    status: 500,
    message: 'The server runs PostgreSQL {version}.',
    fix: 'Use PostgreSQL 14 or newer.',
  },
  'database.schema_newer': {
    status: 500,
    message: 'The database has migrations that this version does not know: {names}.',
    fix: 'Start the version of Gatehouse that wrote them, or a newer one.',
  },
  'database.migration_failed': {
    status: 500,
    message: 'The migration {name} failed and was undone: {cause}.',
    fix: 'Nothing of it is left. Correct the cause and start again.',
  },
  'database.migration_changed': {
    status: 500,
    message: 'The migration {name} was applied in another form than the file has now.',
    fix: 'Migrations never change once they are released: restore the file and add a new one.',
  },
});

/** The folder is open in another process; two of them would destroy the data. */
export class DatabaseLockedError extends Error {
  override readonly name = 'DatabaseLockedError';
  readonly code = 'database.locked';
  readonly folder: string;
  readonly pid: number | undefined;

  constructor(folder: string, holder: { pid?: number; host?: string }) {
    const who = holder.pid
      ? `process ${holder.pid}${holder.host ? ` on ${holder.host}` : ''}`
      : 'another process';
    super(
      `The data folder ${folder} is in use by ${who}. Stop that one first, or choose another folder with --data-dir.`,
    );
    this.folder = folder;
    this.pid = holder.pid;
  }
}

interface PostgresFailure {
  code: string;
  constraint?: string;
}

/** The SQLSTATE of an error that PostgreSQL sent; undefined for every other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as Error & Partial<PostgresFailure>;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23505') return false;
  return constraint === undefined || (error as Partial<PostgresFailure>).constraint === constraint;
}

export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  if (sqlState(error) !== '23503') return false;
  return constraint === undefined || (error as Partial<PostgresFailure>).constraint === constraint;
}
