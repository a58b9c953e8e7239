/** Response headers that keep browsers from misusing what we answer, and the id of each request. */
import { createMiddleware } from 'hono/factory';
import { newId } from '../ids/index.ts';
import type { AppEnv } from './app-env.ts';

/** For answers that are data. Hosted pages have their own (kernel/html). */
export const apiHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Sets each header that the answer doesn't have already. */
export function securityHeaders(headers: Readonly<Record<string, string>> = apiHeaders) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });
}

/** A caller's own id is kept if it is harmless in a header, a log line and a page; else a new one is made. */
export function requestIdOf(header: string | undefined): string {
  return header && /^[A-Za-z0-9._-]{1,64}$/.test(header) ? header : newId('req');
}
