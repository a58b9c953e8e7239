/**
 * The faces that stores see: `TenantDb` reaches the rows of one tenant only, `SystemDb` those of all (the registry
 * of tenants, jobs, clean-up).
 */
import type {
  DeleteQueryBuilder,
  DeleteResult,
  Insertable,
  InsertQueryBuilder,
  InsertResult,
  Kysely,
  RawBuilder,
  SelectQueryBuilder,
  UpdateQueryBuilder,
  UpdateResult,
} from 'kysely';
import type { Schema, SystemTable } from './schema.ts';
import { checkHandWritten } from './tenant-guard.ts';
import type { Scope } from './transactions.ts';

export type TenantTable = Exclude<keyof Schema, SystemTable>;

export type TenantRow<T extends TenantTable> = Omit<Insertable<Schema[T]>, 'tenant_id'>;

export interface TenantDb {
  readonly tenantId: string;
  /** Already filtered by the tenant. A joined table must be tied by its own tenant_id. */
  selectFrom<T extends TenantTable>(table: T): SelectQueryBuilder<Schema, T, object>;
  /** Adds the tenant_id. */
  insertInto<T extends TenantTable>(
    table: T,
    values: TenantRow<T> | readonly TenantRow<T>[],
  ): InsertQueryBuilder<Schema, T, InsertResult>;
  updateTable<T extends TenantTable>(table: T): UpdateQueryBuilder<Schema, T, T, UpdateResult>;
  deleteFrom<T extends TenantTable>(table: T): DeleteQueryBuilder<Schema, T, DeleteResult>;
  /** A statement written by hand; it must itself compare tenant_id with `db.tenantId`. */
  query<R>(statement: RawBuilder<R>): Promise<R[]>;
  /** One short transaction, retried on conflicts: no hashing and no HTTP inside. Nested calls join the outer one. */
  inTx<R>(fn: (tx: TenantDb) => Promise<R>): Promise<R>;
  /** Runs after the commit of the outermost transaction; at once outside of one. */
  afterCommit(fn: () => void): void;
}

export interface SystemDb {
  readonly kysely: Kysely<Schema>;
  forTenant(id: string): TenantDb;
  inTx<R>(fn: (tx: SystemDb) => Promise<R>): Promise<R>;
  query<R>(statement: RawBuilder<R>): Promise<R[]>;
  afterCommit(fn: () => void): void;
}

/**
 * Kysely's builders, reduced to what is called here: its types cannot follow a table name that is still generic.
 * The interface above gives callers the exact types back.
 */
interface Builders {
  selectFrom(table: string): { where(column: string, operator: '=', value: string): unknown };
  updateTable(table: string): { where(column: string, operator: '=', value: string): unknown };
  deleteFrom(table: string): { where(column: string, operator: '=', value: string): unknown };
  insertInto(table: string): { values(rows: object | object[]): unknown };
}

class ScopedTenantDb implements TenantDb {
  readonly tenantId: string;
  readonly #scope: Scope;

  constructor(scope: Scope, tenantId: string) {
    this.#scope = scope;
    this.tenantId = tenantId;
  }

  get #builders(): Builders {
    return this.#scope.guarded as unknown as Builders;
  }

  selectFrom<T extends TenantTable>(table: T) {
    const query = this.#builders.selectFrom(table).where(`${table}.tenant_id`, '=', this.tenantId);
    return query as SelectQueryBuilder<Schema, T, object>;
  }

  insertInto<T extends TenantTable>(table: T, values: TenantRow<T> | readonly TenantRow<T>[]) {
    const own = (row: object) => ({ ...row, tenant_id: this.tenantId });
    const rows = Array.isArray(values) ? values.map(own) : own(values);
    return this.#builders.insertInto(table).values(rows) as InsertQueryBuilder<Schema, T, InsertResult>;
  }

  updateTable<T extends TenantTable>(table: T) {
    const query = this.#builders.updateTable(table).where(`${table}.tenant_id`, '=', this.tenantId);
    return query as UpdateQueryBuilder<Schema, T, T, UpdateResult>;
  }

  deleteFrom<T extends TenantTable>(table: T) {
    const query = this.#builders.deleteFrom(table).where(`${table}.tenant_id`, '=', this.tenantId);
    return query as DeleteQueryBuilder<Schema, T, DeleteResult>;
  }

  async query<R>(statement: RawBuilder<R>): Promise<R[]> {
    const compiled = statement.compile(this.#scope.kysely);
    checkHandWritten(compiled, this.tenantId);
    return (await this.#scope.run(compiled)) as R[];
  }

  inTx<R>(fn: (tx: TenantDb) => Promise<R>): Promise<R> {
    return this.#scope.inTx((scope) => fn(new ScopedTenantDb(scope, this.tenantId)));
  }

  afterCommit(fn: () => void): void {
    this.#scope.afterCommit(fn);
  }
}

export class ScopedSystemDb implements SystemDb {
  readonly #scope: Scope;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  get kysely(): Kysely<Schema> {
    return this.#scope.kysely;
  }

  forTenant(id: string): TenantDb {
    return new ScopedTenantDb(this.#scope, id);
  }

  inTx<R>(fn: (tx: SystemDb) => Promise<R>): Promise<R> {
    return this.#scope.inTx((scope) => fn(new ScopedSystemDb(scope)));
  }

  async query<R>(statement: RawBuilder<R>): Promise<R[]> {
    return (await this.#scope.run(statement.compile(this.#scope.kysely))) as R[];
  }

  afterCommit(fn: () => void): void {
    this.#scope.afterCommit(fn);
  }
}
