/** Routes of users. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const usersRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'users',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
