/**
 * Transactional events: a change writes its events in its own transaction (the outbox), a dispatcher hands
 * them to the subscribers later. What a subscriber writes in the transaction that it is given happens exactly
 * once; what it does outside may happen again.
 */

export type { Actor } from '../http/request-context.ts';
export { createEventDispatcher, type EventDispatcher, type EventHandler } from './dispatcher.ts';
export { type AppEvent, emit, eventInsert, type StoredEvent } from './outbox.ts';
