/** Which addresses the SDK talks to and sends people to. */
import { GatehouseError } from './errors.ts';

/** `URL.parse` for runtimes that lack it. */
export function parseUrl(value: unknown): URL | undefined {
  try {
    return typeof value === 'string' ? new URL(value) : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 8252 section 7.3 and RFC 6761: addresses that never leave the machine. */
export function isLoopback(url: URL): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** https, or http that stays on this machine (OpenID Connect Core 1.0, section 16.17). */
export function isSecure(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/**
 * An address to come back to: https, http on loopback, or an app's own scheme (RFC 8252 section 7.1, recognised
 * by its dot), without fragment (RFC 6749 section 3.1.2) and without user name.
 */
export function checkRedirectUri(value: string): URL {
  const url = parseUrl(value);
  const ownScheme = url && /^[a-z][a-z0-9+-]*\.[a-z0-9.+-]+:$/.test(url.protocol);
  if (!url || value.includes('#') || url.username || !(isSecure(url) || ownScheme)) {
    throw new GatehouseError(
      'invalid_redirect_uri',
      `not an address to come back to: ${value.slice(0, 200)}`,
    );
  }
  return url;
}

/**
 * A path of this site to go to after the sign-in. Whatever a browser could read as another origin is refused:
 * `//host`, `/\host`, tabs and line breaks (which browsers drop), and dots that fold into `//`.
 */
export function checkReturnTo(value: string): string {
  const base = 'https://same.invalid';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const suspicious = !/^\/(?!\/)/.test(value) || /[\\\u0000-\u0020\u007f-\u009f]/.test(value);
  const url = suspicious ? undefined : parseUrl(base + value);
  if (!url || url.origin !== base || url.pathname.startsWith('//')) {
    throw new GatehouseError('invalid_return_to', 'returnTo is not a path of this site');
  }
  return value;
}
