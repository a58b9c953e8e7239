/** The provider's published keys (RFC 7517), and signatures checked with them (RFC 7515 section 5.2, by jose). */
import { compactVerify, type JWK } from 'jose';
import type { Clock } from './clock.ts';
import { broken, type Json } from './http.ts';
import { Remembered } from './remembered.ts';

const lifetime = 300_000;
/** A key that isn't there makes the keys be fetched again, but not more often than this. */
const patience = 30_000;

/** Kept for 5 minutes. */
export class KeySet {
  readonly #clock: Clock;
  readonly #keys: Remembered<JWK[]>;
  #againAfter = 0;

  /** @param fetch gets the key set document */
  constructor(clock: Clock, fetch: () => Promise<Json>) {
    this.#clock = clock;
    this.#keys = new Remembered(clock, lifetime, async () => {
      const { keys } = await fetch();
      if (!Array.isArray(keys)) throw broken('the key set has no keys');
      return keys.filter((key): key is JWK => typeof key === 'object' && key !== null);
    });
  }

  /**
   * Whether one of the keys signed the token. Keys and addresses that the token brings along are ignored
   * (RFC 8725 section 3.10); without `kid` there must be only one (OIDC Core section 10.1).
   * @param header the token's, its algorithm accepted before
   */
  async verify(token: string, header: Json): Promise<boolean> {
    const fits = (key: JWK): boolean => header.kid === undefined || key.kid === header.kid;
    let found = (await this.#keys.get()).filter(fits);
    if (found.length === 0 && this.#clock.now() >= this.#againAfter) {
      this.#againAfter = this.#clock.now() + patience;
      this.#keys.forget();
      found = (await this.#keys.get()).filter(fits);
    }
    const [key] = found;
    if (!key || found.length > 1) return false;
    // jose also checks that key, use and algorithm go together. Whatever it objects to, the signature doesn't hold.
    return compactVerify(token, key, { algorithms: [`${header.alg}`] }).then(
      () => true,
      () => false,
    );
  }
}
