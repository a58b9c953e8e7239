/** The jobs table. Leases and due times are judged by the database's clock, which all nodes share. */
import { sql } from 'kysely';
import type { SystemDb, TenantDb } from '../db/index.ts';

export interface NewJob {
  id: string;
  tenantId: string | null;
  name: string;
  uniqueKey: string | null;
  payload: object;
  runAt: Date | null;
}

/** A job with a unique key that is there already gets the new payload and counts as new (see EnqueueOptions). */
export async function insertJob(db: TenantDb | SystemDb, job: NewJob): Promise<void> {
  await db.query(sql`
    insert into jobs (id, tenant_id, name, unique_key, payload, run_at)
    values (${job.id}, ${job.tenantId}, ${job.name}, ${job.uniqueKey}, ${job.payload}::jsonb,
      coalesce(${job.runAt}::timestamptz, now()))
    on conflict (unique_key) do update set
      payload = excluded.payload, run_at = least(jobs.run_at, excluded.run_at), attempts = 0,
      leased_until = null, leased_by = null, dead_at = null, last_error = null`);
}

export interface RecurringJob {
  id: string;
  name: string;
  uniqueKey: string;
  everyMs: number;
}

/** One row each; a row that is there keeps its time unless the interval has become shorter. */
export async function ensureRecurring(system: SystemDb, jobs: readonly RecurringJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await system.query(sql`
    insert into jobs (id, name, unique_key, run_at)
    select job ->> 'id', job ->> 'name', job ->> 'uniqueKey', now()
    from jsonb_array_elements(${jobs}::jsonb) as job
    on conflict (unique_key) do nothing`);
  await system.query(sql`
    update jobs set run_at = now() + (job ->> 'everyMs')::float * interval '1 millisecond'
    from jsonb_array_elements(${jobs}::jsonb) as job
    where unique_key = job ->> 'uniqueKey'
      and run_at > now() + (job ->> 'everyMs')::float * interval '1 millisecond'`);
}

export async function makeDue(system: SystemDb, uniqueKeys: readonly string[]): Promise<void> {
  await system.query(sql`
    update jobs set run_at = now()
    where unique_key in (select jsonb_array_elements_text(${uniqueKeys}::jsonb))`);
}

export interface ClaimedJob {
  id: string;
  tenantId: string | null;
  name: string;
  payload: unknown;
  /** Counts this one. */
  attempt: number;
  /** Names the node and this very claim: the fence against a run that has outlived its lease. */
  lease: string;
}

export interface Claim {
  lease: string;
  names: readonly string[];
  limit: number;
  leaseSeconds: number;
}

export function claimDue(system: SystemDb, claim: Claim): Promise<ClaimedJob[]> {
  return system.query(sql<ClaimedJob>`
    with due as materialized (
      select id from jobs
      where dead_at is null and run_at <= now() and (leased_until is null or leased_until <= now())
        and name in (select jsonb_array_elements_text(${claim.names}::jsonb))
      order by run_at limit ${claim.limit} for update skip locked)
    update jobs set attempts = attempts + 1, leased_by = ${claim.lease},
      leased_until = now() + ${claim.leaseSeconds}::float * interval '1 second'
    where id in (select id from due)
    returning id, tenant_id as "tenantId", name, payload, attempts as attempt, leased_by as lease`);
}

/** Only who holds the lease may say how the job ended. */
const held = (job: ClaimedJob) => sql`id = ${job.id} and leased_by = ${job.lease}`;

export async function renewLease(system: SystemDb, job: ClaimedJob, leaseSeconds: number): Promise<void> {
  await system.query(sql`
    update jobs set leased_until = now() + ${leaseSeconds}::float * interval '1 second' where ${held(job)}`);
}

export async function removeDone(system: SystemDb, job: ClaimedJob): Promise<void> {
  await system.query(sql`delete from jobs where ${held(job)}`);
}

/** In the transaction of the job's own work. False: somebody else holds it by now. */
export async function removeWith(tx: TenantDb, job: ClaimedJob): Promise<boolean> {
  const rows = await tx.query(sql`
    delete from jobs where tenant_id = ${tx.tenantId} and ${held(job)} returning id`);
  return rows.length > 0;
}

/** Gives the lease back and sets the next run; a fresh start for a recurring job, one more try for another. */
export async function scheduleAgain(
  system: SystemDb,
  job: ClaimedJob,
  next: { inMs: number; attempts: number; error: string | null },
): Promise<void> {
  await system.query(sql`
    update jobs set run_at = now() + ${next.inMs}::float * interval '1 millisecond', attempts = ${next.attempts},
      leased_until = null, leased_by = null, last_error = ${next.error}
    where ${held(job)}`);
}

export async function bury(system: SystemDb, job: ClaimedJob, error: string): Promise<void> {
  await system.query(sql`
    update jobs set dead_at = now(), leased_until = null, leased_by = null, last_error = ${error}
    where ${held(job)}`);
}

/** Waiting and dead jobs, for the metrics. */
export async function countJobs(system: SystemDb): Promise<{ waiting: number; dead: number }> {
  const [counts] = await system.query(sql<{ waiting: number; dead: number }>`
    select count(*) filter (where dead_at is null) as waiting,
      count(*) filter (where dead_at is not null) as dead
    from jobs`);
  return { waiting: Number(counts?.waiting ?? 0), dead: Number(counts?.dead ?? 0) };
}
