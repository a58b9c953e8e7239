/** One exchange with the server: bounded in time, tried again when it is busy, abortable. */
import { GatehouseError } from '../core/errors.ts';
import { delayBefore, retryAfter, wait } from './retry.ts';

export interface Transport {
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** How often a request is repeated at most. */
  retries: number;
  /** Milliseconds that one exchange may take. */
  timeout: number;
}

export interface ExchangeOptions {
  /** Whether the request may be sent twice. */
  repeatable: boolean;
  signal?: AbortSignal;
  timeout?: number;
}

/** An answer that was read to its end. */
export interface Received {
  status: number;
  headers: Headers;
  text: string;
}

async function once(
  { fetch, timeout }: Transport,
  url: string,
  init: RequestInit,
  options: ExchangeOptions,
): Promise<Received> {
  const limit = options.timeout ?? timeout;
  const late = AbortSignal.timeout(limit);
  const signal = options.signal ? AbortSignal.any([options.signal, late]) : late;
  try {
    // A redirect could carry the access token elsewhere; the management API has none.
    const response = await fetch(url, { ...init, redirect: 'error', signal });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (options.signal?.aborted) throw options.signal.reason;
    throw late.aborted ? tooLate(url, limit, cause) : unreachable(url, cause);
  }
}

function unreachable(url: string, cause: unknown): GatehouseError {
  return new GatehouseError('provider_unreachable', `${new URL(url).origin} does not answer.`, {
    hint: 'Check that Gatehouse runs at this endpoint and that it can be reached from here.',
    cause,
  });
}

function tooLate(url: string, timeout: number, cause: unknown): GatehouseError {
  return new GatehouseError('provider_unreachable', `${new URL(url).origin} did not answer in time.`, {
    hint: 'Try again; if answers are expected to take longer, pass a longer timeout.',
    details: { timeout },
    cause,
  });
}

/** Busy, or asked too often: the server has done nothing, and says when to come back. */
const isBusy = ({ status }: Received): boolean => status === 429 || status === 503;

/**
 * Sends a request and reads the answer, whatever its status.
 * @throws {GatehouseError} provider_unreachable; the signal's reason when it is aborted
 */
export async function exchange(
  transport: Transport,
  url: string,
  init: RequestInit,
  options: ExchangeOptions,
): Promise<Received> {
  options.signal?.throwIfAborted();
  for (let attempt = 1; ; attempt += 1) {
    const received = await once(transport, url, init, options);
    if (!isBusy(received) || !options.repeatable || attempt > transport.retries) return received;
    const delay = delayBefore(attempt, retryAfter(received.headers, transport.now()));
    if (delay === undefined) return received;
    await wait(delay, options.signal);
  }
}
