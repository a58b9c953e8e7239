/**
 * Access: API resources, their permissions, and who has them. Owns `api_resources`, `api_permissions`,
 * `user_permissions` and `application_permissions`.
 */
export { accessRoutes } from './api.ts';
export { errors as accessErrors } from './errors.ts';
export type { WantedGrants } from './grants.ts';
export {
  type ApiPermission,
  type ApiPermissionInput,
  type ApiPermissionPatch,
  type ApiResource,
  type ApiResourceInput,
  type ApiResourcePatch,
  apiPermissionInputSchema,
  apiResourceInputSchema,
  apiResourcePatchSchema,
  type Grant,
  grantSchema,
  grantsInputSchema,
  indicatorSchema,
  permissionNameSchema,
  wantedGrants,
} from './schema.ts';
export { type Access, createAccess } from './service.ts';
