/**
 * Transactional events: a change writes its events in its own transaction (the outbox), a dispatcher hands
 * them to the subscribers later, at least once. Subscribers are idempotent by event id.
 */

export type { Actor } from '../http/request-context.ts';
export { createEventDispatcher, type EventDispatcher, type EventHandler } from './dispatcher.ts';
export { type AppEvent, emit, eventInsert, type StoredEvent } from './outbox.ts';
