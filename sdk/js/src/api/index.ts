/** Protects an API with access tokens, for any framework; `./express`, `./fastify` and `./hono` have it as middleware. */
export { type Refusal, refusalOf } from './challenge.ts';
export type { IntrospectionOptions } from './introspection.ts';
export { type ApiProtector, type ApiProtectorConfig, createApiProtector } from './protector.ts';
export type { RequestRequirements, TokenClaims, TokenRequirements, VerifiedToken } from './token.ts';
