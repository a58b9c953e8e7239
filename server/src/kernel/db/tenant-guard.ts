/**
 * The last check before a tenant's statement leaves: every table it reaches must be tied to a tenant. The builder
 * adds the filter of its first table; this catches the join or subquery in which a store forgot it.
 */
import type { CompiledQuery } from 'kysely';
import { errors } from './errors.ts';

/** As Kysely writes it: every identifier quoted, an alias after "as". */
const TABLE = /(?<!\bdistinct )\b(from|join|update|using|into)\s+"([^"]+)"(?:\s+as\s+"([^"]+)")?/g;
const SETS_TENANT = /\bset\b.*[^.]"tenant_id"\s*=/s;

/** Texts that passed; the check depends on the text alone. */
const passed = new Set<string>();
const MAX_PASSED = 5_000;

function mentionsTenant(text: string, keyword: string, table: string): boolean {
  // An insert names the column in its list, unqualified.
  return keyword === 'into' ? text.includes('"tenant_id"') : text.includes(`"${table}"."tenant_id"`);
}

function isTied(text: string): string | undefined {
  for (const [, keyword = '', table = '', alias] of text.matchAll(TABLE)) {
    if (!mentionsTenant(text, keyword, alias ?? table)) return table;
  }
  return SETS_TENANT.test(text.split(' where ')[0] ?? '') ? 'another tenant' : undefined;
}

export function checkTenantStatement({ sql: statement }: CompiledQuery): void {
  if (passed.has(statement)) return;
  const untied = isTied(statement);
  if (untied) throw errors['database.tenant_unchecked']({ table: untied, statement });
  if (passed.size < MAX_PASSED) passed.add(statement);
}

/** A statement written by hand must compare tenant_id with this tenant: the text and the parameter are looked for. */
export function checkHandWritten({ sql: statement, parameters }: CompiledQuery, tenantId: string): void {
  if (/\btenant_id\b/.test(statement) && parameters.includes(tenantId)) return;
  throw errors['database.tenant_unchecked']({ table: 'its tables', statement });
}
