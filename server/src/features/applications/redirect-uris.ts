/**
 * Which redirect URIs an application may register (RFC 6749 section 3.1.2, RFC 8252 sections 7 and 8,
 * RFC 9700 section 4.1). A URI is kept and compared verbatim, so anything a parser would repair is refused.
 */
import { isLoopback, parseAbsoluteUrl } from '../../kernel/http/fields.ts';
import type { ApplicationType } from './schema.ts';

/**
 * A private-use scheme contains a dot, as a domain name in reverse does (RFC 8252 section 7.1): no other
 * application's name is taken by accident, and `javascript:`, `data:`, `file:` and their like are out.
 */
const privateUseScheme = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;

function nativeProblem(url: URL): string | undefined {
  if (url.protocol === 'http:') {
    return isLoopback(url) ? undefined : 'must use https:// or a loopback address (RFC 8252 section 7.3)';
  }
  if (url.protocol === 'https:') {
    return isLoopback(url) ? 'must use http:// for a loopback address (RFC 8252 section 7.3)' : undefined;
  }
  return privateUseScheme.test(url.protocol)
    ? undefined
    : 'must use https://, a loopback address, or a scheme like com.example.app: (RFC 8252 section 7.1)';
}

function webProblem(url: URL, anyHost: boolean): string | undefined {
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return 'must start with https://';
  return isLoopback(url) || anyHost
    ? undefined
    : 'must start with https:// (http:// is for localhost, or any host in a development tenant)';
}

export interface RedirectUriRules {
  type: ApplicationType;
  /** A development tenant may use http with any host. */
  development: boolean;
}

export function redirectUriProblem(
  value: string,
  { type, development }: RedirectUriRules,
): string | undefined {
  const url = parseAbsoluteUrl(value);
  if (!url) return 'must be an absolute URI of printable ASCII characters';
  if (value.includes('#')) return 'must not contain a fragment (RFC 6749 section 3.1.2)';
  if (url.username || url.password) return 'must not contain a user name or password';
  if (url.hostname.includes('*')) return 'must not contain a wildcard: list each address';
  return type === 'native' ? nativeProblem(url) : webProblem(url, development);
}
