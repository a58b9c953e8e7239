/** Enterprise SSO as the other features see it: its interface, what it needs from others, how it is put together. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import { type Clock, systemClock } from '../../kernel/clock/index.ts';
import type { Sealer } from '../../kernel/crypto/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import { systemTxtResolver, type TxtResolver } from '../../kernel/dns/index.ts';
import { type AppError, rateLimited } from '../../kernel/errors/index.ts';
import type { JobDefinition } from '../../kernel/jobs/index.ts';
import { stepUpOf } from '../../protocol/authentication-contexts.ts';
import type { Applications } from '../applications/index.ts';
import type { Admission } from '../credentials/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User, Users } from '../users/index.ts';
import { createAttempts } from './attempts.ts';
import { type ConnectorTests, createConnectorTests } from './connector-tests.ts';
import { type Connectors, createConnectors } from './connectors.ts';
import { createDomainChecks } from './domain-checks.ts';
import { hasProof, recordOf } from './domains.ts';
import { errors } from './errors.ts';
import { allExpiryFacts, type ExpiryFact } from './expiry.ts';
import { type ConnectorHistory, createHistory } from './history/versions.ts';
import { createChangeWatch } from './history/watch.ts';
import { type BreakGlass, type BreakGlassDeps, createBreakGlass } from './life/break-glass.ts';
import { createLife, type Life } from './life/steps.ts';
import { createSsoLogout, type SsoLogout } from './logout.ts';
import { createLookup } from './lookup.ts';
import type { RoleDirectory } from './mapping/apply.ts';
import type { MappingDeps } from './mapping/deps.ts';
import { type ClientCredentials, createClientCredentials } from './oidc/client-credentials.ts';
import { createClientKeys } from './oidc/client-keys.ts';
import { createOidcProtocol } from './oidc/protocol.ts';
import type { Preview, PreviewInput } from './preview.ts';
import type { ConnectorCheck, Departure, IdpStart, ProviderAnswer } from './protocol.ts';
import { createProtocolOf } from './protocols.ts';
import { type Provider, providers } from './providers.ts';
import { createRecorderFace, type RecorderFace } from './recorder/face.ts';
import { createRecorder } from './recorder/recorder.ts';
import { retentionJob } from './recorder/retention.ts';
import { searchTraces, type TraceFilter } from './recorder/store-search.ts';
import { type ProviderValues, providerValuesOf } from './requests.ts';
import { createResolver } from './resolve.ts';
import { createSaml, type Saml } from './saml/service.ts';
import type { Connector, ConnectorDomain, ConnectorSummary, ExternalIdentity } from './schema.ts';
import { createSsoSettings, type SsoSettings } from './settings.ts';
import { connectSimulator, type Simulated } from './simulated.ts';
import type { StoredTrace } from './store-attempts.ts';
import { createTokenDeletion, type DeletionDeps, type RevocationPayload } from './tokens/deletion.ts';
import { createRevocation } from './tokens/revocation.ts';
import { createTokenSealing } from './tokens/sealing.ts';
import { createTokenVault, type TokenVault } from './tokens/service.ts';
import type { SsoTrace } from './trace.ts';
import { createUpstreamSessions } from './upstream-sessions.ts';

/** What SSO needs of the users feature. */
export type UserDirectory = Pick<
  Users,
  | 'create'
  | 'findByIdentifier'
  | 'findIdentity'
  | 'identitiesOfConnector'
  | 'linkIdentity'
  | 'listIdentities'
  | 'update'
> & {
  /** What the connector's directory knows of the identity by its own key, if it provisions people here. */
  recognise?(
    db: TenantDb,
    identity: Pick<ExternalIdentity, 'claims' | 'connectorId' | 'subject'>,
    ofEmail: string | undefined,
  ): Promise<{ verdict: 'same-person' | 'other-person'; user?: User } | undefined>;
};

