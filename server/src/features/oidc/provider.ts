/** Builds the protocol library's Provider for one tenant out of our configuration. No patch, public hooks only. */
import type { JWK } from 'jose';
import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Clock } from '../../kernel/clock/index.ts';
import type { Outbound } from '../../kernel/outbound/index.ts';
import { localContext } from '../../protocol/authentication-contexts.ts';
import type { Application, Applications } from '../applications/index.ts';
import type { KeySet } from '../keys/index.ts';
import type { Tenant } from '../tenants/index.ts';
import {
  type Account,
  claimlessScopes,
  claimsOf,
  type ExternalIdentitySummary,
  type OrganizationSummary,
  scopeClaims,
} from './account.ts';
import { createAdapterFactory } from './adapter.ts';
import { asOneClient, builtInClients, clientExtension, clientMetadata } from './clients.ts';
import { attemptCookie, cookieNames, createCookieSigner, sessionCookie } from './cookies.ts';
import { createDevicePages } from './device.ts';
import { createLogout, forgetStaleHint, type LogoutDeps, signOutUpstream } from './logout.ts';
import { writesAndErrors } from './middleware.ts';
import type { OidcPages } from './page-set.ts';
import { createInteractionPolicy, extensionOf, loadExistingGrant } from './policy.ts';
import { currentScope, type Payload } from './request-scope.ts';
import type { createResourceLookup } from './resources.ts';
import { routes } from './routes.ts';
import { findAccountRow } from './store-accounts.ts';

export interface ProviderDeps {
  clock: Clock;
  applications: Applications;
  outbound: Outbound;
  resourceServerInfo: ReturnType<typeof createResourceLookup>;
  /** Whether this person, signed in this way, may go on: suspension, disabled connectors, enforced SSO. */
  mayContinue(tenant: Tenant, account: Account, ssoConnectorId: string | null): Promise<boolean>;
  identitiesOf(tenant: Tenant, userId: string): Promise<ExternalIdentitySummary[]>;
  /** Whose member the person is; asked for only when a scope wants it. */
  organizationsOf(tenant: Tenant, userId: string): Promise<OrganizationSummary[]>;
  /** Names of the person's roles, for claims that no token of scope `roles` asks for. */
  rolesOf(tenant: Tenant, userId: string): Promise<string[]>;
  /** Whether signing in once more, by this connector or without one, could reach one of these classes of authentication. */
  offersAcr(tenant: Tenant, connectorId: string | null, words: readonly string[]): Promise<boolean>;
  /** Public keys that stand in the issuer's key set beside those that sign tokens. */
  moreKeys(tenant: Tenant): Promise<JWK[]>;
  queueBackchannelLogout: LogoutDeps['queueBackchannelLogout'];
  upstreamLogout: LogoutDeps['upstreamLogout'];
  pages: OidcPages;
  onServerError(error: Error): void;
}

const hour = 3600;
const deepestClaims = 5;
const year = 365 * 24 * hour;
const asymmetric = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA', 'Ed25519'] as const;

function createFindAccount(tenant: Tenant, deps: ProviderDeps) {
  return async function findAccount(ctx: KoaContextWithOIDC, id: string) {
    refuseOrganizationTokens(ctx);
    const scope = currentScope();
    if (!scope.accounts.has(id)) scope.accounts.set(id, await findAccountRow(tenant.db, id));
    const account = scope.accounts.get(id);
    const connector = scope.signIn ? scope.signIn.ssoConnectorId : scope.ssoConnectorId;
    if (!account || account.suspended || !(await deps.mayContinue(tenant, account, connector)))
      return undefined;
    return {
      accountId: id,
      async claims(use: string, scopeText: string, named: object = {}) {
        const scopes = scopeText.split(' ');
        const identities = use === 'userinfo' && scopes.includes('identities');
        const organizations = scopes.includes('urn:logto:scope:organizations');
        const roles = scopes.includes('roles') || 'roles' in named;
        const claims = claimsOf(account, use, {
          identities: identities ? await deps.identitiesOf(tenant, id) : [],
          organizations: organizations ? await deps.organizationsOf(tenant, id) : [],
          roles: roles ? (account.roles ?? (await deps.rolesOf(tenant, id))) : [],
        });
        return { sub: id, ...claims };
      },
    };
  };
}

/** Tokens for an organization come with a later issue; until then nobody gets one, and the refresh token stays unspent. */
function refuseOrganizationTokens(ctx: KoaContextWithOIDC): void {
  if (ctx.oidc.route !== 'token' || !ctx.oidc.body?.organization_id) return;
  const error = new errors.AccessDenied('the user is not a member of this organization');
  throw Object.assign(error, { status: 403, statusCode: 403 });
}

