/**
 * Seals secrets with AES-256-GCM under a key-encryption key. The sealed text names its key, so that keys can
 * rotate while the server runs, and is bound to its place (tenant, table, row), so that a sealed value copied
 * to another row does not open there.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { defineErrors } from '../errors/index.ts';

export const errors = defineErrors({
  'crypto.key_missing': {
    status: 500,
    message: 'The encryption key {keyId}, which stored secrets are sealed with, is not available.',
    fix: 'Restore the key file in the data folder, or put the key into GATEHOUSE_ENCRYPTION_KEYS.',
  },
  'crypto.sealed_damaged': {
    status: 500,
    message: 'A stored secret does not open with its encryption key {keyId}.',
    fix: 'The key of that name is not the one it was sealed with, or the row was altered: restore a backup.',
  },
  'crypto.keys_invalid': {
    status: 500,
    message: 'The encryption keys cannot be read: {problem}.',
    fix: 'Restore the key file from a backup, or correct GATEHOUSE_ENCRYPTION_KEYS.',
  },
  'crypto.key_in_use': {
    status: 409,
    message: 'The encryption key {keyId} is still needed.',
    fix: 'Seal everything again under the current key first.',
  },
});

export interface KeyEncryptionKeys {
  /** 32 bytes each, by key id. */
  keys: ReadonlyMap<string, Buffer>;
  currentKeyId: string;
}

export interface Sealer {
  readonly currentKeyId: string;
  readonly keyIds: readonly string[];
  /** `context` says where the value lives (see sealContext); it must be the same when it is opened. */
  seal(plaintext: string, context: string): string;
  open(sealed: string, context: string): string;
  needsReseal(sealed: string): boolean;
  /**
   * A keyed hash, to find again what is too easy to guess for a plain one, such as an address. Under the current key
   * first; rows that are older than the current key have one of the others. `context` says whose it is.
   */
  fingerprints(text: string, context: string): [current: string, ...others: string[]];
}

/** `default:sso_connectors:sso_x` */
export const sealContext = (tenantId: string, table: string, id: string): string =>
  `${tenantId}:${table}:${id}`;

const format = 'v1';
const ivLength = 12;
const tagLength = 16;

interface Sealed {
  keyId: string;
  iv: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

function parse(sealed: string): Sealed {
  const [version, keyId, iv, body, ...rest] = sealed.split('.');
  const bytes = Buffer.from(body ?? '', 'base64url');
  const ivBytes = Buffer.from(iv ?? '', 'base64url');
  const wellFormed = version === format && keyId && rest.length === 0;
  if (!wellFormed || ivBytes.length !== ivLength || bytes.length < tagLength) {
    throw errors['crypto.sealed_damaged']({ keyId: version === format && keyId ? keyId : 'of unknown name' });
  }
  return { keyId, iv: ivBytes, ciphertext: bytes.subarray(0, -tagLength), tag: bytes.subarray(-tagLength) };
}

function assertUsable({ keys, currentKeyId }: KeyEncryptionKeys): void {
  for (const [id, key] of keys) {
    if (!/^[\w-]{1,40}$/.test(id)) throw errors['crypto.keys_invalid']({ problem: `${id} is not a key id` });
    if (key.length !== 32) throw errors['crypto.keys_invalid']({ problem: `key ${id} is not 32 bytes long` });
  }
  if (!keys.has(currentKeyId))
    throw errors['crypto.keys_invalid']({ problem: `there is no key ${currentKeyId}` });
}

/** A fresh 96-bit IV for each value: far below 2^32 values per key (NIST SP 800-38D section 8.3). */
function encrypt(key: Buffer, plaintext: string, additionalData: Buffer): [iv: Buffer, body: Buffer] {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData);
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [iv, body];
}

function decrypt(key: Buffer, { keyId, iv, ciphertext, tag }: Sealed, additionalData: Buffer): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
    decipher.setAAD(additionalData).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
  } catch {
    throw errors['crypto.sealed_damaged']({ keyId });
  }
}

/** Another key than the one that seals (NIST SP 800-108: one key, one use). */
const hashKeyOf = (key: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', 'gatehouse fingerprint', 32));

const keyedHash = (key: Buffer, text: string, context: string): string =>
  createHmac('sha256', key)
    .update(JSON.stringify([context, text]))
    .digest('base64url');

export function createSealer(given: KeyEncryptionKeys): Sealer {
  assertUsable(given);
  const { keys, currentKeyId } = given;
  const keyFor = (keyId: string): Buffer => {
    const key = keys.get(keyId);
    if (!key) throw errors['crypto.key_missing']({ keyId });
    return key;
  };
  const hashKeys = new Map([...keys].map(([id, key]) => [id, hashKeyOf(key)]));
  const others = [...hashKeys].filter(([id]) => id !== currentKeyId).map(([, key]) => key);
  // The header is part of what is authenticated: a value cannot be relabelled with another key's id.
  const additionalData = (keyId: string, context: string) => Buffer.from(`${format}.${keyId}:${context}`);

  return {
    currentKeyId,
    keyIds: [...keys.keys()],
    seal(plaintext, context) {
      const [iv, body] = encrypt(keyFor(currentKeyId), plaintext, additionalData(currentKeyId, context));
      return [format, currentKeyId, iv.toString('base64url'), body.toString('base64url')].join('.');
    },
    open(sealed, context) {
      const parts = parse(sealed);
      return decrypt(keyFor(parts.keyId), parts, additionalData(parts.keyId, context));
    },
    needsReseal: (sealed) => parse(sealed).keyId !== currentKeyId,
    fingerprints: (text, context) => [
      keyedHash(hashKeys.get(currentKeyId)!, text, context),
      ...others.map((key) => keyedHash(key, text, context)),
    ],
  };
}
