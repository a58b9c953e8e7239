/** The jobs of one node: what can be run, who enqueues, when to look for due ones. */
import { type SystemDb, type TenantDb, withoutCounting } from '../db/index.ts';
import { newId } from '../ids/index.ts';
import type { EnqueueOptions, JobDefinition } from './definition.ts';
import { type ExecutionDeps, execute } from './execution.ts';
import { createPoller, type Poller } from './poller.ts';
import { createSlots } from './slots.ts';
import { type ClaimedJob, claimDue, countJobs, ensureRecurring, insertJob, makeDue } from './store.ts';

export interface Jobs {
  register<P>(definition: JobDefinition<P>): void;
  /** In the caller's transaction; this node looks for it as soon as that commits. */
  enqueue(db: TenantDb | SystemDb, name: string, payload: object, options?: EnqueueOptions): Promise<void>;
  start(): Promise<void>;
  /** Takes no more jobs and waits for the running ones, at most `graceMs`; others take over what is left. */
  stop(): Promise<void>;
  /** For tests: runs everything that is due now, and each recurring job once. */
  drain(): Promise<void>;
  counts(): Promise<{ waiting: number; dead: number }>;
}

export interface JobsDeps extends Omit<ExecutionDeps, 'leaseSeconds'> {
  nodeId: string;
  /** At most so many at once on this node. */
  concurrency?: number;
  leaseSeconds?: number;
  graceMs?: number;
}

const recurringKey = (name: string) => `recurring:${name}`;

/** Takes due jobs into free slots. */
function createNode(deps: JobsDeps, definitions: ReadonlyMap<string, JobDefinition<unknown>>) {
  const { db, log, nodeId, concurrency = 8, leaseSeconds = 60 } = deps;
  const poller: Poller = createPoller({
    run: () => fill(),
    failed: (error) => log.error({ err: error }, 'the jobs cannot be read; trying again'),
  });
  const slots = createSlots(concurrency, () => poller.wake());
  const running = new Map<string, number>();

  /** Jobs with a bound are claimed each for itself: first in line, they would hold the places of all others. */
  const groups = (): { names: string[]; room: number }[] => {
    const all = [...definitions.values()];
    const free = all.filter(({ atOnce }) => atOnce === undefined).map(({ name }) => name);
    const bounded = all.flatMap(({ name, atOnce }) =>
      atOnce === undefined ? [] : [{ names: [name], room: atOnce - (running.get(name) ?? 0) }],
    );
    return [{ names: free, room: concurrency }, ...bounded];
  };

  async function runJob(job: ClaimedJob): Promise<void> {
    const definition = definitions.get(job.name) as JobDefinition<unknown>;
    const count = (change: number) => running.set(job.name, (running.get(job.name) ?? 0) + change);
    count(1);
    await execute({ ...deps, leaseSeconds }, definition, job).finally(() => count(-1));
    if (definition.atOnce !== undefined) poller.wake();
  }

  async function claim({ names, room }: { names: string[]; room: number }): Promise<boolean> {
    const limit = Math.min(slots.free(), room);
    if (limit <= 0 || names.length === 0) return false;
    const lease = `${nodeId}/${newId('lease')}`;
    const jobs = await claimDue(db, { lease, names, limit, leaseSeconds });
    for (const job of jobs) slots.run(() => runJob(job));
    return jobs.length > 0;
  }

  /** Polling and the jobs themselves don't count as statements of a request. */
  const fill = () =>
    withoutCounting(async () => {
      let found = false;
      for (const group of groups()) found = (await claim(group)) || found;
      return found;
    });

  return { poller, slots, fill };
}

async function enqueue(
  db: TenantDb | SystemDb,
  name: string,
  payload: object,
  { runAt, uniqueKey }: EnqueueOptions,
): Promise<void> {
  const tenantId = 'tenantId' in db ? db.tenantId : null;
  await insertJob(db, {
    id: newId('job'),
    tenantId,
    name,
    uniqueKey: uniqueKey === undefined ? null : `${tenantId ?? ''}:${name}:${uniqueKey}`,
    payload,
    runAt: runAt ?? null,
  });
}

export function createJobs(deps: JobsDeps): Jobs {
  const { db: system } = deps;
  const definitions = new Map<string, JobDefinition<unknown>>();
  const { poller, slots, fill } = createNode(deps, definitions);

  const recurring = () =>
    [...definitions.values()].flatMap(({ name, every }) =>
      every === undefined ? [] : [{ id: newId('job'), name, uniqueKey: recurringKey(name), everyMs: every }],
    );

  return {
    register<P>(definition: JobDefinition<P>) {
      if (definitions.has(definition.name))
        throw new Error(`The job ${definition.name} is registered twice.`);
      definitions.set(definition.name, definition as JobDefinition<unknown>);
    },
    async enqueue(db, name, payload, options = {}) {
      await enqueue(db, name, payload, options);
      if (!options.runAt) db.afterCommit(poller.wake);
    },
    async start() {
      await ensureRecurring(system, recurring());
      poller.start();
    },
    async stop() {
      await poller.stop();
      const grace = new Promise<void>((resolve) => setTimeout(resolve, deps.graceMs ?? 10_000).unref());
      await Promise.race([slots.idle(), grace]);
    },
    async drain() {
      await ensureRecurring(system, recurring());
      await makeDue(
        system,
        recurring().map(({ uniqueKey }) => uniqueKey),
      );
      do await slots.idle();
      while ((await fill()) || slots.free() < (deps.concurrency ?? 8));
    },
    counts: () => countJobs(system),
  };
}