/** Idle and absolute lifetime; "keep me signed in" has one limit for both. */
function sessionTtl(tenant: Tenant, clock: Clock) {
  const { idleSeconds, absoluteSeconds, rememberSeconds } = tenant.settings.sessions;
  return (ctx: KoaContextWithOIDC, session: { transient?: boolean; loginTs?: number }): number => {
    // Nobody is signed in: it only carries a page's form from one request to the next.
    if (!session.loginTs) return hour;
    // The library sets this mark at a sign-in without "keep me signed in", but never takes it back.
    const login = (ctx.oidc.result as { login?: { remember?: boolean } } | undefined)?.login;
    if (login?.remember) session.transient = undefined;
    const age = Math.max(0, Math.floor(clock.now().getTime() / 1000) - session.loginTs);
    const [idle, absolute] = session.transient
      ? [idleSeconds, absoluteSeconds]
      : [rememberSeconds, rememberSeconds];
    return Math.max(1, Math.min(idle, absolute - age));
  };
}

/** Names of claims become keys in the database, where NUL and half a character can't be. */
function assertClaims(claims: unknown, depth = 0): void {
  const names = typeof claims === 'object' && claims !== null ? Object.entries(claims) : [];
  for (const [name, value] of names) {
    if (name.includes('\0') || !name.isWellFormed() || depth > deepestClaims) {
      throw new errors.InvalidRequest('claims parameter has a name or a depth that no claim has');
    }
    assertClaims(value, depth + 1);
  }
}

function features(tenant: Tenant, deps: ProviderDeps): Configuration['features'] {
  const logout = createLogout(tenant, deps);
  return {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true, assertClaimsParameter: async (_ctx, claims) => assertClaims(claims) },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true, ...createDevicePages(tenant, deps.pages) },
    dPoP: { enabled: true },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => mayIntrospect(client, token),
    },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      // No resource at the token endpoint: the opaque token for userinfo (wire contract section 3.2).
      defaultResource: async (ctx, _client, oneOf) => {
        // Several at the token endpoint would need a token with several audiences.
        if (oneOf && ctx.oidc.params?.resource)
          throw new errors.InvalidTarget('ask for one resource at a time');
        return undefined as unknown as string;
      },
      useGrantedResource: async () => false,
      getResourceServerInfo: deps.resourceServerInfo,
    },
    revocation: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: logout.logoutSource,
      postLogoutSuccessSource: async (ctx) => deps.pages.signedOut(tenant, ctx),
    },
  };
}

/** A public client may look at its own tokens only (RFC 7662 section 2.1). */
function mayIntrospect(
  client: { clientAuthMethod?: string; clientId: string },
  token: { clientId?: string },
): boolean {
  return client.clientAuthMethod !== 'none' || token.clientId === client.clientId;
}

/** Metadata is made once for each application as the cache holds it; a change brings another object. */
function createFindClient(tenant: Tenant, keys: KeySet, { applications }: ProviderDeps) {
  const builtIn = builtInClients(tenant, keys.algorithm);
  const known = new WeakMap<Application, Payload>();
  return async function findClient(id: string): Promise<Payload | undefined> {
    if (builtIn.has(id)) return builtIn.get(id);
    const application = await applications.get(tenant, id);
    if (!application || known.has(application)) return application && known.get(application);
    const metadata = clientMetadata(application, applications.origins(application), keys.algorithm);
    known.set(application, asOneClient(metadata));
    return metadata;
  };
}

/** Of the authorization request; what they mean is the sign-in pages' business (wire contract section 2). */
const extraParams = [
  'interaction_mode',
  'first_screen',
  'identifier',
  'direct_sign_in',
  'organization_id',
  'one_time_token',
];

