/** What the pages of enterprise SSO read: connectors, the kinds of provider, and whether single sign-on is on. */
import type { SsoConnector, WithEtag } from '@gatehouse/sdk/management';
import { createContext, useContext } from 'react';
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';

export const connectorsKey = ['sso-connectors'];
/** Of the directory sync of a connector. */
export const directoryKey = (id: string) => ['directory-sync', id];
/** Of the provider's tokens that are kept. */
export const tokensKey = (id: string) => ['provider-tokens', id];
export const experienceKey = ['sign-in-experience'];

export function useConnector(id: string) {
  return useApiQuery([...connectorsKey, 'one', id], (api, signal) => api.ssoConnectors.get(id, { signal }));
}

export function useProviders() {
  return useApiQuery(['sso-providers'], (api, signal) =>
    api.ssoProviders.list({ pageSize: 100 }, { signal }),
  );
}

/** Undefined while it is not known, or when the person may not know. */
export function useSingleSignOn(): boolean | undefined {
  const { can } = usePermissions();
  const { data } = useApiQuery(experienceKey, (api, signal) => api.signInExperience.get({ signal }), {
    enabled: can('sign-in-experience:read'),
  });
  return data?.singleSignOnEnabled;
}

export const ConnectorContext = createContext<WithEtag<SsoConnector> | undefined>(undefined);

/** The connector that the tabs are about. */
export function useThisConnector(): WithEtag<SsoConnector> {
  const connector = useContext(ConnectorContext);
  if (!connector) throw new Error('There is no connector around this component.');
  return connector;
}
