/**
 * Tenants: isolated identity spaces, each with its own users, keys, addresses and issuers. Owns the tables
 * `tenants` and `custom_domains`.
 */
export { tenantRoutes } from './api.ts';
export { customDomainRoutes } from './api-domains.ts';
export { type CustomDomains, createCustomDomains } from './custom-domains.ts';
export { createDomainLooks, customDomainFacts } from './domain-looks.ts';
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
