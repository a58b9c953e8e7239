/** Routes of statistics: the dashboard, the checklist, and the activity of one application or connector. */
import { z } from 'zod';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { type Applications, applicationErrors } from '../applications/index.ts';
import type { Experience } from '../experience/index.ts';
import type { SsoFeature } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import {
  activitySchema,
  failuresSchema,
  getStartedSchema,
  lastSignInSchema,
  lastSignInsQuery,
  overviewSchema,
  rangeQuery,
  signInsQuery,
  signInsSchema,
} from './schema.ts';
import { maxGroups, type StatisticsReader } from './service.ts';

export interface StatisticsRoutesDeps {
  statistics: StatisticsReader;
  applications: Pick<Applications, 'find'>;
  experience: Pick<Experience, 'get'>;
  sso: { connectors: Pick<SsoFeature['connectors'], 'get'> };
}

const tag = 'Statistics';
const permission = 'statistics:read';
const rangeErrors = ['statistics.range_reversed', 'statistics.range_too_long'];
const inUtc = 'Days are UTC; a range has at most 366 of them.';

export function statisticsRoutes(deps: StatisticsRoutesDeps): Route[] {
  return [...figureRoutes(deps), getStartedRoute(deps), ...activityRoutes(deps)];
}

function figureRoutes({ statistics }: StatisticsRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/statistics/overview',
      tag,
      summary: 'Read how many users there are, how many are new and how many are active',
      permission,
      errors: [],
      response: overviewSchema,
      handler: ({ db }) => statistics.overview(db),
    }),
    defineRoute({
      method: 'get',
      path: '/statistics/sign-ins',
      tag,
      summary: 'Count sign-ins by day, method, connector or application',
      description: `${inUtc} Days without sign-ins are there; of other groups the ${maxGroups} largest, while the total counts all.`,
      permission,
      query: signInsQuery,
      errors: rangeErrors,
      response: signInsSchema,
      handler: ({ db, query }) => statistics.signIns(db, query),
    }),
    defineRoute({
      method: 'get',
      path: '/statistics/failures',
      tag,
      summary: 'Count failed sign-ins by cause',
      description: `${inUtc} The ${maxGroups} most frequent causes.`,
      permission,
      query: rangeQuery,
      errors: rangeErrors,
      response: failuresSchema,
      handler: ({ db, query }) => statistics.failures(db, query),
    }),
    defineRoute({
      method: 'get',
      path: '/statistics/last-sign-ins',
      tag,
      summary: 'Read when people last signed in to each of several applications, or through connectors',
      description: 'For the column of a list, in the order of the ids. An unknown id has no sign-ins.',
      permission,
      query: lastSignInsQuery,
      errors: [],
      response: z.array(lastSignInSchema),
      handler: ({ db, query }) => statistics.lastSignIns(db, query.of, query.ids),
    }),
  ];
}

function getStartedRoute({ statistics, experience }: StatisticsRoutesDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/get-started',
    tag,
    summary: 'Read what of the first steps is done',
    permission,
    errors: [],
    response: getStartedSchema,
    handler: async ({ db, tenant }) => {
      const { singleSignOnEnabled } = await experience.get(tenant as Tenant);
      return statistics.getStarted(db, singleSignOnEnabled);
    },
  });
}

function activityRoutes({ statistics, applications, sso }: StatisticsRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/applications/:id/activity',
      tag: 'Applications',
      summary: 'Read when people last signed in to an application, and how many',
      permission: 'applications:read',
      errors: ['application.not_found'],
      response: activitySchema,
      handler: async ({ db, params: { id } }) => {
        if (!(await applications.find(db, id))) throw applicationErrors['application.not_found']({ id });
        return statistics.activity(db, 'application', id);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/activity',
      tag: 'SSO connectors',
      summary: 'Read when people last signed in through an SSO connector, and how many',
      permission: 'sso-connectors:read',
      errors: ['sso.connector_not_found'],
      response: activitySchema,
      handler: async ({ db, params: { id } }) => {
        await sso.connectors.get(db, id);
        return statistics.activity(db, 'connector', id);
      },
    }),
  ];
}
