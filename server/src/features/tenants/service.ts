/** Finds the tenant that a request is for, and keeps the registry. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { SystemDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { versionMismatch } from '../../kernel/http/versions.ts';
import { errors } from './errors.ts';
import { type Tenant, type TenantSettings, tenantSettingsSchema } from './schema.ts';
import * as store from './store.ts';

export const builtInTenants = [
  { tenant_id: 'default', name: 'Gatehouse', tag: 'development' },
  { tenant_id: 'admin', name: 'Gatehouse admin', tag: 'production' },
] as const;

/**
 * The protocol library finds its mount path by the first place of the path inside the whole address
 * (engine notes 2), so a tenant can't be called like a segment of a provider address.
 */
const reservedIds = new Set(
  'auth token me device session request jwks oidc api scim saml console account callback register t default'.split(
    ' ',
  ),
);

export interface TenantsDeps {
  system: SystemDb;
  cache: TenantCache;
  /** The configured endpoint, without a slash at its end. */
  endpoint: string;
}

export type Tenants = ReturnType<typeof createTenants>;

export function createTenants({ system, cache, endpoint }: TenantsDeps) {
  function fromRow(row: store.TenantRow): Tenant {
    const basePath = row.tenant_id === 'default' ? '' : `/t/${row.tenant_id}`;
    const baseUrl = endpoint + basePath;
    return {
      id: row.tenant_id,
      name: row.name,
      tag: row.tag === 'production' ? 'production' : 'development',
      basePath,
      baseUrl,
      issuer: `${baseUrl}/oidc`,
      apiResource: `${baseUrl}/api`,
      settings: tenantSettingsSchema.parse(row.settings),
      version: row.version,
      createdAt: row.created_at,
      db: system.forTenant(row.tenant_id),
    };
  }

  async function byId(id: string): Promise<Tenant | undefined> {
    return cache.get(id, 'tenant', async () => {
      const row = await store.findTenant(system, id);
      return row && fromRow(row);
    });
  }

  async function create(input: {
    id: string;
    name: string;
    tag?: 'development' | 'production';
  }): Promise<Tenant> {
    if (reservedIds.has(input.id)) throw errors['tenant.reserved_id']({ id: input.id });
    return system.inTx(async (tx) => {
      const row = await store.insertTenant(tx, {
        tenant_id: input.id,
        name: input.name,
        tag: input.tag ?? 'development',
      });
      const db = tx.forTenant(input.id);
      await emit(db, {
        type: 'tenant.created',
        subject: { type: 'tenant', id: input.id },
        data: { after: { ...input } },
      });
      await cache.bump(db);
      return fromRow(row);
    });
  }

  async function update(
    tenant: Tenant,
    patch: { name?: string; tag?: 'development' | 'production'; settings?: Partial<TenantSettings> },
    version?: number,
  ): Promise<Tenant> {
    const settings = patch.settings && tenantSettingsSchema.parse({ ...tenant.settings, ...patch.settings });
    return tenant.db.inTx(async (tx) => {
      const row = await store.updateTenant(tx, { name: patch.name, tag: patch.tag, settings }, version);
      if (!row) throw versionMismatch(tenant.version);
      const before = { name: tenant.name, tag: tenant.tag, settings: tenant.settings };
      const after = { name: row.name, tag: row.tag, settings: settings ?? tenant.settings };
      await emit(tx, {
        type: 'tenant.updated',
        subject: { type: 'tenant', id: tenant.id },
        data: { before, after },
      });
      await cache.bump(tx);
      return fromRow(row);
    });
  }

  return {
    byId,
    create,
    update,
    /** `/t/{id}/…` names the tenant; everything else is the default tenant's. Answers the rest of the path. */
    async resolve(path: string): Promise<{ tenant: Tenant; path: string } | undefined> {
      const match = /^\/t\/([a-z0-9-]{1,40})(?=\/|$)/.exec(path);
      const id = match?.[1] ?? 'default';
      if (match && id === 'default') return undefined;
      const tenant = await byId(id);
      return tenant && { tenant, path: match ? path.slice(match[0].length) || '/' : path };
    },
    /** The tenant whose management API has this resource indicator. */
    async byApiResource(indicator: string): Promise<Tenant | undefined> {
      if (!indicator.startsWith(endpoint) || !indicator.endsWith('/api')) return undefined;
      const path = indicator.slice(endpoint.length);
      const id = path === '/api' ? 'default' : /^\/t\/([a-z0-9-]{1,40})\/api$/.exec(path)?.[1];
      return id === undefined || (path !== '/api' && id === 'default') ? undefined : byId(id);
    },
    async list(page: { limit: number; offset: number }): Promise<{ tenants: Tenant[]; total: number }> {
      const { rows, total } = await store.listTenants(system, page);
      return { tenants: rows.map(fromRow), total };
    },
    async remove(id: string): Promise<void> {
      if (builtInTenants.some((t) => t.tenant_id === id)) throw errors['tenant.built_in']({ id });
      if (!(await store.deleteTenant(system, id))) throw errors['tenant.not_found']({ id });
      cache.invalidate(id);
    },
    async ensureBuiltIn(): Promise<void> {
      for (const tenant of builtInTenants) await store.ensureTenant(system, tenant);
    },
  };
}
