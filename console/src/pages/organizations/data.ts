/** What the pages of organizations read, and the organization whose page is open. */
import type { Organization, WithEtag } from '@gatehouse/sdk/management';
import { createContext, useContext } from 'react';

export const organizationsKey = ['organizations'];
export const organizationKey = (id: string) => [...organizationsKey, 'one', id];

export const OrganizationContext = createContext<WithEtag<Organization> | undefined>(undefined);

/** The organization that the tabs are about. */
export function useThisOrganization(): WithEtag<Organization> {
  const organization = useContext(OrganizationContext);
  if (!organization) throw new Error('There is no organization around this component.');
  return organization;
}
