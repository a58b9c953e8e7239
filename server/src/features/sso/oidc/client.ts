/**
 * The OpenID Connect client of a connector: discovery, the authorization request and the redemption of the
 * code. All protocol checks are openid-client's; around them this file keeps metadata and keys at hand,
 * looks again when keys have rotated, and settles Entra's issuer templates
 * (docs/decisions/entra-multi-tenant-issuer.md).
 */
import { decodeProtectedHeader } from 'jose';
import { LRUCache } from 'lru-cache';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  Configuration,
  type CustomFetch,
  clockSkew,
  customFetch,
  discovery,
  type ExportedJWKSCache,
  enableNonRepudiationChecks,
  fetchUserInfo,
  genericGrantRequest,
  getJwksCache,
  None,
  type ServerMetadata,
  setJwksCache,
} from 'openid-client';
import { accessTokenHash, type Claims } from '../../../protocol/oidc-claims.ts';
import {
  discoveryUrl,
  isIssuerTemplate,
  isMultiTenantIssuer,
  isSameIssuer,
  issuerOfTenant,
  issuerTemplate,
  tenantOfIssuer,
} from '../../../protocol/oidc-issuer.ts';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import type { ConnectorConfig, ProviderRules } from '../presets/preset.ts';
import type { Ear } from '../recorder/calls.ts';
import type { SsoDeps } from '../service.ts';
import type { ProviderTokens } from '../tokens/schema.ts';
import { type AssertionSource, clientAuth } from './client-authentication.ts';
import { refusedAssertion, withFallBack } from './fall-back.ts';
import { answeringWith, askTokenEndpointOnce, hear, hearing } from './listening.ts';
import { isKeepable, providerTokens } from './token-answer.ts';
import { refusedClaims, upstreamFailure } from './upstream-errors.ts';

/** A provider as discovered, with the keys it published when they were last needed. */
export interface Upstream {
  metadata: ServerMetadata;
  jwks: ExportedJWKSCache | undefined;
}

export interface Party {
  config: ConnectorConfig;
  rules: ProviderRules;
  /** Where the client proves itself by more than a secret. */
  assertion?: AssertionSource;
  /** Hears what is asked of the provider in an attempt. */
  ear?: Ear;
  /** Where the provider's tokens are kept: the scopes asked for on their account. */
  storedScopes?: readonly string[];
}

export interface TokenRequest {
  type: string;
  parameters: Record<string, string>;
}