export interface SsoDeps extends DeletionDeps {
  cache: TenantCache;
  sealer: Sealer;
  outbound: { fetch(url: string | URL, init?: RequestInit): Promise<Response> };
  users: UserDirectory;
  /** In the transaction of a sign-in: the person becomes a member of the connector's organization. */
  organizations: {
    join(tx: TenantDb, id: string, userId: string, source: `sso:${string}`): Promise<boolean>;
  };
  roles: RoleDirectory;
  experience: { get(tenant: Tenant): Promise<{ singleSignOnEnabled: boolean }> };
  /** Plain-http issuers exist only where Gatehouse itself is reached by http: on a laptop. */
  allowInsecureIssuers: boolean;
  /** For the token storage, which names applications. */
  applications?: Pick<Applications, 'find' | 'get'>;
  /** The system's unless a test gives another. */
  clock?: Clock;
  /** The system's resolver unless a test gives another. */
  resolveTxt?: TxtResolver;
  /** Where the IdP simulator is when it runs; only on a developer's machine. */
  simulatorUrl?: string;
  /** Whether a caller may make this server look at another provider now. */
  admitPreview(db: TenantDb, caller: { account: string; address: string | undefined }): Promise<Admission>;
  /** Whether somebody of this tenant administers the installation. */
  isAdministrator?(db: TenantDb, userId: string): Promise<boolean>;
  breakGlass?: BreakGlassDeps;
  /** In the transaction that begins the enforcement: ends the sessions that were not made by this SSO. */
  onDomainEnforced?(db: TenantDb, domain: string): Promise<unknown>;
  /** Whether a provider, or whoever pretends to be one, may say now that somebody signed out. */
  admitLogout(db: TenantDb, caller: { account: string; address: string | undefined }): Promise<Admission>;
  /** Whether one more refused notice of that kind is worth an event. */
  admitRefusalNote(db: TenantDb, what: string): Promise<Admission>;
  /** In the transaction of a provider's logout: ends the sessions that these belong to; how many there were. */
  onProviderLogout(db: TenantDb, ssoSessions: readonly string[]): Promise<number>;
}

export interface StartInput {
  connectorId: string;
  attemptId: string;
  applicationId?: string | null;
  loginHint?: string;
  prompt?: string;
  maxAge?: number;
  acrValues?: string;
  uiLocales?: string;
}

/** HttpOnly, SameSite=Lax, Secure under https; its path is the connector's callback address. */
export interface SsoCookie {
  name: string;
  value: string;
  path: string;
  maxAge: number;
}

/** What came back, and the cookies it came with. */
export interface SsoCallback extends ProviderAnswer {
  connectorId: string;
  cookies: Readonly<Record<string, string | undefined>>;
}

export type SsoResult =
  | { outcome: 'identified'; attemptId: string; identity: ExternalIdentity; trace: SsoTrace }
  /** `attemptId` only when the browser is the one that started it. */
  | {
      outcome: 'failed';
      attemptId?: string;
      error: AppError;
      reference: string;
      /** Asked for less it may succeed, and a second factor of our own may do the rest. */
      leftToLocal?: boolean;
    };

export type ProofReason = 'email-unverified' | 'domain-unproved' | 'local-email-unverified';

export type Resolution =
  | { outcome: 'signed-in'; user: User; created: boolean }
  /** Prove `user` in the usual way, then call again with `provedUserId`. */
  | { outcome: 'prove-local-account'; user: User; reason: ProofReason; reference: string }
  | { outcome: 'refused'; error: AppError; reference: string };

export interface Sso {
  /** The enabled connectors that speak for the address's domain; none when SSO is switched off. */
  connectorsForEmail(tenant: Tenant, email: string): Promise<ConnectorSummary[]>;
  /** The enabled connectors; the "Single sign-on" button is shown when there are any. */
  connectorsForButton(tenant: Tenant): Promise<ConnectorSummary[]>;
  /** The enabled connectors of an organization, for `organization_id`; none when there is no such organization. */
  connectorsForOrganization(tenant: Tenant, organizationId: string): Promise<ConnectorSummary[]>;
  /** An enabled connector, e.g. for `direct_sign_in=sso:{id}`. */
  connector(tenant: Tenant, id: string): Promise<ConnectorSummary | undefined>;
  /** The connector that this person must use: no password, code or reset for them. */
  enforcedConnectorFor(
    tenant: Tenant,
    user: { email?: string | null; emailVerified?: boolean },
  ): Promise<ConnectorSummary | undefined>;
  /** Throws a typed error with `data.reference` when the way to the provider is closed. */
  start(tenant: Tenant, input: StartInput): Promise<Departure & { cookie: SsoCookie }>;
  /** Never throws for what a browser or a provider sent. */
  finish(tenant: Tenant, callback: SsoCallback): Promise<SsoResult>;
  /** What a provider posts that nobody here asked for. Never throws for what it sent. */
  unsolicited(
    tenant: Tenant,
    posted: { connectorId: string; form: Readonly<Record<string, string>> },
  ): Promise<IdpStart | Extract<SsoResult, { outcome: 'failed' }>>;
  /** Outside a transaction: opens its own, and does it again when two first sign-ins collide. */
  resolveUser(
    db: TenantDb,
    tenant: Tenant,
    identity: ExternalIdentity,
    trace: SsoTrace,
    proof?: { provedUserId: string },
  ): Promise<Resolution>;
}

