/**
 * Roles: named sets of permissions, and who has them from whom (by hand, by an SSO connector, by a directory).
 * Owns `roles`, `role_permissions` and `user_roles`; `access` reads them in the one statement that says what
 * somebody may do.
 */
export { roleRoutes } from './api.ts';
export { errors as roleErrors } from './errors.ts';
export type { RolesChanged } from './members.ts';
export {
  type Role,
  type RoleInput,
  type RolePatch,
  type RoleSource,
  roleInputSchema,
  rolePatchSchema,
  type UserRole,
  userRoleSchema,
  userRolesInputSchema,
} from './schema.ts';
export { createRoles, type Roles } from './service.ts';
