/** Keeps organizations and their members. */
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Json, TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { validate } from '../../kernel/http/input.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import { newId } from '../../kernel/ids/index.ts';
import { changes, defined } from '../../protocol/changes.ts';
import { errors } from './errors.ts';
import {
  type MemberSource,
  type Organization,
  type OrganizationInput,
  type OrganizationPatch,
  organizationInputSchema,
} from './schema.ts';
import * as store from './store.ts';
import * as members from './store-members.ts';

export type Organizations = ReturnType<typeof createOrganizations>;

const subject = (id: string) => ({ type: 'organization', id });

const audited = ({ version: _v, createdAt: _c, updatedAt: _u, ...values }: Organization) =>
  JSON.parse(JSON.stringify(values)) as Record<string, Json>;

export function createOrganizations({ cache }: { cache: TenantCache }) {
  async function existing(db: TenantDb, id: string): Promise<Organization> {
    const found = await store.findOrganization(db, id);
    if (!found) throw errors['organization.not_found']({ id });
    return found;
  }

  async function create(db: TenantDb, given: OrganizationInput): Promise<Organization> {
    const { id = newId('org'), ...values } = validate(organizationInputSchema, given, '');
    return db.inTx(async (tx) => {
      const created = await store.insertOrganization(tx, { id, ...values });
      const data = { after: audited(created) };
      await emit(tx, { type: 'organization.created', subject: subject(id), data });
      await cache.bump(tx);
      return created;
    });
  }

  async function update(
    db: TenantDb,
    id: string,
    patch: OrganizationPatch,
    options: { version?: number | undefined } = {},
  ): Promise<Organization> {
    return db.inTx(async (tx) => {
      const before = await store.lockOrganization(tx, id);
      if (!before) throw errors['organization.not_found']({ id });
      expectVersion(before.version, options.version);
      const { name, description, branding, customData } = { ...before, ...defined(patch) };
      const values = { id, name, description, branding, customData };
      const after = await store.updateOrganization(tx, values, before.version);
      if (!after) throw versionMismatch(before.version + 1);
      const data = changes(audited(before), audited(after));
      await emit(tx, { type: 'organization.updated', subject: subject(id), data });
      await cache.bump(tx);
      return after;
    });
  }

  async function remove(
    db: TenantDb,
    id: string,
    options: { version?: number | undefined } = {},
  ): Promise<void> {
    await db.inTx(async (tx) => {
      const before = await store.lockOrganization(tx, id);
      if (!before) throw errors['organization.not_found']({ id });
      expectVersion(before.version, options.version);
      await store.deleteOrganization(tx, id);
      const data = { before: audited(before) };
      await emit(tx, { type: 'organization.deleted', subject: subject(id), data });
      await cache.bump(tx);
    });
  }

  /** In the caller's transaction. Being a member already is no error and tells nothing new. */
  async function join(tx: TenantDb, id: string, userId: string, source: MemberSource): Promise<boolean> {
    const joined = await members.insertMember(tx, id, userId, source);
    const data = { userId, source };
    if (joined) await emit(tx, { type: 'organization.member_added', subject: subject(id), data });
    return joined;
  }

  return {
    create,
    update,
    remove,
    join,
    get: existing,
    find: store.findOrganization,
    list: store.listOrganizations,
    /** From the cache: what the sign-in pages ask. */
    known: (tenant: { id: string; db: TenantDb }, id: string): Promise<Organization | undefined> =>
      cache.get(tenant.id, `organization:${id}`, () => store.findOrganization(tenant.db, id)),
    countMembers: members.countMembers,
    ofUser: members.organizationsOfUser,
    async members(db: TenantDb, id: string, page: { limit: number; offset: number }) {
      await existing(db, id);
      return members.listMembers(db, id, page);
    },
    async addMember(db: TenantDb, id: string, userId: string): Promise<void> {
      await db.inTx(async (tx) => {
        if (!(await store.lockOrganization(tx, id))) throw errors['organization.not_found']({ id });
        await join(tx, id, userId, 'manual');
      });
    },
    async removeMember(db: TenantDb, id: string, userId: string): Promise<void> {
      await db.inTx(async (tx) => {
        await existing(tx, id);
        if (!(await members.deleteMember(tx, id, userId)))
          throw errors['organization.member_not_found']({ id: userId });
        const data = { userId };
        await emit(tx, { type: 'organization.member_removed', subject: subject(id), data });
      });
    },
  };
}
