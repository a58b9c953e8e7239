/** Routes of audit log. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const auditLogRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'audit-log',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
