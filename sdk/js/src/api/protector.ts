/** Decides whether a request's access token opens an API. */
import { isSecure, parseUrl } from '../core/addresses.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { resolveConfig } from '../core/config.ts';
import { GatehouseError } from '../core/errors.ts';
import { boundedFetch } from '../core/http.ts';
import { Provider } from '../core/provider.ts';
import { type IntrospectionOptions, Introspector } from './introspection.ts';
import { isJwt, signatureAlgorithms, verifyJwt } from './jwt.ts';
import { remoteKeys } from './keys.ts';
import {
  checkRequirements,
  organizationAudience,
  refuseBoundToken,
  type TokenClaims,
  type TokenRequirements,
  type VerifiedToken,
  verifiedToken,
} from './token.ts';

/** An API, and whose tokens open it. */
export interface ApiProtectorConfig {
  /** Gatehouse's address; the issuer is `{endpoint}/oidc`. */
  endpoint?: string;
  /** Instead of `endpoint`: any OpenID Provider. */
  issuer?: string;
  /** This API's resource indicator; several when it has several. Never an application's id. */
  audience: string | string[];
  /** Also accept Gatehouse's organization tokens (audience `urn:logto:organization:…`). Default false. */
  organizationTokens?: boolean;
  /** For access tokens that are not JWTs. Without it they are refused. */
  introspection?: IntrospectionOptions;
  /** Signature algorithms; default all asymmetric ones that are in use. */
  algorithms?: string[];
  /** How far clocks may differ; default 30. */
  clockToleranceSeconds?: number;
  /** Named in `WWW-Authenticate`. */
  realm?: string;
  /** Instead of the global `fetch`. */
  fetch?: typeof fetch;
  /** Instead of the machine's clock. */
  clock?: Clock;
}

/** Protects an API; one for the whole application. */
export interface ApiProtector {
  readonly realm: string | undefined;
  /**
   * Verifies an access token: a JWT by the issuer's published keys, another one by introspection.
   *
   * @throws GatehouseError `token_invalid` (`details.check`: format, type, algorithm, signature, issuer, not_before,
   *   issued_at, confirmation, opaque, inactive), `token_expired`, `wrong_audience`, `provider_unreachable`,
   *   `provider_response_invalid`, `discovery_invalid`
   */
  verify(token: string): Promise<VerifiedToken>;
  /**
   * Verifies the token of an `Authorization` header (RFC 6750 section 2.1) and what a route asks of it.
   *
   * @throws GatehouseError as {@link verify}; `token_missing`, `insufficient_scope`, `wrong_organization`
   */
  authenticate(
    authorization: string | null | undefined,
    requirements?: TokenRequirements,
  ): Promise<VerifiedToken>;
}

/** @throws GatehouseError `invalid_config` */
export function createApiProtector(config: ApiProtectorConfig): ApiProtector {
  const verifier = new Verifier(config);
  return {
    realm: config.realm,
    verify: (token) => verifier.verify(token),
    async authenticate(authorization, requirements = {}) {
      const token = await verifier.verify(bearerToken(authorization));
      checkRequirements(token, requirements);
      return token;
    },
  };
}

class Verifier {
  readonly #provider: Provider;
  readonly #keys: ReturnType<typeof remoteKeys>;
  readonly #introspector: Introspector | undefined;
  readonly #audiences: string[];
  readonly #config: ApiProtectorConfig;
  readonly #clock: Clock;

  constructor(config: ApiProtectorConfig) {
    const { endpoint, issuer, clockToleranceSeconds = 30, clock = systemClock, introspection } = config;
    const fetch: typeof globalThis.fetch = config.fetch ?? ((input, init) => globalThis.fetch(input, init));
    const appId = introspection?.clientId ?? 'api';
    this.#config = { ...config, clockToleranceSeconds };
    this.#clock = clock;
    this.#audiences = checkAudiences(config);
    this.#provider = new Provider(
      resolveConfig({ endpoint, issuer, appId, clockToleranceSeconds }),
      fetch,
      clock,
    );
    this.#keys = remoteKeys(this.#provider, fetch);
    const deps = { endpoint: () => this.#endpoint(), fetch: boundedFetch(fetch), now: () => clock.now() };
    this.#introspector = introspection && new Introspector(introspection, deps);
  }

