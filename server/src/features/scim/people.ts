/** People as a directory creates, changes and removes them, each in one transaction with all that follows from it. */
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { emailKey, fold } from '../../protocol/identifiers.ts';
import type { Resource } from '../../protocol/scim/evaluate.ts';
import { normalize } from '../../protocol/scim/normalize.ts';
import { applyPatch, type PatchOperation } from '../../protocol/scim/patch.ts';
import { userShape } from '../../protocol/scim/schema.ts';
import { badRequest, ScimError } from '../../protocol/scim/scim-error.ts';
import type { User, Users } from '../users/index.ts';
import { changedNames, emailOf, factsOf, userPatch } from './facts.ts';
import type { May } from './may.ts';
import { namesVersion, note, type Scope } from './scope.ts';
import { leaveAllGroups } from './store-groups.ts';
import * as store from './store-users.ts';

type ScimUser = store.ScimUser;

export interface PeopleDeps {
  users: Pick<
    Users,
    'create' | 'update' | 'suspend' | 'resume' | 'remove' | 'find' | 'findByIdentifier' | 'listIdentities'
  >;
  may: May;
  /** After their memberships have changed. */
  applyRoles(tx: TenantDb, connectorId: string, userIds: readonly string[]): Promise<void>;
}

const notFound = (id: string) => new ScimError(404, `There is no User ${id.slice(0, 60)}.`);

/** Filters may look at ten thousand people at once: what a directory tells of each has an end. */
const maxResourceLength = 32 * 1_024;

/** What a valid resource must have, and not more than there is room for. */
function checked(resource: Resource): Resource {
  if (JSON.stringify(resource).length > maxResourceLength) {
    throw badRequest(
      'invalidValue',
      `A person may have at most ${maxResourceLength} characters of attributes.`,
    );
  }
  if (typeof resource.userName !== 'string' || resource.userName.trim() === '') {
    throw badRequest('invalidValue', 'userName is required.');
  }
  return resource;
}

const isActive = (resource: Resource, before: boolean) =>
  typeof resource.active === 'boolean' ? resource.active : before;

const eventOf = ({ connectorId }: Scope, type: string, userId: string, data?: { changed: string[] }) => ({
  type,
  subject: { type: 'user', id: userId },
  connectorId,
  ...(data && { data }),
});

export type People = ReturnType<typeof createPeople>;

