/** One provider as one app sees it: its metadata and keys (cached), and how the app authenticates there. */
import * as oauth from 'oauth4webapi';
import { isLoopback, isSecure, parseUrl } from './addresses.ts';
import type { Clock } from './clock.ts';
import type { ResolvedConfig } from './config.ts';
import { GatehouseError } from './errors.ts';
import { boundedFetch, type ProviderFetch } from './http.ts';
import { signatureAlgorithms } from './id-token.ts';
import { explain } from './provider-errors.ts';

const metadataLifetime = 3_600_000;
/** A key id that is still unknown makes the keys be fetched again, but not more often than this. */
const keysPatience = 30_000;

const required = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
const optional = [
  'userinfo_endpoint',
  'end_session_endpoint',
  'revocation_endpoint',
  'device_authorization_endpoint',
] as const;

/** An endpoint of the provider that may be missing. */
export type OptionalEndpoint = (typeof optional)[number];

/** The provider's metadata (OpenID Connect Discovery 1.0), checked. */
export type Metadata = oauth.AuthorizationServer & { readonly [E in (typeof required)[number]]: string };

/** Shared by all clients of one configuration, so that discovery and keys are fetched once. */
export class Provider {
  readonly config: ResolvedConfig;
  readonly clock: Clock;
  readonly #fetch: ProviderFetch;
  #metadata?: Promise<Metadata>;
  #metadataUntil = 0;
  #keysFetchedAgain = Number.NEGATIVE_INFINITY;

  constructor(config: ResolvedConfig, fetch: typeof globalThis.fetch, clock: Clock) {
    this.config = config;
    this.clock = clock;
    this.#fetch = boundedFetch(fetch);
  }

  /** Seconds since 1970. */
  get now(): number {
    return Math.floor(this.clock.now() / 1000);
  }

  /** Cached for an hour; failures are not cached; parallel calls make one request. */
  metadata(): Promise<Metadata> {
    if (this.#metadata && this.clock.now() < this.#metadataUntil) return this.#metadata;
    this.#metadataUntil = this.clock.now() + metadataLifetime;
    const fetched = this.#discover().catch((error) => {
      if (this.#metadata === fetched) this.#metadata = undefined;
      throw error;
    });
    this.#metadata = fetched;
    return fetched;
  }

  /** Options of every request to this provider. */
  http(signal?: AbortSignal): {
    [oauth.allowInsecureRequests]: true;
    [oauth.customFetch]: ProviderFetch;
    signal?: AbortSignal;
  } {
    // What may go unencrypted is decided in isSecure, when the configuration and the metadata are read.
    return { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: this.#fetch, signal };
  }

  /** This app as oauth4webapi knows it, by the injected clock. */
  get client(): oauth.Client {
    return {
      client_id: this.config.appId,
      [oauth.clockSkew]: Math.round((this.clock.now() - Date.now()) / 1000),
      [oauth.clockTolerance]: this.config.clockToleranceSeconds,
    };
  }

  /** RFC 6749 section 2.3.1: Basic, unless the provider takes the secret only in the body; no secret: a public app. */
  authentication(metadata: Metadata): oauth.ClientAuth {
    const { appSecret } = this.config;
    if (appSecret === undefined) return oauth.None();
    const methods = metadata.token_endpoint_auth_methods_supported;
    const inBody = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
    return inBody ? oauth.ClientSecretPost(appSecret) : basic(appSecret);
  }

  /** The address of an endpoint that not every provider has; throws `unsupported`. */
  async endpoint(name: OptionalEndpoint): Promise<string> {
    const address = (await this.metadata())[name];
    if (address === undefined) throw new GatehouseError('unsupported', `the provider has no ${name}`);
    return address;
  }

  /**
   * Checks the signature of the ID token in a processed response (RFC 7515 section 5.2) with the provider's
   * published keys. These are cached for 5 minutes; a key id that isn't among them makes them be fetched again.
   */
  async checkSignature(metadata: Metadata, response: Response): Promise<void> {
    try {
      await oauth.validateApplicationLevelSignature(metadata, response, this.http());
    } catch (error) {
      const unknownKey = (error as { code?: string }).code === oauth.KEY_SELECTION;
      if (!unknownKey || this.clock.now() - this.#keysFetchedAgain < keysPatience) throw error;
      this.#keysFetchedAgain = this.clock.now();
      // oauth4webapi keeps keys by metadata object: a copy starts without any.
      const copy = { ...metadata };
      this.#metadata = Promise.resolve(copy);
      await oauth.validateApplicationLevelSignature(copy, response, this.http());
    }
  }

  async #discover(): Promise<Metadata> {
    const { issuer } = this.config;
    try {
      const response = await oauth.discoveryRequest(issuer, this.http());
      return checkMetadata(await oauth.processDiscoveryResponse(issuer, response), issuer);
    } catch (error) {
      throw await explain(error, 'discovery_invalid');
    }
  }
}

/** RFC 6749 section 2.3.1 and appendix B: form-encoded, as browsers do it, which leaves `-`, `_`, `.` alone. */
function basic(secret: string): oauth.ClientAuth {
  const encode = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);
  return (_metadata, client, _body, headers) => {
    headers.set('authorization', `Basic ${btoa(`${encode(client.client_id)}:${encode(secret)}`)}`);
  };
}

/** Endpoints are addresses, encrypted unless everything stays on this machine; algorithms are asymmetric. */
function checkMetadata(metadata: oauth.AuthorizationServer, issuer: URL): Metadata {
  for (const name of [...required, ...optional]) {
    const value = metadata[name];
    if (value === undefined && optional.includes(name as OptionalEndpoint)) continue;
    const url = parseUrl(value);
    // A provider on the network never sends us to this machine over http.
    if (!url || !isSecure(url) || (url.protocol === 'http:' && !isLoopback(issuer))) {
      throw new GatehouseError('discovery_invalid', `the metadata has no usable ${name}`, {
        details: { check: name },
      });
    }
  }
  const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256'];
  const algorithms = Array.isArray(offered)
    ? offered.filter((alg) => signatureAlgorithms.test(`${alg}`))
    : [];
  return { ...metadata, id_token_signing_alg_values_supported: algorithms } as Metadata;
}