  async verify(token: string): Promise<VerifiedToken> {
    const claims = isJwt(token) ? await this.#verifyJwt(token) : await this.#introspect(token);
    refuseBoundToken(claims);
    return verifiedToken(token, claims);
  }

  async #verifyJwt(token: string): Promise<TokenClaims> {
    const { algorithms = signatureAlgorithms, clockToleranceSeconds = 0 } = this.#config;
    const { issuer } = await this.#provider.metadata();
    return verifyJwt(token, this.#keys, {
      issuer,
      accepts: (audiences) => this.#accepts(audiences),
      algorithms,
      clockToleranceSeconds,
      now: this.#clock.now(),
    });
  }

  /** The issuer says that it is active; whether it is for us is ours to check (RFC 7662 section 4). */
  async #introspect(token: string): Promise<TokenClaims> {
    if (!this.#introspector) {
      throw new GatehouseError('token_invalid', 'The access token is opaque, and this API only knows JWTs.', {
        hint: 'Ask for the token with the resource of this API, or configure introspection.',
        details: { check: 'opaque' },
      });
    }
    const claims = await this.#introspector.introspect(token);
    const { issuer } = await this.#provider.metadata();
    if (claims.iss !== undefined && claims.iss !== issuer)
      throw invalid('The token is of another issuer.', 'issuer');
    this.#checkTimes(claims);
    const lacksAudience =
      claims.aud === undefined && this.#config.introspection?.acceptWithoutAudience === true;
    if (lacksAudience || this.#accepts([claims.aud ?? []].flat())) return claims;
    throw new GatehouseError('wrong_audience', 'The access token is for another audience.');
  }

  #checkTimes({ exp, nbf }: TokenClaims): void {
    const { clockToleranceSeconds: tolerance = 0 } = this.#config;
    const now = this.#clock.now() / 1000;
    if (typeof exp === 'number' && exp <= now - tolerance) {
      throw new GatehouseError('token_expired', 'The access token has expired.');
    }
    if (typeof nbf === 'number' && nbf > now + tolerance)
      throw invalid('The token is not valid yet.', 'not_before');
  }

  #accepts(audiences: string[]): boolean {
    const forOrganization = (audience: string) =>
      this.#config.organizationTokens === true && audience.startsWith(organizationAudience);
    return audiences.some((audience) => this.#audiences.includes(audience) || forOrganization(audience));
  }

  async #endpoint(): Promise<string> {
    const { introspection_endpoint: endpoint } = await this.#provider.metadata();
    const url = parseUrl(endpoint);
    if (url && isSecure(url)) return url.href;
    throw new GatehouseError('discovery_invalid', 'the metadata has no usable introspection_endpoint');
  }
}

function checkAudiences({ audience, introspection, algorithms = [] }: ApiProtectorConfig): string[] {
  const audiences = [audience ?? []].flat();
  const fail = (message: string): never => {
    throw new GatehouseError('invalid_config', message);
  };
  if (audiences.length === 0 || audiences.some((one) => typeof one !== 'string' || one === '')) {
    fail('audience is missing: the resource indicator of this API');
  }
  if (algorithms.some((alg) => !signatureAlgorithms.includes(alg)))
    fail('algorithms has one that is not asymmetric');
  if (introspection && !(introspection.clientId && introspection.clientSecret)) {
    fail('introspection needs clientId and clientSecret');
  }
  return audiences;
}

const invalid = (message: string, check: string) =>
  new GatehouseError('token_invalid', message, { details: { check } });

/** The token of a header, and nothing else: neither forms nor addresses may carry it here (RFC 6750 section 2). */
function bearerToken(authorization: string | null | undefined): string {
  const [scheme, ...rest] = (authorization ?? '').trim().split(/ +/);
  if (/^dpop$/i.test(scheme ?? '')) {
    throw invalid('This API does not take DPoP-bound access tokens.', 'confirmation');
  }
  if (!/^bearer$/i.test(scheme ?? '')) {
    throw new GatehouseError('token_missing', 'An access token is needed: Authorization: Bearer …');
  }
  const [token = ''] = rest;
  if (rest.length !== 1 || !/^[\w~+/.-]+=*$/.test(token))
    throw invalid('The access token is malformed.', 'format');
  return token;
}
