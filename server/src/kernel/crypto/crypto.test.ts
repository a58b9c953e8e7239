// Secrets at rest (DESIGN section 8): sealed to their place, keys that rotate, and never a second key beside data.
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/index.ts';
import { openTestDatabase } from '../db/test-database.ts';
import {
  addKeyEncryptionKey,
  assertKeysCover,
  constantTimeEqual,
  createSealer,
  loadOrCreateKeyEncryptionKey,
  openSealer,
  randomToken,
  removeKeyEncryptionKey,
  reseal,
  sealContext,
  sha256,
} from './index.ts';

const keysOf = (...ids: string[]) => new Map(ids.map((id, i) => [id, Buffer.alloc(32, i + 1)]));
const sealerOf = (...ids: string[]) => createSealer({ keys: keysOf(...ids), currentKeyId: ids[0] as string });
const context = sealContext('default', 'sso_connectors', 'sso_x');

describe('hashes and tokens', () => {
  it('sha256 is the known one, in base64url', () => {
    expect(sha256('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
  });

  it('compares texts of any lengths', () => {
    expect(constantTimeEqual('same', 'same')).toBe(true);
    expect(constantTimeEqual('same', 'sane')).toBe(false);
    expect(constantTimeEqual('', 'longer')).toBe(false);
  });

  it('makes tokens of the asked entropy', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
    expect(randomToken(16)).not.toBe(randomToken(16));
  });
});

describe('the sealer', () => {
  it('opens what it has sealed and shows nothing of it', () => {
    const sealed = sealerOf('k1').seal('hunter2 – 密码', context);
    expect(sealed).toMatch(/^v1\.k1\.[\w-]{16}\.[\w-]+$/);
    expect(sealerOf('k1').open(sealed, context)).toBe('hunter2 – 密码');
    expect(sealerOf('k1').seal('hunter2 – 密码', context)).not.toBe(sealed);
  });

  it('does not open a value that was copied to another tenant, table or row', () => {
    const sealed = sealerOf('k1').seal('x', context);
    for (const place of [
      'other:sso_connectors:sso_x',
      'default:signing_keys:sso_x',
      'default:sso_connectors:sso_y',
    ]) {
      expect(() => sealerOf('k1').open(sealed, place)).toThrow(
        expect.objectContaining({ code: 'crypto.sealed_damaged' }),
      );
    }
  });

  it.each([0, 1, 2, 3])('refuses a value of which part %i was altered', (part) => {
    const parts = sealerOf('k1').seal('secret text', context).split('.');
    const text = parts[part] as string;
    parts[part] = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    expect(() => sealerOf('k1').open(parts.join('.'), context)).toThrow(/does not open|not available/);
  });

  it('refuses a shortened tag, an empty text and rubbish', () => {
    const sealed = sealerOf('k1').seal('', context);
    for (const bad of [
      sealed.slice(0, -4),
      '',
      'v1',
      'v1.k1',
      'v1.k1..',
      `${sealed}.x`,
      'v2.k1.a.b',
      'hello',
    ]) {
      expect(() => sealerOf('k1').open(bad, context), bad).toThrow(
        expect.objectContaining({ code: 'crypto.sealed_damaged' }),
      );
    }
  });

  it('does not open a value relabelled with the id of another key that holds the same bytes', () => {
    const keys = new Map(['k1', 'k2'].map((id) => [id, Buffer.alloc(32, 7)]));
    const sealer = createSealer({ keys, currentKeyId: 'k1' });
    const relabelled = sealer.seal('x', context).replace('.k1.', '.k2.');
    expect(() => sealer.open(relabelled, context)).toThrow(/does not open/);
  });

  it('names the key that is missing', () => {
    const sealed = sealerOf('gone').seal('x', context);
    expect(() => sealerOf('k1').open(sealed, context)).toThrow(/encryption key gone,/);
  });

  it('opens values of older keys and says that they need sealing again', () => {
    const old = sealerOf('k1').seal('x', context);
    const rotated = createSealer({ keys: keysOf('k1', 'k2'), currentKeyId: 'k2' });
    expect(rotated.open(old, context)).toBe('x');
    expect(rotated.needsReseal(old)).toBe(true);
    expect(rotated.needsReseal(rotated.seal('x', context))).toBe(false);
  });

  it('refuses keys of a wrong length, bad ids, and a current key that is not there', () => {
    expect(() => createSealer({ keys: new Map([['k', Buffer.alloc(16)]]), currentKeyId: 'k' })).toThrow(
      /32 bytes/,
    );
    expect(() => createSealer({ keys: keysOf('a.b'), currentKeyId: 'a.b' })).toThrow(/key id/);
    expect(() => createSealer({ keys: keysOf('a'), currentKeyId: 'b' })).toThrow(/no key b/);
  });
});

describe('the key file', () => {
  let dataDir: string;
  const file = () => join(dataDir, 'keys', 'encryption.json');
  const load = (keyIdsInUse: string[] = []) => loadOrCreateKeyEncryptionKey({ dataDir, keyIdsInUse });

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is created by the first start, for its owner only, and used by the next', async () => {
    const first = await load();
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(join(dataDir, 'keys'))).mode & 0o777).toString(8)).toBe('700');
    expect(await load([first.currentKeyId])).toEqual(first);
    expect(await readdir(join(dataDir, 'keys'))).toEqual(['encryption.json']);
  });

  it('is never made beside data that needs another key: the start refuses and names it', async () => {
    await expect(load(['k1'])).rejects.toThrow(/encryption key k1,/);
    await expect(stat(file())).rejects.toThrow('ENOENT');
  });

  it('comes out the same for starts at the same time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => load()));
    expect(new Set(all.map(({ currentKeyId }) => currentKeyId)).size).toBe(1);
  });

  it('is left alone when keys come from the environment', async () => {
    const configured = { keys: keysOf('env'), currentKeyId: 'env' };
    expect(await loadOrCreateKeyEncryptionKey({ dataDir, configured, keyIdsInUse: [] })).toBe(configured);
    await expect(stat(file())).rejects.toThrow('ENOENT');
  });

  it('is refused when damaged, without being replaced or quoted', async () => {
    await load();
    await writeFile(file(), '{"current":"k","keys":{"k":"hunter2');
    const error = await load().catch((problem: unknown) => problem);
    expect(error).toMatchObject({ code: 'crypto.keys_invalid' });
    expect(String(error)).not.toContain('hunter2');
    expect(await readFile(file(), 'utf8')).toContain('hunter2');
  });

  it('takes a new current key and keeps the older ones until they are no longer needed', async () => {
    const first = await load();
    const second = await addKeyEncryptionKey(dataDir);
    expect([...second.keys.keys()]).toEqual([first.currentKeyId, second.currentKeyId]);
    expect(await load()).toEqual(second);
    await expect(removeKeyEncryptionKey(dataDir, first.currentKeyId, [first.currentKeyId])).rejects.toThrow(
      /still needed/,
    );
    await expect(removeKeyEncryptionKey(dataDir, second.currentKeyId, [])).rejects.toThrow(/still needed/);
    await removeKeyEncryptionKey(dataDir, first.currentKeyId, [second.currentKeyId]);
    expect([...(await load()).keys.keys()]).toEqual([second.currentKeyId]);
    expect(((await stat(file())).mode & 0o777).toString(8)).toBe('600');
  });

  it.skipIf(process.getuid?.() === 0)('says so when it cannot be read', async () => {
    await load();
    await chmod(file(), 0);
    await expect(load()).rejects.toThrow(/EACCES/);
  });
});

