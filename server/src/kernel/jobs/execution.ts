/** Runs one claimed job under its lease and writes down how it ended. */
import type { Clock } from '../clock/index.ts';
import type { SystemDb, TenantDb } from '../db/index.ts';
import type { Log } from '../log/index.ts';
import type { JobDefinition } from './definition.ts';
import { bury, type ClaimedJob, removeDone, removeWith, renewLease, scheduleAgain } from './store.ts';

export type JobOutcome = 'done' | 'retry' | 'dead';

export interface ExecutionDeps {
  db: SystemDb;
  clock: Clock;
  log: Log;
  leaseSeconds: number;
  observe?(name: string, outcome: JobOutcome): void;
}

const hour = 3_600_000;

/** 5 s, 10 s, 20 s … an hour, a fifth more or less, so that what failed together does not come back together. */
export function retryPause(attempt: number): number {
  return Math.min(5_000 * 2 ** (attempt - 1), hour) * (0.8 + 0.4 * Math.random());
}

/** A recurring job never gives up. */
const maxAttemptsOf = ({ every, maxAttempts = 8 }: JobDefinition<unknown>) =>
  every === undefined ? maxAttempts : Number.POSITIVE_INFINITY;

async function run({ db, clock, log }: ExecutionDeps, definition: JobDefinition<unknown>, job: ClaimedJob) {
  const maxAttempts = maxAttemptsOf(definition);
  // Each claim counts, so that a job that takes its process down with it does not do so for ever.
  if (job.attempt > maxAttempts) throw new Error('The process ended while the job ran, each time.');
  const context = {
    system: db,
    db: job.tenantId === null ? null : db.forTenant(job.tenantId),
    clock,
    log: log.child({ job: job.name, jobId: job.id }),
    attempt: job.attempt,
    lastAttempt: job.attempt >= maxAttempts,
    async endWith(tx: TenantDb) {
      if (!(await removeWith(tx, job))) throw new Error('The lease ran out; another run does the work.');
    },
  };
  await definition.run(context, job.payload);
}

async function succeeded({ db, observe }: ExecutionDeps, { every }: JobDefinition<unknown>, job: ClaimedJob) {
  if (every === undefined) await removeDone(db, job);
  else await scheduleAgain(db, job, { inMs: every, attempts: 0, error: null });
  observe?.(job.name, 'done');
}

async function failed(
  deps: ExecutionDeps,
  definition: JobDefinition<unknown>,
  job: ClaimedJob,
  cause: unknown,
) {
  const { db: system } = deps;
  const dead = job.attempt >= maxAttemptsOf(definition);
  const error = String(cause instanceof Error ? cause.message : cause).slice(0, 500);
  const details = { err: cause, job: job.name, jobId: job.id, attempt: job.attempt };
  if (dead) {
    await bury(system, job, error);
    deps.log.error(details, 'a job failed for good');
  } else {
    const inMs = Math.min(retryPause(job.attempt), definition.every ?? hour);
    await scheduleAgain(system, job, { inMs, attempts: job.attempt, error });
    deps.log.warn(details, 'a job failed and is tried again');
  }
  deps.observe?.(job.name, dead ? 'dead' : 'retry');
}

export async function execute(
  deps: ExecutionDeps,
  definition: JobDefinition<unknown>,
  job: ClaimedJob,
): Promise<void> {
  const renew = () => renewLease(deps.db, job, deps.leaseSeconds).catch(() => undefined);
  const renewal = setInterval(renew, (deps.leaseSeconds * 1_000) / 3).unref();
  try {
    await run(deps, definition, job).then(
      () => succeeded(deps, definition, job),
      (cause: unknown) => failed(deps, definition, job, cause),
    );
  } catch (error) {
    deps.log.error(
      { err: error, job: job.name },
      'the end of a job cannot be stored; it runs again when its lease ends',
    );
  } finally {
    clearInterval(renewal);
  }
}
