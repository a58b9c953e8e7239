/** Routes of audit events. */
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { errors } from './errors.ts';
import { auditEventSchema, auditFilterSchema } from './schema.ts';
import * as store from './store.ts';

const tag = 'Audit events';

export function auditRoutes(): Route[] {
  return [
    defineListRoute({
      path: '/audit-events',
      tag,
      summary: 'List and search audit events',
      description: `Newest first. Total-Number counts no further than ${store.maxCounted}: narrow the time to see more.`,
      permission: 'audit-events:read',
      query: auditFilterSchema,
      item: auditEventSchema,
      errors: [],
      handler: ({ db, query, page }) => store.listAuditEvents(db, { ...query, ...page }),
    }),
    defineRoute({
      method: 'get',
      path: '/audit-events/:id',
      tag,
      summary: 'Get an audit event',
      permission: 'audit-events:read',
      response: auditEventSchema,
      errors: ['audit_event.not_found'],
      handler: async ({ db, params: { id } }) => {
        const event = await store.findAuditEvent(db, id);
        if (!event) throw errors['audit_event.not_found']({ id });
        return event;
      },
    }),
  ];
}
