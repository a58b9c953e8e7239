/** The provider's published keys (RFC 7517), and signatures checked with them (RFC 7515 section 5.2, by jose). */
import { compactVerify, type JWK } from 'jose';
import type { Clock } from './clock.ts';
import { broken, type Json } from './http.ts';

const lifetime = 300_000;
/** A key that isn't there makes the keys be fetched again, but not more often than this. */
const patience = 30_000;

const keyTypes: Record<string, string> = { R: 'RSA', P: 'RSA', ES: 'EC', Ed: 'OKP' };

/** Fetched when needed, kept for 5 minutes; failures are not kept; parallel questions make one request. */
export class KeySet {
  readonly #clock: Clock;
  readonly #fetch: () => Promise<Json>;
  #keys?: Promise<JWK[]>;
  #until = 0;
  #againAfter = 0;

  constructor(clock: Clock, fetch: () => Promise<Json>) {
    this.#clock = clock;
    this.#fetch = fetch;
  }

  /**
   * Whether one of the keys signed the token. Keys and addresses that the token brings along are ignored
   * (RFC 8725 section 3.10); without `kid` only one key may fit (OIDC Core section 10.1).
   * @param header the token's, its algorithm accepted before
   */
  async verify(token: string, header: Json): Promise<boolean> {
    const fits = (key: JWK): boolean => fitsHeader(key, header);
    let found = (await this.#current()).filter(fits);
    if (found.length === 0 && this.#clock.now() >= this.#againAfter) {
      this.#againAfter = this.#clock.now() + patience;
      this.#keys = undefined;
      found = (await this.#current()).filter(fits);
    }
    const [key] = found;
    if (!key || found.length > 1) return false;
    // Whatever jose objects to, from a broken key to a critical extension: the signature doesn't hold.
    return compactVerify(token, key, { algorithms: [`${header.alg}`] }).then(
      () => true,
      () => false,
    );
  }

  #current(): Promise<JWK[]> {
    if (this.#keys && this.#clock.now() < this.#until) return this.#keys;
    this.#until = this.#clock.now() + lifetime;
    const fetched = this.#fetch().then(({ keys }) => {
      if (!Array.isArray(keys)) throw broken('the key set has no keys');
      return keys.filter((key): key is JWK => typeof key === 'object' && key !== null);
    });
    fetched.catch(() => {
      if (this.#keys === fetched) this.#keys = undefined;
    });
    this.#keys = fetched;
    return fetched;
  }
}

/** RFC 7517 section 4: the key is of the algorithm's type and meant for signatures. Unknown keys never fit. */
function fitsHeader(key: JWK, { alg, kid }: Json): boolean {
  const type = keyTypes[`${alg}`.slice(0, 2)] ?? keyTypes[`${alg}`.slice(0, 1)];
  return (
    key.kty === type &&
    (kid === undefined || key.kid === kid) &&
    (key.alg === undefined || key.alg === alg) &&
    (key.use === undefined || key.use === 'sig')
  );
}
