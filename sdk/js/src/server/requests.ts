/**
 * What kind of request is this? Answered by Fetch Metadata (the Sec-Fetch-* headers, which scripts can't forge) where
 * the browser sends them; it does to https and to localhost. Elsewhere Origin, Referer and Accept have to do.
 */

/** Whether the browser shows the answer as a page, so that a redirect to the sign-in makes sense. */
export function isNavigation(headers: Headers): boolean {
  if (hasFetchMetadata(headers)) return isOpeningPage(headers);
  if (headers.get('x-requested-with') !== null) return false;
  return (headers.get('accept') ?? '').includes('text/html');
}

/** A speculative load: nobody asked for it yet, so it must not change anything. */
export function isPrefetch(headers: Headers): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  return purposes.some((purpose) => purpose.includes('prefetch')) || headers.has('next-router-prefetch');
}

/**
 * What to do with a request to sign out:
 * - `sign_out`: this person wants it: a POST from our own pages, or a navigation that began there or in the address bar;
 * - `ask`: a navigation from elsewhere; any site can cause one by a link, so a page asks first;
 * - `refuse`: an image, a frame, a script, a prefetch.
 */
export type SignOutIntent = 'sign_out' | 'ask' | 'refuse';

/** @param origin the application's own (of `baseUrl`) */
export function signOutIntent(method: string, headers: Headers, origin: string): SignOutIntent {
  if (isPrefetch(headers)) return 'refuse';
  const trusted = comesFromUs(headers, origin);
  if (method === 'POST') return trusted ? 'sign_out' : 'ask';
  if (hasFetchMetadata(headers) && !isOpeningPage(headers)) return 'refuse';
  return trusted ? 'sign_out' : 'ask';
}

/** Browsers send them all; the fetch of Node sends `Sec-Fetch-Mode: cors` alone, whoever calls it. */
const hasFetchMetadata = (headers: Headers): boolean => headers.has('sec-fetch-site');

const isOpeningPage = (headers: Headers): boolean =>
  headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document';

/** `none` is the address bar or a bookmark; `same-site` may be another person's subdomain, so it isn't us. */
function comesFromUs(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const stated = headers.get('origin') ?? headers.get('referer');
  if (stated === null) return true;
  return URL.canParse(stated) && new URL(stated).origin === origin;
}

/**
 * Path and query of a request target, whatever host it names: hosts come from the configuration only.
 * `null` where there is none (`*`, `host:port`).
 */
export function pathAndQuery(target: string): string | null {
  if (target.startsWith('/')) return target;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  const { pathname, search } = new URL(target);
  return pathname + search;
}
