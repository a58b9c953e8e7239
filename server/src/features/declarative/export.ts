// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of the file, not of TypeScript
/** Tenants as a file that changes nothing when it is applied. Secrets are left out; comments say where they go. */
import { Document, isMap, isSeq, type Node, visit } from 'yaml';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ApiResource, Grant } from '../access/index.ts';
import type { Application } from '../applications/index.ts';
import { defaultLanguages } from '../experience/index.ts';
import type { Organization } from '../organizations/index.ts';
import type { Role } from '../roles/index.ts';
import type { Connector } from '../sso/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { tenantSettingsSchema } from '../tenants/index.ts';
import type { User } from '../users/index.ts';
import { same } from './action.ts';
import { escapeReferences } from './environment.ts';
import { namedMapping } from './plan-roles.ts';
import type { Services } from './services.ts';
import { allOrganizations, everything, manualRoles, readApiResources, readRoles } from './state.ts';

export interface ExportOptions {
  /** All tenants when absent. */
  tenants?: readonly string[];
  /** Whether the people are in it. */
  users?: boolean;
}

type Fields = Record<string, unknown>;

/** Without what a new one has anyway. */
function without(defaults: Fields, values: Fields): Fields {
  const isDefault = ([name, value]: [string, unknown]) =>
    value === null || value === undefined || (name in defaults && same(value, defaults[name]));
  return Object.fromEntries(Object.entries(values).filter((entry) => !isDefault(entry)));
}

const permissionsOf = (grants: readonly Grant[]): Fields | undefined =>
  grants.length === 0
    ? undefined
    : Object.fromEntries(grants.map((grant) => [grant.indicator, grant.permissions]));

const applicationDefaults: Fields = {
  redirectUris: [],
  postLogoutRedirectUris: [],
  corsAllowedOrigins: [],
  pkce: 'required',
  thirdParty: false,
  requirePushedRequests: false,
  requireDpop: false,
  managementPermissions: [],
  customData: {},
};

function applicationEntry(application: Application, grants: readonly Grant[]): Fields {
  const { version: _v, createdAt: _c, updatedAt: _u, authentication, ...values } = application;
  return without(applicationDefaults, {
    ...values,
    authentication: authentication === 'key' ? authentication : undefined,
    permissions: permissionsOf(grants),
  });
}

function apiResourceEntry({ indicator, name, accessTokenTtl, permissions }: ApiResource): Fields {
  const entries = permissions.map((permission) => without({ grantedToEveryone: false }, { ...permission }));
  return without({ permissions: [] }, { indicator, name, accessTokenTtl, permissions: entries });
}

/** Names in place of ids, as a file says them. */
function roleEntry({ id, name, description, grantedToEveryone, permissions }: Role): Fields {
  const given = id.startsWith('rol_') ? undefined : id;
  return without(
    { grantedToEveryone: false },
    { id: given, name, description, grantedToEveryone, permissions: permissionsOf(permissions) },
  );
}

/** Always with its id: another may have the same name. */
const organizationEntry = ({ id, name, description, branding, customData }: Organization): Fields =>
  without({ branding: {}, customData: {} }, { id, name, description, branding, customData });

function connectorEntry(
  {
    id,
    name,
    provider,
    config,
    domains,
    display,
    syncProfile,
    attributeMapping,
    roleMapping,
    tokenStorage,
    enabled,
    enforced,
    automaticRollBack,
    organizationId,
  }: Connector,
  roles: readonly Role[],
  shared: ReadonlySet<string>,
): Fields {
  const entries = domains.map(({ name: domain, provedAt }) =>
    without(
      { proved: false, allowChoice: false },
      { name: domain, proved: provedAt !== null, allowChoice: shared.has(domain) },
    ),
  );
  return without(
    {
      domains: [],
      display: {},
      attributeMapping: {},
      automaticRollBack: true,
      tokenStorage: { enabled: false, scopes: [], applications: [] },
    },
    {
      id,
      name,
      provider,
      config,
      domains: entries,
      display,
      syncProfile,
      attributeMapping,
      roleMapping: namedMapping(roleMapping, roles),
      tokenStorage,
      enabled,
      enforced,
      automaticRollBack,
      organizationId,
    },
  );
}

function userEntry(user: User, grants: readonly Grant[], roles: readonly string[]): Fields {
  const { id, username, email, emailVerified, phone, phoneVerified, name, picture, profile, customData } =
    user;
  return without(
    { emailVerified: false, phoneVerified: false, profile: {}, customData: {}, roles: [] },
    {
      id,
      username,
      email,
      emailVerified,
      phone,
      phoneVerified,
      name,
      picture,
      profile,
      customData,
      permissions: permissionsOf(grants),
      roles,
    },
  );
}

