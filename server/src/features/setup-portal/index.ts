/**
 * The set-up portal: by a link the IT admin of a customer connects their identity provider, proves their domain, tests,
 * and later sees the health of their own connection and renews what runs out, all without access to the console.
 * Owns `setup_links` and `setup_sessions`.
 */
import type { Hono } from 'hono';
import type { AppEnv, Route } from '../../kernel/http/index.ts';
import { setupLinkRoutes } from './api.ts';
import { createLinks } from './links.ts';
import { createPortalRoutes } from './routes.ts';
import type { PortalDeps } from './visit.ts';

export { errors as setupLinkErrors } from './errors.ts';

export function createSetupPortal(deps: PortalDeps): {
  /** Hosted pages. */
  routes: Hono<AppEnv>;
  api: Route[];
} {
  return { routes: createPortalRoutes(deps), api: setupLinkRoutes(createLinks(deps)) };
}
