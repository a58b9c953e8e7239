/** Routes of dev mailbox. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const devMailboxRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'dev-mailbox',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
