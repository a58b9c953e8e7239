/** Checks of what is in the database: its version and schema, the encryption keys, each tenant. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../app.ts';
import type { Tenant } from '../../features/tenants/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { assertKeysCover, openSealer, type Sealer, sealContext } from '../../kernel/crypto/index.ts';
import { sealedColumns, sealedUnderOtherKeys } from '../../kernel/crypto/store.ts';
import type { Database } from '../../kernel/db/index.ts';
import { readMigrations } from '../../kernel/db/migrations.ts';
import { type Check, failed, ok, warning } from './check.ts';
import { appliedMigrations, serverFacts } from './store.ts';
import { skewCheck } from './surroundings.ts';

const oldestMajor = 14;
const list = (names: readonly string[]) => names.join(', ');

export async function databaseChecks(db: Database, clock: Clock): Promise<Check[]> {
  const { version, now } = await serverFacts(db);
  const name = `PostgreSQL ${version}${db.engine === 'embedded' ? ' (embedded)' : ''}`;
  const fits = Number.parseInt(version, 10) >= oldestMajor;
  return [
    fits ? ok('database', name) : failed('database', name, `Use PostgreSQL ${oldestMajor} or newer.`),
    skewCheck("the database's clock", now.getTime() - clock.now().getTime()),
  ];
}

export async function migrationCheck(db: Database): Promise<Check> {
  const name = 'migrations';
  const known = readMigrations().map((migration) => migration.name);
  const applied = await appliedMigrations(db);
  const unknown = (applied ?? []).filter((one) => !known.includes(one));
  if (unknown.length > 0)
    return failed(
      name,
      `the database is newer: ${list(unknown)}`,
      'Use the version of Gatehouse that wrote them.',
    );
  const pending = known.filter((one) => !applied?.includes(one));
  if (pending.length > 0)
    return failed(name, `pending: ${list(pending)}`, 'gatehouse migrate, or the next start, applies them.');
  return ok(name, `${known.length} applied`);
}

/** Opens one secret of each kind, without making a key where there is none. */
export async function sealerCheck(config: Config, db: Database): Promise<{ check: Check; sealer?: Sealer }> {
  const name = 'encryption key';
  try {
    const { dataDir, keyEncryptionKeys: configured } = config;
    if (!configured && !existsSync(join(dataDir, 'keys', 'encryption.json'))) {
      await assertKeysCover(db, { keyIds: [] as readonly string[] } as Sealer);
      return { check: ok(name, 'nothing is sealed yet; the first start makes a key') };
    }
    const sealer = await openSealer({ system: db, dataDir, configured });
    for (const column of sealedColumns) {
      const rows = await sealedUnderOtherKeys(db, column, '', 1);
      for (const { tenantId, id, sealed } of rows)
        sealer.open(sealed, sealContext(tenantId, column.table, id));
    }
    return { check: ok(name, `${sealer.currentKeyId} opens what is stored`), sealer };
  } catch (error) {
    return { check: failed(name, error instanceof Error ? error.message : String(error)) };
  }
}

async function keyCheck(app: App, tenant: Tenant): Promise<Check> {
  const name = `signing keys of ${tenant.id}`;
  const { signing } = await app.keys.keySet(tenant);
  const has = (status: string) => signing.some((key) => key.status === status);
  if (!has('current') || !has('next'))
    return failed(name, 'a current or next key is missing', 'gatehouse keys rotate --force');
  return ok(name, signing.map(({ status, algorithm }) => `${status} ${algorithm}`).join(', '));
}

async function connectorCheck(app: App, tenant: Tenant, id: string): Promise<Check> {
  const name = `connector ${id} of ${tenant.id}`;
  const { ok: works, issuer, steps } = await app.sso.check(tenant, id);
  if (works) return ok(name, `${issuer} answers`);
  const step = steps.find(({ verdict }) => verdict === 'fail');
  const detail = [step?.explanation, step?.seen].filter(Boolean).join(': ');
  return failed(
    name,
    detail || 'does not work',
    'Nobody can sign in through it now. Correct it, or disable it.',
  );
}

const pageSize = 100;

export async function tenantChecks(app: App): Promise<Check[]> {
  const { tenants, total } = await app.tenants.list({ limit: pageSize, offset: 0 });
  const checks: Check[] = [];
  for (const tenant of tenants) {
    checks.push(await keyCheck(app, tenant));
    const { connectors } = await app.sso.connectors.list(tenant.db, { limit: pageSize, offset: 0 });
    for (const { id } of connectors.filter(({ enabled }) => enabled))
      checks.push(await connectorCheck(app, tenant, id));
  }
  if (total > tenants.length)
    checks.push(warning('tenants', `only the first ${pageSize} of ${total} were looked at`));
  return checks;
}
