/** Routes of applications: the list, the grid of frameworks, the guide after creation, and the tabs of one application. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { type ListSearch, listSearch } from '../../patterns/table.tsx';
import { type ApplicationType, isApplicationType } from './types.ts';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Search and filter of the list. */
export interface ApplicationsSearch extends ListSearch {
  type?: ApplicationType;
}

/** Filters of the grid, and the framework whose dialog is open: `none` for an application without one. */
export interface NewApplicationSearch {
  search?: string;
  type?: ApplicationType;
  framework?: string;
}

const typeIn = ({ type }: Record<string, unknown>): { type?: ApplicationType } =>
  isApplicationType(type) ? { type } : {};

export const applicationsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'applications',
  validateSearch: (search: Record<string, unknown>): ApplicationsSearch => ({
    ...listSearch(search),
    ...typeIn(search),
  }),
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'ApplicationsPage'),
});

export const newApplicationRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'applications/new',
  validateSearch: (search: Record<string, unknown>): NewApplicationSearch => ({
    search: text(search.search),
    ...typeIn(search),
    framework: text(search.framework),
  }),
  component: lazyRouteComponent(() => import('./new-page.tsx'), 'NewApplicationPage'),
});

/** Another guide than the application's own. */
const guideSearch = (search: Record<string, unknown>): { framework?: string } => ({
  framework: text(search.framework),
});

export const startedRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'applications/$id/start',
  validateSearch: guideSearch,
  component: lazyRouteComponent(() => import('./started-page.tsx'), 'StartedPage'),
});

export const applicationRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'applications/$id',
  component: lazyRouteComponent(() => import('./detail-page.tsx'), 'ApplicationPage'),
});

const firstTabRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/applications/$id/settings', params, replace: true });
  },
});

const settingsRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings-tab.tsx'), 'SettingsTab'),
});

const credentialsRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'credentials',
  component: lazyRouteComponent(() => import('./credentials-tab.tsx'), 'CredentialsTab'),
});

const permissionsRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'permissions',
  component: lazyRouteComponent(() => import('./permissions-tab.tsx'), 'PermissionsTab'),
});

const tokensRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'tokens',
  component: lazyRouteComponent(() => import('./tokens-tab.tsx'), 'TokensTab'),
});

const logoutRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'logout',
  component: lazyRouteComponent(() => import('./logout-tab.tsx'), 'LogoutTab'),
});

export const activityRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'activity',
  validateSearch: (search: Record<string, unknown>): ListSearch & { events?: 'all' } => ({
    ...listSearch(search),
    ...(search.events === 'all' && { events: 'all' }),
  }),
  component: lazyRouteComponent(() => import('./activity-tab.tsx'), 'ActivityTab'),
});

export const guideRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: 'guide',
  validateSearch: guideSearch,
  component: lazyRouteComponent(() => import('./guide-tab.tsx'), 'GuideTab'),
});

export const applicationsRoutes = [
  applicationsRoute,
  newApplicationRoute,
  startedRoute,
  applicationRoute.addChildren([
    firstTabRoute,
    settingsRoute,
    credentialsRoute,
    permissionsRoute,
    tokensRoute,
    logoutRoute,
    activityRoute,
    guideRoute,
  ]),
] as const;