export interface SsoFeature extends Sso {
  /** The kinds of identity provider, with the forms of their connectors. */
  providers: readonly Provider[];
  saml: Saml;
  connectors: Connectors;
  /** What trying out a mapping reads. */
  mapping: MappingDeps;
  /** How connectors prove themselves at their providers without a secret. */
  clientCredentials: ClientCredentials;
  /** Whether signing in by this connector can reach one of these classes of authentication. */
  offersAcr(tenant: Tenant, connectorId: string, acrValues: string): Promise<boolean>;
  /** Whether a second factor of our own may stand in for this connector's provider. */
  localStepUp(tenant: Tenant, connectorId: string): Promise<boolean>;
  /** Signing out together with the provider. */
  logout: SsoLogout;
  /** What people have tried, newest first. */
  listAttempts(
    db: TenantDb,
    filter: TraceFilter & { limit: number; offset: number },
  ): Promise<{ traces: StoredTrace[]; total: number }>;
  /** Looking for attempts, and what became of them. */
  recorder: RecorderFace;
  /** What the tenant decides about single sign-on as a whole. */
  settings: SsoSettings;
  /** Keeps attempts no longer than the tenant wants. */
  retention: JobDefinition<unknown>;
  /** What has to be entered at the identity provider, also before the connector is there. */
  providerValues(
    tenant: Pick<Tenant, 'baseUrl'>,
    connector: Parameters<typeof providerValuesOf>[1],
  ): ProviderValues;
  /** The record by which a domain is proved. */
  recordOf(domain: Pick<ConnectorDomain, 'name' | 'proofToken'>): { name: string; value: string };
  tests: ConnectorTests;
  /** Asks the DNS and keeps the answer. Throws when there is no proof. */
  verifyDomain(db: TenantDb, connectorId: string, domain: string): Promise<Connector>;
  /** A look at a provider while its form is being filled in. */
  preview(
    db: TenantDb,
    caller: { account: string; address: string | undefined },
    input: PreviewInput,
  ): Promise<Preview>;
  /** What of its connectors ends some day. */
  expiryFacts(db: TenantDb): Promise<ExpiryFact[]>;
  /** The daily look at the proofs of domains. */
  domainChecks: JobDefinition<unknown>;
  /** What the connection of a connector was before, and putting it back. */
  history: ConnectorHistory;
  /** Enabling and enforcing, and what they ask for first. */
  life: Life;
  /** How owners get in when the single sign-on of the tenant `admin` is broken. */
  breakGlass: BreakGlass;
  /** A connector for the simulator on this machine, ready to be tested. */
  connectSimulator(tenant: Pick<Tenant, 'baseUrl' | 'tag'>, db: TenantDb): Promise<Simulated>;
  /** The providers' tokens that are kept for applications. */
  tokens: TokenVault;
  /** The job that revokes deleted ones. */
  revocations(tenants: (id: string) => Promise<Tenant | undefined>): JobDefinition<RevocationPayload>;
  /** A live look at the provider that says exactly what is wrong. */
  check(
    tenant: Pick<Tenant, 'id' | 'baseUrl' | 'db' | 'issuers'>,
    connectorId: string,
  ): Promise<ConnectorCheck>;
}

