/**
 * Cleans up: a recurring job deletes the expired rows of every table that has them, in bounded batches, an
 * hour after their expiry, so that a late request still gets "expired" rather than "unknown".
 */

import type { SystemDb } from '../db/index.ts';
import type { Schema } from '../db/schema.ts';
import type { JobDefinition } from './definition.ts';
import { deleteExpired } from './store-expiry.ts';

type Column<T extends keyof Schema> = keyof Schema[T] & string;

export interface ExpiringTable<T extends keyof Schema> {
  table: T;
  column: Column<T>;
  /** The primary key. */
  keys: readonly Column<T>[];
  graceSeconds?: number;
}

export interface Expiry {
  registerExpiry<T extends keyof Schema>(table: ExpiringTable<T>): void;
  job: JobDefinition<unknown>;
  /** Deletes what has expired now; the number of rows by table. */
  clean(system: SystemDb): Promise<Record<string, number>>;
}

const hour = 3_600;
const day = 24 * hour;
const batchSize = 500;

interface Entry {
  table: string;
  column: string;
  keys: readonly string[];
  graceSeconds: number;
}

function entry<T extends keyof Schema>({ graceSeconds = hour, ...table }: ExpiringTable<T>): Entry {
  return { ...table, graceSeconds };
}

const countKeys = ['tenant_id', 'day', 'application_id', 'connector_id', 'method', 'outcome'] as const;

const defaults = (): Entry[] => [
  entry({ table: 'attempts', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'oidc_sessions', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'oidc_grants', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'oidc_tokens', column: 'expires_at', keys: ['tenant_id', 'kind', 'id'] }),
  entry({ table: 'verification_codes', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'rate_limits', column: 'window_ends_at', keys: ['tenant_id', 'key'] }),
  entry({ table: 'known_devices', column: 'expires_at', keys: ['tenant_id', 'user_id', 'id'] }),
  entry({ table: 'one_time_links', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  // What was accepted or ran out stays in the list for a while.
  entry({
    table: 'administrator_invitations',
    column: 'expires_at',
    keys: ['tenant_id', 'id'],
    graceSeconds: 30 * 24 * hour,
  }),
  entry({ table: 'sso_requests', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_evidence', column: 'expires_at', keys: ['tenant_id', 'id'], graceSeconds: 0 }),
  entry({ table: 'sso_traces', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_saml_assertions', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_saml_responses', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_sessions', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_token_revocations', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_logout_tokens', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_break_glass_doors', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'sso_connector_versions', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({
    table: 'sso_change_failures',
    column: 'expires_at',
    keys: ['tenant_id', 'connector_id', 'revision', 'id'],
  }),
  entry({ table: 'sso_tests', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'scim_events', column: 'expires_at', keys: ['tenant_id', 'connector_id', 'id'] }),
  entry({ table: 'setup_sessions', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'setup_links', column: 'forget_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'experience_previews', column: 'expires_at', keys: ['tenant_id', 'token_hash'] }),
  entry({ table: 'mail_messages', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'idempotency_keys', column: 'expires_at', keys: ['tenant_id', 'id'] }),
  entry({ table: 'jobs', column: 'dead_at', keys: ['id'], graceSeconds: 7 * day }),
  // A day ends 24 hours after it began, and counts for the 29 that follow it.
  entry({
    table: 'user_active_days',
    column: 'day',
    keys: ['tenant_id', 'user_id', 'day'],
    graceSeconds: 32 * day,
  }),
  entry({ table: 'sign_in_counts', column: 'day', keys: countKeys, graceSeconds: 2 * 366 * day }),
];

async function cleanTable(system: SystemDb, table: Entry): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteExpired(system, table, batchSize);
    total += deleted;
    if (deleted < batchSize) return total;
  }
}

export function createExpiry(): Expiry {
  const tables = new Map(defaults().map((table) => [table.table, table]));

  const clean = async (system: SystemDb) => {
    const counts: Record<string, number> = {};
    for (const table of tables.values()) counts[table.table] = await cleanTable(system, table);
    return counts;
  };

  return {
    registerExpiry: (table) => {
      tables.set(table.table, entry(table));
    },
    clean,
    job: {
      name: 'expiry.clean',
      every: 5 * 60 * 1_000,
      async run({ system, log }) {
        log.debug({ deleted: await clean(system) }, 'expired rows deleted');
      },
    },
  };
}
