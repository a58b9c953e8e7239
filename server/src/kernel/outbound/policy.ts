/** Which addresses may be connected to (threat: server-side request forgery through a tenant's URLs). */
import { addressKind, addressSet, parseRange } from './ranges.ts';

export interface OutboundPolicyOptions {
  /** CIDR ranges and addresses, and host names whose private and loopback addresses are trusted. */
  allow: readonly string[];
  /** On a developer's machine the identity provider may be on loopback, because the endpoint itself is. */
  endpointIsLoopback: boolean;
}

export type OutboundPolicy = (hostname: string, address: string) => boolean;

/** `IDP.example.` → `idp.example`, `[::1]` → `::1` */
export const bareHost = (hostname: string): string =>
  hostname
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[(.*)\]$/, '$1');

export function createPolicy({ allow, endpointIsLoopback }: OutboundPolicyOptions): OutboundPolicy {
  const inAllowedRange = addressSet(allow);
  const allowedHosts = new Set(allow.filter((text) => !parseRange(text)).map(bareHost));
  return (hostname, address) => {
    if (inAllowedRange(address)) return true;
    const kind = addressKind(address);
    if (kind === 'public') return true;
    // A name opens private addresses at most: link-local, where clouds keep credentials, needs a range.
    if (kind === 'forbidden') return false;
    return allowedHosts.has(bareHost(hostname)) || (kind === 'loopback' && endpointIsLoopback);
  };
}