function configuration(tenant: Tenant, keys: KeySet, deps: ProviderDeps): Configuration {
  return {
    adapter: createAdapterFactory(createFindClient(tenant, keys, deps)),
    jwks: { keys: keys.signing.map((key) => key.privateJwk) } as Configuration['jwks'],
    clientDefaults: { id_token_signed_response_alg: keys.algorithm as 'ES256' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    // Not empty, so that the library lets `acr` into tokens; what can be had depends on the connectors.
    acrValues: [localContext, 'urn:gatehouse:acr:by-connector'],
    responseTypes: ['code'],
    scopes: [...Object.keys(scopeClaims), ...claimlessScopes],
    claims: { ...scopeClaims, acr: null, amr: null, auth_time: null, iss: null, sid: null },
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    extraParams,
    extraClientMetadata: { properties: [clientExtension] },
    clientBasedCORS: (_ctx, origin, client) => extensionOf(client).origins.includes(origin),
    cookies: {
      names: cookieNames(tenant.id),
      keys: createCookieSigner(keys.cookieSecrets) as unknown as string[],
      long: sessionCookie(tenant),
      short: attemptCookie,
    },
    discovery: {
      claims_parameter_supported: true,
      ui_locales_supported: ['en', 'zh-CN'],
    } as Configuration['discovery'],
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256', 'ES384', 'RS256'] as never,
      clientAuthSigningAlgValues: [...asymmetric] as never,
      requestObjectSigningAlgValues: [...asymmetric] as never,
      dPoPSigningAlgValues: [...asymmetric] as never,
    },
    features: features(tenant, deps),
    fetch: deps.outbound.fetch as unknown as Configuration['fetch'],
    findAccount: createFindAccount(tenant, deps),
    formats: {
      customizers: {
        jwt: async (_ctx, _token, parts) => {
          // The library drops an empty scope; published SDKs demand a string (wire contract section 5).
          (parts.payload as Payload).scope ??= '';
        },
      },
    },
    interactions: {
      policy: createInteractionPolicy((connectorId, words) => deps.offersAcr(tenant, connectorId, words)),
      url: (_ctx, interaction) => `${tenant.basePath}/sign-in/${interaction.uid}`,
    },
    issueRefreshToken: async (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    loadExistingGrant,
    pkce: { required: (_ctx, client) => extensionOf(client).pkce !== 'optional' },
    renderError: (ctx, out, error) => deps.pages.error(tenant, ctx, { ...out }, error),
    rotateRefreshToken: true,
    routes,
    ttl: {
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? hour,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? hour,
      AuthorizationCode: 60,
      DeviceCode: 600,
      Grant: year,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: (_ctx, _token, client) =>
        extensionOf(client).refreshTokenTtl ?? tenant.settings.refreshTokenTtlSeconds,
      Session: sessionTtl(tenant, deps.clock),
    },
  };
}

/**
 * Several hashed secrets per application stand behind one placeholder in the metadata; only the
 * comparison knows them. Guarded by a test, since the library calls it by this name (engine notes 18).
 */
function compareSecretsByHash(provider: Provider, tenant: Tenant, applications: Applications): void {
  Object.defineProperty(provider.Client.prototype, 'compareClientSecret', {
    async value(this: { clientId: string }, presented: string): Promise<boolean> {
      const application = await applications.get(tenant, this.clientId);
      return application !== undefined && applications.verifySecret(tenant, application, presented);
    },
  });
}

/** Whoever ends a session, the calls to the applications go through jobs, with retries. */
function queueBackchannelLogout(provider: Provider, tenant: Tenant, deps: ProviderDeps): void {
  Object.defineProperty(provider.Client.prototype, 'backchannelLogout', {
    async value(this: { clientId: string }, userId: string, sid: string): Promise<void> {
      await deps.queueBackchannelLogout(tenant.db, {
        applicationId: this.clientId,
        userId,
        sid,
        customDomain: tenant.customDomain,
      });
    },
  });
}

/**
 * Entra reads the key of a federated credential at the issuer. The library never sees it: nothing that it signs
 * could ever be signed by that key.
 */
function publishMoreKeys(tenant: Tenant, { moreKeys }: ProviderDeps) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    if (ctx.path !== routes.jwks || ctx.status !== 200) return;
    const more = await moreKeys(tenant);
    if (more.length > 0) ctx.body = { keys: [...(ctx.body as { keys: JWK[] }).keys, ...more] };
  };
}

export interface BuiltProvider {
  provider: Provider;
  /** Sends a logout token now: what the job calls (OpenID Connect Back-Channel Logout section 2.5). */
  sendBackchannelLogout(applicationId: string, userId: string, sid: string): Promise<void>;
}

export function buildProvider(tenant: Tenant, keys: KeySet, deps: ProviderDeps): BuiltProvider {
  const provider = new Provider(tenant.issuer, configuration(tenant, keys, deps));
  provider.proxy = true;
  const send = (
    provider.Client.prototype as unknown as { backchannelLogout(sub: string, sid: string): Promise<void> }
  ).backchannelLogout;
  compareSecretsByHash(provider, tenant, deps.applications);
  queueBackchannelLogout(provider, tenant, deps);
  provider.use(publishMoreKeys(tenant, deps));
  provider.use(forgetStaleHint(keys, tenant));
  provider.use(writesAndErrors(tenant, deps));
  provider.use(signOutUpstream(tenant, deps));
  provider.on('server_error', (_ctx, error) => deps.onServerError(error));
  return {
    provider,
    async sendBackchannelLogout(applicationId, userId, sid) {
      const client = await provider.Client.find(applicationId);
      if (client?.backchannelLogoutUri) await send.call(client, userId, sid);
    },
  };
}
