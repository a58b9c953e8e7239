/** Composition root: the only place that creates features and ties them together. */
import manifest from '../package.json' with { type: 'json' };
import { identitySummaries, mayContinue, offersAcr } from './app-ties.ts';
import { createAccess } from './features/access/index.ts';
import { createAccount } from './features/account/index.ts';
import { createAdministrators } from './features/administrators/index.ts';
import { createApplications } from './features/applications/index.ts';
import { subscribeAudit } from './features/audit/index.ts';
import { builtConsole, createConsole } from './features/console/index.ts';
import { createCredentials } from './features/credentials/index.ts';
import {
  createCustomCss,
  createExperience,
  createImages,
  createPageContexts,
} from './features/experience/index.ts';
import { createExpiryRadar } from './features/expiry-radar/index.ts';
import { createKeys } from './features/keys/index.ts';
import { createMailbox } from './features/mailbox/index.ts';
import { adminTenantId, createManagement, createNoticeReaders } from './features/management/index.ts';
import { type BackchannelLogout, createOidc } from './features/oidc/index.ts';
import { createOrganizations } from './features/organizations/index.ts';
import { createRoles } from './features/roles/index.ts';
import { createScim, scimExpiryFacts } from './features/scim/index.ts';
import { createSecondFactor } from './features/second-factor/index.ts';
import { createSetup } from './features/setup/index.ts';
import { createSetupPortal } from './features/setup-portal/index.ts';
import { createHomeRealm, createSignIn } from './features/sign-in/index.ts';
import {
  type BreakGlassDeps,
  createNoticeJob,
  createSso,
  noticeJob,
  revocationJob,
  subscribeRollBackNotices,
} from './features/sso/index.ts';
import { createStatistics } from './features/statistics/index.ts';
import {
  createCustomDomains,
  createDomainLooks,
  createTenants,
  customDomainFacts,
} from './features/tenants/index.ts';
import { createUsers } from './features/users/index.ts';
import { createTenantCache } from './kernel/cache/index.ts';
import type { Clock } from './kernel/clock/index.ts';
import { type Config, simulatorPort } from './kernel/config/index.ts';
import type { Sealer } from './kernel/crypto/index.ts';
import type { Database, TenantDb } from './kernel/db/index.ts';
import type { TxtResolver } from './kernel/dns/index.ts';
import { createEventDispatcher } from './kernel/events/index.ts';
import { newId } from './kernel/ids/index.ts';
import { createExpiry, createJobs } from './kernel/jobs/index.ts';
import type { Log } from './kernel/log/index.ts';
import { createMail } from './kernel/mail/index.ts';
import { createMetrics } from './kernel/metrics/index.ts';
import { createOutbound, type Resolver } from './kernel/outbound/index.ts';

export interface AppDeps {
  config: Config;
  db: Database;
  sealer: Sealer;
  clock: Clock;
  log: Log;
  /** Injected by tests. */
  resolver?: Resolver;
  resolveTxt?: TxtResolver;
}

export type App = Awaited<ReturnType<typeof createApp>>;

/** Of Gatehouse, as in package.json. */
export const version = manifest.version;

/** After these something may end sooner or later than was known. */
const mayEndOtherwise = [
  'sso.connector_created',
  'sso.connector_updated',
  'sso.connector_restored',
  'sso.connector_rolled_back',
  'scim.token_created',
  'scim.token_revoked',
  'scim.settings_changed',
];

const backchannelLogoutJob = 'oidc.backchannel-logout';

