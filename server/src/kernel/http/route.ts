/**
 * A route of the management API is data: from one definition come validation, the permission check, the
 * stripping of answers and the OpenAPI description. Without permission, summary and errors it doesn't compile.
 */
import type { Context } from 'hono';
import type { z } from 'zod';
import type { TenantDb } from '../db/index.ts';
import type { AppEnv, RequestTenant } from './app-env.ts';
import type { Permission } from './permissions.ts';
import type { Actor } from './request-context.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** `/users/:id/identities/:identity` → `{ id: string; identity: string }` */
export type PathParams<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & PathParams<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

type Output<S, Otherwise> = S extends z.ZodType ? z.output<S> : Otherwise;

export interface HandlerContext<Params, Query, Body, Result> {
  tenant: RequestTenant;
  db: TenantDb;
  params: Params;
  query: Query;
  body: Body;
  actor: Actor;
  /** What the actor may do. */
  permissions: readonly string[];
  /** The version in If-Match, for a guarded update. */
  version: number | undefined;
  /**
   * Runs the change in one transaction, and answers what it returns. With an Idempotency-Key the claim of the
   * key and the stored answer are part of that transaction, so a second request changes nothing.
   */
  write(change: (tx: TenantDb) => Promise<Result>): Promise<Result>;
  c: Context<AppEnv>;
}

interface Described<Path extends string> {
  path: Path;
  /** A few words in the imperative: "Create an application". */
  summary: string;
  description?: string;
  /** The group in the reference; the first segment of the path when absent. */
  tag?: string;
  permission: Permission;
  /** The codes that this route answers besides the generic ones. */
  errors: readonly string[];
}

type QuerySchema = z.ZodObject | undefined;
type BodySchema = z.ZodType | undefined;

export interface RouteDefinition<
  Path extends string,
  P extends BodySchema,
  Q extends QuerySchema,
  B extends BodySchema,
  R extends z.ZodType | null,
> extends Described<Path> {
  method: Method;
  params?: P;
  query?: Q;
  body?: B;
  /** What is answered: fields that it doesn't name are dropped. null: 204 without a body. */
  response: R;
  /** 200, or 204 without a response. */
  status?: 200 | 201 | 202;
  /** The answer's `version` becomes its ETag and If-Match is read; 'required' refuses edits without it. */
  versioned?: boolean | 'required';
  /** Takes an Idempotency-Key; its handler makes its change through `write`. */
  idempotent?: boolean;
  /** Fields of the answer that are shown once and never stored: null when a request is repeated. */
  shownOnce?: readonly string[];
  handler(
    context: HandlerContext<
      Output<P, PathParams<Path>>,
      Output<Q, unknown>,
      Output<B, undefined>,
      HandlerResult<R>
    >,
  ): Promise<HandlerResult<R>>;
}

type HandlerResult<R> = R extends z.ZodType ? z.input<R> : unknown;

export interface Page {
  limit: number;
  offset: number;
}

export interface ListRouteDefinition<
  Path extends string,
  P extends BodySchema,
  Q extends QuerySchema,
  R extends z.ZodType,
> extends Described<Path> {
  params?: P;
  query?: Q;
  /** One item; the answer is an array of them, with Total-Number and Link. */
  item: R;
  handler(
    context: HandlerContext<Output<P, PathParams<Path>>, Output<Q, unknown>, undefined, never> & {
      page: Page;
    },
  ): Promise<{ items: z.input<R>[]; total: number }>;
}

/** A list as a file. */
export interface Download<Item> {
  /** Letters, digits, dots and hyphens. */
  fileName: string;
  /** One page of items after the other, read as the client takes them. */
  pages: AsyncIterable<readonly Item[]>;
}

export interface DownloadRouteDefinition<Path extends string, Q extends QuerySchema, R extends z.ZodType>
  extends Described<Path> {
  query?: Q;
  /** One line of the file. */
  item: R;
  handler(
    context: HandlerContext<PathParams<Path>, Output<Q, unknown>, undefined, never>,
  ): Promise<Download<z.input<R>>>;
}

/** A route with its types forgotten: what is mounted and described. */
export interface Route extends Described<string> {
  method: Method;
  params?: z.ZodType;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType | null;
  status: number;
  versioned: boolean | 'required';
  idempotent: boolean;
  shownOnce: readonly string[];
  paginated: boolean;
  /** Answers NDJSON, as a file. */
  download: boolean;
  handler(context: HandlerContext<never, never, never, never> & { page: Page }): Promise<unknown>;
}

export function defineRoute<
  const Path extends string,
  R extends z.ZodType | null,
  P extends BodySchema = undefined,
  Q extends QuerySchema = undefined,
  B extends BodySchema = undefined,
>(definition: RouteDefinition<Path, P, Q, B, R>): Route {
  return {
    versioned: false,
    idempotent: false,
    shownOnce: [],
    ...definition,
    status: definition.response === null ? 204 : (definition.status ?? 200),
    paginated: false,
    download: false,
    handler: definition.handler as Route['handler'],
  };
}

export function defineDownloadRoute<
  const Path extends string,
  R extends z.ZodType,
  Q extends QuerySchema = undefined,
>({ item, ...definition }: DownloadRouteDefinition<Path, Q, R>): Route {
  const route = defineRoute({
    ...definition,
    method: 'get',
    response: item,
    handler: async () => undefined as never,
  });
  return { ...route, download: true, handler: definition.handler as Route['handler'] };
}

export function defineListRoute<
  const Path extends string,
  R extends z.ZodType,
  P extends BodySchema = undefined,
  Q extends QuerySchema = undefined,
>({ item, ...definition }: ListRouteDefinition<Path, P, Q, R>): Route {
  return {
    ...definition,
    method: 'get',
    response: item,
    status: 200,
    versioned: false,
    idempotent: false,
    shownOnce: [],
    paginated: true,
    download: false,
    handler: definition.handler as Route['handler'],
  };
}
