/**
 * Hands the outbox to the subscribers. The removal of an event's row and what its subscribers write are one
 * transaction, shared by the events of a tenant that are there at the same time. An event whose subscriber fails moves on to a job of its own, which tries again with growing
 * pauses, so that it never holds up the others.
 *
 * It polls by itself rather than as a recurring job: looking at an empty outbox writes nothing to the disk.
 */
import { type SystemDb, type TenantDb, withoutCounting } from '../db/index.ts';
import type { Jobs } from '../jobs/index.ts';
import { createPoller } from '../jobs/poller.ts';
import type { Log } from '../log/index.ts';
import type { StoredEvent } from './outbox.ts';
import { pendingEvents, takeEvents } from './store.ts';

export type EventHandler = (db: TenantDb, event: StoredEvent) => Promise<void>;

export interface EventDispatcher {
  /** `db` is the transaction that also removes the event: write there, call nothing outside. */
  subscribe(types: '*' | string | readonly string[], handler: EventHandler): void;
  start(): void;
  stop(): Promise<void>;
  /** Handles everything that is in the outbox now (for tests and for a clean stop). */
  drain(): Promise<void>;
}

const batchSize = 200;
const retryJob = 'events.deliver';

type Redelivery = { event: Omit<StoredEvent, 'createdAt'>; createdAt: string };

export interface EventDispatcherDeps {
  db: SystemDb;
  jobs: Jobs;
  log: Log;
}

/** In their order, cut where the next one belongs to another tenant. */
function runsOfOneTenant(events: readonly StoredEvent[]): StoredEvent[][] {
  const runs: StoredEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last?.[0]?.tenantId === event.tenantId) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

export function createEventDispatcher({ db, jobs, log }: EventDispatcherDeps): EventDispatcher {
  const subscribers: { wants: (type: string) => boolean; handler: EventHandler }[] = [];

  const notify = async (tx: TenantDb, event: StoredEvent): Promise<void> => {
    for (const { wants, handler } of subscribers) if (wants(event.type)) await handler(tx, event);
  };

  const setAside = async (tx: TenantDb, { createdAt, ...event }: StoredEvent): Promise<void> => {
    const [taken] = await takeEvents(tx, [event.id]);
    if (!taken) return;
    await jobs.enqueue(tx, retryJob, { event, createdAt: createdAt.toISOString() } satisfies Redelivery);
  };

  const deliver = (events: readonly StoredEvent[]): Promise<void> =>
    db.forTenant(events[0]!.tenantId).inTx(async (tx) => {
      const taken = new Set(
        await takeEvents(
          tx,
          events.map(({ id }) => id),
        ),
      );
      for (const event of events) if (taken.has(event.id)) await notify(tx, event);
    });

  const deliverAlone = (event: StoredEvent): Promise<void> =>
    deliver([event]).catch(async (error: unknown) => {
      log.error(
        { err: error, eventId: event.id, eventType: event.type },
        'an event subscriber failed; it is tried again',
      );
      await db.forTenant(event.tenantId).inTx((tx) => setAside(tx, event));
    });

  /** Together they cost one transaction; when one of them fails, each gets its own. */
  const deliverTogether = (events: readonly StoredEvent[]): Promise<void> =>
    deliver(events).catch(async () => {
      for (const event of events) await deliverAlone(event);
    });

  const dispatchBatch = () =>
    withoutCounting(async () => {
      const events = await pendingEvents(db, batchSize);
      for (const run of runsOfOneTenant(events)) await deliverTogether(run);
      return events.length;
    });

  jobs.register<Redelivery>({
    name: retryJob,
    maxAttempts: 20,
    // The job goes with what the subscribers write, as the event's row does: neither can happen twice.
    run: ({ db: tenant, endWith }, { event, createdAt }) =>
      (tenant as TenantDb).inTx(async (tx) => {
        await endWith(tx);
        await notify(tx, { ...event, createdAt: new Date(createdAt) });
      }),
  });

  const poller = createPoller({
    run: async () => (await dispatchBatch()) === batchSize,
    failed: (error) => log.error({ err: error }, 'the events cannot be read; trying again'),
  });

  return {
    subscribe(types, handler) {
      const wanted = new Set(typeof types === 'string' ? [types] : types);
      subscribers.push({ wants: (type) => types === '*' || wanted.has(type), handler });
    },
    start: poller.start,
    stop: poller.stop,
    async drain() {
      while ((await dispatchBatch()) > 0);
    },
  };
}
