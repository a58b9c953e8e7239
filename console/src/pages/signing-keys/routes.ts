/** Route of the signing keys. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

export const signingKeysRoutes = [
  createRoute({
    getParentRoute: () => tenantRoute,
    path: 'signing-keys',
    component: lazyRouteComponent(() => import('./page.tsx'), 'SigningKeys'),
  }),
];
