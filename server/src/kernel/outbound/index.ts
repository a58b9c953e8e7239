/**
 * The only way out, over HTTP and to tenants' mail servers. HTTP: http and https to permitted addresses, no redirects, a total time limit, a size
 * limit. It has the shape of `fetch`, so that protocol libraries can be given it.
 */
import type { Socket } from 'node:net';
import { Agent, fetch as undiciFetch } from 'undici';
import {
  assertPermitted,
  guardedConnector,
  openSocket,
  type Peer,
  type Resolver,
  systemResolver,
} from './connector.ts';
import { findOutboundError, OutboundError } from './errors.ts';
import { bareHost, createPolicy, type OutboundPolicyOptions } from './policy.ts';

export type { Resolver } from './connector.ts';
export { OutboundError, type OutboundErrorCode } from './errors.ts';

export interface OutboundOptions extends OutboundPolicyOptions {
  resolver?: Resolver;
  /** From the call to the last byte. */
  timeoutMs?: number;
  maxBytes?: number;
}

export interface Outbound {
  /** Like the global fetch, but `redirect` is always refused. Throws OutboundError. */
  fetch(url: string | URL, init?: RequestInit): Promise<Response>;
  /** A bare connection, to permitted addresses only. Throws OutboundError or the socket's own error. */
  connect(peer: Peer): Promise<Socket>;
  /** @throws outbound.refused when nothing behind the name may be connected to */
  assertPermitted(host: string): Promise<void>;
  close(): Promise<void>;
}

interface Limits {
  agent: Agent;
  timeoutMs: number;
  maxBytes: number;
}

/** https and http without a user name, which only serves to disguise the host. */
function parseUrl(input: string | URL): URL {
  const url = URL.parse(String(input)) ?? undefined;
  const refused = !url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '';
  if (refused) throw new OutboundError('outbound.refused', url?.host || 'this address');
  return url;
}

type UndiciResponse = Awaited<ReturnType<typeof undiciFetch>>;

async function readBody(
  response: UndiciResponse,
  maxBytes: number,
  host: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream, which closes the connection.
    if (size > maxBytes) throw new OutboundError('outbound.too_large', host);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const statusesWithoutBody = new Set([101, 103, 204, 205, 304]);
const redirects = new Set([301, 302, 303, 307, 308]);

/** A Response of the runtime's own class: undici's would fail the libraries' instanceof. */
async function toResponse(response: UndiciResponse, maxBytes: number, host: string): Promise<Response> {
  if (redirects.has(response.status)) {
    await response.body?.cancel();
    throw new OutboundError('outbound.redirect', host);
  }
  const body = await readBody(response, maxBytes, host);
  const headers = new Headers([...response.headers]);
  // They describe the body before it was decoded.
  headers.delete('content-encoding');
  headers.delete('content-length');
  const { status, statusText } = response;
  return new Response(statusesWithoutBody.has(status) ? null : body, { status, statusText, headers });
}

async function guardedFetch(limits: Limits, input: string | URL, init: RequestInit): Promise<Response> {
  const url = parseUrl(input);
  const host = bareHost(url.host);
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), limits.timeoutMs);
  const signal = init.signal ? AbortSignal.any([init.signal, timer.signal]) : timer.signal;
  try {
    const response = await undiciFetch(url, {
      method: init.method,
      headers: [...new Headers(init.headers)] as [string, string][],
      // The two declarations of the same web standard do not know each other.
      body: init.body as never,
      duplex: 'half',
      redirect: 'manual',
      signal,
      dispatcher: limits.agent,
    });
    return await toResponse(response, limits.maxBytes, host);
  } catch (error) {
    if (init.signal?.aborted) throw init.signal.reason;
    if (timer.signal.aborted) throw new OutboundError('outbound.timeout', host, error);
    throw findOutboundError(error) ?? new OutboundError('outbound.unreachable', host, error);
  } finally {
    clearTimeout(timeout);
  }
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { resolver = systemResolver, timeoutMs = 10_000, maxBytes = 1_048_576 } = options;
  const rules = { policy: createPolicy(options), resolver, timeoutMs };
  const connect = guardedConnector(rules);
  const agent = new Agent({ connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  const limits = { agent, timeoutMs, maxBytes };
  return {
    fetch: (url, init = {}) => guardedFetch(limits, url, init),
    connect: (peer) => openSocket(rules, peer),
    assertPermitted: (host) => assertPermitted(rules, host),
    close: () => agent.destroy(),
  };
}
