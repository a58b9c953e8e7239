/** Routes of applications. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const applicationsRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'applications',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
