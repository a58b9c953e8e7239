/**
 * Directory sync: the SCIM 2.0 server of an SSO connector (RFC 7643, RFC 7644) at `/scim/v2/{connectorId}/…`, its
 * tokens, groups and event log. Owns the tables `scim_*`.
 */
export { scimRoutes } from './api.ts';
export { scimExpiryFacts } from './expiry.ts';
export { createScim, type Scim, type ScimDeps } from './service.ts';
