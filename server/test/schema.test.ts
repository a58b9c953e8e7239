/** schema.ts is written by hand for the compiler; the migrations are what runs. They must say the same. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/kernel/db/index.ts';
import { systemTables } from '../src/kernel/db/schema.ts';
import { openTestDatabase } from '../src/kernel/db/test-database.ts';

interface Column {
  table_name: string;
  column_name: string;
  data_type: string;
  is_nullable: string;
}

let db: Database;
let columns: Column[];

const own = new Set(['schema_migrations', 'schema_lease', 'migration_lease']);
beforeAll(async () => {
  db = await openTestDatabase();
  columns = await db.query<Column>(sql<Column>`
    select table_name, column_name, data_type, is_nullable from information_schema.columns
    where table_schema = 'public' order by table_name, ordinal_position`);
  columns = columns.filter((column) => !own.has(column.table_name));
});
afterAll(() => db.close());

/** table → column → its TypeScript text, read off schema.ts. */
function declared(): Map<string, Map<string, string>> {
  const text = readFileSync(resolve(import.meta.dirname, '../src/kernel/db/schema.ts'), 'utf8');
  const interfaces = new Map(
    [...text.matchAll(/export interface (\w+Table) \{([\s\S]*?)\n\}/g)].map((m) => [m[1]!, m[2]!]),
  );
  const schema = /export interface Schema \{([\s\S]*?)\n\}/.exec(text)![1]!;
  return new Map(
    [...schema.matchAll(/(\w+): (\w+);/g)].map(([, table, name]) => [
      table!,
      new Map([...interfaces.get(name!)!.matchAll(/^ {2}(\w+): (.*);/gm)].map((m) => [m[1]!, m[2]!])),
    ]),
  );
}

const types: Record<string, RegExp> = {
  text: /string/,
  bigint: /number/,
  boolean: /boolean/,
  bytea: /Uint8Array/,
  jsonb: /JsonColumn/,
  'timestamp with time zone': /Timestamp|Date/,
};

describe('the database schema', () => {
  test('schema.ts names every table and column of the migrations, with its type', () => {
    const mirror = declared();
    const wrong = columns.flatMap(({ table_name, column_name, data_type, is_nullable }) => {
      const text = mirror.get(table_name)?.get(column_name);
      if (!text) return [`${table_name}.${column_name} is missing`];
      if (!types[data_type]?.test(text)) return [`${table_name}.${column_name} is ${data_type}, not ${text}`];
      const nullable = /null|Nullable|JsonColumn/.test(text);
      return nullable === (is_nullable === 'YES') || data_type === 'jsonb'
        ? []
        : [`${table_name}.${column_name}: null?`];
    });
    expect(wrong).toEqual([]);
    const counted = [...mirror.values()].reduce((sum, table) => sum + table.size, 0);
    expect(counted).toBe(columns.length);
  });

  test('DESIGN section 11: only portable types', () => {
    expect([...new Set(columns.map((column) => column.data_type))].sort()).toEqual(Object.keys(types).sort());
  });

  test('tenant isolation: tenant_id leads every primary key, unique key and foreign key of tenant tables', async () => {
    interface Key {
      table_name: string;
      constraint_name: string;
      type: string;
      first_column: string;
    }
    const keys = await db.query<Key>(sql<Key>`
      select c.relname as table_name, k.conname as constraint_name, k.contype::text as type, a.attname as first_column
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
      where n.nspname = 'public' and k.contype in ('p', 'u', 'f')`);
    const system = new Set<string>([...systemTables, ...own]);
    const wrong = keys.filter((key) => !system.has(key.table_name) && key.first_column !== 'tenant_id');
    expect(wrong).toEqual([]);
    expect(keys.length).toBeGreaterThan(30);
  });
});