async function sectionOf(services: Services, tenant: Tenant, options: ExportOptions): Promise<Fields> {
  const { db } = tenant;
  // Long, and hardly ever changed.
  const { lockout, rateLimits } = tenantSettingsSchema.parse({});
  const roles = await readRoles(services, db);
  const organizations = await allOrganizations(services, db);
  const { version: _, ...experience } = await services.experience.read(db);
  return {
    name: tenant.name,
    tag: tenant.tag,
    settings: without({ lockout, rateLimits }, tenantSettingsSchema.parse(tenant.settings)),
    apiResources: (await readApiResources(services, db)).map(apiResourceEntry),
    applications: await applicationEntries(services, db),
    ...(roles.length > 0 && { roles: roles.map(roleEntry) }),
    ...(organizations.length > 0 && { organizations: organizations.map(organizationEntry) }),
    ssoConnectors: await connectorEntries(services, db, roles),
    ...(options.users && { users: await userEntries(services, db) }),
    signInExperience: without(
      { branding: {}, content: {} },
      { ...experience, content: without({ languages: defaultLanguages }, experience.content) },
    ),
  };
}

async function applicationEntries({ applications, access }: Services, db: TenantDb): Promise<Fields[]> {
  const list = await everything(async (window) => (await applications.findMany(db, window)).items);
  const entries: Fields[] = [];
  for (const one of list) entries.push(applicationEntry(one, await access.grantsOfApplication(db, one.id)));
  return entries;
}

async function connectorEntries({ sso }: Services, db: TenantDb, roles: readonly Role[]): Promise<Fields[]> {
  const list = await everything(async (window) => (await sso.connectors.list(db, window)).connectors);
  const claims = Map.groupBy(
    list.flatMap(({ domains }) => domains),
    ({ name }) => name,
  );
  const shared = new Set([...claims].flatMap(([name, of]) => (of.length > 1 ? [name] : [])));
  return list.map((connector) => connectorEntry(connector, roles, shared));
}

async function userEntries(services: Services, db: TenantDb): Promise<Fields[]> {
  const list = await everything(async (window) => (await services.users.search(db, window)).items);
  const entries: Fields[] = [];
  for (const user of list.reverse()) {
    const grants = await services.access.grantsOfUser(db, user.id);
    entries.push(userEntry(user, grants, await manualRoles(services, db, user.id)));
  }
  return entries;
}

// --- text ----------------------------------------------------------------------------------------

const head = ' Gatehouse configuration, without secrets. Apply it with: gatehouse apply FILE';

const secretOfApplication = (entry: Fields) =>
  entry.type === 'traditional' || entry.type === 'machine-to-machine'
    ? ' secret: not exported; put ${NAME} here, or leave it out: kept where the application exists, else generated'
    : undefined;

function commentItems(list: unknown, path: string, comment: (entry: Fields) => string | undefined): void {
  if (!isSeq(list)) return;
  for (const item of list.items) {
    if (!isMap(item)) continue;
    const target = (path === '' ? item : item.get(path, true)) as Node | undefined;
    const text = comment(item.toJSON() as Fields);
    if (target && text) target.comment = text;
  }
}

function addComments(document: Document, tenantId: string, people: number | undefined): void {
  const at = (name: string) => document.getIn(['tenants', tenantId, name], true);
  commentItems(at('applications'), '', ({ authentication, ...entry }) =>
    authentication === 'key' ? undefined : secretOfApplication(entry),
  );
  commentItems(
    at('ssoConnectors'),
    'config',
    () => ' clientSecret: not exported; put ${NAME} here to create the connector elsewhere',
  );
  commentItems(at('users'), '', () => ' password: not exported');
  const section = document.getIn(['tenants', tenantId], true) as Node;
  if (people) section.comment = ` users: ${people} not exported; --users puts them here, without passwords`;
}

export async function exportTenants(services: Services, options: ExportOptions): Promise<string> {
  const all = await everything(async (window) => (await services.tenants.list(window)).tenants);
  const chosen = all.filter(({ id }) => !options.tenants || options.tenants.includes(id));
  const sections: [string, Fields][] = [];
  const people = new Map<string, number>();
  for (const tenant of chosen) {
    sections.push([tenant.id, await sectionOf(services, tenant, options)]);
    const { total } = await services.users.search(tenant.db, { limit: 1, offset: 0 });
    if (!options.users) people.set(tenant.id, total);
  }
  const document = new Document({ tenants: Object.fromEntries(sections) }, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(key, node) {
      if (key !== 'key' && typeof node.value === 'string') node.value = escapeReferences(node.value);
    },
  });
  document.commentBefore = head;
  for (const { id } of chosen) addComments(document, id, people.get(id));
  return document.toString({ lineWidth: 0 });
}
