/** Who administers the installation, in the tenant `admin` only: roles given, changed and taken away. */
import type { TenantDb } from '../../kernel/db/index.ts';
import { type Actor, emit } from '../../kernel/events/index.ts';
import { holds } from '../../kernel/http/permissions.ts';
import { expectVersion, versionMismatch } from '../../kernel/http/versions.ts';
import type { Applications } from '../applications/index.ts';
import { errors } from './errors.ts';
import { adminTenantId, isAbove, permissionsOf, type Role } from './roles.ts';
import * as store from './store.ts';

interface Change {
  /** Who asks for it. */
  actor: Actor;
  version?: number | undefined;
}

const subject = (id: string) => ({ type: 'user', id });

/** In the transaction that gives the role. @throws administrator.exists */
async function add(tx: TenantDb, userId: string, role: Role): Promise<void> {
  if (!(await store.insertAdministrator(tx, userId, role))) throw errors['administrator.exists']();
  await emit(tx, { type: 'administrator.added', subject: subject(userId), data: { after: { role } } });
}

/**
 * In the transaction that creates the user: of two who set up at once the second sees the first one's administrator.
 * False when there is one already.
 */
async function addFirst(tx: TenantDb, userId: string): Promise<boolean> {
  await store.lockAdministrators(tx);
  if (await store.hasAdministrator(tx)) return false;
  await add(tx, userId, 'owner');
  return true;
}

/** Before a user is suspended or deleted, in the same transaction. @throws administrator.last_owner */
async function assertMayDisable(tx: TenantDb, userId: string): Promise<void> {
  if (tx.tenantId !== adminTenantId) return;
  await store.lockAdministrators(tx);
  if ((await store.roleOf(tx, userId)) !== 'owner') return;
  if (!(await store.hasOtherOwner(tx, userId))) throw errors['administrator.last_owner']();
}

export function createAdministrators({ applications }: { applications: Pick<Applications, 'find'> }) {
  /** Whether somebody may give or take this role now: nobody one above their own. */
  async function mayGrant(db: TenantDb, by: Actor, role: Role): Promise<boolean> {
    if (by.id === undefined || db.tenantId !== adminTenantId) return false;
    if (by.type === 'user') {
      const own = await store.roleOf(db, by.id);
      return (
        own !== undefined &&
        holds(permissionsOf(own, db.tenantId), 'administrators:write') &&
        !isAbove(role, own)
      );
    }
    const application = by.type === 'application' ? await applications.find(db, by.id) : undefined;
    return (
      application?.type === 'machine-to-machine' &&
      holds(application.managementPermissions, 'administrators:write')
    );
  }

  async function assertMayGrant(db: TenantDb, by: Actor, role: Role): Promise<void> {
    if (!(await mayGrant(db, by, role))) throw errors['administrator.role_above_own']({ role });
  }

  /** What there is to change, locked, by somebody who may. */
  async function lockOne(tx: TenantDb, userId: string, { actor, version }: Change) {
    await store.lockAdministrators(tx);
    const before = await store.findAdministrator(tx, userId);
    if (!before) throw errors['administrator.not_found']({ id: userId });
    expectVersion(before.version, version);
    await assertMayGrant(tx, actor, before.role);
    return before;
  }

  return {
    list: store.listAdministrators,
    find: store.findAdministrator,
    add,
    addFirst,
    hasAny: store.hasAdministrator,
    /** Until the end of the transaction nobody else changes who administers. */
    lock: store.lockAdministrators,
    mayGrant,
    assertMayGrant,
    assertMayDisable,

    /** Whether this person has a role, suspended or not; such people live in the tenant `admin` only. */
    async isAdministrator(db: TenantDb, userId: string): Promise<boolean> {
      return db.tenantId === adminTenantId && store.isAdministrator(db, userId);
    },

    /** @throws administrator.not_found, administrator.last_owner, administrator.role_above_own */
    async changeRole(db: TenantDb, userId: string, role: Role, change: Change): Promise<store.Administrator> {
      return db.inTx(async (tx) => {
        const before = await lockOne(tx, userId, change);
        if (before.role === role) return before;
        await assertMayGrant(tx, change.actor, role);
        await assertMayDisable(tx, userId);
        if (!(await store.updateRole(tx, userId, role, before.version))) {
          throw versionMismatch(before.version + 1);
        }
        const data = { before: { role: before.role }, after: { role } };
        await emit(tx, { type: 'administrator.role_changed', subject: subject(userId), data });
        return (await store.findAdministrator(tx, userId))!;
      });
    },

    /** Takes the role away; the user stays. @throws as `changeRole` */
    async remove(db: TenantDb, userId: string, change: Change): Promise<void> {
      await db.inTx(async (tx) => {
        const before = await lockOne(tx, userId, change);
        await assertMayDisable(tx, userId);
        await store.deleteAdministrator(tx, userId);
        const data = { before: { role: before.role } };
        await emit(tx, { type: 'administrator.removed', subject: subject(userId), data });
      });
    },
  };
}
