/** One call of a method: request, answer, page after page. */
import { parseUrl } from '../core/addresses.ts';
import { GatehouseError } from '../core/errors.ts';
import { exchange, type Received, type Transport } from './exchange.ts';
import { failure } from './failure.ts';
import type { ChangeOptions, CreateOptions, Page } from './options.ts';
import { isRepeatable } from './retry.ts';
import type { TokenSource } from './token.ts';

/** A line of table.ts. */
export interface Operation {
  method: string;
  path: string;
  body?: boolean;
  query?: boolean;
  paged?: boolean;
  idempotencyKey?: boolean;
}

export interface Call {
  operation: Operation;
  /** With the ids in it. */
  path: string;
  body?: unknown;
  query?: Record<string, unknown>;
  options: CreateOptions & ChangeOptions;
}

export interface Context {
  /** Where the API is. */
  base: string;
  transport: Transport;
  token: TokenSource;
}

/** The parameters of a method in their order: ids of the path, body, query, options. */
export function readCall(operation: Operation, parameters: unknown[]): Call {
  const rest = [...parameters];
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, rest.shift()));
  const body = operation.body ? rest.shift() : undefined;
  const query = operation.query ? (rest.shift() as Call['query']) : undefined;
  return { operation, path, body, query, options: (rest.shift() ?? {}) as Call['options'] };
}

/** Threat: an id from outside that climbs to another path. Nothing has such an id, so nothing is asked. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '');
  if (/^\.{0,2}$/.test(text)) {
    throw new GatehouseError('not_found', `There is nothing with the ${name} '${text}'.`, {
      hint: 'Pass the id of something that exists.',
    });
  }
  return encodeURIComponent(text);
}

export async function run(call: Call, context: Context): Promise<unknown> {
  const received = await send(call, context);
  if (received.status === 204) return undefined;
  const json = parsed(received);
  if (call.operation.paged) return page(json as unknown[], received.headers);
  const etag = received.headers.get('etag');
  return etag ? { ...(json as object), etag } : json;
}

export async function* iterate(call: Call, context: Context): AsyncGenerator<unknown> {
  const query = { pageSize: 100, ...call.query };
  for (let number: number | undefined = 1; number !== undefined; ) {
    const found = (await run({ ...call, query: { ...query, page: number } }, context)) as Page<unknown>;
    yield* found.items;
    number = found.nextPage;
  }
}

/** Sends with an access token; a token that is refused is replaced once. */
async function send(call: Call, context: Context): Promise<Received> {
  const { operation, options } = call;
  const { transport } = context;
  const key = operation.idempotencyKey ? (options.idempotencyKey ?? crypto.randomUUID()) : undefined;
  const request = (token: string) =>
    exchange(
      transport,
      `${context.base}${call.path}${queryString(call.query)}`,
      { method: operation.method, headers: headers(call, token, key), body: json(call) },
      { repeatable: isRepeatable(operation.method, key), signal: options.signal, timeout: options.timeout },
    );
  const token = await abortable(context.token(), options.signal);
  let received = await request(token);
  if (received.status === 401) {
    const other = await abortable(context.token(token), options.signal);
    if (other !== token) received = await request(other);
  }
  if (received.status >= 400) throw failure(received, transport.now());
  return received;
}

function headers(
  { operation, options }: Call,
  token: string,
  key: string | undefined,
): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(operation.body && { 'content-type': 'application/json' }),
    ...(options.ifMatch !== undefined && { 'if-match': options.ifMatch }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
}

const json = ({ operation, body }: Call): string | undefined =>
  operation.body ? JSON.stringify(body ?? {}) : undefined;

function queryString(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

function page(items: unknown[], found: Headers): Page<unknown> {
  // RFC 8288. Only the number is taken: requests carry a token, and where they go is not the answer's to say.
  const next = /<([^>]*)>\s*;\s*rel="next"/.exec(found.get('link') ?? '')?.[1];
  const nextPage = Number(parseUrl(next)?.searchParams.get('page'));
  return {
    items,
    total: Number(found.get('total-number') ?? items.length),
    ...(nextPage > 0 && { nextPage }),
  };
}

function parsed({ text, status }: Received): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new GatehouseError('provider_response_invalid', `The answer with status ${status} is no JSON.`, {
      hint: 'Check that endpoint is the address of a Gatehouse.',
      cause,
    });
  }
}

/** The token may be shared with other calls, so that it is not aborted itself: only this call stops waiting. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((done, fail) => {
    const stopped = (): void => fail(signal.reason);
    if (signal.aborted) stopped();
    signal.addEventListener('abort', stopped, { once: true });
    promise.then(done, fail).finally(() => signal.removeEventListener('abort', stopped));
  });
}
