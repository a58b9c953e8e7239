/** Applications (OAuth clients) and their secrets. Owns `applications` and `application_secrets`. */
export { applicationRoutes } from './api.ts';
export { errors as applicationErrors } from './errors.ts';
export {
  type Application,
  type ApplicationInput,
  type ApplicationPatch,
  type ApplicationSecret,
  type ApplicationType,
  applicationIdSchema,
  applicationInputSchema,
  applicationPatchSchema,
  applicationTypes,
  type SecretInput,
  secretValueSchema,
} from './schema.ts';
export type { NewSecret } from './secrets.ts';
export { type Applications, createApplications, origins } from './service.ts';
