/** Routes of audit events. */
import type { Clock } from '../../kernel/clock/index.ts';
import type { Json } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { defineDownloadRoute, defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { errors } from './errors.ts';
import { exportPages, maxLines } from './export.ts';
import { auditEventSchema, auditFilterSchema } from './schema.ts';
import * as store from './store.ts';

const tag = 'Audit events';

export interface AuditRoutesDeps {
  clock: Clock;
}

export function auditRoutes({ clock }: AuditRoutesDeps): Route[] {
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
    defineDownloadRoute({
      path: '/audit-events/export',
      tag,
      summary: 'Download audit events as NDJSON',
      description: `One event on each line, newest first, as the list shows them; at most ${maxLines.toLocaleString('en')}. Who downloads what is an audit event itself.`,
      permission: 'audit-events:read',
      query: auditFilterSchema,
      item: auditEventSchema,
      errors: [],
      async handler({ tenant, db, query }) {
        const filter = JSON.parse(JSON.stringify(query)) as Json;
        await emit(db, { type: 'audit_event.exported', data: { filter } });
        const day = clock.now().toISOString().slice(0, 10);
        return { fileName: `audit-events-${tenant.id}-${day}.ndjson`, pages: exportPages(db, query) };
      },
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
