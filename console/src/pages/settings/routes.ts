/** Routes of the settings: one for each tab. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';

const layoutRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./layout.tsx'), 'SettingsLayout'),
});

const tabRoutes = [
  createRoute({
    getParentRoute: () => layoutRoute,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/$tenant/settings/general', params, replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => layoutRoute,
    path: 'general',
    component: lazyRouteComponent(() => import('./general.tsx'), 'General'),
  }),
  createRoute({
    getParentRoute: () => layoutRoute,
    path: 'administrators',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./administrators.tsx'), 'Administrators'),
  }),
  createRoute({
    getParentRoute: () => layoutRoute,
    path: 'mail',
    component: lazyRouteComponent(() => import('./mail.tsx'), 'Mail'),
  }),
  createRoute({
    getParentRoute: () => layoutRoute,
    path: 'domains',
    component: lazyRouteComponent(() => import('./domains.tsx'), 'Domains'),
  }),
] as const;

export const settingsRoutes = [layoutRoute.addChildren(tabRoutes)] as const;
