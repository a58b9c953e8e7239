/** Makes the HTTP answer of a route: JSON of what the schema names, with ETag, pages and their links. */
import type { Context } from 'hono';
import { z } from 'zod';
import type { AppEnv } from './app-env.ts';
import type { RouteInput } from './input.ts';
import type { Route } from './route.ts';
import { etagOf } from './versions.ts';

/** RFC 8288: relations of one page to the others. */
export function pageLinks(url: URL, page: { number: number; limit: number }, total: number): string {
  const last = Math.max(1, Math.ceil(total / page.limit));
  const relations: [string, number | undefined][] = [
    ['first', 1],
    ['prev', page.number > 1 ? Math.min(page.number - 1, last) : undefined],
    ['next', page.number < last ? page.number + 1 : undefined],
    ['last', last],
  ];
  const links = relations.flatMap(([relation, number]) => {
    if (number === undefined) return [];
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    target.searchParams.set('pageSize', String(page.limit));
    return [`<${target.href}>; rel="${relation}"`];
  });
  return links.join(', ');
}

/** The address of this request as the tenant publishes it: never from the Host header. */
function publicUrl(c: Context<AppEnv>): URL {
  const { pathname, search } = new URL(c.req.url);
  return new URL(`${c.get('tenant').apiResource}${pathname.slice('/api'.length)}${search}`);
}

/** Drops what the schema doesn't name. A value that doesn't fit is a bug of ours and ends as a 500. */
export function strip(schema: z.ZodType, value: unknown): unknown {
  return schema.parse(value);
}

const versioned = z.object({ version: z.number() });

/** A 304 when the client has this version already (RFC 9110 section 13.1.2). */
function unchanged(c: Context<AppEnv>, etag: string): boolean {
  const tags =
    c.req
      .header('if-none-match')
      ?.split(',')
      .map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return c.req.method === 'GET' && (tags.includes(etag) || tags.includes('*'));
}

/** @param body what the schema left, ready for the wire. */
export function answerOne(c: Context<AppEnv>, route: Route, body: unknown): Response {
  if (route.response === null) return c.body(null, 204);
  const version = route.versioned ? versioned.safeParse(body).data?.version : undefined;
  if (version !== undefined) {
    c.header('etag', etagOf(version));
    if (unchanged(c, etagOf(version))) return c.body(null, 304);
  }
  return c.json(body as object, route.status as 200);
}

export function answerList(c: Context<AppEnv>, route: Route, input: RouteInput, result: unknown): Response {
  const { items, total } = result as { items: unknown[]; total: number };
  c.header('total-number', String(total));
  c.header('link', pageLinks(publicUrl(c), input.page, total));
  return c.json(items.map((item) => strip(route.response!, item)));
}
