/**
 * Typed errors. Each feature declares a catalogue of codes with plain words (what happened, what to do); the
 * catalogues register themselves, which is what the documentation and the error-catalogue test read.
 */
import type { Json } from '../db/schema.ts';

export interface ErrorDefinition {
  status: number;
  /** What happened, in plain words; `{name}` is a parameter. */
  message: string;
  /** What the reader can do about it. */
  fix?: string;
}

export interface ErrorExtras {
  data?: Json;
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

export interface ErrorBody {
  code: string;
  message: string;
  data?: Json;
  requestId?: string;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly data?: Json;
  readonly headers?: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message: string, extras: ErrorExtras = {}) {
    super(message, 'cause' in extras ? { cause: extras.cause } : undefined);
    this.code = code;
    this.status = status;
    this.data = extras.data;
    this.headers = extras.headers;
  }

  /** The body of the answer (DESIGN section 5). */
  toJSON(requestId?: string): ErrorBody {
    const { code, message, data } = this;
    return { code, message, ...(data !== undefined && { data }), ...(requestId && { requestId }) };
  }
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Names<D extends ErrorDefinition> =
  | Placeholders<D['message']>
  | (D extends { fix: infer F extends string } ? Placeholders<F> : never);
type Arguments<D extends ErrorDefinition> = [Names<D>] extends [never]
  ? [params?: Readonly<Record<string, never>>, extras?: ErrorExtras]
  : [params: Readonly<Record<Names<D>, string | number>>, extras?: ErrorExtras];

export type ErrorFactories<C extends Record<string, ErrorDefinition>> = {
  readonly [Code in keyof C]: (...parameters: Arguments<C[Code]>) => AppError;
};

export interface CataloguedError extends ErrorDefinition {
  code: string;
}

const catalogue = new Map<string, CataloguedError>();

/** Every declared error, sorted by code. */
export function allErrors(): CataloguedError[] {
  return [...catalogue.values()].sort((a, b) => a.code.localeCompare(b.code, 'en'));
}

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}

function register(code: string, definition: ErrorDefinition): void {
  if (catalogue.has(code)) throw new Error(`The error code ${code} is declared twice.`);
  catalogue.set(code, { code, ...definition });
}

/**
 * `const errors = defineErrors({ 'user.not_found': { status: 404, message: 'There is no user {id}.' } })`,
 * then `throw errors['user.not_found']({ id })`. The placeholders are required parameters.
 */
export function defineErrors<const C extends Record<string, ErrorDefinition>>(
  definitions: C,
): ErrorFactories<C> {
  const factories = Object.entries(definitions).map(([code, definition]) => {
    register(code, definition);
    const text = definition.fix ? `${definition.message} ${definition.fix}` : definition.message;
    const make = (params: Readonly<Record<string, string | number>> = {}, extras?: ErrorExtras) =>
      new AppError(code, definition.status, fill(text, params), extras);
    return [code, make] as const;
  });
  return Object.fromEntries(factories) as unknown as ErrorFactories<C>;
}

/** The generic ones, for every feature. */
export const errors = defineErrors({
  'request.invalid': {
    status: 400,
    message: 'The request is not valid.',
    fix: 'Correct the fields listed in data.issues.',
  },
  'request.not_found': {
    status: 404,
    message: 'There is nothing at this address.',
    fix: 'Check the path and the id in it.',
  },
  'request.method_not_allowed': {
    status: 405,
    message: 'This address does not answer to this method.',
    fix: 'Use one of the methods in the Allow header.',
  },
  'request.conflict': {
    status: 409,
    message: 'The request contradicts what is stored now.',
    fix: 'Read the current state and try again.',
  },
  'request.version_mismatch': {
    status: 412,
    message: 'Somebody else has changed this since you read it.',
    fix: 'Read it again, apply your change to the new version and send its ETag in If-Match.',
  },
  'request.too_large': {
    status: 413,
    message: 'The request is too large.',
    fix: 'Send less than {limit} bytes.',
  },
  'request.unsupported_media_type': {
    status: 415,
    message: 'The body is of a type that this address does not read.',
    fix: 'Send {expected}.',
  },
  'request.version_required': {
    status: 428,
    message: 'A change needs the version that it is based on.',
    fix: 'Send the ETag that you have read in the If-Match header.',
  },
  'request.rate_limited': {
    status: 429,
    message: 'There were too many requests.',
    fix: 'Try again in {seconds} seconds.',
  },
  'auth.unauthorized': {
    status: 401,
    message: 'The request carries no valid access token.',
    fix: 'Send one in the Authorization header: Bearer, then the token.',
  },
  'auth.token_missing': {
    status: 401,
    message: 'The request carries no access token.',
    fix: 'Send one: Authorization: Bearer …. The reference at /api/docs tells how to get it.',
  },
  'auth.token_invalid': {
    status: 401,
    message: 'The access token is not valid here: {reason}.',
    fix: 'Get a new one for this API.',
  },
  'auth.forbidden': {
    status: 403,
    message: 'The access token does not carry the permission for this.',
    fix: 'Ask an administrator for {permission}.',
  },
  'server.busy': {
    status: 503,
    message: 'The server has too much to do.',
    fix: 'Try again in {seconds} seconds.',
  },
  'server.internal': {
    status: 500,
    message: 'Something went wrong on our side.',
    fix: 'Try again; if it stays, give the request id to the operator.',
  },
});

export interface Issue {
  /** Where: `redirectUris.0`; empty for the whole request. */
  path: string;
  message: string;
}

export const invalidRequest = (issues: Issue[]): AppError =>
  errors['request.invalid']({}, { data: { issues: issues.map((issue) => ({ ...issue })) } });

export const forbidden = (permission: string): AppError =>
  errors['auth.forbidden']({ permission }, { data: { required: permission } });

const retryAfter = (seconds: number) => ({ headers: { 'retry-after': String(Math.ceil(seconds)) } });

export const rateLimited = (seconds: number): AppError =>
  errors['request.rate_limited']({ seconds: Math.ceil(seconds) }, retryAfter(seconds));

export const serverBusy = (seconds: number): AppError =>
  errors['server.busy']({ seconds: Math.ceil(seconds) }, retryAfter(seconds));
