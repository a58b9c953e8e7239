/**
 * The addresses at which providers end sessions, and at which browsers come back from signing out there. All of them
 * answer the same for every connector, whether there is one or not.
 */
import { Hono } from 'hono';
import type { AppEnv } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { errors } from './errors.ts';
import type { SsoLogout } from './logout.ts';

const at = '/sso/:id{[a-z0-9][a-z0-9_-]{0,39}}';
const longest = 32_768;

/** One form field, once. */
async function tokenIn(request: Request): Promise<string> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const length = Number(request.headers.get('content-length') ?? 0);
  if (type !== 'application/x-www-form-urlencoded' || length > longest) throw errors['sso.logout_refused']();
  const text = await request.text();
  const tokens = text.length > longest ? [] : new URLSearchParams(text).getAll('logout_token');
  if (tokens.length !== 1) throw errors['sso.logout_refused']();
  return tokens[0]!;
}

export function createLogoutRoutes(logout: SsoLogout): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  // OpenID Connect Back-Channel Logout 1.0 section 2.5 and 2.8.
  routes.post(`${at}/backchannel-logout`, async (c) => {
    c.header('cache-control', 'no-store');
    const token = await tokenIn(c.req.raw);
    const address = c.get('address');
    await logout.backchannel(c.get('tenant') as Tenant, { connectorId: c.req.param('id'), token, address });
    return c.body(null, 200);
  });
  // OpenID Connect Front-Channel Logout 1.0 section 2: in a frame of the provider, where no cookie of ours comes
  // along. Only who knows the provider's session id ends that session; without one there is nothing to end.
  routes.get(`${at}/frontchannel-logout`, async (c) => {
    const { iss: issuer, sid } = c.req.query();
    const usable = (text: string | undefined): text is string => !!text && text.length <= 512;
    if (usable(issuer) && usable(sid)) {
      const notice = { connectorId: c.req.param('id'), issuer, sid, address: c.get('address') };
      await logout.frontchannel(c.get('tenant') as Tenant, notice);
    }
    return c.html('<!doctype html><title>Signed out</title>', 200, {
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
    });
  });
  routes.get(`${at}/logged-out`, (c) => {
    c.header('cache-control', 'no-store');
    c.header('referrer-policy', 'no-referrer');
    return c.redirect(logout.returnTo(c.get('tenant') as Tenant, c.req.query('state')), 303);
  });
  return routes;
}
