/**
 * Refuses forms that another site sends with the person's cookies (CSRF). SameSite=Lax cookies are the first
 * fence; this one also stops sites that share our registrable domain.
 */
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from './app-env.ts';
import { errors } from './errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers say where a request comes from in Sec-Fetch-Site (on https and localhost), older ones and those on
 * plain http in Origin. What sends neither is no browser, so it has nobody's cookies.
 */
export function isSameOrigin(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const sender = headers.get('origin');
  return sender === null || sender === origin;
}

export const sameOriginOnly = createMiddleware<AppEnv>(async (c, next) => {
  const { origin } = new URL(c.get('tenant').baseUrl);
  if (!safeMethods.has(c.req.method) && !isSameOrigin(c.req.raw.headers, origin)) {
    throw errors['request.cross_site']();
  }
  await next();
});
