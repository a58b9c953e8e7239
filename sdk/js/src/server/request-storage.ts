/** The core's Storage over what one request brought. */
import type { Storage } from '../core/storage.ts';
import type { SessionSlot } from './session-slot.ts';
import type { SignInCookies } from './sign-in-cookies.ts';

const SIGN_IN = 'sign-in:';

/** The session in its slot, sign-ins under way in their cookies. */
export class RequestStorage implements Storage {
  readonly #slot: SessionSlot;
  readonly #signIns: SignInCookies;
  #renews = false;
  #forbidden?: () => Error;

  constructor(slot: SessionSlot, signIns: SignInCookies) {
    this.#slot = slot;
    this.#signIns = signIns;
  }

  /** The next session that is written is another one, not a change of this. */
  renewSession(): void {
    this.#renews = true;
  }

  /** Where nothing can be set: fails with this error before anything is asked of the provider. */
  forbidChanges(error: () => Error): void {
    this.#forbidden = error;
  }

  get(key: string): Promise<string | null> {
    return key.startsWith(SIGN_IN) ? this.#signIns.get(key.slice(SIGN_IN.length)) : this.#slot.read();
  }

  async set(key: string, value: string): Promise<void> {
    if (key.startsWith(SIGN_IN)) return this.#signIns.set(key.slice(SIGN_IN.length), value);
    if (this.#renews) await this.#slot.startAnew();
    this.#renews = false;
    await this.#slot.write(value);
  }

  remove(key: string): Promise<void> {
    return key.startsWith(SIGN_IN) ? this.#signIns.remove(key.slice(SIGN_IN.length)) : this.#slot.clear();
  }

  /** The core takes the lock before whatever ends in a change. */
  async lock<T>(work: () => Promise<T>): Promise<T> {
    if (this.#forbidden) throw this.#forbidden();
    return this.#slot.lock(work);
  }
}
