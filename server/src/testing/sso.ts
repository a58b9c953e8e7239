/** For the tests of enterprise SSO: real SQL, the real users feature, real HTTP to the IdP simulator on loopback. */
import { randomBytes } from 'node:crypto';
import { createAccess } from '../features/access/index.ts';
import { createCredentials } from '../features/credentials/index.ts';
import { createExperience } from '../features/experience/index.ts';
import { createOrganizations } from '../features/organizations/index.ts';
import { createRoles } from '../features/roles/index.ts';
import {
  type ConnectorInput,
  createSso,
  type ExternalIdentity,
  type Resolution,
  type SsoCookie,
  type SsoDeps,
  type SsoFeature,
  type SsoResult,
  type StartInput,
} from '../features/sso/index.ts';
import * as store from '../features/sso/store-attempts.ts';
import { createTenants, type Tenant } from '../features/tenants/index.ts';
import { createUsers } from '../features/users/index.ts';
import { createTenantCache } from '../kernel/cache/index.ts';
import { systemClock } from '../kernel/clock/index.ts';
import { createSealer } from '../kernel/crypto/index.ts';
import { openTestDatabase } from '../kernel/db/test-database.ts';
import { newId } from '../kernel/ids/index.ts';
import { createOutbound } from '../kernel/outbound/index.ts';
import {
  type IdpSimulator,
  type SimulatorOrganization,
  signInAtIdp,
  startIdpSimulator,
} from './idp/index.ts';

export const endpoint = 'http://localhost:3001';
export const acmeTenant = '3f0c2a5e-7d41-4c8b-9a57-0b6e5d1c4f21';
export const wayneTenant = '11111111-2222-4333-8444-555555555555';

const client = (id: string, connector: string) => ({
  clientId: `${id}-app`,
  clientSecret: `${id}-secret`,
  redirectUris: [`${endpoint}/callback/${connector}`],
});

const organizations = (): SimulatorOrganization[] => [
  {
    kind: 'entra',
    id: acmeTenant,
    domain: 'acme.example',
    clients: [
      client('acme', 'acme'),
      client('acme2', 'acme2'),
      { ...client('multi', 'multi'), multiTenant: true, removeUnverifiedEmail: false },
    ],
    users: [
      {
        id: '0a6c1b52-91d5-4f6e-8b0a-3c1d5e7f9a01',
        username: 'anna@acme.example',
        email: 'anna@acme.example',
        name: 'Anna Berg',
        givenName: 'Anna',
        familyName: 'Berg',
      },
      { username: 'ben@acme.example', email: 'ben@acme.example', name: 'Ben', xmsEdov: '1' },
      { username: 'nomail@acme.example', name: 'No Mail' },
      { username: 'chen@partner.example', email: 'chen@partner.example', name: 'Chen', guest: true },
      {
        username: 'many@acme.example',
        email: 'many@acme.example',
        groups: Array.from({ length: 201 }, (_, i) => `g-${i}`),
      },
    ],
  },
  {
    kind: 'entra',
    id: wayneTenant,
    domain: 'wayne.example',
    users: [
      { username: 'bruce@wayne.example', email: 'bruce@wayne.example', name: 'Bruce' },
      { username: 'joker@wayne.example', email: 'anna@acme.example', name: 'Joker' },
    ],
  },
  {
    kind: 'google',
    id: 'globex',
    domain: 'globex.example',
    clients: [client('globex', 'globex')],
    users: [
      { id: '1076', username: 'gina@globex.example', email: 'gina@globex.example', name: 'Gina' },
      { id: '1077', username: 'pat@globex.example', email: 'pat@globex.example', hd: 'other.example' },
    ],
  },
  {
    kind: 'okta',
    id: 'initech',
    domain: 'initech.example',
    thinIdTokens: true,
    clients: [client('initech', 'initech')],
    users: [
      { id: '00u1', username: 'peter@initech.example', email: 'peter@initech.example', name: 'Peter' },
      {
        id: '00u2',
        username: 'milton@initech.example',
        email: 'milton@initech.example',
        name: 'Milton',
        emailVerified: false,
      },
    ],
  },
  {
    kind: 'oidc',
    id: 'umbrella',
    domain: 'umbrella.example',
    clients: [client('umbrella', 'umbrella')],
    users: [{ id: 'alice-1', username: 'alice', email: 'alice@umbrella.example', name: 'Alice' }],
  },
  {
    kind: 'saml',
    id: 'stark',
    domain: 'stark.example',
    users: [
      { id: 'tony-1', username: 'tony', email: 'tony@stark.example', name: 'Tony Stark', groups: ['Staff'] },
      { id: 'pepper-1', username: 'pepper', email: 'pepper@stark.example', name: 'Pepper Potts' },
      { id: 'happy-1', username: 'happy', email: 'happy@stark.example', name: 'Happy Hogan' },
    ],
  },
];

/** The connectors of the four presets, by id. */
export function connectorInputs(idp: IdpSimulator): Record<string, ConnectorInput> {
  const connector = (id: string, provider: string, issuer: string, domain: string): ConnectorInput => ({
    id,
    name: id,
    provider,
    config: { issuer, clientId: `${id}-app`, clientSecret: `${id}-secret` },
    domains: [{ name: domain, proved: true }],
    enabled: true,
  });
  return {
    acme: connector('acme', 'entra-oidc', idp.issuerOf(acmeTenant), 'acme.example'),
    globex: connector('globex', 'google-workspace', idp.issuerOf('globex'), 'globex.example'),
    initech: connector('initech', 'okta', idp.issuerOf('initech'), 'initech.example'),
    umbrella: connector('umbrella', 'oidc', idp.issuerOf('umbrella'), 'umbrella.example'),
  };
}

