/** Routes of organizations: the list, and each organization with its tabs. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { listSearch } from '../../patterns/table.tsx';

export const organizationsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'organizations',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list.tsx'), 'OrganizationList'),
});

export const organizationRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'organizations/$id',
  component: lazyRouteComponent(() => import('./organization.tsx'), 'OrganizationPage'),
});

const firstTab = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/organizations/$id/members', params, replace: true });
  },
});

export const membersRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'members',
  validateSearch: (search: Record<string, unknown>): { page?: number } => {
    const { page } = listSearch(search);
    return page === undefined ? {} : { page };
  },
  component: lazyRouteComponent(() => import('./members.tsx'), 'Members'),
});

const connectors = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'connectors',
  component: lazyRouteComponent(() => import('./connectors.tsx'), 'OrganizationConnectors'),
});

const settings = createRoute({
  getParentRoute: () => organizationRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings.tsx'), 'OrganizationSettings'),
});

export const organizationsRoutes = [
  organizationsRoute,
  organizationRoute.addChildren([firstTab, membersRoute, connectors, settings]),
] as const;
