/**
 * Our own keys towards SAML providers, one set for a tenant: they sign requests and open encrypted assertions. A next
 * key is published before it is used, and a previous one still opens what was encrypted for it.
 */
import { KeyObject, webcrypto } from 'node:crypto';
import type { Clock } from '../../../kernel/clock/index.ts';
import { type Sealer, sealContext } from '../../../kernel/crypto/index.ts';
import { selfSignedCertificate } from '../../../kernel/crypto/self-signed.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import { emit } from '../../../kernel/events/index.ts';
import { newId } from '../../../kernel/ids/index.ts';
import { errors } from '../errors.ts';
import * as store from './store.ts';

export interface SpKey {
  id: string;
  status: 'next' | 'current' | 'previous';
  /** PEM. */
  certificate: string;
  privateKey: string;
  createdAt: Date;
}

const validYears = 5;
/** Providers read our metadata once a day or so. */
const publishSeconds = 86_400;

const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2_048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

export type SpKeys = ReturnType<typeof createSpKeys>;

export function createSpKeys({ sealer, clock }: { sealer: Sealer; clock: Clock }) {
  const context = (tenantId: string, id: string) => sealContext(tenantId, 'sso_saml_keys', id);

  /** Made outside a transaction: an RSA key takes its time. */
  async function make(db: TenantDb, status: 'current' | 'next') {
    const keys = (await webcrypto.subtle.generateKey(rsa, true, [
      'sign',
      'verify',
    ])) as webcrypto.CryptoKeyPair;
    const id = newId('key');
    const notBefore = clock.now();
    const notAfter = new Date(notBefore);
    notAfter.setUTCFullYear(notBefore.getUTCFullYear() + validYears);
    const pem = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
    const commonName = `Gatehouse ${db.tenantId}`;
    const certificate = await selfSignedCertificate({ keys, commonName, notBefore, notAfter });
    return { id, status, certificate, sealedKey: sealer.seal(pem, context(db.tenantId, id)) };
  }

  /** The current one first; made at first use. */
  async function all(db: TenantDb): Promise<[SpKey, ...SpKey[]]> {
    let rows = await store.listKeys(db);
    if (!rows.some(({ status }) => status === 'current')) {
      await store.insertKey(db, await make(db, 'current'));
      rows = await store.listKeys(db);
    }
    return rows.map(({ sealedKey, ...row }) => ({
      ...row,
      status: row.status as SpKey['status'],
      privateKey: sealer.open(sealedKey, context(db.tenantId, row.id)),
    })) as [SpKey, ...SpKey[]];
  }

  return {
    all,
    /** Publishes a next key beside the current one, for providers to learn. @throws sso.saml_key_is_prepared */
    async prepare(db: TenantDb): Promise<void> {
      await all(db);
      const next = await make(db, 'next');
      await db.inTx(async (tx) => {
        if (!(await store.insertKey(tx, next))) throw errors['sso.saml_key_is_prepared']();
        await emit(tx, { type: 'sso.saml_key_prepared', subject: { type: 'tenant', id: tx.tenantId } });
      });
    },
    /** The next key begins to be used. @throws sso.saml_key_not_prepared, sso.keys_too_soon */
    async rotate(db: TenantDb, { force }: { force: boolean }): Promise<void> {
      await db.inTx(async (tx) => {
        // Locked: of two rotations at once the second finds no next key, instead of retiring the new one.
        const next = await store.lockNextKey(tx);
        if (!next) throw errors['sso.saml_key_not_prepared']();
        if (!force && next.age < publishSeconds) throw errors['sso.keys_too_soon']();
        await store.deletePrevious(tx);
        await store.changeStatus(tx, 'current', 'previous');
        await store.changeStatus(tx, 'next', 'current');
        const subject = { type: 'tenant', id: tx.tenantId };
        await emit(tx, { type: 'sso.saml_key_rotated', subject, data: { forced: force } });
      });
    },
  };
}
