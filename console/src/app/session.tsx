/**
 * The console's own sign-in. It is a public client of the tenant `admin`; for each tenant that is managed it holds a
 * session of its own, whose tokens are good for that tenant's management API and the administrators' one. The first
 * visit to a tenant is a redirect that asks nothing, as the person is signed in.
 */
import { GatehouseClient, LocalStorage } from '@gatehouse/sdk';
import { createManagementClient, type ManagementClient, permissions } from '@gatehouse/sdk/management';
import { GatehouseProvider, RequireSignIn, SignInCallback, useGatehouse } from '@gatehouse/sdk/react';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';

const appId = 'console';
const storagePrefix = `gatehouse:${appId}:`;
const tenantKey = 'gatehouse:console-tenant';
/** Gatehouse's address: the console is served from it. */
export const endpoint = window.location.origin;
const adminEndpoint = `${endpoint}/t/admin`;

export const tenantBase = (tenant: string): string =>
  tenant === 'default' ? endpoint : `${endpoint}/t/${tenant}`;
const apiOf = (tenant: string) => `${tenantBase(tenant)}/api`;

const clients = new Map<string, GatehouseClient>();

function clientFor(tenant: string): GatehouseClient {
  const known = clients.get(tenant);
  if (known) return known;
  const client = new GatehouseClient(
    {
      endpoint: adminEndpoint,
      appId,
      scopes: ['email', ...permissions],
      resources: [...new Set([apiOf('admin'), apiOf(tenant)])],
    },
    { storage: new LocalStorage(`${storagePrefix}${tenant}:`) },
  );
  clients.set(tenant, client);
  return client;
}

/** Gives everything inside the session for one tenant, and sends whoever has none to sign in. */
export function TenantSession({
  tenant,
  fallback,
  children,
}: {
  tenant: string;
  fallback: ReactNode;
  children: ReactNode;
}) {
  sessionStorage.setItem(tenantKey, tenant);
  return (
    <GatehouseProvider key={tenant} client={clientFor(tenant)} callbackPath="/console/callback">
      <RequireSignIn fallback={fallback}>
        <Apis tenant={tenant}>{children}</Apis>
      </RequireSignIn>
    </GatehouseProvider>
  );
}

/** The page that the sign-in comes back to. */
export function Callback({ fallback }: { fallback: ReactNode }) {
  const tenant = sessionStorage.getItem(tenantKey) ?? 'default';
  return (
    <GatehouseProvider client={clientFor(tenant)} callbackPath="/console/callback">
      <SignInCallback
        fallback={fallback}
        onDone={({ returnTo }) =>
          window.location.replace(returnTo.startsWith('/console') ? returnTo : '/console/')
        }
      />
    </GatehouseProvider>
  );
}

interface ApisValue {
  tenant: string;
  api: ManagementClient;
  adminApi: ManagementClient;
}

const ApisContext = createContext<ApisValue | undefined>(undefined);

function Apis({ tenant, children }: { tenant: string; children: ReactNode }) {
  const { getAccessToken } = useGatehouse();
  const value = useMemo(() => {
    const make = (of: string) =>
      createManagementClient({
        endpoint,
        tenant: of,
        auth: { getAccessToken: () => getAccessToken(apiOf(of)) },
      });
    return { tenant, api: make(tenant), adminApi: make('admin') };
  }, [tenant, getAccessToken]);
  return <ApisContext.Provider value={value}>{children}</ApisContext.Provider>;
}

function useApis(): ApisValue {
  const value = useContext(ApisContext);
  if (!value) throw new Error('There is no <TenantSession> around this component.');
  return value;
}

/** The management API of the tenant in the address. */
export const useApi = (): ManagementClient => useApis().api;
/** The management API of the tenant `admin`: administrators, invitations, tenants. */
export const useAdminApi = (): ManagementClient => useApis().adminApi;
/** Id of the tenant in the address. */
export const useTenantId = (): string => useApis().tenant;

/** What the person may do with this tenant; it follows the scopes of the token, the server has the last word. */
export function usePermissions(): { can(permission: (typeof permissions)[number]): boolean; known: boolean } {
  const { tenant } = useApis();
  return usePermissionsOf(tenant);
}

/** As {@link usePermissions}, for the tenant `admin`. */
export const useAdminPermissions = () => usePermissionsOf('admin');

function usePermissionsOf(of: string) {
  const { tenant } = useApis();
  const { data } = useQuery({
    queryKey: ['tenant', tenant, 'scopes', of],
    queryFn: async () => (await clientFor(tenant).getAccessTokenClaims(apiOf(of))).scope ?? '',
    staleTime: 60_000,
  });
  const scopes = new Set(String(data ?? '').split(' '));
  return {
    known: data !== undefined,
    can: (permission: (typeof permissions)[number]) => scopes.has('all') || scopes.has(permission),
  };
}

/** Who is signed in, and signing out everywhere: here, in the other tenants, at Gatehouse. */
export function usePerson() {
  const { claims, signOut } = useGatehouse();
  return {
    name: text(claims?.name) ?? text(claims?.email) ?? text(claims?.username) ?? '',
    email: text(claims?.email),
    picture: text(claims?.picture),
    async signOut(): Promise<void> {
      forgetOtherSessions(sessionStorage.getItem(tenantKey) ?? 'default');
      await signOut({ postLogoutRedirectUri: `${endpoint}/console/` });
    },
  };
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Their tokens end with the session at Gatehouse; nothing of them is left in this browser. */
function forgetOtherSessions(but: string): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(storagePrefix) && !key.startsWith(`${storagePrefix}${but}:`))
      localStorage.removeItem(key);
  }
}
