/** The Cookie and Set-Cookie headers (RFC 6265), as far as a session needs them. */

/** What a cookie set by this SDK may carry; everything else is fixed. */
export interface CookieAttributes {
  /** `Secure`, and with it the name prefix `__Host-`. */
  secure: boolean;
  /** Seconds; 0 removes the cookie. */
  maxAge: number;
}

/**
 * The cookies of a request, by name. Of two with one name the first counts, as browsers send the more specific
 * path first (RFC 6265 section 5.4) and ours can only have one path.
 */
export function parseCookies(header: string | null | undefined): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    if (!cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

/**
 * A Set-Cookie value: HttpOnly, SameSite=Lax (the way back from the provider is a navigation from another site),
 * Path=/ and no Domain, so that no other host ever sees it.
 */
export function setCookie(name: string, value: string, { secure, maxAge }: CookieAttributes): string {
  const attributes = [`Path=/`, `Max-Age=${Math.floor(maxAge)}`, 'HttpOnly', 'SameSite=Lax'];
  if (secure) attributes.push('Secure');
  return [`${name}=${value}`, ...attributes].join('; ');
}

/**
 * What a request brought and what its response will set. Each name is set at most once in a response
 * (RFC 6265 section 4.1.1): the last value wins.
 */
export class CookieJar {
  readonly #secure: boolean;
  readonly #received: Map<string, string>;
  readonly #outgoing = new Map<string, { value: string; maxAge: number }>();
  readonly #changed: () => void;

  constructor(header: string | null | undefined, secure: boolean, changed: () => void = () => {}) {
    this.#received = parseCookies(header);
    this.#secure = secure;
    this.#changed = changed;
  }

  /** Names that a later request would bring, were the response sent now. */
  names(): string[] {
    const names = new Set(this.#received.keys());
    for (const [name, { maxAge }] of this.#outgoing) {
      if (maxAge > 0) names.add(name);
      else names.delete(name);
    }
    return [...names];
  }

  get(name: string): string | null {
    const set = this.#outgoing.get(name);
    if (set) return set.maxAge > 0 ? set.value : null;
    return this.#received.get(name) ?? null;
  }

  set(name: string, value: string, maxAge: number): void {
    this.#outgoing.set(name, { value, maxAge });
    this.#changed();
  }

  /** Removes a cookie; one that the browser doesn't have needs no header. */
  remove(name: string): void {
    if (this.#received.has(name)) this.set(name, '', 0);
    else if (this.#outgoing.delete(name)) this.#changed();
  }

  /** The Set-Cookie headers of the response. */
  setCookies(): string[] {
    return [...this.#outgoing].map(([name, { value, maxAge }]) =>
      setCookie(name, value, { secure: this.#secure, maxAge }),
    );
  }

  /** The Cookie header that the browser's next request will carry, for what runs later in this same request. */
  cookieHeader(): string {
    return this.names()
      .map((name) => `${name}=${this.get(name)}`)
      .join('; ');
  }
}
