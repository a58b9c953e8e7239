'use client';
/** Hooks: who is signed in, and what can be done about it. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { GatehouseError } from '../core/errors.ts';
import type { UserInfo } from '../core/user-info.ts';
import { useSession } from './provider.tsx';
import { asGatehouseError, type SessionActions, type SessionState, serverState } from './session.ts';

/** What {@link useGatehouse} answers. */
export interface UseGatehouse extends SessionState, SessionActions {}

/**
 * Who is signed in, and signing in and out. Renders again when that changes, in this tab or in another.
 * @throws {GatehouseError} `invalid_config` outside of `<GatehouseProvider>`
 */
export function useGatehouse(): UseGatehouse {
  const { subscribe, state, signIn, signOut, getAccessToken, fetchUserInfo } = useSession();
  return {
    ...useSyncExternalStore(subscribe, state, serverState),
    signIn,
    signOut,
    getAccessToken,
    fetchUserInfo,
  };
}

/** What {@link useUserInfo} answers. */
export interface UseUserInfo {
  userInfo?: UserInfo;
  isLoading: boolean;
  error?: GatehouseError;
  /** Asks again. */
  reload(): void;
}

/**
 * What the provider tells about the person now, fetched when the component appears and when somebody else signs in.
 * While nobody is signed in there is nothing to fetch.
 */
export function useUserInfo(): UseUserInfo {
  const { isLoading, isAuthenticated, claims, fetchUserInfo } = useGatehouse();
  const [found, setFound] = useState<{ of?: string; userInfo?: UserInfo; error?: GatehouseError }>({});
  const [turn, setTurn] = useState(0);
  const subject = isAuthenticated ? claims?.sub : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    if (subject === undefined) return;
    let wanted = true;
    const keep = (result: object): void => {
      if (wanted) setFound({ of: subject, ...result });
    };
    fetchUserInfo().then(
      (userInfo) => keep({ userInfo }),
      (thrown: unknown) => keep({ error: asGatehouseError(thrown) }),
    );
    return () => {
      wanted = false;
    };
  }, [subject, fetchUserInfo, turn]);
  const reload = useCallback(() => setTurn((number) => number + 1), []);
  // What was fetched for somebody else is not shown for a moment either.
  const own = subject !== undefined && found.of === subject;
  const waiting = isLoading || (subject !== undefined && !own);
  return {
    isLoading: waiting,
    userInfo: own ? found.userInfo : undefined,
    error: own ? found.error : undefined,
    reload,
  };
}
