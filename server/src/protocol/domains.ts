/**
 * Email domains: one spelling for each (IDNA, lower case), and which of them an organization may claim.
 */
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { publicMailDomains } from './public-mail-domains.ts';

/** RFC 1035 section 2.3.1 with RFC 1123's leading digit; the last label of a host is never a number. */
const labelPattern = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

function isHostName(ascii: string): boolean {
  const labels = ascii.split('.');
  return (
    labels.length >= 2 &&
    ascii.length <= 253 &&
    labels.every((label) => labelPattern.test(label)) &&
    !/^\d+$/.test(labels.at(-1)!)
  );
}

/** The ASCII lower-case form, or undefined when the text names no domain (a single label or an address). */
export function normalizeDomain(text: string): string | undefined {
  const written = text.trim().replace(/\.$/, '');
  // A URL's host parser would read `%2e` and full-width dots as dots; what people type has neither.
  if (!written || written.length > 253 || /[\s%@:/?#[\]\\]/.test(written) || isIP(written)) return undefined;
  const ascii = domainToASCII(written.normalize('NFKC').toLowerCase());
  return isHostName(ascii) && !isIP(ascii) ? ascii : undefined;
}

/** Of a domain in its normalised form, and of every subdomain of it. */
export function isPublicMailDomain(domain: string): boolean {
  if (publicMailDomains.has(domain)) return true;
  const registrable = parse(domain).domain;
  return registrable !== null && publicMailDomains.has(registrable);
}

/** `co.uk`, `github.io`: below such a name everybody has a domain of their own. */
export function isPublicSuffix(domain: string): boolean {
  return parse(domain, { allowPrivateDomains: true }).domain === null;
}

export type DomainProblem = 'malformed' | 'public_suffix' | 'public_mail';

/** Whether an organization may claim the domain, and under which spelling. */
export function claimableDomain(
  text: string,
): { domain: string; problem?: undefined } | { domain?: undefined; problem: DomainProblem } {
  const domain = normalizeDomain(text.trim().replace(/^@/, ''));
  if (!domain) return { problem: 'malformed' };
  if (isPublicSuffix(domain)) return { problem: 'public_suffix' };
  if (isPublicMailDomain(domain)) return { problem: 'public_mail' };
  return { domain };
}
