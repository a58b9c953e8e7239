/** The framework-neutral layer below the server adapters: from a request to a response. */
export type { Paths, ServerConfig } from './config.ts';
export type { StartOptions } from './request-scope.ts';
export type { GatehouseSession, Identity, SessionActions } from './session.ts';
export { MemorySessionStore, type SessionStore } from './session-store.ts';
