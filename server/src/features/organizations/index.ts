/**
 * Organizations: the customers of whoever runs the application, and which users are their members. A connector may
 * be an organization's; its people become members when they sign in. Owns the tables `organizations` and
 * `organization_members`.
 */
export { organizationRoutes } from './api.ts';
export {
  type Organization,
  type OrganizationInput,
  type OrganizationPatch,
  organizationIdSchema,
  organizationInputSchema,
  organizationPatchSchema,
} from './schema.ts';
export { createOrganizations, type Organizations } from './service.ts';
