/** The routes that all pages hang on: `/` and `/$tenant`. Pages define theirs with `tenantRoute` as parent. */
import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { RouteFailure } from '../patterns/failure.tsx';
import { Loading } from '../patterns/loading.tsx';
import { NotFound } from '../patterns/not-found.tsx';
import { Callback } from './session.tsx';

const lastTenantKey = 'gatehouse:console:last-tenant';

export const rememberTenant = (tenant: string): void => localStorage.setItem(lastTenantKey, tenant);

export const rootRoute = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: RouteFailure,
});

export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    const tenant = localStorage.getItem(lastTenantKey) ?? 'default';
    throw redirect({ to: '/$tenant/get-started', params: { tenant }, replace: true });
  },
});

export const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/callback',
  component: () => <Callback fallback={<Loading />} />,
});

/** Everything of one tenant, inside the frame. */
export const tenantRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$tenant',
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
  notFoundComponent: NotFound,
  errorComponent: RouteFailure,
});

export const tenantHomeRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/get-started', params, replace: true });
  },
});
