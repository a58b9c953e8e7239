/** Users, their identifiers and their external identities. Owns `users` and `external_identities`. */
export { type UserRoutesDeps, userRoutes } from './api.ts';
export { errors as userErrors } from './errors.ts';
export { identityId } from './identities.ts';
export {
  type ExternalIdentity,
  type IdentifierQuery,
  type IdentityInput,
  type IdentityKey,
  profileSchema,
  type User,
  type UserInput,
  type UserPatch,
  type UserProfile,
  userInputSchema,
  userPatchSchema,
} from './schema.ts';
export { createUsers, type Users } from './service.ts';
export type { UserWithHash } from './store.ts';
export type { IdentityOfConnector } from './store-identities.ts';
export type { UserFilter } from './store-search.ts';
