/** Route of the security settings. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const securityRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'security',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Security'),
  }),
] as const;
