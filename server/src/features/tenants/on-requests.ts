/** Makes the tenant of a request (`c.get('tenant')`, the `tenant` of a route's handler) a whole `Tenant`. */
import type { TenantSettings } from './schema.ts';

declare module '../../kernel/http/app-env.ts' {
  interface RequestTenant {
    customDomain: string | null;
    issuers: readonly string[];
    settings: TenantSettings;
    version: number;
  }
}
