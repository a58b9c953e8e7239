/**
 * The expiry radar: what ends some day (client secrets, certificates, proofs of domains, tokens), how it stands, and
 * who is told in time. The owners of these things say what they know (`ExpiryFact`); this feature only reads it. Owns
 * the tables `expiry_notices` and `expiry_settings`.
 */
export { expiryRoutes } from './api.ts';
export { createExpiryRadar, type ExpiryRadar, type ExpirySource } from './service.ts';
