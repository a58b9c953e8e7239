/** Keeps API resources and permissions, and says who has which. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Json } from '../../kernel/db/schema.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newId } from '../../kernel/ids/index.ts';
import { changes } from '../../protocol/changes.ts';
import { errors } from './errors.ts';
import { createGrants } from './grants.ts';
import type {
  ApiPermission,
  ApiPermissionInput,
  ApiPermissionPatch,
  ApiResource,
  ApiResourceInput,
  ApiResourcePatch,
} from './schema.ts';
import * as store from './store.ts';

export interface AccessDeps {
  cache: TenantCache;
  /** The configured endpoint: indicators below it belong to the management APIs. */
  endpoint: string;
}

export type Access = ReturnType<typeof createAccess>;

const defaultTtl = 3600;
const subject = (id: string) => ({ type: 'api_resource', id });

function audited({
  version: _v,
  createdAt: _c,
  updatedAt: _u,
  ...values
}: ApiResource): Record<string, Json> {
  return { ...values, permissions: values.permissions.map((permission) => ({ ...permission })) };
}

export function createAccess({ cache, endpoint }: AccessDeps) {
  const isReserved = (indicator: string) =>
    indicator === `${endpoint}/api` || indicator.startsWith(`${endpoint}/t/`);

  /** Every change of a resource or its permissions: locked, counted as a version, told and published. */
  async function change(
    db: TenantDb,
    id: string,
    options: { version?: number },
    apply: (tx: TenantDb, before: ApiResource) => Promise<void>,
  ): Promise<ApiResource> {
    return db.inTx(async (tx) => {
      const before = await store.lockResource(tx, id);
      if (!before) throw errors['api_resource.not_found']({ id });
      expectVersion(before.version, options.version);
      await apply(tx, before);
      const after = (await store.findResource(tx, { id }))!;
      await emit(tx, {
        type: 'api_resource.updated',
        subject: subject(id),
        data: changes(audited(before), audited(after)),
      });
      await cache.bump(tx);
      return after;
    });
  }

  async function touch(tx: TenantDb, before: ApiResource, patch: ApiResourcePatch = {}): Promise<void> {
    const saved = await store.updateResource(tx, before.id, patch, before.version);
    if (!saved) throw versionMismatch(before.version + 1);
  }

  async function create(db: TenantDb, input: ApiResourceInput): Promise<ApiResource> {
    const { indicator } = input;
    if (isReserved(indicator)) throw errors['api_resource.reserved_indicator']({ indicator });
    const id = input.id ?? newId('res');
    return db.inTx(async (tx) => {
      const accessTokenTtl = input.accessTokenTtl ?? defaultTtl;
      await store.insertResource(tx, { id, indicator, name: input.name, accessTokenTtl });
      await store.insertPermissions(tx, id, input.permissions ?? []);
      const resource = (await store.findResource(tx, { id }))!;
      await emit(tx, {
        type: 'api_resource.created',
        subject: subject(id),
        data: { after: audited(resource) },
      });
      await cache.bump(tx);
      return resource;
    });
  }

  async function remove(db: TenantDb, id: string, options: { version?: number } = {}): Promise<void> {
    await db.inTx(async (tx) => {
      const before = await store.lockResource(tx, id);
      if (!before) throw errors['api_resource.not_found']({ id });
      expectVersion(before.version, options.version);
      await store.deleteResource(tx, id);
      await emit(tx, {
        type: 'api_resource.deleted',
        subject: subject(id),
        data: { before: audited(before) },
      });
      await cache.bump(tx);
    });
  }

  return {
    ...createGrants({ cache }),
    /** From the cache, by indicator: what every token request asks. */
    resource(tenant: { id: string; db: TenantDb }, indicator: string): Promise<ApiResource | undefined> {
      const load = () => store.findResource(tenant.db, { indicator });
      return cache.get(tenant.id, `api-resource:${indicator}`, load);
    },
    find: (db: TenantDb, id: string) => store.findResource(db, { id }),
    findByIndicator: (db: TenantDb, indicator: string) => store.findResource(db, { indicator }),
    list: store.listResources,
    create,
    remove,
    update(
      db: TenantDb,
      id: string,
      patch: ApiResourcePatch,
      options: { version?: number } = {},
    ): Promise<ApiResource> {
      return change(db, id, options, (tx, before) => touch(tx, before, patch));
    },
    addPermission(
      db: TenantDb,
      id: string,
      input: ApiPermissionInput,
      options: { version?: number } = {},
    ): Promise<ApiResource> {
      return change(db, id, options, async (tx, before) => {
        await store.insertPermissions(tx, id, [input]);
        await touch(tx, before);
      });
    },
    async updatePermission(
      db: TenantDb,
      id: string,
      name: string,
      patch: ApiPermissionPatch,
    ): Promise<ApiPermission> {
      const resource = await change(db, id, {}, async (tx, before) => {
        const saved = await store.updatePermission(tx, id, name, patch);
        if (!saved) throw errors['api_permission.not_found']({ resource: id, name });
        await touch(tx, before);
      });
      return resource.permissions.find((permission) => permission.name === name)!;
    },
    async removePermission(db: TenantDb, id: string, name: string): Promise<void> {
      await change(db, id, {}, async (tx, before) => {
        const removed = await store.deletePermission(tx, id, name);
        if (!removed) throw errors['api_permission.not_found']({ resource: id, name });
        await touch(tx, before);
      });
    },
  };
}
