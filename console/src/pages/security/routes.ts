/** Routes of security. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const securityRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'security',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
