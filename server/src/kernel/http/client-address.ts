/** Whose request this is, behind the proxies that the operator trusts and no further. */
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { type AddressSet, isAddress } from '../outbound/ranges.ts';

const knownHops = new LRUCache<string, string>({ max: 1_000 });

/** Without a port, brackets or a zone; IPv4 in IPv6 clothes (a dual-stack socket) as IPv4. */
function parseHop(hop: string): string | undefined {
  const text = hop.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/, '');
  return isAddress(address) ? ipaddr.process(address).toString() : undefined;
}

/** Every request asks, and the same few clients come again and again. */
function normalize(hop: string): string | undefined {
  const known = knownHops.get(hop);
  if (known !== undefined) return known;
  const address = parseHop(hop);
  if (address !== undefined && hop.length <= 64) knownHops.set(hop, address);
  return address;
}

/**
 * The rightmost hop of X-Forwarded-For that is no trusted proxy: whatever stands left of it was written by
 * somebody who may lie. A hop that is no address ends the walk.
 */
export function clientAddress(
  remoteAddress: string,
  forwardedFor: string | undefined,
  trusted: AddressSet,
): string {
  let client = normalize(remoteAddress) ?? remoteAddress;
  for (const hop of forwardedFor?.split(',').reverse() ?? []) {
    if (!trusted(client)) break;
    const address = normalize(hop);
    if (address === undefined) break;
    client = address;
  }
  return client;
}
