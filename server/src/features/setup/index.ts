/**
 * Set-up: how an installation gets its first administrator, by a one-time link in a browser or by the command
 * line. Owns no table.
 */
import type { Hono } from 'hono';
import type { AppEnv } from '../../kernel/http/index.ts';
import { createSetupRoutes, type SetupRoutesDeps } from './routes.ts';
import { createSetupService, type FirstAdministrator, type SetupServiceDeps } from './service.ts';

export { errors as setupErrors } from './errors.ts';
export { NewAdministratorForm, type NewAdministratorModel } from './pages/new-administrator.tsx';
export { adminTenantOnly } from './routes.ts';
export type { FirstAdministrator } from './service.ts';

export interface SetupDeps extends SetupServiceDeps {
  pageContext: SetupRoutesDeps['pageContext'];
  config: { endpoint: string };
}

export function createSetup({ pageContext, config, ...deps }: SetupDeps) {
  const service = createSetupService(deps);
  const routes: Hono<AppEnv> = createSetupRoutes({
    service,
    pageContext,
    consoleUrl: `${config.endpoint}/console/`,
    referenceUrl: `${config.endpoint}/api/docs`,
  });
  return {
    routes,
    issueLink: service.issueLink,
    doneUrl: service.doneUrl,
    createFirstAdministrator: (input: FirstAdministrator) => service.createFirstAdministrator(input),
  };
}
