/**
 * Kysely over `pg`: every statement goes through one `Session`, which names, encodes and counts it. The same
 * driver serves PostgreSQL and the embedded engine.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { sqlState } from './errors.ts';
import type { Schema } from './schema.ts';
import { encodeParameter, type StatementCounter, type StatementNames } from './statements.ts';

const INT8 = 20;

/** int8 comes as a number: counters and sizes here stay far below 2^53. The rest is pg's own (timestamptz: Date). */
export const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** How statements travel: on the pool, each on any connection, or on the connection of one transaction. */
export interface Session {
  run(text: string, values: readonly unknown[]): Promise<pg.QueryResult<Record<string, unknown>>>;
}

export interface SessionOptions {
  statements: StatementCounter;
  /** Absent where statements must stay unnamed (PgBouncer before 1.21). */
  names?: StatementNames;
}

/** "cached plan must not change result type": another node has migrated the table meanwhile. */
export function isStalePlan(error: unknown): boolean {
  return sqlState(error) === '0A000' && (error as Error).message.includes('cached plan');
}

export function createSession(client: pg.Pool | pg.PoolClient, options: SessionOptions): Session {
  const { statements, names } = options;
  return {
    async run(text, values) {
      statements.record(text);
      try {
        return await client.query({ name: names?.of(text), text, values: values.map(encodeParameter) });
      } catch (error) {
        if (isStalePlan(error)) names?.renew(text);
        throw error;
      }
    },
  };
}

function toConnection(session: Session, check?: (query: CompiledQuery) => void): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      check?.(query);
      const { rows, rowCount, command } = await session.run(query.sql, query.parameters);
      const changed = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
      return {
        rows: rows as R[],
        ...(changed && { numAffectedRows: BigInt(rowCount ?? 0) }),
      };
    },
    // biome-ignore lint/correctness/useYield: nothing here reads a result in pieces.
    async *streamQuery() {
      throw new Error('Streaming is not available.');
    },
  };
}

const refuse = () => Promise.reject(new Error('Transactions begin with inTx().'));

function sessionDriver(connection: DatabaseConnection): Driver {
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

/** `check` sees every statement before it leaves: the tenant guard. */
export function kyselyOver(session: Session, check?: (query: CompiledQuery) => void): Kysely<Schema> {
  const connection = toConnection(session, check);
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => sessionDriver(connection),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  return new Kysely<Schema>({ dialect });
}