export async function createApp(deps: AppDeps) {
  const { config, db, sealer, clock, log } = deps;
  const endpoint = config.endpoint;
  const cache = createTenantCache();
  const metrics = createMetrics();
  const jobs = createJobs({ db, clock, log, nodeId: newId('node'), observe: metrics.job });
  const events = createEventDispatcher({ db, jobs, log });
  const outbound = createOutbound({
    allow: config.outboundAllow,
    endpointIsLoopback: config.endpointIsLoopback,
    resolver: deps.resolver,
  });
  const mail = createMail({ jobs, sealer, outbound, config });
  metrics.watch({ database: db, jobs });

  const tenants = createTenants({ system: db, cache, endpoint });
  const { endpointIsLoopback } = config;
  const { resolveTxt } = deps;
  const customDomains = createCustomDomains({ system: db, cache, endpoint, endpointIsLoopback, resolveTxt });
  const keys = createKeys({ cache, sealer });
  const experience = createExperience({ cache });
  const images = createImages({ experience });
  const customCss = createCustomCss(experience);
  const pageContext = createPageContexts(experience);
  const applications = createApplications({ cache, clock });
  const access = createAccess({ cache, endpoint });
  const roles = createRoles({ access });
  const management = createManagement({ cache, clock, keys, tenants, applications });
  const users = createUsers({
    clock,
    // Late bound: sessions are built upon users.
    onUserDisabled: async (tx: TenantDb, userId: string) => {
      await oidc.sessions.endAllForUser(tx, userId, { revokeGrants: true });
      await sso.tokens.ofDisabledUser(tx, userId);
    },
    onIdentityRemoved: (tx: TenantDb, userId, identity) => sso.tokens.ofRemovedIdentity(tx, userId, identity),
    assertMayDisable: management.administrators.assertMayDisable,
  });
  const credentials = createCredentials({ mail });
  const secondFactors = createSecondFactor({ sealer, clock, credentials, users, mail, pageContext });
  const organizations = createOrganizations({ cache });
  const sso = createSso({
    cache,
    roles,
    sealer,
    outbound,
    // Late bound: directory sync is built upon SSO.
    users: { ...users, recognise: (db, identity, ofEmail) => scim.recognise(db, identity, ofEmail) },
    organizations,
    applications,
    queueRevocations: (tx: TenantDb, payload) =>
      jobs.enqueue(tx, revocationJob, payload, { uniqueKey: payload.connectorId }),
    experience,
    allowInsecureIssuers: endpoint.startsWith('http:'),
    resolveTxt,
    simulatorUrl: config.endpointIsLoopback ? `http://localhost:${simulatorPort}` : undefined,
    admitPreview: (tx: TenantDb, caller) =>
      credentials.limits.takeCall(tx, { rule: 'preview-provider', ...caller }),
    admitLogout: credentials.limits.takeProviderLogout,
    admitRefusalNote: credentials.limits.takeRefusalNote,
    onProviderLogout: (tx: TenantDb, ssoSessions) => oidc.sessions.endOfProvider(tx, ssoSessions),
    isAdministrator: management.administrators.isAdministrator,
    breakGlass: breakGlassOf({ management, users, credentials, jobs }),
    onDomainEnforced: (tx: TenantDb, domain: string) => oidc.sessions.endForDomain(tx, domain),
  });
  const oidc = createOidc({
    cache,
    clock,
    keys,
    applications,
    access,
    outbound,
    pageContext,
    managementPermissions: management.permissionsAt,
    offersAcr: (tenant, connectorId, words) => offersAcr(sso, tenant, connectorId, words),
    moreKeys: (tenant) => sso.clientCredentials.federated(tenant),
    upstreamLogout: (tenant, session, returnTo) => sso.logout.urlFor(tenant, session, returnTo),
    mayContinue: (tenant, account, connectorId) => mayContinue(sso, tenant, account, connectorId),
    rolesOf: (tenant, userId) => roles.namesOfUser(tenant.db, userId),
    identitiesOf: (tenant, userId) => identitySummaries(users, tenant, userId),
    organizationsOf: (tenant, userId) => organizations.ofUser(tenant.db, userId),
    queueBackchannelLogout: (tx, logout) => jobs.enqueue(tx, backchannelLogoutJob, logout),
    logProblem: (details) => log.warn(details, 'A request to the provider failed'),
    onServerError: (error) => log.error({ err: error }, 'The provider failed'),
  });

  const statistics = createStatistics({ clock, log, events });
  const readers = createNoticeReaders({ ...management, tenants, pageContext });
  const expiryRadar = createExpiryRadar({
    clock,
    jobs,
    tenants,
    mail,
    endpoint,
    sources: [sso.expiryFacts, customDomainFacts, scimExpiryFacts],
    ...readers,
  });
  const onFailure = statistics.failed;
  const signIn = createSignIn({
    organizations,
    homeRealm: createHomeRealm({ sealer, clock }),
    oidc,
    users,
    credentials,
    secondFactors,
    sso,
    experience,
    access,
    applications,
    pageContext,
    endpoint,
    onFailure,
  });
  const account = createAccount({ oidc, users, credentials, secondFactors, sso, pageContext });
  const scim = createScim({
    clock,
    users,
    connectors: sso.connectors,
    isAdministrator: management.administrators.isAdministrator,
    roles,
  });
  const console = createConsole(builtConsole());
  const mailbox = createMailbox({ mail, pageContext, config });
  const setup = createSetup({
    tenants,
    users,
    credentials,
    administrators: management.administrators,
    pageContext,
    config,
  });
  const administrators = createAdministrators({
    administrators: management.administrators,
    users,
    credentials,
    mail,
    oidc,
    sso,
    pageContext,
    doneUrl: setup.doneUrl,
  });

  const setupPortal = createSetupPortal({
    sso,
    credentials,
    organizations,
    pageContext,
    mail,
    ending: (tx, connectorId) => expiryRadar.items(tx, { connectorId, customDomains: false }),
  });

  jobs.register<BackchannelLogout>({
    name: backchannelLogoutJob,
    maxAttempts: 8,
    async run({ db: tenantDb }, logout) {
      const tenant = tenantDb && (await tenants.at(tenantDb.tenantId, logout.customDomain));
      if (tenant) await oidc.sendBackchannelLogout(tenant, logout);
    },
  });
  registerSsoJobs({ jobs, sso, tenants, db });
  jobs.register(createNoticeJob({ ...management, mail, pageContext, tenants }));
  subscribeRollBackNotices({ ...readers, events, jobs, mail, tenants, endpoint, connectors: sso.connectors });
  subscribeAudit(events);
  followUp(events, { users, sso, scim });
  jobs.register(createExpiry().job);
  jobs.register(createDomainLooks({ system: db, endpointIsLoopback, resolveTxt }));
  jobs.register(expiryRadar.jobs.scan);
  jobs.register(expiryRadar.jobs.hourly);
  events.subscribe(mayEndOtherwise, (tx) => expiryRadar.jobs.request(tx));
  await tenants.ensureBuiltIn();

  let ready = false;
  return {
    version,
    isReady: () => ready,
    setReady(value: boolean) {
      ready = value;
    },
    config,
    db,
    clock,
    log,
    cache,
    jobs,
    events,
    outbound,
    mail,
    metrics,
    tenants,
    customDomains,
    keys,
    experience,
    images,
    customCss,
    pageContext,
    applications,
    access,
    roles,
    management,
    users,
    credentials,
    secondFactors,
    organizations,
    sso,
    oidc,
    signIn,
    account,
    setup,
    administrators,
    setupPortal,
    mailbox,
    console,
    statistics,
    scim,
    expiryRadar,
  };
}