describe('keys and stored data', () => {
  let db: Database;
  let dataDir: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    await db.query(sql`insert into tenants (tenant_id, name) values ('a', 'A'), ('b', 'B')`);
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-keys-'));
    await db.query(sql`delete from signing_keys`);
    await db.query(sql`delete from sso_connectors`);
  });
  afterEach(() => rm(dataDir, { recursive: true }));
  afterAll(() => db.close());

  const signingKey = (tenant: string, id: string, sealed: string) =>
    db.query(sql`insert into signing_keys (tenant_id, id, purpose, status, algorithm, sealed_secret)
      values (${tenant}, ${id}, 'token', 'previous', 'ES256', ${sealed})`);
  const connector = (tenant: string, id: string, sealed: string | null) =>
    db.query(sql`insert into sso_connectors (tenant_id, id, name, provider, config, sealed_secrets)
      values (${tenant}, ${id}, 'x', 'oidc', '{}', ${sealed})`);

  it('an empty database gets a key; afterwards it opens with that key only', async () => {
    const sealer = await openSealer({ system: db, dataDir });
    await signingKey('a', 's', sealer.seal('private', sealContext('a', 'signing_keys', 's')));
    expect((await openSealer({ system: db, dataDir })).currentKeyId).toBe(sealer.currentKeyId);
    const elsewhere = join(dataDir, 'elsewhere');
    await expect(openSealer({ system: db, dataDir: elsewhere })).rejects.toThrow(sealer.currentKeyId);
    await expect(stat(elsewhere)).rejects.toThrow('ENOENT');
  });

  it('a sealer without a key that some connector needs is refused, and the key is named', async () => {
    await connector('b', 'c', sealerOf('k9').seal('x', sealContext('b', 'sso_connectors', 'c')));
    await connector('b', 'without-secret', null);
    await expect(assertKeysCover(db, sealerOf('k1'))).rejects.toMatchObject({
      code: 'crypto.key_missing',
      message: expect.stringContaining('k9'),
    });
    const configured = { keys: keysOf('k1'), currentKeyId: 'k1' };
    await expect(openSealer({ system: db, dataDir, configured })).rejects.toThrow('k9');
    await expect(assertKeysCover(db, sealerOf('k9'))).resolves.toBeUndefined();
  });

  it('seals everything again under the current key, in batches, so that the old key can go', async () => {
    const old = sealerOf('k1');
    for (let i = 0; i < 5; i += 1) {
      await signingKey('a', `s${i}`, old.seal(`private ${i}`, sealContext('a', 'signing_keys', `s${i}`)));
      await connector(
        'b',
        `c${i}`,
        i === 0 ? null : old.seal(`shared ${i}`, sealContext('b', 'sso_connectors', `c${i}`)),
      );
    }
    const rotated = createSealer({ keys: keysOf('k1', 'k2'), currentKeyId: 'k2' });
    expect(await reseal(db, rotated, { batch: 2 })).toEqual({ resealed: 9 });
    expect(await reseal(db, rotated)).toEqual({ resealed: 0 });
    const [row] = await db.query(
      sql<{ sealed: string }>`select sealed_secret as sealed from signing_keys where id = 's3'`,
    );
    const onlyNew = createSealer({ keys: new Map([['k2', Buffer.alloc(32, 2)]]), currentKeyId: 'k2' });
    expect(onlyNew.open(row?.sealed ?? '', sealContext('a', 'signing_keys', 's3'))).toBe('private 3');
    await expect(assertKeysCover(db, onlyNew)).resolves.toBeUndefined();
  });
});
