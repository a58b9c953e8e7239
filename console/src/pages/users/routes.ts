/** Routes of users: the list, and each user with a tab for every kind of thing known about them. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { type ListSearch, listSearch } from '../../patterns/table.tsx';

export interface UsersSearch extends ListSearch {
  state?: 'active' | 'suspended';
}

const listRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'users',
  validateSearch: (search: Record<string, unknown>): UsersSearch => ({
    ...listSearch(search),
    ...((search.state === 'active' || search.state === 'suspended') && { state: search.state }),
  }),
  component: lazyRouteComponent(() => import('./list.tsx'), 'UserList'),
});

const userRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'users/$id',
  component: lazyRouteComponent(() => import('./user.tsx'), 'UserPage'),
});

const firstTab = createRoute({
  getParentRoute: () => userRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/users/$id/profile', params, replace: true });
  },
});

const profile = createRoute({
  getParentRoute: () => userRoute,
  path: 'profile',
  component: lazyRouteComponent(() => import('./profile.tsx'), 'Profile'),
});

const identities = createRoute({
  getParentRoute: () => userRoute,
  path: 'identities',
  component: lazyRouteComponent(() => import('./identities.tsx'), 'Identities'),
});

const sessions = createRoute({
  getParentRoute: () => userRoute,
  path: 'sessions',
  component: lazyRouteComponent(() => import('./sessions.tsx'), 'Sessions'),
});

const access = createRoute({
  getParentRoute: () => userRoute,
  path: 'access',
  component: lazyRouteComponent(() => import('./access.tsx'), 'Access'),
});

/** Which events of a user's history are shown. */
export const historyKinds = ['sign-ins', 'failures', 'everything'] as const;
export type HistoryKind = (typeof historyKinds)[number];

export interface HistorySearch extends Omit<ListSearch, 'search'> {
  kind?: HistoryKind;
}

const history = createRoute({
  getParentRoute: () => userRoute,
  path: 'history',
  validateSearch: (search: Record<string, unknown>): HistorySearch => {
    const { page } = listSearch(search);
    const kind = historyKinds.find((one) => one === search.kind);
    return { ...(page && { page }), ...(kind && { kind }) };
  },
  component: lazyRouteComponent(() => import('./history.tsx'), 'History'),
});

const customData = createRoute({
  getParentRoute: () => userRoute,
  path: 'custom-data',
  component: lazyRouteComponent(() => import('./custom-data.tsx'), 'CustomData'),
});

export const usersRoutes = [
  listRoute,
  userRoute.addChildren([firstTab, profile, identities, sessions, access, history, customData]),
] as const;
