/** HTTP for everything that is not the protocol itself: routes as data, their description, and the guards. */
export type { AppEnv, RequestTenant } from './app-env.ts';
export { errorResponse, handleError } from './error-response.ts';
export { apiHeaders, requestIdOf, securityHeaders } from './headers.ts';
export { validate } from './input.ts';
export { type Authenticated, type MountOptions, mountRoutes } from './mount.ts';
export { type ApiInfo, openApiDocument } from './openapi.ts';
export {
  type GrantedPermission,
  holds,
  type Permission,
  permissionNames,
  permissions,
} from './permissions.ts';
export {
  type Download,
  defineDownloadRoute,
  defineListRoute,
  defineRoute,
  type Page,
  type Route,
} from './route.ts';
export { isSameOrigin, sameOriginOnly } from './same-origin.ts';
export { etagOf, expectVersion, versionMismatch } from './versions.ts';
