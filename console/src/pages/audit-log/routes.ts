/** Routes of the audit log: the list with its filters in the address, and an event in a drawer over it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';
import { type EventFilter, eventFilter } from './filter.ts';

export interface AuditSearch extends EventFilter {
  page?: number;
}

const listRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'audit-log',
  validateSearch: (search: Record<string, unknown>): AuditSearch => {
    const { page } = listSearch(search);
    return { ...eventFilter(search), ...(page && { page }) };
  },
  component: lazyRouteComponent(() => import('./list.tsx'), 'AuditLog'),
});

const eventRoute = createRoute({
  getParentRoute: () => listRoute,
  path: '$event',
  component: lazyRouteComponent(() => import('./event.tsx'), 'EventDrawer'),
});

export const auditLogRoutes = [listRoute.addChildren([eventRoute])] as const;
