/** What a route takes from a request: path, query, body and conditions, each checked by its schema. */
import type { Context } from 'hono';
import { z } from 'zod';
import { errors, type Issue, invalidRequest } from '../errors/index.ts';
import type { AppEnv } from './app-env.ts';
import { readJsonBody } from './json-body.ts';
import type { Page, Route } from './route.ts';

/** zod's issues in our words: an unknown field is named by its own path. */
function issuesOf(error: z.ZodError, prefix: string): Issue[] {
  return error.issues.flatMap((issue) => {
    const path = [...(prefix ? [prefix] : []), ...issue.path.map(String)];
    if (issue.code !== 'unrecognized_keys') return [{ path: path.join('.'), message: issue.message }];
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not a known field' }));
  });
}

/** Throws `request.invalid` with every issue. The prefix says where, when it isn't the body. */
export function validate<S extends z.ZodType>(schema: S, value: unknown, prefix = ''): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(issuesOf(result.error, prefix));
  return result.data;
}

const defaultPageSize = 20;
/** Digits only: "1e2", "0x10" and " 1" are other people's numbers. */
const positive = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, 'must be a whole number from 1')
    .transform(Number)
    .refine((value) => value <= max, `must be at most ${max}`)
    .meta({ type: 'integer', minimum: 1, maximum: max });

export const pageQuery = z.strictObject({
  page: positive(1_000_000).optional().describe('From 1, which is the default.'),
  pageSize: positive(100).optional().describe(`At most 100; ${defaultPageSize} is the default.`),
});

/** Made once: building a schema costs more than using it. */
const nothing = z.strictObject({});

export interface RouteInput {
  params: unknown;
  query: unknown;
  body: unknown;
  page: Page & { number: number };
  version: number | undefined;
}

/** Of the address as it was sent, so that a percent-encoded NUL is seen too. */
function refuseNul(url: string): void {
  if (/%00|\0/.test(url)) {
    throw invalidRequest([{ path: '', message: 'The address must not contain the character NUL.' }]);
  }
}

/** A parameter given twice is refused: no two readers agree on which one counts. */
function readQuery(url: string): Record<string, string> {
  const values: [string, string][] = [];
  const seen = new Set<string>();
  for (const [key, value] of new URL(url).searchParams) {
    if (seen.has(key)) throw invalidRequest([{ path: `query.${key}`, message: 'is given twice' }]);
    seen.add(key);
    values.push([key, value]);
  }
  return Object.fromEntries(values);
}

const pathParameter = z.record(z.string(), z.string().max(512));

/**
 * RFC 9110 section 13.1.1: If-Match compares strongly, so a weak tag fits nothing; neither does a tag that we
 * have never given out.
 */
function readIfMatch(c: Context<AppEnv>, route: Route): number | undefined {
  if (!route.versioned || route.method === 'get') return undefined;
  const header = c.req.header('if-match')?.trim();
  if (header === undefined) {
    if (route.versioned === 'required') throw errors['request.version_required']();
    return undefined;
  }
  if (header === '*') return undefined;
  if (header.includes(',')) {
    throw invalidRequest([{ path: 'header.If-Match', message: 'takes one ETag here, not several' }]);
  }
  const tag = /^"(\d{1,15})"$/.exec(header)?.[1];
  return tag === undefined ? -1 : Number(tag);
}

export async function readInput(c: Context<AppEnv>, route: Route): Promise<RouteInput> {
  refuseNul(c.req.url);
  const params = validate(route.params ?? pathParameter, c.req.param(), 'path');
  const querySchema = route.query ?? nothing;
  const { page, pageSize, ...rest } = readQuery(c.req.url);
  const paging = { ...(page !== undefined && { page }), ...(pageSize !== undefined && { pageSize }) };
  const window = validate(route.paginated ? pageQuery : nothing, paging, 'query') as z.output<
    typeof pageQuery
  >;
  const number = window.page ?? 1;
  const limit = window.pageSize ?? defaultPageSize;
  return {
    params,
    query: validate(querySchema, rest, 'query'),
    page: { number, limit, offset: (number - 1) * limit },
    version: readIfMatch(c, route),
    body: route.body ? validate(route.body, await readJsonBody(c.req.raw)) : undefined,
  };
}
