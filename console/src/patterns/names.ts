/** Names for ids: what people know applications, connectors and persons by. Lists are read once and kept a while. */
import type { ManagementClient, User } from '@gatehouse/sdk/management';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useApiQuery } from '../app/queries.ts';
import { useAdminApi, useAdminPermissions, useApi, usePermissions, useTenantId } from '../app/session.tsx';

const most = 100;

export interface Named {
  id: string;
  name: string;
}

/** The tenant's first hundred applications; empty without the permission. */
export function useApplicationNames(): readonly Named[] {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['applications', 'names'],
    async (api, signal) => named(await api.applications.list({ pageSize: most }, { signal })),
    { enabled: can('applications:read') },
  );
  return data ?? [];
}

/** The tenant's first hundred SSO connectors; empty without the permission. */
export function useConnectorNames(): readonly Named[] {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['sso-connectors', 'names'],
    async (api, signal) => named(await api.ssoConnectors.list({ pageSize: most }, { signal })),
    { enabled: can('sso-connectors:read') },
  );
  return data ?? [];
}

/** The tenant's first hundred organizations; empty without the permission. */
export function useOrganizationNames(): readonly Named[] {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['organizations', 'names'],
    async (api, signal) => named(await api.organizations.list({ pageSize: most }, { signal })),
    { enabled: can('organizations:read') },
  );
  return data ?? [];
}

const named = ({ items }: { items: readonly Named[] }): Named[] =>
  items.map(({ id, name }) => ({ id, name }));

/** The people who run the installation; empty for those who may not list them. */
export function useAdministratorNames(): readonly Named[] {
  const adminApi = useAdminApi();
  const { can } = useAdminPermissions();
  const { data } = useQuery({
    queryKey: ['tenant', 'admin', 'administrators', 'names'],
    queryFn: async ({ signal }) => {
      const { items } = await adminApi.administrators.list({ pageSize: most }, { signal });
      return items.map(({ id, name, email }) => ({ id, name: name ?? email ?? id }));
    },
    enabled: can('administrators:read'),
    staleTime: 60_000,
  });
  return data ?? [];
}

/** What a user is called: the name, else the first identifier there is. */
export const userName = (user: Pick<User, 'id' | 'name' | 'email' | 'username' | 'phone'>): string =>
  user.name ?? user.email ?? user.username ?? user.phone ?? user.id;

// A search answers an empty list for who is gone, where reading them would be an error.
async function findName(api: ManagementClient, id: string, signal: AbortSignal): Promise<string | null> {
  const { items } = await api.users.list({ search: id, pageSize: 1 }, { signal });
  const user = items.find((one) => one.id === id);
  return user ? userName(user) : null;
}

/** Names of some users of the tenant, by id; those that don't exist (any more) are left out. */
export function useUserNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const api = useApi();
  const tenant = useTenantId();
  const { can } = usePermissions();
  return useQueries({
    queries: [...new Set(ids)].map((id) => ({
      queryKey: ['tenant', tenant, 'users', id, 'name'],
      queryFn: async ({ signal }: { signal: AbortSignal }) => ({ id, name: await findName(api, id, signal) }),
      staleTime: 300_000,
      enabled: can('users:read'),
    })),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data?.name ? [[data.id, data.name] as const] : []))),
  });
}

export const nameOf = (list: readonly Named[], id: string): string =>
  list.find((one) => one.id === id)?.name ?? id;
