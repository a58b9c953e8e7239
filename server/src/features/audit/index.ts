/**
 * The audit trail: keeps every event, with who, what, from where, before and after. It listens; nobody
 * imports it but the composition root, and whoever shows events of their own. Owns the table `audit_events`.
 */
import type { EventDispatcher } from '../../kernel/events/index.ts';
import { insertAuditEvent } from './store.ts';

export { auditRoutes } from './api.ts';
export { type AuditEvent, type AuditFilter, auditEventSchema } from './schema.ts';
export { listAuditEvents } from './store.ts';

/** Keeps what the dispatcher hands over, in the transaction that takes the event from the outbox. */
export function subscribeAudit(events: Pick<EventDispatcher, 'subscribe'>): void {
  events.subscribe('*', insertAuditEvent);
}
