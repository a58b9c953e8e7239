// What doctor says of a database: that all is well when it is, and what to do when it isn't.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock, systemClock } from '../../kernel/clock/index.ts';
import type { Config } from '../../kernel/config/index.ts';
import { buildTestApp, type TestApp } from '../../testing/test-app.ts';
import { databaseChecks, migrationCheck, sealerCheck, tenantChecks } from './insides.ts';
import { folderChecks, skewCheck } from './surroundings.ts';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await buildTestApp();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-doctor-'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const withKey = (fill: number, id = 'test'): Config => ({
  ...app.config,
  dataDir: folder,
  keyEncryptionKeys: { keys: new Map([[id, Buffer.alloc(32, fill)]]), currentKeyId: id },
});

it('finds nothing wrong with a healthy database', async () => {
  const checks = [...(await databaseChecks(app.db, systemClock)), await migrationCheck(app.db)];
  expect(checks.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok']);
  expect(
    (await folderChecks(withKey(7), systemClock))?.filter(({ verdict }) => verdict === 'failed'),
  ).toEqual([]);
});

it('tells pending migrations from those of a newer version', async () => {
  const [row] = (await app.db.pool.query('select * from schema_migrations order by name limit 1')).rows;
  await app.db.pool.query('delete from schema_migrations where name = $1', [row.name]);
  expect(await migrationCheck(app.db)).toMatchObject({
    verdict: 'failed',
    detail: expect.stringContaining(`pending: ${row.name}`),
  });
  await app.db.pool.query('insert into schema_migrations values ($1, $2, $3)', [
    row.name,
    row.checksum,
    row.applied_at,
  ]);
  await app.db.query(sql`insert into schema_migrations (name, checksum) values ('9999_future.sql', 'x')`);
  expect(await migrationCheck(app.db)).toMatchObject({
    verdict: 'failed',
    detail: expect.stringContaining('newer'),
  });
  await app.db.query(sql`delete from schema_migrations where name = '9999_future.sql'`);
});

it('sees a clock that is off', async () => {
  const [, clock] = await databaseChecks(app.db, fixedClock(new Date('2020-01-01')));
  expect(clock).toMatchObject({ name: 'clock', verdict: 'failed' });
  expect([0, 5_000, -60_000].map((off) => skewCheck('x', off).verdict)).toEqual(['ok', 'warning', 'failed']);
});

describe('the encryption key', () => {
  beforeAll(async () => void (await app.keys.keySet(app.tenant)));

  it('is fine when it opens what is stored', async () => {
    expect((await sealerCheck(withKey(7), app.db)).check.verdict).toBe('ok');
  });

  it.each([
    ['is another one of the same name', withKeyArgs(8), /does not open/],
    ['is missing, and its name is told', withKeyArgs(7, 'other'), /encryption key test/],
  ])('%s', async (_what, args, message) => {
    const { check, sealer } = await sealerCheck(withKey(...args), app.db);
    expect(check).toMatchObject({ verdict: 'failed', detail: expect.stringMatching(message) });
    expect(sealer).toBeUndefined();
  });

  it('is not made anew where the key file is gone', async () => {
    const { keyEncryptionKeys: _, ...config } = withKey(7);
    expect((await sealerCheck(config, app.db)).check.verdict).toBe('failed');
    expect((await sealerCheck(config, app.db)).check.detail).toContain('encryption key test');
  });
});

function withKeyArgs(fill: number, id?: string): [number, string?] {
  return [fill, id];
}

it('looks at the keys and the enabled connectors of every tenant', async () => {
  const connector = (id: string, enabled: boolean) =>
    app.sso.connectors.create(app.tenant.db, {
      id,
      name: id,
      provider: 'oidc',
      config: { issuer: 'http://localhost:9/', clientId: 'a', clientSecret: 'b' },
      enabled,
    });
  await connector('off', false);
  await connector('broken', true);
  const checks = await tenantChecks(app);
  expect(checks.map(({ name, verdict }) => `${verdict} ${name}`)).toEqual([
    'ok signing keys of default',
    'failed connector broken of default',
    'ok signing keys of admin',
  ]);
  expect(checks[1]?.detail).not.toBe('');
});
