/**
 * Administrators as the API shows them, and the invitations by which there come more of them: links in mails, and the
 * pages behind. The roles and what they may do are the feature management's. Owns `administrator_invitations`.
 */
import type { Hono } from 'hono';
import type { AppEnv, Route } from '../../kernel/http/index.ts';
import type { Management } from '../management/index.ts';
import { administratorRoutes } from './api.ts';
import { invitationRoutes } from './api-invitations.ts';
import { createInvitationRoutes, type InvitationRoutesDeps } from './routes.ts';
import { createInvitationService, type InvitationServiceDeps } from './service.ts';

export { errors as administratorErrors } from './errors.ts';

export interface AdministratorsDeps
  extends Omit<InvitationServiceDeps, 'administrators'>,
    Omit<InvitationRoutesDeps, 'service' | 'users'> {
  administrators: Management['administrators'];
}

export function createAdministrators(deps: AdministratorsDeps): {
  /** Hosted pages. */
  routes: Hono<AppEnv>;
  api: Route[];
} {
  const service = createInvitationService(deps);
  return {
    routes: createInvitationRoutes({ ...deps, service }),
    api: [...administratorRoutes(deps), ...invitationRoutes({ ...deps, service })],
  };
}