export interface CodeChecks {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

/** An ID token of an attempt before, and what it has to fit. */
export interface Past {
  idToken: string;
  nonce: string;
  /** That the callback named (RFC 9207). */
  iss?: string | undefined;
  secondsAgo: number;
}

export interface Redeemed {
  /** Of the ID token, its signature and every protocol claim verified. */
  claims: Claims;
  metadata: ServerMetadata;
  userinfo(): Promise<Claims>;
  idToken: string;
  /** Asks another interface of the provider in the person's name; to an address that we know ourselves. */
  fetchAs(address: string, timeoutMs: number): Promise<Response>;
  /** As the token endpoint gave them, unless they can't be used by anybody else. */
  tokens?: ProviderTokens;
  /** Why the assertion was refused, when the secret opened the door in its place. */
  assertionRefused?: CauseCode;
}

const metadataLifetime = 60 * 60_000;
const timeoutSeconds = 10;

export type UpstreamClient = ReturnType<typeof createUpstreamClient>;

export function createUpstreamClient(deps: Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'>) {
  const allowed = deps.allowInsecureIssuers ? /^https?:$/ : /^https:$/;
  const known = new LRUCache<string, Promise<Upstream>>({ max: 1_000, ttl: metadataLifetime });
  const outbound: CustomFetch = (url, { body, duplex: _, ...init }) =>
    deps.outbound.fetch(url, {
      ...init,
      ...(body != null && { body: body as NonNullable<RequestInit['body']> }),
    });

  async function lookUp({ config, rules, ear }: Party): Promise<Upstream> {
    const heard: CustomFetch = (...request) => hear(ear, 'call.discovery', () => outbound(...request));
    const options = {
      [customFetch]: heard,
      timeout: timeoutSeconds,
      ...(deps.allowInsecureIssuers && { execute: [allowInsecureRequests] }),
    };
    try {
      const url = new URL(discoveryUrl(config.issuer));
      if (!allowed.test(url.protocol)) throw new SsoFailure('discovery.insecure', config.issuer);
      const found = await discovery(url, config.clientId, undefined, undefined, options);
      return {
        metadata: checkedMetadata(found.serverMetadata(), config.issuer, rules, allowed),
        jwks: undefined,
      };
    } catch (error) {
      throw upstreamFailure('discovery', error);
    }
  }

  /** What the provider publishes; asked for once an hour, again after a failure, and when it must be `fresh`. */
  function discover(party: Party, { fresh = false } = {}): Promise<Upstream> {
    const key = keyOf(party);
    const cached = fresh ? undefined : known.get(key);
    if (cached) return cached;
    const found = lookUp(party);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  }

  function configuration(
    party: Party,
    metadata: ServerMetadata,
    fetch: CustomFetch,
    past?: Past,
  ): Configuration {
    const [facts, authentication] = past
      ? [{ [clockSkew]: -past.secondsAgo }, None()]
      : [undefined, clientAuth(party)];
    const made = new Configuration(metadata, party.config.clientId, facts, authentication);
    made[customFetch] = fetch;
    made.timeout = timeoutSeconds;
    enableNonRepudiationChecks(made);
    if (deps.allowInsecureIssuers) allowInsecureRequests(made);
    return made;
  }

  /** A provider that has moved is looked up again at the next sign-in. */
  async function redeem(party: Party, callback: URL, checks: CodeChecks): Promise<Redeemed> {
    try {
      const upstream = await discover(party);
      return await withFallBack(party, (as) => redeemAt(upstream, as, callback, checks));
    } catch (error) {
      if (error instanceof SsoFailure && error.causeCode.startsWith('idp.')) known.delete(keyOf(party));
      throw error;
    }
  }

  async function redeemAt(
    upstream: Upstream,
    party: Party,
    callback: URL,
    checks: CodeChecks,
    past?: Past,
  ): Promise<Redeemed> {
    const heard = hearing(party.ear, upstream.metadata, outbound);
    const fetch = past
      ? answeringWith(past.idToken, upstream.metadata, heard)
      : askTokenEndpointOnce(heard, upstream.metadata.token_endpoint);
    const verify = (metadata: ServerMetadata, keys: ExportedJWKSCache | undefined) =>
      verified(configuration(party, metadata, fetch, past), upstream, keys, callback, checks, past);
    const metadata = isIssuerTemplate(upstream.metadata.issuer)
      ? await metadataOfTenant(party, upstream.metadata, callback, verify)
      : upstream.metadata;
    try {
      return await verify(metadata, upstream.jwks);
    } catch (error) {
      // Keys that rotated since they were fetched: the same answer is verified once more with fresh ones.
      const stale = upstream.jwks && isKeyFailure(error);
      if (!stale) throw error;
      return verify(metadata, undefined);
    }
  }

  /** A token that came before, judged as then by what is configured and published now. No code is redeemed for it. */
  async function rejudge(party: Party, past: Past): Promise<Redeemed> {
    const { nonce, iss } = past;
    const checks = { state: 'past', nonce, verifier: 'p'.repeat(43), redirectUri: 'https://past.invalid/' };
    const callback = new URL(`${checks.redirectUri}?code=past&state=past`);
    if (iss !== undefined) callback.searchParams.set('iss', iss);
    const { metadata } = await discover(party);
    return redeemAt({ metadata, jwks: undefined }, party, callback, checks, past);
  }

  /** Whether the token endpoint takes us for the client: asks for something that it can't give to anybody. */
  async function probe(party: Party, grant: TokenRequest): Promise<void> {
    const { metadata } = await discover(party);
    try {
      await genericGrantRequest(configuration(party, metadata, outbound), grant.type, grant.parameters);
    } catch (error) {
      const failure = upstreamFailure('token', error);
      throw (party.assertion && refusedAssertion(failure)) || failure;
    }
  }

  return {
    discover,
    redeem,
    rejudge,
    /** For what this file doesn't do itself. */
    configured: (party: Party, metadata: ServerMetadata) => configuration(party, metadata, outbound),
    allows: (url: string | undefined) => allowed.test(URL.parse(url ?? '')?.protocol ?? ''),
    /** OpenID Connect RP-Initiated Logout 1.0 section 2; undefined where the provider has no such address. */
    async endSessionUrl(party: Party, parameters: Record<string, string>): Promise<string | undefined> {
      const { metadata } = await discover(party);
      const url = URL.parse(metadata.end_session_endpoint ?? '');
      if (!url || !allowed.test(url.protocol)) return undefined;
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url.href;
    },
    probe,
    authorizationUrl: (party: Party, { metadata }: Upstream, parameters: Record<string, string>): URL =>
      buildAuthorizationUrl(configuration(party, metadata, outbound), parameters),
  };
}

/** Nothing secret is kept, so connectors with the same issuer share what it publishes. */
const keyOf = ({ config, rules }: Party): string => `${rules.multiTenant} ${config.issuer}`;

const isKeyFailure = (error: unknown): boolean =>
  error instanceof SsoFailure &&
  (error.causeCode === 'id_token.unknown_key' || error.causeCode === 'id_token.bad_signature');

/** Discovery 1.0 section 4.3, and the endpoints that a sign-in cannot do without. */
function checkedMetadata(
  metadata: ServerMetadata,
  issuer: string,
  rules: ProviderRules,
  allowed: RegExp,
): ServerMetadata {
  const expected = rules.multiTenant && isMultiTenantIssuer(issuer) ? issuerTemplate(issuer) : issuer;
  if (!isSameIssuer(metadata.issuer, expected)) {
    throw new SsoFailure('discovery.issuer_mismatch', `configured ${issuer}, published ${metadata.issuer}`);
  }
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const value = metadata[name];
    const usable = typeof value === 'string' && allowed.test(URL.parse(value)?.protocol ?? '');
    if (!usable) throw new SsoFailure('discovery.invalid', `no usable ${name}`);
  }
  return metadata;
}

