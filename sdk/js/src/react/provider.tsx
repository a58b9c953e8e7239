'use client';
/** `<GatehouseProvider>`: gives the session to everything inside. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { GatehouseClient } from '../core/client.ts';
import type { GatehouseConfig } from '../core/config.ts';
import { GatehouseError } from '../core/errors.ts';
import { LocalStorage } from '../core/storage.ts';
import { createSession, type Session } from './session.ts';

/** What {@link GatehouseProvider} takes: `config` or `client`, read when it is mounted. */
export interface GatehouseProviderProps {
  /**
   * The application, of the type `spa`. The session is then kept in `localStorage` (see `LocalStorage` for what
   * that means) and shared by all tabs.
   */
  config?: Omit<GatehouseConfig, 'appSecret'>;
  /** Instead of `config`: a client of your own, for another storage. */
  client?: GatehouseClient;
  /** Path of the page with `<SignInCallback>`, registered as redirect URI of this origin; `/callback` when absent. */
  callbackPath?: string;
  children?: ReactNode;
}

const SessionContext = createContext<Session | undefined>(undefined);

/**
 * Gives the session to everything inside. Renders on a server too, where everybody is still loading.
 * @throws {GatehouseError} `invalid_config`
 */
export function GatehouseProvider(props: GatehouseProviderProps): ReactNode {
  const [session] = useState(() => createSession(clientOf(props), props.callbackPath ?? '/callback'));
  useEffect(() => {
    void session.refresh();
  }, [session]);
  return <SessionContext.Provider value={session}>{props.children}</SessionContext.Provider>;
}

function clientOf({ client, config }: GatehouseProviderProps): GatehouseClient {
  if (client) return client;
  if (!config) throw new GatehouseError('invalid_config', '<GatehouseProvider> needs config or client.');
  return new GatehouseClient(config, { storage: new LocalStorage(`gatehouse:${config.appId}:`) });
}

/** @internal */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) {
    throw new GatehouseError('invalid_config', 'There is no <GatehouseProvider> around this component.', {
      hint: 'Put <GatehouseProvider config={…}> around the whole app.',
    });
  }
  return session;
}
