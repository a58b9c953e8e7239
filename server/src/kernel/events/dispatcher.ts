/**
 * Hands the outbox to the subscribers. Each event's subscribers and the removal of its row are one
 * transaction. An event whose subscriber fails moves on to a job of its own, which tries again with growing
 * pauses, so that it never holds up the others.
 *
 * It polls by itself rather than as a recurring job: looking at an empty outbox writes nothing to the disk.
 */
import { type SystemDb, type TenantDb, withoutCounting } from '../db/index.ts';
import type { Jobs } from '../jobs/index.ts';
import { createPoller } from '../jobs/poller.ts';
import type { Log } from '../log/index.ts';
import type { StoredEvent } from './outbox.ts';
import { pendingEvents, takeEvent } from './store.ts';

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

export function createEventDispatcher({ db, jobs, log }: EventDispatcherDeps): EventDispatcher {
  const subscribers: { wants: (type: string) => boolean; handler: EventHandler }[] = [];

  const notify = async (tx: TenantDb, event: StoredEvent): Promise<void> => {
    for (const { wants, handler } of subscribers) if (wants(event.type)) await handler(tx, event);
  };

  const setAside = async (tx: TenantDb, { createdAt, ...event }: StoredEvent): Promise<void> => {
    if (!(await takeEvent(tx, event.id))) return;
    await jobs.enqueue(tx, retryJob, { event, createdAt: createdAt.toISOString() } satisfies Redelivery);
  };

  const deliver = async (event: StoredEvent): Promise<void> => {
    const tenant = db.forTenant(event.tenantId);
    try {
      await tenant.inTx(async (tx) => {
        if (await takeEvent(tx, event.id)) await notify(tx, event);
      });
    } catch (error) {
      log.error(
        { err: error, eventId: event.id, eventType: event.type },
        'an event subscriber failed; it is tried again',
      );
      await tenant.inTx((tx) => setAside(tx, event));
    }
  };

  const dispatchBatch = () =>
    withoutCounting(async () => {
      const events = await pendingEvents(db, batchSize);
      for (const event of events) await deliver(event);
      return events.length;
    });

  jobs.register<Redelivery>({
    name: retryJob,
    maxAttempts: 20,
    run: ({ db: tenant }, { event, createdAt }) =>
      (tenant as TenantDb).inTx((tx) => notify(tx, { ...event, createdAt: new Date(createdAt) })),
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