async function verified(
  configuration: Configuration,
  upstream: Upstream,
  keys: ExportedJWKSCache | undefined,
  callback: URL,
  checks: CodeChecks,
  past?: Past,
): Promise<Redeemed> {
  if (keys) setJwksCache(configuration, keys);
  // The redirect URI is ours, not what a proxy made of the request's address.
  const url = new URL(checks.redirectUri);
  url.search = callback.search;
  let stage: 'callback' | 'token' = 'callback';
  const fetch = configuration[customFetch]!;
  configuration[customFetch] = (...request) => {
    stage = 'token';
    return fetch(...request);
  };
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      expectedState: checks.state,
      expectedNonce: checks.nonce,
      pkceCodeVerifier: checks.verifier,
      idTokenExpected: true,
    });
    const published = getJwksCache(configuration);
    const claims = tokens.claims() as Claims & { sub: string };
    const header = decodeProtectedHeader(tokens.id_token!);
    if (!past) checkAccessTokenHash(header.alg, tokens.access_token, claims);
    checkIssuerOfKey(header.kid, published, claims);
    upstream.jwks = published;
    return {
      claims,
      metadata: configuration.serverMetadata(),
      userinfo: () => userinfo(configuration, tokens.access_token, claims.sub),
      idToken: tokens.id_token!,
      ...(isKeepable(tokens) && { tokens: providerTokens(tokens) }),
      fetchAs: (address, timeoutMs) =>
        fetch(address, {
          method: 'GET',
          body: undefined,
          redirect: 'manual',
          headers: { accept: 'application/json', authorization: `Bearer ${tokens.access_token}` },
          signal: AbortSignal.timeout(timeoutMs),
        }),
    };
  } catch (error) {
    throw upstreamFailure(stage, error);
  }
}

/** OpenID Connect Core 1.0 section 3.1.3.8: at_hash is optional, but when it is there it is right. */
function checkAccessTokenHash(alg: string | undefined, accessToken: string, { at_hash: hash }: Claims): void {
  if (hash === undefined || hash === accessTokenHash(alg ?? '', accessToken)) return;
  throw new SsoFailure('id_token.wrong_access_token');
}

/** Entra says of each key which issuer may use it: the template, for all tenants, or a single one. */
function checkIssuerOfKey(
  kid: string | undefined,
  published: ExportedJWKSCache | undefined,
  claims: Claims,
): void {
  const key = published?.jwks.keys.find((candidate) => candidate.kid === kid);
  const owner = key && 'issuer' in key ? key.issuer : undefined;
  if (typeof owner !== 'string') return;
  const allowed = isIssuerTemplate(owner) ? issuerOfTenant(owner, tenantOfIssuer(String(claims.iss))) : owner;
  if (allowed !== claims.iss) throw new SsoFailure('id_token.unknown_key', `the key belongs to ${owner}`);
}

/** OpenID Connect Core 1.0 section 5.3.2: a profile of another subject is never used. */
async function userinfo(configuration: Configuration, accessToken: string, subject: string): Promise<Claims> {
  try {
    return await fetchUserInfo(configuration, accessToken, subject);
  } catch (error) {
    throw upstreamFailure('userinfo', error);
  }
}

/**
 * Entra's `common` and `organizations` publish the issuer `…/{tenantid}/…`. The tenant is read from the
 * token, looked up in the connector's list, and put into the template; then everything, the signature
 * included, is verified against that one concrete issuer.
 */
async function metadataOfTenant(
  { config }: Party,
  metadata: ServerMetadata,
  callback: URL,
  verify: (metadata: ServerMetadata, keys: undefined) => Promise<Redeemed>,
): Promise<ServerMetadata> {
  const concrete = (tenantId: unknown): ServerMetadata => {
    const issuer = issuerOfTenant(metadata.issuer, tenantId);
    if (!issuer || !config.allowedTenants?.includes(String(tenantId))) {
      throw new SsoFailure('entra.tenant_not_allowed', `tid: ${String(tenantId)}`);
    }
    return { ...metadata, issuer };
  };
  const named = callback.searchParams.get('iss');
  // RFC 9207: a tenant named in the callback is checked like the one in the token, which must then agree.
  if (named !== null) {
    const tenantId = config.allowedTenants?.find((id) => issuerOfTenant(metadata.issuer, id) === named);
    if (tenantId === undefined) throw new SsoFailure('callback.wrong_issuer', `iss: ${named}`);
    return concrete(tenantId);
  }
  try {
    await verify(metadata, undefined);
  } catch (error) {
    if (!(error instanceof SsoFailure) || error.causeCode !== 'id_token.wrong_issuer') throw error;
    return concrete(refusedClaims(error)?.tid);
  }
  // No token names the template itself as its issuer.
  throw new SsoFailure('id_token.wrong_issuer', `iss: ${metadata.issuer}`);
}