export interface Browser {
  cookies: Record<string, string>;
}

export type Harness = Awaited<ReturnType<typeof startHarness>>;

export async function startHarness() {
  const database = await openTestDatabase();
  const idp = await startIdpSimulator({ organizations: organizations() });
  const outbound = createOutbound({ allow: [], endpointIsLoopback: true });
  const { limits } = createCredentials({ mail: { send: async () => {} } });
  const sealer = createSealer({ keys: new Map([['k1', randomBytes(32)]]), currentKeyId: 'k1' });

  /** A fresh tenant with SSO switched on; `deps` replaces what a test wants to be different. */
  async function newTenant(deps: Partial<SsoDeps> = {}) {
    const id = newId('t').replace('_', '-');
    const cache = createTenantCache();
    const registry = createTenants({ system: database, cache, endpoint });
    // At the base URL, so that the redirect addresses registered at the simulator fit every tenant.
    const atBase = {
      basePath: '',
      baseUrl: endpoint,
      issuer: `${endpoint}/oidc`,
      apiResource: `${endpoint}/api`,
    };
    const tenant: Tenant = {
      ...(await registry.create({ id, name: id })),
      ...atBase,
      db: database.forTenant(id),
    };
    const users = createUsers({ clock: systemClock, onUserDisabled: async () => {} });
    const experience = createExperience({ cache });
    const organizations = createOrganizations({ cache });
    const access = createAccess({ cache, endpoint });
    const roles = createRoles({ access });
    /** Another node, or this one after a restart: nothing in memory is shared. */
    const node = (more: Partial<SsoDeps> = {}): SsoFeature =>
      createSso({
        cache: createTenantCache(),
        sealer,
        outbound,
        users,
        organizations,
        roles,
        experience,
        allowInsecureIssuers: true,
        admitLogout: limits.takeProviderLogout,
        admitRefusalNote: limits.takeRefusalNote,
        onProviderLogout: async (_db, ended) => ended.length,
        admitPreview: (db, caller) => limits.takeCall(db, { rule: 'preview-provider', ...caller }),
        ...deps,
        ...more,
      });
    await experience.update(tenant.db, { singleSignOnEnabled: true });
    return { tenant, users, organizations, access, roles, experience, cache, node, sso: node({ cache }) };
  }

  return {
    database,
    idp,
    sealer,
    newTenant,
    /** A network that changes what a provider answers. */
    outboundThat: (change: (url: string, text: string) => string): SsoDeps['outbound'] => ({
      async fetch(url, init) {
        const response = await outbound.fetch(url, init);
        const { status, headers } = response;
        return new Response(change(String(url), await response.text()), { status, headers });
      },
    }),
    async close() {
      await idp.close();
      await outbound.close();
      await database.close();
    },
  };
}

export const remember = (browser: Browser, cookie: SsoCookie): void => {
  browser.cookies[cookie.name] = cookie.value;
};

export interface Trip {
  browser: Browser;
  callback: URL;
}

/** From start to the callback's address, without finishing. */
export async function travel(
  { sso, tenant, idp }: { sso: SsoFeature; tenant: Tenant; idp: IdpSimulator },
  username: string,
  input: Partial<StartInput> & { connectorId: string },
): Promise<Trip> {
  const browser: Browser = { cookies: {} };
  const { redirectTo, cookie } = await sso.start(tenant, { attemptId: 'att_1', ...input });
  remember(browser, cookie);
  const { callbackUrl } = await signInAtIdp(idp, redirectTo, { username });
  return { browser, callback: callbackUrl };
}

export const land = (
  sso: SsoFeature,
  tenant: Tenant,
  connectorId: string,
  { browser, callback }: Trip,
): Promise<SsoResult> => sso.finish(tenant, { connectorId, url: callback, cookies: browser.cookies });

type SignedIn = { result: SsoResult; identity?: ExternalIdentity; resolution?: Resolution };

/** The whole way: start, sign in at the IdP, come back, become a user. */
export async function signIn(
  where: { sso: SsoFeature; tenant: Tenant; idp: IdpSimulator },
  username: string,
  input: Partial<StartInput> & { connectorId: string },
): Promise<SignedIn> {
  const { sso, tenant } = where;
  const result = await land(sso, tenant, input.connectorId, await travel(where, username, input));
  if (result.outcome === 'failed') return { result };
  const { identity, trace } = result;
  return { result, identity, resolution: await sso.resolveUser(tenant.db, tenant, identity, trace) };
}

/** Why a sign-in failed, at whichever end. */
export function causeOf({ result, resolution }: SignedIn): string | undefined {
  const error =
    result.outcome === 'failed'
      ? result.error
      : resolution?.outcome === 'refused'
        ? resolution.error
        : undefined;
  return (error?.data as { cause: string } | undefined)?.cause;
}

export function referenceOf({ result, resolution }: SignedIn): string {
  if (result.outcome === 'failed') return result.reference;
  return resolution && 'reference' in resolution ? resolution.reference : result.trace.reference;
}

export const traceOf = async (tenant: Tenant, signedIn: SignedIn) =>
  (await store.findTrace(tenant.db, referenceOf(signedIn)))!;
