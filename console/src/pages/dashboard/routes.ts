/** Routes of dashboard. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const dashboardRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'dashboard',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
