/** Routes of the sign-in experience: one form over three tabs, each with an address. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';

const experienceRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'sign-in-experience',
  component: lazyRouteComponent(() => import('./page.tsx'), 'SignInExperience'),
});

const homeRoute = createRoute({
  getParentRoute: () => experienceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/sign-in-experience/branding', params, replace: true });
  },
});

const brandingRoute = createRoute({
  getParentRoute: () => experienceRoute,
  path: 'branding',
  component: lazyRouteComponent(() => import('./branding.tsx'), 'Branding'),
});

const methodsRoute = createRoute({
  getParentRoute: () => experienceRoute,
  path: 'sign-up-and-sign-in',
  component: lazyRouteComponent(() => import('./methods.tsx'), 'Methods'),
});

const contentRoute = createRoute({
  getParentRoute: () => experienceRoute,
  path: 'content',
  component: lazyRouteComponent(() => import('./content.tsx'), 'Content'),
});

export const signInExperienceRoutes = [
  experienceRoute.addChildren([homeRoute, brandingRoute, methodsRoute, contentRoute]),
] as const;