export function createSso(deps: SsoDeps): SsoFeature {
  const { resolveTxt = systemTxtResolver, clock = systemClock } = deps;
  const sealing = createTokenSealing(deps.sealer);
  const tokenDeletion = createTokenDeletion(deps);
  const connectors = createConnectors({ ...deps, tokenDeletion });
  const lookup = createLookup(deps);
  const breakGlass = createBreakGlass(deps.breakGlass);
  const clientKeys = createClientKeys(deps);
  const sessions = createUpstreamSessions(deps.sealer);
  const saml = createSaml({ ...deps, clock, connectors, sessions });
  const protocolOf = createProtocolOf({
    oidc: createOidcProtocol({ ...deps, connectors, clientKeys, sessions, sealing }),
    saml: saml.protocol,
  });
  const settings = createSsoSettings(deps);
  const recorder = createRecorder({ ...deps, clock, settings });
  const { readMetadata } = saml;
  const watched = { ...deps, clock, connectors, lookup, protocolOf, settings, readMetadata };
  const watch = createChangeWatch(watched);
  const onTheWay = { ...deps, clock, lookup, protocolOf, recorder, watch };
  const { start, finish, unsolicited } = createAttempts(onTheWay);
  const tokens = createTokenVault({
    ...deps,
    sealing,
    deletion: tokenDeletion,
    protocolOf,
    lookup,
    connectors,
  });
  const { connectorsForEmail, connectorsForButton, connectorsForOrganization } = lookup;
  const { connector, enforcedConnectorFor } = lookup;
  return {
    connectorsForEmail,
    connectorsForButton,
    connectorsForOrganization,
    connector,
    enforcedConnectorFor,
    start,
    finish,
    unsolicited,
    resolveUser: createResolver({ ...deps, clock, lookup, recorder, tokens }),
    tokens,
    revocations: (tenants) => createRevocation({ sealing, protocolOf, tenants }),
    connectors,
    mapping: { connectors, users: deps.users, roles: deps.roles },
    logout: createSsoLogout({ ...deps, lookup, protocolOf, sessions }),
    async offersAcr(tenant, connectorId, acrValues) {
      const stored = await lookup.load(tenant, connectorId);
      const contexts = stored?.enabled ? stored.config.authenticationContexts : undefined;
      return stepUpOf(Array.isArray(contexts) ? contexts.map(String) : undefined, acrValues) !== undefined;
    },
    async localStepUp(tenant, connectorId) {
      const stored = await lookup.load(tenant, connectorId);
      return stored?.enabled === true && stored.config.stepUp === 'provider-or-local';
    },
    clientCredentials: createClientCredentials({ connectors, clientKeys }),
    providers,
    listAttempts: searchTraces,
    recorder: createRecorderFace({ ...deps, clock, protocolOf, lookup, connectors, settings }),
    settings,
    retention: retentionJob(settings),
    providerValues: providerValuesOf,
    recordOf,
    saml,
    history: createHistory({ ...deps, clock, connectors }),
    life: createLife({ connectors, breakGlass }),
    breakGlass,
    tests: createConnectorTests({ ...deps, lookup, protocolOf, connectors }),
    async verifyDomain(db, connectorId, domain) {
      const { domains } = await connectors.get(db, connectorId);
      const claimed = domains.find(({ name }) => name === domain);
      if (!claimed) throw errors['sso.domain_not_found']({ domain });
      const proved = await hasProof(resolveTxt, claimed);
      const after = await connectors.recordCheck(db, connectorId, domain, proved);
      const { name, value } = recordOf(claimed);
      if (!proved) throw errors['sso.domain_unproved']({ domain, name, record: value });
      return after;
    },
    async preview(db, caller, input) {
      const admission = await deps.admitPreview(db, caller);
      if (!admission.admitted) throw rateLimited(admission.retryAfterSeconds);
      return protocolOf(input).preview(input);
    },
    expiryFacts: (db) => allExpiryFacts(connectors, db),
    domainChecks: createDomainChecks(resolveTxt),
    connectSimulator: (tenant, db) => connectSimulator({ ...deps, connectors }, tenant, db),
    check: async (tenant, connectorId) => {
      const stored = await connectors.existing(tenant.db, connectorId);
      return protocolOf(stored).check(tenant, stored);
    },
  };
}
