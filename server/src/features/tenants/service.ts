/** Finds the tenant that a request is for, and keeps the registry. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { SystemDb } from '../../kernel/db/index.ts';
import type { Json } from '../../kernel/db/schema.ts';
import { type AppEvent, emit } from '../../kernel/events/index.ts';
import { validate } from '../../kernel/http/input.ts';
import { type DeepPartial, patched } from '../../kernel/http/patch.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { changes } from '../../protocol/changes.ts';
import { type Addresses, createAddresses } from './addresses.ts';
import { activeDomains, bumpRegistry } from './domain-registry.ts';
import { errors } from './errors.ts';
import { type SecuritySettings, type Tenant, type TenantSettings, tenantSettingsSchema } from './schema.ts';
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

export interface TenantPatch {
  name?: string;
  tag?: Tenant['tag'];
  settings?: DeepPartial<TenantSettings>;
}

export const securityOf = ({ settings }: Pick<Tenant, 'settings'>): SecuritySettings => {
  const { signingAlgorithm: _, ...security } = settings;
  return security;
};

export type Tenants = ReturnType<typeof createTenants>;

/** A tenant at each of its addresses; `first` is where it answers when no request says otherwise. */
interface TenantEverywhere {
  first: Tenant;
  atEndpoint: Tenant;
  atDomains: ReadonlyMap<string, Tenant>;
}

function everywhere(system: SystemDb, addresses: Addresses, row: store.TenantRow): TenantEverywhere {
  const endpoint = addresses.atEndpoint(row.tenant_id);
  const domains = row.active_domains.map((domain) => addresses.atDomain(domain));
  const tenant = {
    id: row.tenant_id,
    name: row.name,
    tag: row.tag === 'production' ? 'production' : 'development',
    issuers: [endpoint, ...domains].map(({ issuer }) => issuer),
    apiResource: addresses.apiResourceOf(row.tenant_id),
    settings: tenantSettingsSchema.parse(row.settings),
    version: row.version,
    createdAt: row.created_at,
    db: system.forTenant(row.tenant_id),
  } as const;
  const atEndpoint: Tenant = { ...tenant, ...endpoint };
  const atDomains = new Map<string, Tenant>(
    domains.map((address) => [address.customDomain!, { ...tenant, ...address }]),
  );
  return { first: [...atDomains.values()][0] ?? atEndpoint, atEndpoint, atDomains };
}

export function createTenants({ system, cache, endpoint }: TenantsDeps) {
  const addresses = createAddresses(endpoint);
  const fromRow = (row: store.TenantRow): Tenant => everywhere(system, addresses, row).first;

  async function find(id: string): Promise<TenantEverywhere | undefined> {
    return cache.get(id, 'tenant', async () => {
      const row = await store.findTenant(system, id);
      return row && everywhere(system, addresses, row);
    });
  }

  /** The tenant at its first address. */
  const byId = async (id: string): Promise<Tenant | undefined> => (await find(id))?.first;

  /** The tenant whose custom domain a Host header names; everything that is none means the endpoint. */
  async function byHost(host: string | undefined): Promise<Tenant | undefined> {
    const domain = addresses.domainIn(host);
    if (domain === undefined) return undefined;
    const id = (await activeDomains(system, cache)).get(domain);
    return id === undefined ? undefined : (await find(id))?.atDomains.get(domain);
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

  /** From what is stored now, not from the cache: another node may have changed it a moment ago. */
  async function change(
    { id, db }: Pick<Tenant, 'id' | 'db'>,
    patch: TenantPatch,
    version: number | undefined,
    { event, settingsAt }: { event(before: Tenant, after: Tenant): AppEvent; settingsAt: string },
  ): Promise<Tenant> {
    return db.inTx(async (tx) => {
      const row = await store.lockTenant(tx);
      if (!row) throw errors['tenant.not_found']({ id });
      expectVersion(row.version, version);
      const before = fromRow(row);
      const settings =
        patch.settings &&
        validate(tenantSettingsSchema, patched(before.settings, patch.settings), settingsAt);
      const values = { name: patch.name, tag: patch.tag, settings };
      const changed = await store.updateTenant(tx, values, row.version);
      if (!changed) throw versionMismatch(row.version + 1);
      const after = fromRow(changed);
      await emit(tx, { subject: { type: 'tenant', id }, ...event(before, after) });
      await cache.bump(tx);
      return after;
    });
  }

  const update = (tenant: Pick<Tenant, 'id' | 'db'>, patch: TenantPatch, version?: number) =>
    change(tenant, patch, version, {
      settingsAt: 'settings',
      event(before, after) {
        const audited = ({ name, tag, settings }: Tenant) => ({ name, tag, settings });
        return { type: 'tenant.updated', data: { before: audited(before), after: audited(after) } };
      },
    });

  /** @throws request.invalid, request.version_mismatch */
  const updateSecurity = (
    tenant: Pick<Tenant, 'id' | 'db'>,
    settings: DeepPartial<SecuritySettings>,
    version?: number,
  ) =>
    change(tenant, { settings }, version, {
      settingsAt: '',
      event: (before, after) => ({
        type: 'tenant.security_changed',
        data: changes<Json>(securityOf(before), securityOf(after)),
      }),
    });

  return {
    byId,
    create,
    update,
    updateSecurity,
    /**
     * The tenant at the address that a request came by, and the path below it. At a custom domain there is no
     * other tenant, so `/t/{id}` means nothing there.
     */
    async resolve(
      path: string,
      host: string | undefined,
    ): Promise<{ tenant: Tenant; path: string } | undefined> {
      const own = await byHost(host);
      if (own) return { tenant: own, path };
      const parts = addresses.split(path);
      const tenant = parts && (await find(parts.tenantId))?.atEndpoint;
      return tenant && { tenant, path: parts.path };
    },
    /** The tenant at the domain if that is still one of its addresses, else at the endpoint. */
    async at(id: string, customDomain: string | null | undefined): Promise<Tenant | undefined> {
      const found = await find(id);
      return found?.atDomains.get(customDomain ?? '') ?? found?.atEndpoint;
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
      await system.inTx(async (tx) => {
        if (!(await store.deleteTenant(tx, id))) throw errors['tenant.not_found']({ id });
        await bumpRegistry(tx, cache);
      });
      cache.invalidate(id);
    },
    async ensureBuiltIn(): Promise<void> {
      for (const tenant of builtInTenants) await store.ensureTenant(system, tenant);
    },
  };
}
