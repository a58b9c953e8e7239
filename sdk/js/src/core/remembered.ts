/** What the provider said, kept for a while. */
import type { Clock } from './clock.ts';

/** Asks when needed: parallel questions make one request, and failures are not kept. */
export class Remembered<T> {
  readonly #clock: Clock;
  readonly #lifetime: number;
  readonly #ask: () => Promise<T>;
  #answer?: Promise<T>;
  #until = 0;

  /** @param lifetime how long an answer counts, in milliseconds */
  constructor(clock: Clock, lifetime: number, ask: () => Promise<T>) {
    this.#clock = clock;
    this.#lifetime = lifetime;
    this.#ask = ask;
  }

  /** The answer. */
  get(): Promise<T> {
    if (this.#answer && this.#clock.now() < this.#until) return this.#answer;
    const answer = this.#ask();
    this.#answer = answer;
    this.#until = this.#clock.now() + this.#lifetime;
    answer.catch(() => {
      if (this.#answer === answer) this.forget();
    });
    return answer;
  }

  /** Asks again the next time. */
  forget(): void {
    this.#answer = undefined;
  }
}
