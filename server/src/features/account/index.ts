/** The account pages, where people look after themselves: password and sessions. Owns no table. */
import type { Hono } from 'hono';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Oidc } from '../oidc/index.ts';
import { type AccountRoutesDeps, createAccountRoutes } from './routes.ts';
import { type AccountServiceDeps, createAccountService } from './service.ts';

export interface AccountDeps extends Omit<AccountServiceDeps, 'sessions'> {
  oidc: Pick<Oidc, 'sessions' | 'accountSignInUrl'>;
  pageContext: AccountRoutesDeps['pageContext'];
}

export function createAccount({ oidc, pageContext, ...deps }: AccountDeps): { routes: Hono<AppEnv> } {
  const service = createAccountService({ ...deps, sessions: oidc.sessions });
  return { routes: createAccountRoutes({ oidc, pageContext, service }) };
}
