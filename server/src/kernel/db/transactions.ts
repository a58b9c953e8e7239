/**
 * Transactions: BEGIN … COMMIT on one connection, retried when PostgreSQL asks for it, with work that waits for
 * the commit. A `Scope` is what statements run on: the pool, or one open transaction.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { CompiledQuery, Kysely } from 'kysely';
import type pg from 'pg';
import { createSession, isStalePlan, kyselyOver, type Session, type SessionOptions } from './driver.ts';
import { errors, sqlState } from './errors.ts';
import type { Schema } from './schema.ts';
import { checkTenantStatement } from './tenant-guard.ts';

export interface Scope {
  /** For the whole installation. */
  readonly kysely: Kysely<Schema>;
  /** The same connection, with the tenant guard in front. */
  readonly guarded: Kysely<Schema>;
  run(query: CompiledQuery): Promise<Record<string, unknown>[]>;
  inTx<R>(fn: (scope: Scope) => Promise<R>): Promise<R>;
  afterCommit(fn: () => void): void;
}

export interface ScopeOptions extends SessionOptions {
  connectionTimeoutSeconds: number;
  /** Tells of a callback that failed after the commit. */
  onCallbackError: (error: unknown) => void;
}

const MAX_ATTEMPTS = 5;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK || isStalePlan(error);
}

/** The transaction that the current call chain is in, so that a statement that would wait for itself is seen. */
const current = new AsyncLocalStorage<TransactionScope>();

class TransactionScope implements Scope {
  readonly pool: pg.Pool;
  readonly callbacks: (() => void)[] = [];
  open = true;
  /** A nested inTx() failed: its half of the work must not be committed by the outer one. */
  failure: { error: unknown } | undefined;
  readonly #session: Session;
  #kysely: Kysely<Schema> | undefined;
  #guarded: Kysely<Schema> | undefined;

  constructor(pool: pg.Pool, session: Session) {
    this.pool = pool;
    this.#session = session;
  }

  get kysely(): Kysely<Schema> {
    this.#kysely ??= kyselyOver(this.#session);
    return this.#kysely;
  }

  get guarded(): Kysely<Schema> {
    this.#guarded ??= kyselyOver(this.#session, checkTenantStatement);
    return this.#guarded;
  }

  async run({ sql: text, parameters }: CompiledQuery) {
    return (await this.#session.run(text, parameters)).rows;
  }

  async inTx<R>(fn: (scope: Scope) => Promise<R>): Promise<R> {
    try {
      return await fn(this);
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }

  afterCommit(fn: () => void): void {
    this.callbacks.push(fn);
  }
}

export class PoolScope implements Scope {
  readonly kysely: Kysely<Schema>;
  readonly guarded: Kysely<Schema>;
  readonly #pool: pg.Pool;
  readonly #options: ScopeOptions;
  readonly #session: Session;

  constructor(pool: pg.Pool, options: ScopeOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#session = this.#poolSession();
    this.kysely = kyselyOver(this.#session);
    this.guarded = kyselyOver(this.#session, checkTenantStatement);
  }

  async run({ sql: text, parameters }: CompiledQuery) {
    return (await this.#session.run(text, parameters)).rows;
  }

  async inTx<R>(fn: (scope: Scope) => Promise<R>): Promise<R> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(fn);
      } catch (error) {
        if (attempt === MAX_ATTEMPTS || !isRetryable(error)) throw error;
        await delay(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  afterCommit(fn: () => void): void {
    fn();
  }

  #poolSession(): Session {
    const session = createSession(this.#pool, this.#options);
    return {
      run: async (text, values) => {
        this.#refuseInsideTransaction();
        try {
          return await session.run(text, values);
        } catch (error) {
          // A stale plan is refused before anything of the statement has run.
          if (isStalePlan(error)) return session.run(text, values);
          throw this.#explain(error);
        }
      },
    };
  }

  #refuseInsideTransaction(): void {
    const transaction = current.getStore();
    if (transaction?.open && transaction.pool === this.#pool) throw errors['database.nested_query']();
  }

  #explain(error: unknown): unknown {
    const waited =
      error instanceof Error && error.message.startsWith('timeout exceeded when trying to connect');
    return waited ? errors['database.busy']({ seconds: this.#options.connectionTimeoutSeconds }) : error;
  }

  async #attempt<R>(fn: (scope: Scope) => Promise<R>): Promise<R> {
    this.#refuseInsideTransaction();
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw this.#explain(error);
    });
    const { result, callbacks } = await this.#onClient(client, fn);
    for (const callback of callbacks) {
      try {
        callback();
      } catch (error) {
        this.#options.onCallbackError(error);
      }
    }
    return result;
  }

  async #onClient<R>(client: pg.PoolClient, fn: (scope: Scope) => Promise<R>) {
    const session = createSession(client, this.#options);
    const control = createSession(client, { statements: this.#options.statements });
    const transaction = new TransactionScope(this.#pool, session);
    try {
      await control.run('BEGIN', []);
      const result = await current.run(transaction, () => fn(transaction));
      if (transaction.failure) throw transaction.failure.error;
      const { command } = await control.run('COMMIT', []);
      // PostgreSQL answers COMMIT of a failed transaction with success and the word ROLLBACK.
      if (command === 'ROLLBACK') throw errors['database.rolled_back']();
      transaction.open = false;
      client.release();
      return { result, callbacks: transaction.callbacks };
    } catch (error) {
      transaction.open = false;
      await rollBack(client, control);
      throw error;
    }
  }
}

/** A connection that cannot roll back is not given to anybody else. */
async function rollBack(client: pg.PoolClient, control: Session): Promise<void> {
  try {
    await control.run('ROLLBACK', []);
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
