/** How sign-in answers: a page or a redirect for browsers, JSON for people who bring their own pages. */
import type { Context } from 'hono';
import { pageHeaders } from '../../kernel/html/headers.ts';
import type { PageContext } from '../../kernel/html/layout.tsx';
import { type AppEnv, apiHeaders } from '../../kernel/http/index.ts';

type C = Context<AppEnv>;

/** Asked for by name; a browser's list of wishes never means JSON. */
export const wantsJson = (c: C): boolean =>
  (c.req.header('accept') ?? '').trim().toLowerCase().startsWith('application/json');

export function answerJson(c: C, body: object, status = 200): Response {
  for (const [name, value] of Object.entries(apiHeaders)) c.header(name, value);
  return c.json(body, status as 200);
}

export function answerPage(
  c: C,
  context: PageContext,
  html: string,
  options: { status?: number; staysHere?: boolean } = {},
): Response {
  for (const [name, value] of Object.entries(pageHeaders(context, options))) c.header(name, value);
  return c.body(html, (options.status ?? 200) as 200);
}

/** After a POST always by GET, so that going back or reloading never posts again (RFC 9110 section 15.4.4). */
export function answerRedirect(c: C, to: string, more: object = {}): Response {
  if (wantsJson(c)) return answerJson(c, { redirectTo: to, ...more });
  c.header('cache-control', 'no-store');
  c.header('referrer-policy', 'no-referrer');
  return c.redirect(to, 303);
}
