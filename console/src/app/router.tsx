/** Puts the pages' routes together. Each page folder exports its routes; their components load when they are opened. */
import { createRouter } from '@tanstack/react-router';
import { applicationsRoutes } from '../pages/applications/routes.ts';
import { auditLogRoutes } from '../pages/audit-log/routes.ts';
import { dashboardRoutes } from '../pages/dashboard/routes.ts';
import { devMailboxRoutes } from '../pages/dev-mailbox/routes.ts';
import { enterpriseSsoRoutes } from '../pages/enterprise-sso/routes.ts';
import { expiryRoutes } from '../pages/expiry/routes.ts';
import { getStartedRoutes } from '../pages/get-started/routes.ts';
import { organizationsRoutes } from '../pages/organizations/routes.ts';
import { rolesRoutes } from '../pages/roles/routes.ts';
import { securityRoutes } from '../pages/security/routes.ts';
import { settingsRoutes } from '../pages/settings/routes.ts';
import { signInExperienceRoutes } from '../pages/sign-in-experience/routes.ts';
import { signingKeysRoutes } from '../pages/signing-keys/routes.ts';
import { usersRoutes } from '../pages/users/routes.ts';
import { Loading } from '../patterns/loading.tsx';
import { callbackRoute, homeRoute, rootRoute, tenantHomeRoute, tenantRoute } from './root-route.tsx';

const routeTree = rootRoute.addChildren([
  homeRoute,
  callbackRoute,
  tenantRoute.addChildren([
    tenantHomeRoute,
    ...getStartedRoutes,
    ...dashboardRoutes,
    ...applicationsRoutes,
    ...signInExperienceRoutes,
    ...enterpriseSsoRoutes,
    ...expiryRoutes,
    ...organizationsRoutes,
    ...securityRoutes,
    ...usersRoutes,
    ...rolesRoutes,
    ...auditLogRoutes,
    ...devMailboxRoutes,
    ...settingsRoutes,
    ...signingKeysRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: Loading,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
