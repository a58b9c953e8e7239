/** IP address ranges: which addresses are on the public internet, and lists of CIDR ranges. */
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Cidr = [Address, number];

export type AddressKind = 'public' | 'loopback' | 'private' | 'forbidden';

/** The internet's global unicast space; everything else in IPv6 is special (RFC 4291 section 2.5.4). */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Default-deny: public is only what no registry entry makes special. `private` is what an operator's own
 * network uses; `forbidden` (link-local with the clouds' metadata services, translation prefixes, multicast,
 * reserved …) is for nobody.
 */
export function addressKind(text: string): AddressKind {
  if (!ipaddr.isValid(text)) return 'forbidden';
  const address = ipaddr.parse(text);
  const range = address.range();
  if (range === 'loopback') return 'loopback';
  if (range === 'private' || range === 'uniqueLocal' || range === 'carrierGradeNat') return 'private';
  if (range !== 'unicast') return 'forbidden';
  return address instanceof ipaddr.IPv4 || address.match(globalUnicast) ? 'public' : 'forbidden';
}

/** `10.0.0.0/8`, or a single address. */
export function parseRange(text: string): Cidr | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!isAddress(text)) return undefined;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Four decimal numbers or IPv6; the shorthands `127.1` and `0x7f000001` are no addresses here. */
export function isAddress(text: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
}

export type AddressSet = (address: string) => boolean;

/** Texts that are no range are left out: kernel/config has refused them by then. */
export function addressSet(ranges: readonly string[]): AddressSet {
  const cidrs = ranges.map(parseRange).filter((cidr) => cidr !== undefined);
  return (text) => {
    if (!isAddress(text)) return false;
    const address = ipaddr.parse(text);
    return cidrs.some((cidr) => cidr[0].kind() === address.kind() && address.match(cidr));
  };
}
