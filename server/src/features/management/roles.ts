/**
 * The roles of administrators and what each may do at the management API, as data. What is not listed for a role
 * it may not do; permissions that are added later belong to owners and, unless they are excepted here, admins.
 */
import { type GrantedPermission, type Permission, permissionNames } from '../../kernel/http/permissions.ts';

/** The tenant of the people who run the installation. */
export const adminTenantId = 'admin';

/** From the mightiest down. */
export const roleNames = ['owner', 'admin', 'support', 'viewer'] as const;
export type Role = (typeof roleNames)[number];

const changesWhoRuns: readonly Permission[] = ['administrators:write', 'tenants:write'];

/** There are codes and links in mails. Where a tenant answers, and where its mails go, is not everybody's either. */
const notForViewers: readonly Permission[] = [
  'mail-messages:read',
  'mail-settings:read',
  'custom-domains:read',
];
const reads = permissionNames.filter((name) => name.endsWith(':read') && !notForViewers.includes(name));

const permissionsByRole: Record<Role, readonly GrantedPermission[]> = {
  owner: ['all'],
  admin: permissionNames.filter((name) => !changesWhoRuns.includes(name)),
  support: [
    'users:read',
    'users:write',
    'sessions:read',
    'sessions:write',
    'audit-events:read',
    'organizations:read',
    'sso-connectors:read',
    'expiry:read',
    'applications:read',
    'roles:read',
    'status:read',
    'mail-messages:read',
  ],
  viewer: reads,
};

/**
 * What a role may do at a tenant's management API. In the tenant `admin` itself only owners change anything: whoever
 * reads its mails, or changes its users, applications, connectors or keys, could sign in as an owner.
 */
export function permissionsOf(role: Role, tenantId: string): readonly GrantedPermission[] {
  const permissions = permissionsByRole[role];
  if (tenantId !== adminTenantId || role === 'owner') return permissions;
  return permissions.filter((name) => (reads as readonly string[]).includes(name));
}

export const isAbove = (one: Role, other: Role): boolean => roleNames.indexOf(one) < roleNames.indexOf(other);

/** A role that only a later version knows gives nothing. */
export const parseRole = (text: string | undefined): Role | undefined =>
  roleNames.find((name) => name === text);
