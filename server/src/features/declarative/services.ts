/** What this feature needs of the others, and the same bound to an open transaction. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Clock } from '../../kernel/clock/index.ts';
import type { SystemDb } from '../../kernel/db/index.ts';
import type { Access } from '../access/index.ts';
import { type Applications, createApplications } from '../applications/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Experience } from '../experience/index.ts';
import type { Keys } from '../keys/index.ts';
import { createOrganizations, type Organizations } from '../organizations/index.ts';
import type { Roles } from '../roles/index.ts';
import type { SsoFeature } from '../sso/index.ts';
import { createTenants, type Tenants } from '../tenants/index.ts';
import type { Users } from '../users/index.ts';

export interface DeclarativeDeps {
  db: SystemDb;
  config: { endpoint: string };
  cache: TenantCache;
  clock: Clock;
  keys: Pick<Keys, 'changeAlgorithm'>;
  access: Access;
  roles: Roles;
  users: Users;
  experience: Experience;
  sso: Pick<SsoFeature, 'connectors'>;
  credentials: Pick<Credentials, 'hashPassword'>;
}

export interface Services extends Omit<DeclarativeDeps, 'db' | 'config' | 'clock' | 'credentials'> {
  system: SystemDb;
  tenants: Tenants;
  organizations: Organizations;
  applications: Applications;
}

/**
 * The services as seen from one database handle. Inside a transaction nothing may come from the cache or go
 * into it: what is read there may be rolled back.
 */
export function bind(deps: DeclarativeDeps, system: SystemDb): Services {
  const { keys, access, roles, users, experience, sso, clock, config } = deps;
  const cache: TenantCache = { ...deps.cache, get: (_tenantId, _key, load) => load() };
  return {
    system,
    cache,
    keys,
    access,
    roles,
    users,
    experience,
    sso,
    organizations: createOrganizations({ cache }),
    tenants: createTenants({ system, cache, endpoint: config.endpoint }),
    applications: createApplications({ cache, clock }),
  };
}
