/** What every Hono application of ours finds in its context. The dispatcher fills it before Hono runs. */
import type { HttpBindings } from '@hono/node-server';
import type { TenantDb } from '../db/index.ts';
import type { Log } from '../log/index.ts';

/**
 * The tenant of a request, as far as the kernel needs to know it. The feature `tenants` extends this
 * interface to its own `Tenant`, so that the kernel need not import a feature.
 */
export interface RequestTenant {
  id: string;
  name: string;
  tag: 'development' | 'production';
  /** '' for the tenant at the base URL and at a custom domain, else '/t/{id}'. */
  basePath: string;
  baseUrl: string;
  issuer: string;
  /** Resource indicator and address of the tenant's management API. */
  apiResource: string;
  db: TenantDb;
}

export interface AppEnv {
  Bindings: HttpBindings;
  Variables: {
    tenant: RequestTenant;
    requestId: string;
    /** The client's address, behind trusted proxies. */
    address: string;
    log: Log;
  };
}
