/**
 * The keys with which Gatehouse proves to identity providers who it is: made here, sealed, published before they
 * sign and for a while after (docs/decisions/sso-oidc-client-keys.md). A connector has keys of its own, so that an
 * assertion made for one provider is worth nothing at another; only Entra's federated credentials, which trust the
 * tenant's issuer, share the tenant's.
 */
import type { webcrypto } from 'node:crypto';
import { exportJWK, type JWK } from 'jose';
import type { TenantCache } from '../../../kernel/cache/index.ts';
import { type Clock, systemClock } from '../../../kernel/clock/index.ts';
import { type Sealer, sealContext } from '../../../kernel/crypto/index.ts';
import {
  certificateFingerprint,
  certificateThumbprint,
  selfSignedCertificate,
} from '../../../kernel/crypto/self-signed.ts';
import type { SystemDb, TenantDb } from '../../../kernel/db/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import { newId } from '../../../kernel/ids/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { errors } from '../errors.ts';
import * as store from './store-client-keys.ts';

export type { KeyOwner } from './store-client-keys.ts';

const day = 86_400_000;
/** Entra and others keep a key set for up to a day. */
const publishSeconds = 86_400;
/** Assertions live for minutes; this only bears with clocks and slow retries. */
const keepDays = 7;
const signDays = 90;
const certificateDays = 730;
const ownersPerRun = 100;

export interface ClientKey {
  id: string;
  status: store.ClientKeyStatus;
  publicJwk: JWK;
  privateJwk: JWK;
  certificate: string;
  /** `x5t#S256` */
  thumbprint: string;
  /** As Entra shows it. */
  fingerprint: string;
  createdAt: Date;
  activatedAt: Date | null;
  retiredAt: Date | null;
  expiresAt: Date;
}

type Place = Pick<Tenant, 'id' | 'db'>;

export type ClientKeys = ReturnType<typeof createClientKeys>;

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

/** Usable for RS256 and PS256 alike: neither key names its algorithm. */
async function newPair(id: string) {
  const pair = (await crypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as webcrypto.CryptoKeyPair;
  const named = (jwk: JWK): JWK => {
    const { kty, n, e, d, p, q, dp, dq, qi } = jwk;
    const secret = d === undefined ? {} : { d, p, q, dp, dq, qi };
    return { kty, use: 'sig', kid: id, n, e, ...secret };
  };
  return {
    pair,
    privateJwk: named(await exportJWK(pair.privateKey)),
    publicJwk: named(await exportJWK(pair.publicKey)),
  };
}

interface ClientKeysDeps {
  cache: TenantCache;
  sealer: Sealer;
  clock?: Clock;
}

/** Makes keys, and opens those that were made. */
function keyMaker(sealer: Sealer, clock: Clock) {
  const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_client_keys', id);
  /** Made before a transaction and not in it: an RSA key takes its time. */
  async function newKey(tenantId: string, owner: store.KeyOwner, status: 'current' | 'next') {
    const id = newId('key');
    const { pair, privateJwk, publicJwk } = await newPair(id);
    const now = clock.now().getTime();
    const not_after = new Date(Math.floor((now + certificateDays * day) / 1000) * 1000);
    const certificate = await selfSignedCertificate({
      keys: pair,
      commonName: owner === null ? `Gatehouse ${tenantId}` : `Gatehouse ${tenantId} ${owner}`,
      // The provider's clock may be behind.
      notBefore: new Date(now - day),
      notAfter: not_after,
    });
    const sealed_secret = sealer.seal(JSON.stringify(privateJwk), context(tenantId, id));
    return { id, connector_id: owner, status, public_jwk: publicJwk, certificate, sealed_secret, not_after };
  }

  const toKey = (tenantId: string, row: store.ClientKeyRow): ClientKey => ({
    id: row.id,
    status: row.status as store.ClientKeyStatus,
    publicJwk: row.public_jwk as JWK,
    privateJwk: JSON.parse(sealer.open(row.sealed_secret, context(tenantId, row.id))) as JWK,
    certificate: row.certificate,
    thumbprint: certificateThumbprint(row.certificate),
    fingerprint: certificateFingerprint(row.certificate),
    createdAt: row.created_at,
    activatedAt: row.activated_at,
    retiredAt: row.retired_at,
    expiresAt: row.not_after,
  });

  return { newKey, toKey };
}

export function createClientKeys({ cache, sealer, clock = systemClock }: ClientKeysDeps) {
  const { newKey, toKey } = keyMaker(sealer, clock);

  async function load(db: TenantDb, owner: store.KeyOwner): Promise<ClientKey[]> {
    const rows = await store.listClientKeys(db, owner);
    return rows.map((row) => toKey(db.tenantId, row));
  }

  /** Those there are; none are made. */
  const published = (tenant: Place, owner: store.KeyOwner): Promise<ClientKey[]> =>
    cache.get(tenant.id, `sso-client-keys:${owner ?? ''}`, () => load(tenant.db, owner));

  /** A current and a next key, made at first use. */
  async function ready(tenant: Place, owner: store.KeyOwner): Promise<ClientKey[]> {
    const known = await published(tenant, owner);
    const missing = (['current', 'next'] as const).filter((wanted) =>
      known.every(({ status }) => status !== wanted),
    );
    if (missing.length === 0) return known;
    const made = await Promise.all(missing.map((status) => newKey(tenant.id, owner, status)));
    await tenant.db.inTx(async (tx) => {
      for (const key of made) await store.insertClientKey(tx, key);
      await cache.bump(tx);
    });
    return published(tenant, owner);
  }

  async function rotate(tenant: Place, owner: store.KeyOwner, { force = false } = {}): Promise<ClientKey[]> {
    await ready(tenant, owner);
    const next = await store.findNextKey(tenant.db, owner);
    if (!next) throw errors['sso.keys_rotated_meanwhile']();
    if (!force && next.age < publishSeconds) throw errors['sso.keys_too_soon']();
    const successor = await newKey(tenant.id, owner, 'next');
    await tenant.db.inTx(async (tx) => {
      const retired = await store.retireCurrent(tx, owner, keepDays);
      // Of two rotations at once the second would make a key sign that no provider has seen.
      if (!retired || !(await store.promoteNext(tx, next.id))) throw errors['sso.keys_rotated_meanwhile']();
      await store.insertClientKey(tx, successor);
      const subject =
        owner === null ? { type: 'tenant', id: tenant.id } : { type: 'sso-connector', id: owner };
      await emit(tx, {
        type: 'sso.client_keys_rotated',
        subject,
        ...(owner !== null && { connectorId: owner }),
        data: { forced: force },
      });
      await cache.bump(tx);
    });
    return published(tenant, owner);
  }

  return {
    published,
    ready,
    rotate,
    /** The key that signs now. */
    async current(tenant: Place, owner: store.KeyOwner): Promise<ClientKey> {
      return (await ready(tenant, owner)).find(({ status }) => status === 'current')!;
    },
    /** What a recurring job calls: the next keys take over where they are due. */
    async rotateDue(system: SystemDb, forTenant: (id: string) => TenantDb): Promise<number> {
      const due = await store.keysDue(system, { signDays, publishSeconds, limit: ownersPerRun });
      for (const { tenantId, owner } of due) await rotate({ id: tenantId, db: forTenant(tenantId) }, owner);
      return due.length;
    },
  };
}

/** RFC 7517: what a provider may know of the keys. */
export const publicKeySet = (keys: readonly ClientKey[]): { keys: JWK[] } => ({
  keys: keys.map(({ publicJwk }) => publicJwk),
});
