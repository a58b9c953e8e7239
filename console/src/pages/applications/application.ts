/** The application whose page is open: read once by the page, used by its tabs. */
import type { Application, WithEtag } from '@gatehouse/sdk/management';
import { createContext, useContext } from 'react';
import { useApiQuery } from '../../app/queries.ts';
import { endpoint, tenantBase, usePermissions, useTenantId } from '../../app/session.tsx';

export const applicationKey = (id: string) => ['applications', 'one', id] as const;

export const useApplicationQuery = (id: string) =>
  useApiQuery<WithEtag<Application>>(applicationKey(id), (api, signal) =>
    api.applications.get(id, { signal }),
  );

export const ApplicationContext = createContext<WithEtag<Application> | undefined>(undefined);

export function useApplication(): WithEtag<Application> {
  const application = useContext(ApplicationContext);
  if (!application) throw new Error('There is no application’s page around this component.');
  return application;
}

/** Whether the person may change applications. */
export const useMayWrite = (): boolean => usePermissions().can('applications:write');

/** Addresses that an application of this tenant is configured with. */
export function useAddresses() {
  const base = tenantBase(useTenantId());
  return { endpoint: base, issuer: `${base}/oidc`, tenantApi: `${base}/api`, gatehouse: endpoint };
}

/** The framework that the application was made with, by its guide's id. */
export function guideOf({ customData }: Application): string | undefined {
  const { gatehouseGuide } = customData as { gatehouseGuide?: unknown };
  return typeof gatehouseGuide === 'string' ? gatehouseGuide : undefined;
}

export const activityKey = (id: string) => [...applicationKey(id), 'activity'] as const;

export const secretsKey = (id: string) => [...applicationKey(id), 'secrets'] as const;