interface Followers {
  users: Pick<ReturnType<typeof createUsers>, 'touchSignIn'>;
  sso: Pick<ReturnType<typeof createSso>, 'recorder'>;
  scim: Pick<ReturnType<typeof createScim>, 'groupRoles'>;
}

/** What one feature has to hear of another's. */
function followUp(events: ReturnType<typeof createEventDispatcher>, { users, sso, scim }: Followers): void {
  const follow = (type: string, what: (tx: TenantDb, id: string) => Promise<unknown>) =>
    events.subscribe(type, async (tx, { subject }) => {
      if (subject) await what(tx, subject.id);
    });
  follow('user.signed_in', users.touchSignIn);
  follow('user.deleted', sso.recorder.forget);
  follow('sso.connector_deleted', scim.groupRoles.forget);
}

type SsoJobParts = Pick<Awaited<ReturnType<typeof createApp>>, 'jobs' | 'sso' | 'tenants' | 'db'>;

/** What enterprise SSO does by itself. */
function registerSsoJobs({ jobs, sso, tenants, db }: SsoJobParts): void {
  jobs.register({
    name: 'sso.rotate-client-keys',
    every: 60 * 60 * 1000,
    async run({ system }) {
      await sso.clientCredentials.rotateDue(system, (id) => db.forTenant(id));
    },
  });
  jobs.register(sso.saml.refreshJob);
  jobs.register(sso.revocations(tenants.byId));
  jobs.register(sso.retention);
  jobs.register(sso.domainChecks);
}

interface BreakGlassParts {
  management: Pick<ReturnType<typeof createManagement>, 'administrators'>;
  users: Pick<ReturnType<typeof createUsers>, 'findCredentialsById'>;
  credentials: Pick<ReturnType<typeof createCredentials>, 'limits'>;
  jobs: Pick<ReturnType<typeof createJobs>, 'enqueue'>;
}

/** Owners, their passwords, limits and the news: what breaking the glass needs. */
function breakGlassOf({ management, users, credentials, jobs }: BreakGlassParts): BreakGlassDeps {
  return {
    owners: async (tenantDb) =>
      tenantDb.tenantId === adminTenantId
        ? (await management.administrators.list(tenantDb, { role: 'owner', limit: 100, offset: 0 })).items
        : [],
    hasPassword: async (tenantDb, userId) =>
      Boolean((await users.findCredentialsById(tenantDb, userId))?.passwordHash),
    admit: (tenantDb, who) => credentials.limits.takeCall(tenantDb, { rule: 'break-glass', ...who }),
    tellOwners: (tx, used) => jobs.enqueue(tx, noticeJob, { kind: 'break-glass', ...used }),
  };
}
