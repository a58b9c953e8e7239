/**
 * The permissions of the management API: what a route asks for, what an application or administrator is
 * granted, and the scopes of the API's own resource. `all` grants every one, also those added later.
 */
import { z } from 'zod';

export const permissions = {
  'applications:read': 'Read applications and the names of their secrets',
  'applications:write': 'Create, change and delete applications and their secrets',
  'users:read': 'Read users, their identities and permissions',
  'users:write': 'Create, change, suspend and delete users, and set passwords',
  'organizations:read': 'Read organizations and their members',
  'organizations:write': 'Create, change and delete organizations and their members',
  'sso-connectors:read': 'Read SSO connectors, their domains and the traces of attempts',
  'sso-connectors:write': 'Create, change, test and delete SSO connectors and domains',
  'expiry:read': 'Read which secrets, certificates and proofs end, and who is told',
  'expiry:write': 'Change who is told before something ends',
  'sign-in-experience:read': 'Read how the hosted pages look and what they offer',
  'sign-in-experience:write': 'Change how the hosted pages look and what they offer',
  'api-resources:read': 'Read API resources and their permissions',
  'api-resources:write': 'Create, change and delete API resources and their permissions',
  'roles:read': 'Read roles and the permissions that they bring',
  'roles:write': 'Create, change and delete roles; who has one is changed with `users:write`',
  'signing-keys:read': 'Read the public part of signing keys',
  'signing-keys:write': 'Rotate signing keys',
  'security-settings:read': 'Read the rules for passwords, lockout, rate limits and sessions',
  'security-settings:write': 'Change the rules for passwords, lockout, rate limits and sessions',
  'sessions:read': 'Read who is signed in and what applications were granted',
  'sessions:write': 'End sessions and revoke grants',
  'mail-settings:read': 'Read which mail server is used, without its password',
  'mail-settings:write': 'Change and test the mail server: whoever does sees every code that is mailed',
  'mail-messages:read': 'Read the dev mailbox, codes included',
  'audit-events:read': 'Read audit events',
  'statistics:read': 'Read how many people sign in, how and why not, and what is set up',
  'administrators:read': 'Read administrators, their roles and invitations',
  'administrators:write': 'Invite, change and remove administrators: as mighty as `all`',
  'tenants:read': 'Read tenants',
  'tenants:write': 'Create, change and delete tenants',
  'custom-domains:read': 'Read the custom domains of the tenant',
  'custom-domains:write': 'Claim, prove, activate and give up custom domains',
  'status:read': 'Read the state of the installation',
} as const;

export type Permission = keyof typeof permissions;
/** What can be granted: one permission, or all. */
export type GrantedPermission = Permission | 'all';

export const permissionNames = Object.keys(permissions) as Permission[];

export const grantedPermissionSchema = z.enum(['all', ...permissionNames]);

/** Whether what somebody holds is enough for one permission. */
export function holds(held: readonly string[], needed: GrantedPermission): boolean {
  return held.includes('all') || held.includes(needed);
}
