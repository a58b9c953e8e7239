/** Routes of enterprise sso. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const enterpriseSsoRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'enterprise-sso',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
