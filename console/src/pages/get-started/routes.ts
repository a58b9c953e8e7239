/** Route of get started. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const getStartedRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'get-started',
    component: lazyRouteComponent(() => import('./page.tsx'), 'GetStartedPage'),
  }),
] as const;
