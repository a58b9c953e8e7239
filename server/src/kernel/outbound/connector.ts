/**
 * Opens connections only to permitted addresses. Names are resolved once, here, and what is connected is checked
 * again on the socket, so a name that changes its answer between check and use (DNS rebinding) gains nothing.
 */
import { lookup as resolveName } from 'node:dns/promises';
import { connect as connectSocket, isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { findOutboundError, OutboundError } from './errors.ts';
import { bareHost, type OutboundPolicy } from './policy.ts';

/** All addresses of a name. */
export type Resolver = (hostname: string) => Promise<string[]>;

export const systemResolver: Resolver = async (hostname) =>
  (await resolveName(hostname, { all: true })).map(({ address }) => address);

/** Of several addresses the permitted ones are used; with none, the name is refused. */
function guardedLookup(policy: OutboundPolicy, resolver: Resolver): LookupFunction {
  const permitted = async (hostname: string) => {
    const addresses = (await resolver(hostname)).filter((address) => policy(hostname, address));
    if (addresses.length === 0) throw new OutboundError('outbound.refused', hostname);
    return addresses.map((address) => ({ address, family: isIP(address) }));
  };
  return (hostname, options, callback) => {
    permitted(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, options.all ? [] : ''),
    );
  };
}

export interface ConnectorOptions {
  policy: OutboundPolicy;
  resolver: Resolver;
  timeoutMs: number;
}

export function guardedConnector({
  policy,
  resolver,
  timeoutMs,
}: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({
    allowH2: false,
    timeout: timeoutMs,
    lookup: guardedLookup(policy, resolver),
  });
  return (options, callback) => {
    const hostname = bareHost(options.hostname);
    const refuse = () => callback(new OutboundError('outbound.refused', hostname), null);
    // An address in the URL is connected without a lookup.
    if (isIP(hostname) && !policy(hostname, hostname)) return refuse();
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error) return callback(error, null);
      if (policy(hostname, socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      refuse();
    });
  };
}

export interface Peer {
  host: string;
  port: number;
}

/** A bare connection to a permitted address, for protocols other than HTTP. Fails as the socket does. */
export function openSocket({ policy, resolver, timeoutMs }: ConnectorOptions, peer: Peer): Promise<Socket> {
  const host = bareHost(peer.host);
  if (isIP(host) && !policy(host, host)) return Promise.reject(new OutboundError('outbound.refused', host));
  return new Promise((resolve, reject) => {
    const lookup = guardedLookup(policy, resolver);
    const socket = connectSocket({ host, port: peer.port, lookup, autoSelectFamily: true });
    const fail = (error: Error) => {
      socket.destroy();
      reject(findOutboundError(error) ?? error);
    };
    socket.setTimeout(timeoutMs, () => fail(new OutboundError('outbound.timeout', host)));
    socket.once('error', fail);
    socket.once('connect', () => {
      if (!policy(host, socket.remoteAddress ?? '')) return fail(new OutboundError('outbound.refused', host));
      socket.setTimeout(0);
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}

/** Before an address is stored. A name that nobody knows yet passes: whoever connects checks again. */
export async function assertPermitted(
  { policy, resolver }: ConnectorOptions,
  hostname: string,
): Promise<void> {
  const host = bareHost(hostname);
  const addresses = isIP(host) ? [host] : await resolver(host).catch(() => undefined);
  if (addresses && !addresses.some((address) => policy(host, address)))
    throw new OutboundError('outbound.refused', host);
}
