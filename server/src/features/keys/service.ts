/**
 * Makes, publishes and rotates the keys of a tenant. A key is published as `next` before it signs, and
 * stays published as `previous` after, so no client ever meets a token whose key it can't find.
 */
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { TenantCache } from '../../kernel/cache/index.ts';
import { randomToken, type Sealer } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { newId } from '../../kernel/ids/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors } from './errors.ts';
import * as store from './store.ts';

/** jose keeps a key set for 10 minutes, PyJWT for 5: a next key is known everywhere after this long. */
const publishMinutes = 11;
const keepDays = 30;

export interface SigningKey {
  id: string;
  status: store.KeyStatus;
  algorithm: string;
  privateJwk: JWK;
  publicJwk: JWK;
  createdAt: Date;
  activatedAt: Date | null;
  retiredAt: Date | null;
}

/** Key material of a tenant, in the order in which the protocol library wants it. */
export interface KeySet {
  algorithm: string;
  signing: SigningKey[];
  cookieSecrets: string[];
}

export interface KeysDeps {
  cache: TenantCache;
  sealer: Sealer;
}

export type Keys = ReturnType<typeof createKeys>;

const context = (tenantId: string, id: string) => `${tenantId}:signing_keys:${id}`;

export function createKeys({ cache, sealer }: KeysDeps) {
  /** Made before a transaction and not in it: an RSA key takes its time. */
  async function newSigningKey(tenantId: string, status: 'current' | 'next', algorithm: string) {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const id = newId('key');
    const tagged = { kid: id, alg: algorithm, use: 'sig' };
    const secret = JSON.stringify({ ...(await exportJWK(pair.privateKey)), ...tagged });
    return {
      id,
      purpose: 'token' as const,
      status,
      algorithm,
      public_jwk: { ...(await exportJWK(pair.publicKey)), ...tagged },
      sealed_secret: sealer.seal(secret, context(tenantId, id)),
    };
  }

  async function addSigningKey(tenant: Tenant, status: 'current' | 'next'): Promise<void> {
    const key = await newSigningKey(tenant.id, status, tenant.settings.signingAlgorithm);
    await store.insertKey(tenant.db, key);
  }

  async function addCookieKey(db: TenantDb): Promise<void> {
    const id = newId('key');
    const sealed_secret = sealer.seal(randomToken(32), context(db.tenantId, id));
    await store.insertKey(db, {
      id,
      purpose: 'cookie',
      status: 'current',
      algorithm: 'HS256',
      public_jwk: null,
      sealed_secret,
    });
  }

  async function load(tenant: Tenant): Promise<KeySet> {
    let rows = await store.listKeys(tenant.db);
    const has = (purpose: string, status: string) =>
      rows.some((r) => r.purpose === purpose && r.status === status);
    const missing = [
      ...(has('token', 'current') ? [] : [addSigningKey(tenant, 'current')]),
      ...(has('token', 'next') ? [] : [addSigningKey(tenant, 'next')]),
      ...(has('cookie', 'current') ? [] : [addCookieKey(tenant.db)]),
    ];
    if (missing.length > 0) {
      await Promise.all(missing);
      rows = await store.listKeys(tenant.db);
    }
    return toKeySet(tenant.id, rows);
  }

  function toKeySet(tenantId: string, rows: store.KeyRow[]): KeySet {
    const open = (row: store.KeyRow) => sealer.open(row.sealed_secret, context(tenantId, row.id));
    const signing = rows
      .filter((row) => row.purpose === 'token')
      .map((row) => ({
        id: row.id,
        status: row.status as store.KeyStatus,
        algorithm: row.algorithm,
        privateJwk: JSON.parse(open(row)) as JWK,
        publicJwk: row.public_jwk as JWK,
        createdAt: row.created_at,
        activatedAt: row.activated_at,
        retiredAt: row.retired_at,
      }));
    const cookieSecrets = rows.filter((row) => row.purpose === 'cookie').map(open);
    return { algorithm: signing[0]!.algorithm, signing, cookieSecrets };
  }

  async function rotateSigning(tenant: Tenant, force: boolean): Promise<void> {
    const next = await store.findNext(tenant.db);
    if (!force && (!next || next.age < publishMinutes * 60)) {
      throw errors['keys.too_soon']({ minutes: publishMinutes });
    }
    const { signingAlgorithm } = tenant.settings;
    const successor = await newSigningKey(tenant.id, 'next', next?.algorithm ?? signingAlgorithm);
    await tenant.db.inTx(async (tx) => {
      const demoted = await store.retireCurrent(tx, 'token', keepDays);
      // Of two rotations at once the second would make a key sign that nobody has seen.
      if (!demoted || !next || !(await store.promoteNext(tx, next.id)))
        throw errors['keys.rotated_meanwhile']();
      await store.insertKey(tx, successor);
      await emit(tx, {
        type: 'signing_keys.rotated',
        subject: { type: 'tenant', id: tenant.id },
        data: { forced: force },
      });
      await cache.bump(tx);
    });
  }

  return {
    /** The tenant's keys, made at first use. */
    async keySet(tenant: Tenant): Promise<KeySet> {
      return cache.get(tenant.id, 'keys', () => load(tenant));
    },
    /**
     * `next` starts to sign, `current` stays published for 30 days, and a new `next` is published.
     * @param force skips the wait until clients have seen the next key (after a leak).
     * @throws keys.too_soon, keys.rotated_meanwhile
     */
    async rotate(tenant: Tenant, { force = false } = {}): Promise<KeySet> {
      await load(tenant);
      await rotateSigning(tenant, force);
      return load(tenant);
    },
    /** Cookies signed by the previous key stay valid for 30 days. */
    async rotateCookieKey(tenant: Tenant): Promise<void> {
      await tenant.db.inTx(async (tx) => {
        await store.retireCurrent(tx, 'cookie', keepDays);
        await addCookieKey(tx);
        await emit(tx, { type: 'cookie_keys.rotated', subject: { type: 'tenant', id: tenant.id } });
        await cache.bump(tx);
      });
    },
    /** Publishes a next key of another algorithm; it signs after the next rotation, and so do its successors. */
    async changeAlgorithm(tenant: Tenant, algorithm: string): Promise<void> {
      const next = await newSigningKey(tenant.id, 'next', algorithm);
      await tenant.db.inTx(async (tx) => {
        await store.deleteNextOfOther(tx, algorithm);
        await store.insertKey(tx, next);
        await cache.bump(tx);
      });
    },
  };
}
