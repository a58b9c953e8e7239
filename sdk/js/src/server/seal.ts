/**
 * Seals what a browser keeps for us: a JWE (RFC 7516) with AES-256-GCM and a key derived by HKDF (RFC 5869) from the
 * configured secret, so that nobody can read, change or make up a session.
 */
import { CompactEncrypt, compactDecrypt } from 'jose';

/** A sealed value, and when it ends (seconds since 1970). */
export interface Opened {
  value: string;
  expiresAt: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

async function deriveKey(secret: string, context: string): Promise<Uint8Array> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, [
    'deriveBits',
  ]);
  const info = encoder.encode(`gatehouse sealed cookie 1\n${context}`);
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, material, 256));
}

/**
 * Seals and opens for one purpose of one application: the purpose is in the key, so a sealed value of another
 * purpose, application or secret is only noise here.
 */
export class Sealer {
  readonly #keys: Promise<Uint8Array[]>;

  /**
   * @param secrets the first one seals, all of them open
   * @param context what the values are for
   */
  constructor(secrets: string[], context: string) {
    this.#keys = Promise.all(secrets.map((secret) => deriveKey(secret, context)));
  }

  /** @param expiresAt seconds since 1970; sealed with the value, since a browser's Max-Age binds only the honest */
  async seal(value: string, expiresAt: number): Promise<string> {
    const [key] = await this.#keys;
    return new CompactEncrypt(plaintextOf(value, expiresAt))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key!);
  }

  /** `null` for whatever isn't ours, was changed or has ended (`now`: seconds since 1970): never an error. */
  async open(sealed: string, now: number): Promise<Opened | null> {
    for (const key of await this.#keys) {
      const opened = await decrypt(sealed, key);
      if (opened) return opened.expiresAt > now ? opened : null;
    }
    return null;
  }
}

const plaintextOf = (value: string, expiresAt: number): Uint8Array =>
  encoder.encode(JSON.stringify({ v: value, e: Math.floor(expiresAt) }));

/** Header, initialization vector, tag and the dots between the parts of a sealed value, in base64url. */
const OVERHEAD = 90;

/** How many characters a value will have once it is sealed, at most. */
export const sealedLength = (value: string): number =>
  OVERHEAD + Math.ceil((plaintextOf(value, Number.MAX_SAFE_INTEGER).length * 4) / 3);

async function decrypt(sealed: string, key: Uint8Array): Promise<Opened | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const { v: value, e: expiresAt } = JSON.parse(decoder.decode(plaintext));
    return typeof value === 'string' && typeof expiresAt === 'number' ? { value, expiresAt } : null;
  } catch {
    return null;
  }
}
