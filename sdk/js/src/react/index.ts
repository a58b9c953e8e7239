'use client';
/** `@gatehouse/sdk/react`: sign-in for single-page apps, with any router. */
export type { GatehouseConfig } from '../core/config.ts';
export { GatehouseError, type GatehouseErrorCode } from '../core/errors.ts';
export type { IdTokenClaims } from '../core/id-token.ts';
export type { UserInfo } from '../core/user-info.ts';
export type { FailureFallback } from './failure.tsx';
export { type UseGatehouse, type UseUserInfo, useGatehouse, useUserInfo } from './hooks.ts';
export { GatehouseProvider, type GatehouseProviderProps } from './provider.tsx';
export { RequireSignIn, type RequireSignInProps } from './require-sign-in.tsx';
export type { ReactSignInOptions, SessionActions, SessionState } from './session.ts';
export { SignInCallback, type SignInCallbackProps } from './sign-in-callback.tsx';
