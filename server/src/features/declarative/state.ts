/** Reads of a tenant what its section of the file speaks about. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ApiResource, Grant } from '../access/index.ts';
import type { Application } from '../applications/index.ts';
import type { VersionedExperience } from '../experience/index.ts';
import type { Organization } from '../organizations/index.ts';
import type { Role } from '../roles/index.ts';
import type { Connector } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { User } from '../users/index.ts';
import { readConnectors } from './connector-config.ts';
import type { ApplicationEntry, ConnectorEntry, TenantSection, UserEntry } from './schema.ts';
import type { Services } from './services.ts';

export interface ApplicationState {
  application: Application;
  grants: Grant[];
  /** Whether the file's secret is one of the application's. */
  secretFits: boolean;
}

export interface ConnectorState {
  connector: Connector;
  /** With its secrets. */
  config: Readonly<Record<string, unknown>>;
}

export interface UserState {
  user: User;
  grants: Grant[];
  /** Names of those given by hand. */
  roles: string[];
}

export interface TenantState {
  tenant: Tenant | undefined;
  tenantId: string;
  apiResources: ApiResource[];
  roles: Role[];
  organizations: Organization[];
  applications: ApplicationState[];
  connectors: {
    existing: ConnectorState[];
    /** The config that each entry of the file leads to, as the preset reads it; undefined when it refuses. */
    wanted: (Readonly<Record<string, unknown>> | undefined)[];
  };
  users: {
    tenant: Tenant | undefined;
    minPasswordLength: number;
    /** Whom each entry of the file means, by each of its identifiers. */
    matches: UserState[][];
    /** Everybody, when those whom the file doesn't list are to be deleted. */
    all: User[];
  };
  experience: VersionedExperience;
}

const pageSize = 500;

/** Every page of a list. */
export async function everything<T>(
  page: (window: { limit: number; offset: number }) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const items = await page({ limit: pageSize, offset: all.length });
    all.push(...items);
    if (items.length < pageSize) return all;
  }
}

export async function readState(
  services: Services,
  tenantId: string,
  section: TenantSection,
  { prune }: { prune: boolean },
): Promise<TenantState> {
  const db = services.system.forTenant(tenantId);
  const tenant = await services.tenants.byId(tenantId);
  return {
    tenant,
    tenantId,
    apiResources: section.apiResources ? await readApiResources(services, db) : [],
    applications: section.applications ? await readApplications(services, db, section.applications) : [],
    roles: await readRoles(services, db),
    organizations: await allOrganizations(services, db),
    connectors: await readSso(services, tenantId, section.ssoConnectors),
    users: await readUsers(services, tenant, db, section, prune),
    experience: await services.experience.read(db),
  };
}

export const readApiResources = ({ access }: Services, db: TenantDb): Promise<ApiResource[]> =>
  everything(async (window) => (await access.list(db, window)).items);

export const readRoles = ({ roles }: Services, db: TenantDb): Promise<Role[]> =>
  everything(async (window) => (await roles.list(db, window)).items);

export const allOrganizations = (
  { organizations }: Pick<Services, 'organizations'>,
  db: TenantDb,
): Promise<Organization[]> =>
  everything(async (window) => (await organizations.list(db, window)).organizations);

/** Names of the roles that somebody gave to the user by hand. */
export async function manualRoles(
  { roles }: Pick<Services, 'roles'>,
  db: TenantDb,
  userId: string,
): Promise<string[]> {
  const list = await roles.ofUser(db, userId);
  return list.filter(({ sources }) => sources.includes('manual')).map(({ name }) => name);
}

/** Entries without an id mean the application of that name. */
export const meansApplication = (entry: ApplicationEntry, application: Application): boolean =>
  entry.id === undefined ? entry.name === application.name : entry.id === application.id;

async function readApplications(
  { applications, access }: Services,
  db: TenantDb,
  entries: readonly ApplicationEntry[],
): Promise<ApplicationState[]> {
  const list = await everything(async (window) => (await applications.findMany(db, window)).items);
  const states: ApplicationState[] = [];
  for (const application of list) {
    const entry = entries.find((candidate) => meansApplication(candidate, application));
    const grants = entry?.permissions ? await access.grantsOfApplication(db, application.id) : [];
    const secretFits =
      entry?.secret !== undefined &&
      (await applications.verifySecret({ id: db.tenantId, db }, application, entry.secret));
    states.push({ application, grants, secretFits });
  }
  return states;
}

async function readSso(
  services: Services,
  tenantId: string,
  entries: readonly ConnectorEntry[] | undefined,
): Promise<TenantState['connectors']> {
  return entries ? readConnectors(services, tenantId, entries) : { existing: [], wanted: [] };
}

async function readUsers(
  { users, access, roles }: Services,
  tenant: Tenant | undefined,
  db: TenantDb,
  section: TenantSection,
  prune: boolean,
): Promise<TenantState['users']> {
  const matches: UserState[][] = [];
  for (const entry of section.users ?? []) {
    const found = await matchUsers(users, db, entry);
    matches.push(
      await Promise.all(
        found.map(async (user) => ({
          user,
          grants: entry.permissions ? await access.grantsOfUser(db, user.id) : [],
          roles: entry.roles ? await manualRoles({ roles }, db, user.id) : [],
        })),
      ),
    );
  }
  const all =
    prune && section.users ? await everything(async (window) => (await users.search(db, window)).items) : [];
  const minPasswordLength =
    section.settings?.passwords?.minLength ?? tenant?.settings.passwords.minLength ?? 8;
  return { tenant, minPasswordLength, matches, all };
}

/** Whom the entry's id and identifiers mean: more than one person when they contradict one another. */
async function matchUsers(
  users: Services['users'],
  db: TenantDb,
  { id, username, email, phone }: UserEntry,
): Promise<User[]> {
  const found = new Map<string, User>();
  const add = (user: User | undefined) => user && found.set(user.id, user);
  if (id !== undefined) add(await users.find(db, id));
  if (username != null) add(await users.findByIdentifier(db, { username }));
  if (email != null) add(await users.findByIdentifier(db, { email }));
  if (phone != null) add(await users.findByIdentifier(db, { phone }));
  return [...found.values()];
}
