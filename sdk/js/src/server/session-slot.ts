/** Where the session of one request is kept: in its cookies, or in a store. */

/** The key `session` of the core's Storage, and what a server has to do beyond it. */
export interface SessionSlot {
  /** The newest there is. */
  read(): Promise<string | null>;
  write(value: string): Promise<void>;
  clear(): Promise<void>;
  /** Alone among the requests of this process that share the session. */
  lock<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Ends whatever session there was and makes the next write begin one that has nothing in common with it, so that
   * nobody who knew (or planted) the old one is signed in with it. Called under the lock.
   */
  startAnew(): Promise<void>;
}
