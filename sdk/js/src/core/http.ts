/** Requests to the provider: bounded in time and size, never following a redirect, answered by a JSON object. */
import { GatehouseError } from './errors.ts';

const timeoutMilliseconds = 10_000;
const maxBytes = 1_000_000;

/** A JSON object from outside: nothing in it is certain. */
export type Json = Record<string, unknown>;

/** An answer below 500. */
export interface Answer {
  status: number;
  /** Undefined when the body is no JSON object. */
  body: Json | undefined;
}

/** Parameters by name. */
export type Form = Record<string, string | readonly string[]>;

/** What to ask. */
export interface Question {
  /** A form makes it a POST. A list repeats its parameter. */
  form?: Form;
  /** The `authorization` header. */
  authorization?: string;
  /** Ends the waiting; whatever it was aborted with is thrown. */
  signal?: AbortSignal;
}

/** A fetch that holds to the limits. */
export type ProviderFetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Wraps fetch: no redirect is followed, since it could carry secrets elsewhere, and the body comes along, at most
 * 1 MB of it.
 * @returns a fetch that throws GatehouseError: `provider_unreachable` for a refused or cut connection and after
 *   10 s; `provider_response_invalid` for redirects and too much; what the caller's signal was aborted with
 */
export function boundedFetch(fetch: typeof globalThis.fetch): ProviderFetch {
  return async (url, init) => {
    const { host } = new URL(url);
    const signal = init.signal ?? undefined;
    const limit = AbortSignal.timeout(timeoutMilliseconds);
    try {
      const response = await fetch(url, {
        ...init,
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const { status, statusText, headers, type } = response;
      if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw broken(`${host} redirects`);
      const text = await readBounded(response);
      if (text === undefined) throw broken(`${host} sends more than 1 MB`);
      return new Response(text || null, { status, statusText, headers });
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      throw cause instanceof GatehouseError ? cause : unreachable(`no answer from ${host}`, undefined, cause);
    }
  };
}

/**
 * Asks the provider.
 * @param fetch from {@link boundedFetch}
 * @throws GatehouseError as that fetch; `provider_unreachable` also for 429 and 5xx
 */
export async function ask(fetch: ProviderFetch, url: string, question: Question): Promise<Answer> {
  const { form, authorization, signal } = question;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (authorization !== undefined) headers.authorization = authorization;
  const parameters = Object.entries(form ?? {}).flatMap(([name, value]) =>
    [value].flat().map((v) => [name, v]),
  );
  const sent = form && { method: 'POST', body: new URLSearchParams(parameters) };
  const response = await fetch(url, { headers, signal, ...sent });
  const { status } = response;
  if (status === 429 || status >= 500) throw unreachable(`the provider answers ${status}`, { status });
  return { status, body: parseObject(await response.text()) };
}

/** The body of a 200; throws what else the answer means (RFC 6749 section 5.2). */
export function bodyOf({ status, body }: Answer): Json {
  if (status === 200 && body) return body;
  if (status >= 400 && typeof body?.error === 'string')
    throw refusal(body.error, body.error_description, status);
  throw broken(`the provider answers ${status}, not as agreed`, { status });
}

/** An OAuth error (RFC 6749 sections 4.1.2.1 and 5.2). Its texts come from outside: show them as text only. */
export function refusal(error: string, description?: unknown, status?: number): GatehouseError {
  const details: Json = { error: printable(error, 100) };
  if (typeof description === 'string') details.error_description = printable(description, 500);
  if (status !== undefined) details.status = status;
  const code = error === 'access_denied' ? 'access_denied' : 'provider_error';
  return new GatehouseError(code, `the provider answers ${details.error}`, { details });
}

/** An answer that breaks the protocol. */
export function broken(message: string, details?: Json): GatehouseError {
  return new GatehouseError('provider_response_invalid', message, { details });
}

/** The JSON object in a text, if it is one. */
export function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function unreachable(message: string, details?: Json, cause?: unknown): GatehouseError {
  return new GatehouseError('provider_unreachable', message, { details, cause });
}

/** The body as text; undefined when it is too long. */
async function readBounded(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}

/** Text from outside, shortened, without what could disturb a log or a page. */
function printable(text: string, length: number): string {
  return text.replace(/[^\x20-\x7e\u00a0-\u1fff]/g, '').slice(0, length);
}
