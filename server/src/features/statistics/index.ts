/**
 * Statistics: how many people there are, who is active, how they sign in and why not, counted per day as it
 * happens. It listens; nobody imports it but the composition root. Owns the tables `sign_in_counts`,
 * `last_sign_ins`, `user_active_days`, `daily_statistics` and `statistics_turns`.
 */
import type { Clock } from '../../kernel/clock/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { withoutCounting } from '../../kernel/db/index.ts';
import type { EventDispatcher, EventHandler, StoredEvent } from '../../kernel/events/index.ts';
import { createPoller } from '../../kernel/jobs/poller.ts';
import type { Log } from '../../kernel/log/index.ts';
import { dayOf } from './days.ts';
import { createReader } from './service.ts';
import * as store from './store.ts';
import { createTally } from './tally.ts';

export { statisticsRoutes } from './api.ts';

/** A failed sign-in as the pages tell it. */
export interface Failure {
  method: string;
  cause: string;
  applicationId: string | null;
  connectorId: string | null;
}

export interface StatisticsDeps {
  clock: Clock;
  log: Log;
  events: Pick<EventDispatcher, 'subscribe'>;
}

export type Statistics = ReturnType<typeof createStatistics>;

const methodsOf = ({ data }: StoredEvent): unknown[] => {
  const { methods } = (data ?? {}) as { methods?: unknown };
  return Array.isArray(methods) ? methods : [];
};

/** In our words; what an event names are those of RFC 8176. */
function methodOf(event: StoredEvent): string {
  if (event.type === 'user.continued') return 'session';
  const methods = methodsOf(event);
  if (methods.includes('fed')) return 'sso';
  if (methods.includes('pwd')) return 'password';
  return methods.includes('otp') ? 'email-code' : 'other';
}

async function countSignIn(db: TenantDb, event: StoredEvent): Promise<void> {
  const { subject, applicationId = null, connectorId = null, createdAt: at } = event;
  if (!subject) return;
  const method = methodOf(event);
  await store.countSignIn(db, { userId: subject.id, applicationId, connectorId, method, at, day: dayOf(at) });
}

const forget =
  (kind: store.SourceKind): EventHandler =>
  async (db, { subject }) => {
    if (subject) await store.forgetLast(db, kind, subject.id);
  };

const handlers: Record<string, EventHandler> = {
  'user.signed_in': countSignIn,
  'user.continued': countSignIn,
  'user.created': (db, { createdAt }) => store.countUser(db, 'created', dayOf(createdAt)),
  'user.deleted': (db, { createdAt }) => store.countUser(db, 'deleted', dayOf(createdAt)),
  'application.deleted': forget('application'),
  'sso.connector_deleted': forget('connector'),
};

/** Each transaction takes its turn once, however many events it brings. */
function subscribe(events: StatisticsDeps['events']): void {
  const inTurn = new WeakSet<TenantDb>();
  events.subscribe(Object.keys(handlers), async (db, event) => {
    if (!inTurn.has(db)) await store.takeTurn(db);
    inTurn.add(db);
    await handlers[event.type]!(db, event);
  });
}

export function createStatistics({ clock, log, events }: StatisticsDeps) {
  const tally = createTally();
  const flush = () => withoutCounting(tally.flush);
  const failed = (error: unknown) =>
    log.error({ err: error }, 'failed sign-ins cannot be counted; trying again');
  const run = () => flush().then(() => false);
  const poller = createPoller({ pauseMs: 1_000, run, failed });
  subscribe(events);
  return {
    ...createReader({ clock }),
    /** Counted in memory; see tally.ts. */
    failed(tenant: { db: TenantDb }, { method, cause, applicationId, connectorId }: Failure): void {
      const day = dayOf(clock.now());
      tally.add(tenant, { day, method, outcome: cause, applicationId, connectorId });
    },
    flush,
    start: poller.start,
    async stop(): Promise<void> {
      await poller.stop();
      await flush().catch(failed);
    },
  };
}
