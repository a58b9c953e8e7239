/** One provider as one app sees it: its metadata and keys (cached), and how the app authenticates there. */
import { isLoopback, isSecure, parseUrl } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { ResolvedConfig } from './config.ts';
import { GatehouseError } from './errors.ts';
import {
  type Answer,
  ask,
  bodyOf,
  boundedFetch,
  type Form,
  type Json,
  type ProviderFetch,
  type Question,
} from './http.ts';
import { KeySet } from './keys.ts';
import { Remembered } from './remembered.ts';

const metadataLifetime = 3_600_000;

const required = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const optional = [
  'userinfo_endpoint',
  'end_session_endpoint',
  'revocation_endpoint',
  'device_authorization_endpoint',
] as const;

/** The provider's metadata (OpenID Connect Discovery 1.0 section 3), checked. */
export type Metadata = Json & { issuer: string; id_token_signing_alg_values_supported: string[] } & {
  [E in (typeof required)[number]]: string;
} & { [E in (typeof optional)[number]]?: string };

/** Shared by all clients of one configuration, so that metadata and keys are fetched once. */
export class Provider {
  readonly config: ResolvedConfig;
  readonly clock: Clock;
  readonly keys: KeySet;
  readonly #fetch: ProviderFetch;
  readonly #metadata: Remembered<Metadata>;

  constructor(config: ResolvedConfig, fetch: typeof globalThis.fetch, clock: Clock) {
    this.config = config;
    this.clock = clock;
    this.#fetch = boundedFetch(fetch);
    this.#metadata = new Remembered(clock, metadataLifetime, () => this.#discover());
    this.keys = new KeySet(clock, async () => bodyOf(await this.ask((await this.metadata()).jwks_uri)));
  }

  /** Kept for an hour. */
  metadata(): Promise<Metadata> {
    return this.#metadata.get();
  }

  /** The address of an endpoint that not every provider has; throws `unsupported`. */
  async endpoint(name: (typeof optional)[number]): Promise<string> {
    const address = (await this.metadata())[name];
    if (address === undefined) throw new GatehouseError('unsupported', `the provider has no ${name}`);
    return address;
  }

  /** Asks one of the provider's addresses. */
  ask(url: string, question: Question = {}): Promise<Answer> {
    return ask(this.#fetch, url, question);
  }

  /**
   * Posts a form as this app (RFC 6749 section 2.3.1): with Basic, or in the body where the provider takes the
   * secret only there; an app without secret only says who it is.
   */
  async post(url: string, form: Form, signal?: AbortSignal): Promise<Answer> {
    const { appId: client_id, appSecret: client_secret } = this.config;
    const methods = (await this.metadata()).token_endpoint_auth_methods_supported;
    const onlyInBody =
      Array.isArray(methods) &&
      methods.includes('client_secret_post') &&
      !methods.includes('client_secret_basic');
    if (client_secret !== undefined && !onlyInBody) {
      const authorization = `Basic ${btoa(`${formEncode(client_id)}:${formEncode(client_secret)}`)}`;
      return this.ask(url, { form, authorization, signal });
    }
    const secret = client_secret && { client_secret };
    return this.ask(url, { form: { ...form, client_id, ...secret }, signal });
  }

  /** OpenID Connect Discovery 1.0 section 4. */
  async #discover(): Promise<Metadata> {
    const { issuer } = this.config;
    try {
      const address = `${issuer.href.replace(/\/$/, '')}/.well-known/openid-configuration`;
      return checkMetadata(bodyOf(await this.ask(address)), issuer);
    } catch (error) {
      const { code, message, details } = error as GatehouseError;
      throw code === 'provider_unreachable'
        ? error
        : new GatehouseError('discovery_invalid', message, { details });
    }
  }
}

/** RFC 6749 appendix B, as browsers encode forms: `-`, `_` and `.` stay as they are. */
function formEncode(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}

/** Section 4.3: the document is the issuer's own. Endpoints are encrypted, unless everything stays on this machine. */
function checkMetadata(metadata: Json, issuer: URL): Metadata {
  const check = (holds: boolean, name: string): void => {
    if (!holds)
      throw new GatehouseError('discovery_invalid', `the metadata has no usable ${name}`, {
        details: { check: name },
      });
  };
  check(parseUrl(metadata.issuer)?.href === issuer.href, 'issuer');
  for (const name of [...required, ...optional]) {
    if (metadata[name] === undefined && !required.includes(name as 'jwks_uri')) continue;
    const url = parseUrl(metadata[name]);
    // A provider on the network never sends us to this machine over http.
    check(!!url && isSecure(url) && (url.protocol === 'https:' || isLoopback(issuer)), name);
  }
  const algorithms = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  check(Array.isArray(algorithms), 'id_token_signing_alg_values_supported');
  return { ...metadata, id_token_signing_alg_values_supported: algorithms } as Metadata;
}
