/** Routes of enterprise SSO: the list, a new connector, a connector with its tabs, and the trace of an attempt. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { tenantRoute } from '../../app/root-route.tsx';
import { type ListSearch, listSearch } from '../../patterns/table.tsx';
import { attemptsSearch } from './attempts-search.ts';

export const connectorsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./list.tsx'), 'Connectors'),
});

/** Whose connector it is to be. */
const organizationSearch = ({ organization }: Record<string, unknown>): { organization?: string } =>
  typeof organization === 'string' ? { organization } : {};

export const newRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/new',
  validateSearch: organizationSearch,
  component: lazyRouteComponent(() => import('./new.tsx'), 'NewConnector'),
});

export const newOfProviderRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/new/$provider',
  validateSearch: organizationSearch,
  component: lazyRouteComponent(() => import('./new-of-provider.tsx'), 'NewOfProvider'),
});

export const linkStates = ['waiting', 'in-progress', 'finished', 'expired', 'revoked'] as const;
export type LinkState = (typeof linkStates)[number];

export const setupLinksRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/setup-links',
  validateSearch: ({
    page,
    connector,
    state,
    organization,
  }: Record<string, unknown>): {
    page?: number;
    connector?: string;
    state?: LinkState;
    /** For which a link is to be made. */
    organization?: string;
  } => {
    const known = linkStates.find((one) => one === state);
    const { page: number } = listSearch({ page });
    return {
      ...(number !== undefined && { page: number }),
      ...(typeof connector === 'string' && { connector }),
      ...(known && { state: known }),
      ...organizationSearch({ organization }),
    };
  },
  component: lazyRouteComponent(() => import('./setup-links.tsx'), 'SetupLinks'),
});

export const attemptsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/attempts',
  validateSearch: attemptsSearch,
  component: lazyRouteComponent(() => import('./attempts.tsx'), 'Attempts'),
});

const settingsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/settings',
  component: lazyRouteComponent(() => import('./sso-settings.tsx'), 'SsoSettingsPage'),
});

export const attemptRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/attempts/$reference',
  component: lazyRouteComponent(() => import('./attempt.tsx'), 'Attempt'),
});

export const connectorRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: 'enterprise-sso/$id',
  component: lazyRouteComponent(() => import('./connector.tsx'), 'Connector'),
});

const connectorHomeRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$tenant/enterprise-sso/$id/connection', params, replace: true });
  },
});

export const connectionRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'connection',
  /** What the expiry radar's links open. */
  validateSearch: ({ renew }: Record<string, unknown>): { renew?: 'secret' } =>
    renew === 'secret' ? { renew } : {},
  component: lazyRouteComponent(() => import('./connection.tsx'), 'Connection'),
});

const experienceRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'experience',
  component: lazyRouteComponent(() => import('./experience.tsx'), 'Experience'),
});

const mappingRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'mapping',
  component: lazyRouteComponent(() => import('./mapping.tsx'), 'Mapping'),
});

export const testRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'test',
  validateSearch: ({ test }: Record<string, unknown>): { test?: string } =>
    typeof test === 'string' ? { test } : {},
  component: lazyRouteComponent(() => import('./test.tsx'), 'Test'),
});

export const activityRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'activity',
  validateSearch: attemptsSearch,
  component: lazyRouteComponent(() => import('./activity.tsx'), 'Activity'),
});

export const historyRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'history',
  validateSearch: (search: Record<string, unknown>): { page?: number; version?: number } => {
    const { page } = listSearch(search);
    const version = Number(search.version);
    return {
      ...(page !== undefined && { page }),
      ...(Number.isInteger(version) && version > 0 && { version }),
    };
  },
  component: lazyRouteComponent(() => import('./history.tsx'), 'History'),
});

const directoryOutcomes = ['read', 'changed', 'unchanged', 'refused'] as const;
export type DirectoryOutcome = (typeof directoryOutcomes)[number];

export const directorySyncRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'directory-sync',
  validateSearch: (search: Record<string, unknown>): ListSearch & { outcome?: DirectoryOutcome } => {
    const known = directoryOutcomes.find((one) => one === search.outcome);
    return { ...listSearch(search), ...(known && { outcome: known }) };
  },
  component: lazyRouteComponent(() => import('./directory-sync.tsx'), 'DirectorySync'),
});

const providerTokensRoute = createRoute({
  getParentRoute: () => connectorRoute,
  path: 'provider-tokens',
  component: lazyRouteComponent(() => import('./provider-tokens.tsx'), 'ProviderTokens'),
});

export const enterpriseSsoRoutes = [
  connectorsRoute,
  newRoute,
  newOfProviderRoute,
  setupLinksRoute,
  attemptsRoute,
  settingsRoute,
  attemptRoute,
  connectorRoute.addChildren([
    connectorHomeRoute,
    connectionRoute,
    experienceRoute,
    mappingRoute,
    testRoute,
    directorySyncRoute,
    providerTokensRoute,
    activityRoute,
    historyRoute,
  ]),
] as const;
