/** Whose request this is, behind the proxies that the operator trusts and no further. */
import ipaddr from 'ipaddr.js';
import { type AddressSet, isAddress } from '../outbound/ranges.ts';

/** Without a port, brackets or a zone; IPv4 in IPv6 clothes (a dual-stack socket) as IPv4. */
function normalize(hop: string): string | undefined {
  const text = hop.trim();
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  const address = bare.replace(/%.*$/, '');
  return isAddress(address) ? ipaddr.process(address).toString() : undefined;
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
