/** Writing and reading of event rows' contents: who did what to what, and from where. */

import type { RawBuilder } from 'kysely';
import type { TenantDb } from '../db/index.ts';
import type { Json } from '../db/schema.ts';
import { type Actor, currentRequest } from '../http/request-context.ts';
import { newOrderedId } from '../ids/index.ts';
import { type EventRow, insertEvents, insertOf } from './store.ts';

export interface AppEvent {
  /** `user.created` */
  type: string;
  subject?: { type: string; id: string };
  /** When absent: the request's actor; `anonymous` before authentication, `system` outside of a request. */
  actor?: Actor;
  applicationId?: string;
  connectorId?: string;
  /** For changes `{ before, after }`. */
  data?: Json;
}

export interface StoredEvent extends AppEvent {
  id: string;
  tenantId: string;
  createdAt: Date;
  actor: Actor;
  requestId?: string;
  address?: string;
  userAgent?: string;
}

/** What the payload column holds. */
export type EventPayload = Omit<StoredEvent, 'id' | 'tenantId' | 'type' | 'createdAt'>;

const secretName = /(password|passwordHash|secret|token|assertion|privateKey)$/i;

/** The caller leaves secrets out; this is the second fence: a string under a secret's name is never stored. */
function withoutSecrets(value: Json | undefined, name = ''): Json | undefined {
  if (typeof value === 'string') return secretName.test(name) ? '(redacted)' : value;
  if (Array.isArray(value)) return value.map((item: Json) => withoutSecrets(item, name) ?? null);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutSecrets(item, key)]));
}

function payloadOf({ type: _type, data, ...event }: AppEvent): EventPayload {
  const request = currentRequest();
  const actor = event.actor ?? request?.actor ?? { type: request ? 'anonymous' : 'system' };
  return {
    ...event,
    actor,
    data: withoutSecrets(data),
    ...(request && {
      requestId: request.requestId,
      address: request.address,
      userAgent: request.userAgent?.slice(0, 500),
    }),
  };
}

// Ordered ids keep the order of events that share a timestamp.
const rowOf = (event: AppEvent): EventRow => ({
  id: newOrderedId('evt'),
  type: event.type,
  payload: payloadOf(event),
});

/** In the transaction of the change that the events tell of; several events cost one statement. */
export async function emit(db: TenantDb, ...events: AppEvent[]): Promise<void> {
  if (events.length > 0) await insertEvents(db, events.map(rowOf));
}

/** For a change that is one statement: the events as a part of it, to stand in a `with`. */
export function eventInsert(db: TenantDb, ...events: AppEvent[]): RawBuilder<unknown> {
  return insertOf(db, events.map(rowOf));
}
