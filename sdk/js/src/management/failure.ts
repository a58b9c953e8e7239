/** Turns an answer that is no success into a typed error. */
import { GatehouseError, type GatehouseErrorCode } from '../core/errors.ts';
import type { Received } from './exchange.ts';
import { retryAfter } from './retry.ts';

/** What `details` of an error of the management API holds. */
export interface ApiErrorDetails {
  /** HTTP status. */
  status: number;
  /** Gatehouse's own code, for example `user.not_found`; absent when something before Gatehouse answered. */
  code?: string;
  /** What the server adds: `issues` of a `request.invalid`, `required` of an `auth.forbidden`, … */
  data?: unknown;
  /** Finds the request in Gatehouse's log. */
  requestId?: string;
  /** Seconds after which another attempt makes sense. */
  retryAfter?: number;
}

const kinds: Record<number, GatehouseErrorCode> = {
  404: 'not_found',
  409: 'conflict',
  412: 'conflict',
  429: 'rate_limited',
};

const hints: Record<number, string> = {
  400: 'Correct the fields that details.data.issues lists.',
  401: 'Check that the access token is of this tenant’s issuer, or of the tenant admin, and for this resource.',
  403: 'Give the application the permission in details.data.required, or ask for it in auth.scopes.',
  404: 'Check the id, and that it is of this tenant.',
  409: 'Read what is stored now, then decide again.',
  412: 'Read it again, apply the change to the new version and pass its etag as ifMatch.',
  429: 'Try again after details.retryAfter seconds.',
  503: 'Try again after details.retryAfter seconds.',
};

function read(text: string): { code?: string; message?: string; data?: unknown; requestId?: string } {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}

/** @param now milliseconds since 1970 */
export function failure({ status, headers, text }: Received, now: number): GatehouseError {
  const { code, message, data, requestId = headers.get('x-request-id') ?? undefined } = read(text);
  const pause = retryAfter(headers, now);
  const details: ApiErrorDetails = {
    status,
    ...(code !== undefined && { code }),
    ...(data !== undefined && { data }),
    ...(requestId !== undefined && { requestId }),
    ...(pause !== undefined && { retryAfter: Math.ceil(pause / 1000) }),
  };
  return new GatehouseError(
    kinds[status] ?? 'api_error',
    message ?? `The management API answered ${status} without an explanation.`,
    {
      hint: hints[status] ?? 'Give details.requestId to the operator of this Gatehouse.',
      details: { ...details },
    },
  );
}
