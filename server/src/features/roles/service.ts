/** Keeps roles and their permissions, and who has which role from whom. */
import type { Json, TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newId } from '../../kernel/ids/index.ts';
import { changes, defined } from '../../protocol/changes.ts';
import { type Access, accessErrors, type WantedGrants, wantedGrants } from '../access/index.ts';
import { errors } from './errors.ts';
import { createMembers } from './members.ts';
import type { Role, RoleInput, RolePatch } from './schema.ts';
import * as store from './store.ts';

export interface RolesDeps {
  access: Pick<Access, 'find'>;
}

export type Roles = ReturnType<typeof createRoles>;

const subject = (id: string) => ({ type: 'role', id });

function audited({
  version: _v,
  createdAt: _c,
  updatedAt: _u,
  members: _m,
  ...role
}: Role): Record<string, Json> {
  const permissions = Object.fromEntries(
    role.permissions.map((grant) => [grant.indicator, grant.permissions]),
  );
  return { ...role, permissions };
}

export function createRoles({ access }: RolesDeps) {
  async function give(tx: TenantDb, roleId: string, wanted: WantedGrants): Promise<void> {
    for (const [resourceId, names] of Object.entries(wanted)) {
      const resource = await access.find(tx, resourceId);
      if (!resource) throw accessErrors['api_resource.not_found']({ id: resourceId });
      const known = new Set(resource.permissions.map(({ name }) => name));
      const missing = names.find((name) => !known.has(name));
      if (missing !== undefined) {
        throw accessErrors['api_permission.not_found']({ resource: resourceId, name: missing });
      }
      await store.insertPermissions(tx, roleId, resourceId, names);
    }
  }

  async function create(db: TenantDb, input: RoleInput): Promise<Role> {
    const { id = newId('rol'), name, description = null, grantedToEveryone = false } = input;
    return db.inTx(async (tx) => {
      await store.insertRole(tx, { id, name, description, grantedToEveryone });
      await give(tx, id, wantedGrants(input.permissions ?? []));
      const role = (await store.findRole(tx, id))!;
      await emit(tx, { type: 'role.created', subject: subject(id), data: { after: audited(role) } });
      return role;
    });
  }

  /** Every change of a role or its permissions: locked, counted as a version, told. */
  async function change(
    db: TenantDb,
    id: string,
    options: { version?: number },
    patch: RolePatch,
    apply?: (tx: TenantDb) => Promise<void>,
  ): Promise<Role> {
    return db.inTx(async (tx) => {
      const before = await store.lockRole(tx, id);
      if (!before) throw errors['role.not_found']({ id });
      expectVersion(before.version, options.version);
      await apply?.(tx);
      const saved = await store.updateRole(tx, { ...before, ...defined(patch) }, before.version);
      if (!saved) throw versionMismatch(before.version + 1);
      const after = (await store.findRole(tx, id))!;
      const data = changes(audited(before), audited(after));
      await emit(tx, { type: 'role.updated', subject: subject(id), data });
      return after;
    });
  }

  async function remove(db: TenantDb, id: string, options: { version?: number } = {}): Promise<void> {
    await db.inTx(async (tx) => {
      const before = await store.lockRole(tx, id);
      if (!before) throw errors['role.not_found']({ id });
      expectVersion(before.version, options.version);
      await store.deleteRole(tx, id);
      await emit(tx, { type: 'role.deleted', subject: subject(id), data: { before: audited(before) } });
    });
  }

  return {
    ...createMembers(),
    create,
    remove,
    find: store.findRole,
    async get(db: TenantDb, id: string): Promise<Role> {
      const role = await store.findRole(db, id);
      if (!role) throw errors['role.not_found']({ id });
      return role;
    },
    list: store.listRoles,
    /** Those of the named roles that exist. */
    names: store.findNames,
    byNames: store.findByNames,
    update: (db: TenantDb, id: string, patch: RolePatch, options: { version?: number } = {}) =>
      change(db, id, options, patch),
    /** Replaces everything that the role brings. */
    setPermissions: (db: TenantDb, id: string, wanted: WantedGrants, options: { version?: number } = {}) =>
      change(db, id, options, {}, async (tx) => {
        await store.deletePermissions(tx, id);
        await give(tx, id, wanted);
      }),
  };
}