export function createPeople({ users, may, applyRoles }: PeopleDeps) {
  /** Whose account it is: somebody's who was here before, or nobody's yet. */
  async function accountFor(
    tx: TenantDb,
    { connectorId }: Scope,
    { email, externalId }: { email: string; externalId: string | null },
  ): Promise<{ user?: User; former?: ScimUser }> {
    const ofEmail = await users.findByIdentifier(tx, { email });
    const ofKey = externalId === null ? undefined : await store.findFormer(tx, connectorId, { externalId });
    if (ofKey && ofEmail && ofEmail.id !== ofKey.userId) throw may.otherPerson();
    const user = ofEmail ?? (ofKey && (await users.find(tx, ofKey.userId)));
    if (!user) return {};
    const former = ofKey ?? (await store.findFormer(tx, connectorId, { userId: user.id }));
    if (former?.externalId && externalId && former.externalId !== externalId) throw may.otherPerson();
    await may.assertMayLink(tx, connectorId, user, { externalId, isFormer: former !== undefined });
    return { user, ...(former && { former }) };
  }

  /** @returns the suspension that is the sync's own */
  async function settleActivity(
    tx: TenantDb,
    scope: Scope,
    user: User,
    { active, suspendedAt }: { active: boolean; suspendedAt: Date | null },
  ): Promise<Date | null> {
    if (!active) {
      if (user.suspendedAt) return suspendedAt;
      const suspended = await users.suspend(tx, user.id);
      note(scope.notes.remarks, 'The person is suspended; their sessions and grants have ended.');
      await emit(tx, eventOf(scope, 'scim.user_deactivated', user.id));
      return suspended.suspendedAt;
    }
    if (!user.suspendedAt) return null;
    if (suspendedAt?.getTime() !== user.suspendedAt.getTime()) {
      note(scope.notes.remarks, 'An administrator has suspended the person here; that stays.');
      return suspendedAt;
    }
    await users.resume(tx, user.id);
    note(scope.notes.remarks, 'The person may sign in again.');
    await emit(tx, eventOf(scope, 'scim.user_reactivated', user.id));
    return null;
  }

  async function accountOf(
    tx: TenantDb,
    scope: Scope,
    resource: Resource,
    address: { address: string; key: string },
    existing: User | undefined,
  ): Promise<User> {
    const facts = factsOf(resource);
    const proved = { email: address.address, emailVerified: true };
    if (!existing) {
      const { name, profile } = facts;
      return users.create(tx, { ...proved, ...(name !== undefined && { name }), profile });
    }
    note(scope.notes.remarks, 'Linked to an account that was here already.');
    const isSame = existing.email !== null && emailKey(existing.email) === address.key;
    const patch = { ...(isSame ? {} : proved), ...userPatch(existing, undefined, facts) };
    return Object.keys(patch).length > 0 ? users.update(tx, existing.id, patch) : existing;
  }

  async function create(scope: Scope, body: unknown): Promise<ScimUser> {
    const { resource, ignored } = normalize(userShape, body);
    note(scope.notes.ignored, ...ignored);
    checked(resource);
    resource.active ??= true;
    scope.notes.subject = String(resource.userName);
    const { connectorId } = scope;
    return scope.db.inTx(async (tx) => {
      const address = await may.addressOf(tx, connectorId, emailOf(resource));
      const externalId = typeof resource.externalId === 'string' ? resource.externalId : null;
      const { user: existing, former } = await accountFor(tx, scope, { email: address.address, externalId });
      const user = await accountOf(tx, scope, resource, address, existing);
      const active = isActive(resource, true);
      const wish = { active, suspendedAt: former?.suspendedAt ?? null };
      const row = await store.insertUser(tx, connectorId, {
        userId: user.id,
        userNameKey: fold(String(resource.userName)),
        externalId,
        emailKey: address.key,
        resource,
        active,
        suspendedAt: await settleActivity(tx, scope, user, wish),
        createdUser: existing ? (former?.createdUser ?? false) : true,
      });
      scope.notes.resourceId = user.id;
      note(scope.notes.changed, ...Object.keys(resource));
      await emit(tx, eventOf(scope, existing ? 'scim.user_linked' : 'scim.user_created', user.id));
      return row;
    });
  }

  /** The row that may be changed, locked. */
  async function lock(tx: TenantDb, scope: Scope, id: string): Promise<ScimUser> {
    scope.notes.resourceId = id;
    const before = await store.lockUser(tx, scope.connectorId, id);
    if (!before) throw notFound(id);
    scope.notes.subject = String(before.resource.userName);
    if (scope.ifMatch !== undefined && !namesVersion(scope.ifMatch, before.version)) {
      throw new ScimError(412, 'The person has changed since you read them.');
    }
    await may.assertMayChange(tx, scope.connectorId, before);
    return before;
  }

  /** A new address only where the connector may speak, and where nobody else is. */
  async function newAddress(tx: TenantDb, scope: Scope, before: ScimUser, resource: Resource) {
    const email = emailOf(resource);
    if (email !== undefined && emailKey(email) === before.emailKey) return undefined;
    const address = await may.addressOf(tx, scope.connectorId, email);
    const holder = await users.findByIdentifier(tx, { email: address.address });
    if (holder && holder.id !== before.userId) {
      throw new ScimError(409, 'Another account here has this address.', 'uniqueness');
    }
    return address;
  }

  async function save(tx: TenantDb, scope: Scope, before: ScimUser, resource: Resource): Promise<ScimUser> {
    checked(resource);
    const changed = changedNames(before.resource, resource);
    const active = isActive(resource, before.active);
    const user = await users.find(tx, before.userId);
    if (!user) throw notFound(before.userId);
    // What is said again may still have been undone by somebody here.
    const isRepeatedEnd = !active && !user.suspendedAt;
    if (changed.length === 0 && !isRepeatedEnd) return before;
    const address = await newAddress(tx, scope, before, resource);
    const patch = {
      ...(address && { email: address.address, emailVerified: true }),
      ...userPatch(user, factsOf(before.resource), factsOf(resource)),
    };
    const after = Object.keys(patch).length > 0 ? await users.update(tx, user.id, patch) : user;
    const wish = { active, suspendedAt: before.suspendedAt };
    const isSettled = active === before.active && !isRepeatedEnd;
    const values = {
      userId: before.userId,
      userNameKey: fold(String(resource.userName)),
      externalId: typeof resource.externalId === 'string' ? resource.externalId : null,
      emailKey: address?.key ?? before.emailKey,
      resource,
      active,
      suspendedAt: isSettled ? before.suspendedAt : await settleActivity(tx, scope, after, wish),
      createdUser: before.createdUser,
    };
    const saved = await store.updateUser(tx, scope.connectorId, values, before.version);
    if (!saved) throw new ScimError(412, 'The person has changed since you read them.');
    note(scope.notes.changed, ...changed);
    await emit(tx, eventOf(scope, 'scim.user_updated', before.userId, { changed }));
    return saved;
  }

  async function remove(scope: Scope, id: string): Promise<void> {
    const { connectorId } = scope;
    await scope.db.inTx(async (tx) => {
      const before = await lock(tx, scope, id);
      await leaveAllGroups(tx, connectorId, id);
      await applyRoles(tx, connectorId, [id]);
      note(scope.notes.changed, 'active');
      await emit(tx, eventOf(scope, 'scim.user_deleted', id));
      if (scope.onDelete === 'delete' && before.createdUser) return users.remove(tx, id);
      const user = await users.find(tx, id);
      const wish = { active: false, suspendedAt: before.suspendedAt };
      const suspendedAt = user ? await settleActivity(tx, scope, user, wish) : null;
      await store.markDeleted(tx, connectorId, { ...before, suspendedAt });
    });
  }

  return {
    create,
    remove,
    /** PUT: what is left out is gone, but nobody is let in again by an omission. */
    replace: (scope: Scope, id: string, body: unknown): Promise<ScimUser> => {
      const { resource, ignored } = normalize(userShape, body);
      note(scope.notes.ignored, ...ignored);
      return scope.db.inTx(async (tx) => {
        const before = await lock(tx, scope, id);
        return save(tx, scope, before, { ...resource, active: isActive(resource, before.active) });
      });
    },
    patch: (scope: Scope, id: string, operations: PatchOperation[]): Promise<ScimUser> =>
      scope.db.inTx(async (tx) => {
        const before = await lock(tx, scope, id);
        const { resource, ignored } = applyPatch(userShape, before.resource, operations);
        note(scope.notes.ignored, ...ignored);
        return save(tx, scope, before, resource);
      }),
  };
}
