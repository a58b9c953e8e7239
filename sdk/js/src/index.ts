// What `@gatehouse/sdk` exports: the client, the places to keep a session, and the error.
export {
  type AccessTokenClaims,
  GatehouseClient,
  type GatehouseClientOptions,
  type GatehouseContext,
} from './core/client.ts';
export type { Clock } from './core/clock.ts';
export type { GatehouseConfig, Prompt } from './core/config.ts';
export { GatehouseError, type GatehouseErrorCode, type GatehouseErrorOptions } from './core/errors.ts';
export type { IdTokenCheck, IdTokenClaims } from './core/id-token.ts';
export type { SignInOptions } from './core/sign-in.ts';
export { LocalStorage, MemoryStorage, SessionStorage, type Storage } from './core/storage.ts';
export type { UserInfo } from './core/user-info.ts';
