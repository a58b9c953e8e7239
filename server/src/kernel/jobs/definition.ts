/** What a job is. */
import type { Clock } from '../clock/index.ts';
import type { SystemDb, TenantDb } from '../db/index.ts';
import type { Log } from '../log/index.ts';

export interface JobContext {
  system: SystemDb;
  /** The tenant whose transaction enqueued the job; null for jobs of the installation. */
  db: TenantDb | null;
  clock: Clock;
  log: Log;
  /** From 1. */
  attempt: number;
  /** A failure now is final. */
  lastAttempt: boolean;
  /** Ends the job with the transaction that does its work: what that writes is written once, whatever happens. */
  endWith(tx: TenantDb): Promise<void>;
}

/** A job may run twice (a node died, a lease ran out): it must bear that, or end with its own transaction. */
export interface JobDefinition<P> {
  name: string;
  /** Milliseconds between two runs of a recurring job; such a job is enqueued by `start`. */
  every?: number;
  maxAttempts?: number;
  /** At most so many at once on this node: for jobs that wait for somebody else, so that all others don't wait too. */
  atOnce?: number;
  run(context: JobContext, payload: P): Promise<void>;
}

export interface EnqueueOptions {
  runAt?: Date;
  /**
   * At most one waiting job of this name and key per tenant: enqueueing again replaces its payload. If it is
   * running, it runs once more.
   */
  uniqueKey?: string;
}
