/** Tenants: isolated identity spaces, each with its own users, keys and issuer. Owns the table `tenants`. */
export { tenantRoutes } from './api.ts';
export { errors as tenantErrors } from './errors.ts';
export {
  type Slowdown,
  signingAlgorithms,
  type Tenant,
  type TenantSettings,
  tenantIdSchema,
  tenantSettingsSchema,
  tenantTagSchema,
} from './schema.ts';
export { builtInTenants, createTenants, type Tenants } from './service.ts';
