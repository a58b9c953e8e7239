/** Asks the issuer about tokens that only it can read (RFC 7662), with a short memory. */
import { GatehouseError } from '../core/errors.ts';
import type { ProviderFetch } from '../core/http.ts';
import type { TokenClaims } from './token.ts';

/** How this API proves itself at the introspection endpoint. */
export interface IntrospectionOptions {
  /** The API's own application (confidential) at the provider. */
  clientId: string;
  clientSecret: string;
  /**
   * Seconds for which an answer counts: so long a revoked token still works (RFC 7662 section 4). Default 10; 0 asks
   * every time.
   */
  cacheSeconds?: number;
  /**
   * Also accept answers without `aud`, which RFC 7662 leaves optional. Then any token of this issuer that is active
   * opens this API: only where all applications of the issuer may call it.
   */
  acceptWithoutAudience?: boolean;
}

/** What the introspector needs to know of its surroundings. */
export interface IntrospectionDeps {
  endpoint(): Promise<string>;
  fetch: ProviderFetch;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Answers kept at most; the oldest goes. */
const MAX_ENTRIES = 1000;

interface Entry {
  claims: Promise<TokenClaims | null>;
  /** Milliseconds since 1970; without end while the answer is under way, so that requests with one token ask once. */
  freshUntil: number;
}

/** Remembers answers by the hash of their token, also those of tokens that aren't active. */
export class Introspector {
  readonly #options: IntrospectionOptions;
  readonly #deps: IntrospectionDeps;
  readonly #entries = new Map<string, Entry>();

  constructor(options: IntrospectionOptions, deps: IntrospectionDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  /** @throws GatehouseError `token_invalid` (`details.check` = `inactive`), `provider_unreachable`, `provider_response_invalid` */
  async introspect(token: string): Promise<TokenClaims> {
    const claims = await this.#claims(await sha256(token), token);
    if (claims) return claims;
    throw new GatehouseError('token_invalid', 'The access token is not active.', {
      details: { check: 'inactive' },
    });
  }

  async #claims(key: string, token: string): Promise<TokenClaims | null> {
    const known = this.#entries.get(key);
    if (known && known.freshUntil > this.#deps.now()) return known.claims;
    const entry: Entry = { claims: this.#post(token), freshUntil: Number.POSITIVE_INFINITY };
    this.#remember(key, entry);
    try {
      const claims = await entry.claims;
      entry.freshUntil = this.#freshUntil(claims);
      return claims;
    } catch (error) {
      entry.freshUntil = 0;
      throw error;
    }
  }

  #remember(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Never longer than the token itself (RFC 7662 section 4). */
  #freshUntil(claims: TokenClaims | null): number {
    const { cacheSeconds = 10 } = this.#options;
    const until = this.#deps.now() + cacheSeconds * 1000;
    return typeof claims?.exp === 'number' ? Math.min(until, claims.exp * 1000) : until;
  }

  async #post(token: string): Promise<TokenClaims | null> {
    const { clientId, clientSecret } = this.#options;
    const credentials = [clientId, clientSecret].map(formEncode).join(':');
    const response = await this.#deps.fetch(await this.#deps.endpoint(), {
      method: 'POST',
      headers: { accept: 'application/json', authorization: `Basic ${btoa(credentials)}` },
      body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
      redirect: 'manual',
    });
    const answer: unknown = response.ok ? await response.json().catch(() => null) : null;
    if (!isAnswer(answer)) {
      const message = `The introspection endpoint answered ${response.status}, not what RFC 7662 says.`;
      throw new GatehouseError('provider_response_invalid', message, {
        details: { status: response.status },
      });
    }
    return answer.active ? answer : null;
  }
}

const isAnswer = (answer: unknown): answer is TokenClaims & { active: boolean } =>
  typeof answer === 'object' &&
  answer !== null &&
  typeof (answer as { active?: unknown }).active === 'boolean';

/** RFC 6749 section 2.3.1: both halves are form-encoded before they are joined. */
const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}
