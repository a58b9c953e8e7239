/** Routes of sign in experience. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const signInExperienceRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'sign-in-experience',
    component: lazyRouteComponent(() => import('./page.tsx'), 'Page'),
  }),
] as const;
