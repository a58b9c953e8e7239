/** All routes of the server that are not the provider's, in one place. */
import type { Hono } from 'hono';
import type { App } from './app.ts';
import { accessRoutes } from './features/access/index.ts';
import { applicationRoutes } from './features/applications/index.ts';
import { auditRoutes } from './features/audit/index.ts';
import { checkPassword, passwordError } from './features/credentials/index.ts';
import { experienceRoutes, imageRoutes } from './features/experience/index.ts';
import { expiryRoutes } from './features/expiry-radar/index.ts';
import { keyRoutes } from './features/keys/index.ts';
import { mailSettingsRoutes } from './features/mail-settings/index.ts';
import { mailboxRoutes } from './features/mailbox/index.ts';
import { organizationRoutes } from './features/organizations/index.ts';
import { roleRoutes } from './features/roles/index.ts';
import { scimRoutes } from './features/scim/index.ts';
import { secondFactorRoutes } from './features/second-factor/index.ts';
import { sessionRoutes } from './features/sessions/index.ts';
import {
  createAccountTokenRoutes,
  createKeySets,
  createLogoutRoutes,
  ssoRoutes,
} from './features/sso/index.ts';
import { statisticsRoutes } from './features/statistics/index.ts';
import { mountStatus, statusRoutes } from './features/status/index.ts';
import { customDomainRoutes, type Tenant, tenantRoutes } from './features/tenants/index.ts';
import { userRoutes } from './features/users/index.ts';
import { errors } from './kernel/errors/index.ts';
import type { AppEnv } from './kernel/http/app-env.ts';
import { mountRoutes } from './kernel/http/mount.ts';
import type { Route } from './kernel/http/route.ts';

const statusDeps = (app: App) => ({
  db: app.db,
  jobs: app.jobs,
  version: app.version,
  metricsToken: app.config.metricsToken,
  isReady: app.isReady,
  metrics: async () => (await app.metrics.text()).body,
});

/** The management API. */
export function apiRoutes(app: App): Route[] {
  return [
    ...applicationRoutes(app.applications),
    ...accessRoutes(app.access, app.applications),
    ...roleRoutes(app.roles),
    ...experienceRoutes(app.experience),
    ...imageRoutes(app.images),
    ...userRoutes({
      users: app.users,
      access: app.access,
      roles: app.roles,
      hashPassword: app.credentials.hashPassword,
      checkPassword(tenant, plain, identifiers) {
        const { minLength } = (tenant as Tenant).settings.passwords;
        const problem = checkPassword(plain, minLength, identifiers);
        if (problem) throw passwordError(problem);
      },
      isAdministrator: app.management.administrators.isAdministrator,
    }),
    ...secondFactorRoutes({
      secondFactors: app.secondFactors,
      users: app.users,
      isAdministrator: app.management.administrators.isAdministrator,
    }),
    ...organizationRoutes(app.organizations),
    ...ssoRoutes(app.sso),
    ...sessionRoutes({ sessions: app.oidc.sessions }),
    ...keyRoutes(app.keys, app.tenants),
    ...tenantRoutes(app.tenants),
    ...customDomainRoutes(app.customDomains),
    ...app.administrators.api,
    ...app.setupPortal.api,
    ...mailSettingsRoutes(app),
    ...mailboxRoutes(app),
    ...auditRoutes(app),
    ...statisticsRoutes(app),
    ...scimRoutes(app.scim),
    ...expiryRoutes(app.expiryRadar),
    ...statusRoutes(statusDeps(app)),
  ];
}

/** What belongs to the installation rather than to a tenant; a custom domain shows none of it. */
const atEndpointOnly = ['/api/*', '/console/*', '/metrics'];

function mountAddresses(hono: Hono<AppEnv>, app: App): void {
  for (const path of atEndpointOnly) {
    hono.use(path, async (c, next) => {
      if ((c.get('tenant') as Tenant).customDomain !== null) throw errors['request.not_found']();
      await next();
    });
  }
  // The management API stays at the endpoint, and speaks of the tenant as it is found at its first address.
  hono.use('/api/*', async (c, next) => {
    const tenant = await app.tenants.byId(c.get('tenant').id);
    if (!tenant) throw errors['request.not_found']();
    c.set('tenant', tenant);
    await next();
  });
}

export function mountAll(hono: Hono<AppEnv>, app: App): void {
  // Before the management API, whose addresses end at the endpoint.
  const { tokens: vault } = app.sso;
  hono.route('/', createAccountTokenRoutes({ vault, presented: app.oidc.presentedToken }));
  mountAddresses(hono, app);
  mountStatus(hono, statusDeps(app));
  // The short address that devices show leads to the provider's page (RFC 8628 section 3.3).
  hono.get('/device', (c) => {
    const { search } = new URL(c.req.url);
    return c.redirect(`${c.get('tenant').basePath}/oidc/device${search}`, 302);
  });
  for (const { routes } of [
    app.images,
    app.customCss,
    { routes: createKeySets(app.sso.clientCredentials) },
    { routes: createLogoutRoutes(app.sso.logout) },
    app.signIn,
    app.account,
    app.setup,
    app.administrators,
    app.setupPortal,
    app.mailbox,
    app.scim,
    app.console,
  ])
    hono.route('/', routes);
  mountRoutes(hono, apiRoutes(app), {
    version: app.version,
    authenticate: (c) =>
      app.management.authenticate(c.get('tenant') as Tenant, c.req.header('authorization')),
  });
}
