/** Signing keys: real RSA keys, made once per process because making them is the slowest part of a test. */
import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

const generated = new Map<string, Promise<SigningKey>>();

async function generate(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', {
    modulusLength: 2048,
    extractable: true,
  });
  const { kty, n, e } = await exportJWK(publicKey);
  const kid = createHash('sha1').update(`${n}`).digest('base64url');
  return { kid, privateKey, publicKey, publicJwk: { kty, use: 'sig', kid, n, e } };
}

/** The same label gives the same key for the life of the process, in every simulator. */
export function keyLabelled(label: string): Promise<SigningKey> {
  const existing = generated.get(label);
  if (existing) return existing;
  const made = generate();
  generated.set(label, made);
  return made;
}

/** A key that no simulated IdP ever publishes. */
export const rogueKey = () => keyLabelled('rogue');

/** The keys of one issuer: the first signs, all are published. */
export class KeyRing {
  readonly #next: () => string;
  #labels: string[] | undefined;

  constructor(next: () => string) {
    this.#next = next;
  }

  /** Two keys from the start, so that a client that ignores `kid` is found out. */
  get #published(): string[] {
    this.#labels ??= [this.#next(), this.#next()];
    return this.#labels;
  }

  current(): Promise<SigningKey> {
    return keyLabelled(this.#published[0]!);
  }

  published(): Promise<SigningKey[]> {
    return Promise.all(this.#published.map(keyLabelled));
  }

  async rotate(publishNewOnly: boolean): Promise<void> {
    const old = this.#published;
    this.#labels = publishNewOnly ? [this.#next()] : [this.#next(), ...old];
    await this.current();
  }
}
