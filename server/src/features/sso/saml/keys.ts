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
import * as store from './store.ts';

export interface SpKey {
  id: string;
  status: string;
  /** PEM. */
  certificate: string;
  privateKey: string;
  createdAt: Date;
}

const validYears = 5;

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
      privateKey: sealer.open(sealedKey, context(db.tenantId, row.id)),
    })) as [SpKey, ...SpKey[]];
  }

  return {
    all,
    /** Publishes a next key beside the current one, for providers to learn. */
    async prepare(db: TenantDb): Promise<void> {
      await all(db);
      const next = await make(db, 'next');
      await db.inTx(async (tx) => {
        await store.insertKey(tx, next);
        await emit(tx, { type: 'sso.saml_key_prepared', subject: { type: 'tenant', id: tx.tenantId } });
      });
    },
    /** The next key begins to be used; false when there is none. */
    async rotate(db: TenantDb): Promise<boolean> {
      return db.inTx(async (tx) => {
        if (!(await store.listKeys(tx)).some(({ status }) => status === 'next')) return false;
        await store.deletePrevious(tx);
        await store.changeStatus(tx, 'current', 'previous');
        if (!(await store.changeStatus(tx, 'next', 'current'))) return false;
        await emit(tx, { type: 'sso.saml_key_rotated', subject: { type: 'tenant', id: tx.tenantId } });
        return true;
      });
    },
  };
}
