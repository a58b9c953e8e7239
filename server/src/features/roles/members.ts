/**
 * Who has which role. Each role of a user has a source, and a source changes only what it gave itself: what an
 * administrator gave by hand stays, whatever an identity provider says, and the other way round.
 */
import { isForeignKeyViolation, type TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { errors } from './errors.ts';
import type { RoleSource, UserRole } from './schema.ts';
import { findNames } from './store.ts';
import * as store from './store-members.ts';

export interface RolesChanged {
  /** Names, as the event tells them. */
  added: string[];
  removed: string[];
}

const changedEvent = (userId: string, source: RoleSource, { added, removed }: RolesChanged) => {
  const connectorId = source.includes(':') ? source.slice(source.indexOf(':') + 1) : undefined;
  return {
    type: 'user.roles_changed',
    subject: { type: 'user', id: userId },
    ...(connectorId && { connectorId }),
    data: { source, added, removed },
  };
};

const namesIn = (changed: readonly store.RoleChange[]): RolesChanged => ({
  added: changed.filter((one) => one.added).map(({ name }) => name),
  removed: changed.filter((one) => !one.added).map(({ name }) => name),
});

async function told(
  tx: TenantDb,
  userId: string,
  source: RoleSource,
  changed: readonly store.RoleChange[],
): Promise<RolesChanged> {
  const names = namesIn(changed);
  if (changed.length > 0) await emit(tx, changedEvent(userId, source, names));
  return names;
}

/** How many people one statement changes. */
const atOnce = 1_000;

async function writeMany(db: TenantDb, source: RoleSource, wishes: readonly store.RoleWish[]): Promise<void> {
  await db.inTx(async (tx) => {
    for (let first = 0; first < wishes.length; first += atOnce) {
      const changed = await store.setFromSourceOfMany(tx, source, wishes.slice(first, first + atOnce));
      const ofUsers = Map.groupBy(changed, ({ userId }) => userId);
      await emit(tx, ...[...ofUsers].map(([userId, list]) => changedEvent(userId, source, namesIn(list))));
    }
  });
}

async function write(
  db: TenantDb,
  userId: string,
  source: RoleSource,
  roleIds: readonly string[],
  onlyAdd: boolean,
): Promise<RolesChanged> {
  try {
    return await db.inTx(async (tx) =>
      told(tx, userId, source, await store.setFromSource(tx, userId, source, roleIds, onlyAdd)),
    );
  } catch (error) {
    if (isForeignKeyViolation(error)) throw errors['role.user_not_found']({ id: userId });
    throw error;
  }
}

async function refuseUnknown(db: TenantDb, roleIds: readonly string[]): Promise<void> {
  const known = new Set((await findNames(db, roleIds)).map(({ id }) => id));
  const unknown = roleIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw errors['role.unknown']({ id: unknown });
}

export function createMembers() {
  return {
    /**
     * Exactly these roles are what the source gives to the user from now on; roles from other sources are not
     * touched. Ids of roles that no longer exist are passed over.
     */
    setFromSource: (db: TenantDb, userId: string, source: RoleSource, roleIds: readonly string[]) =>
      write(db, userId, source, roleIds, false),
    /** The same for many at once, for a directory whose groups have thousands of members. */
    setManyFromSource: writeMany,
    /** The source gives these too; it takes nothing away. */
    addFromSource: (db: TenantDb, userId: string, source: RoleSource, roleIds: readonly string[]) =>
      write(db, userId, source, roleIds, true),
    /** The source gives nothing to anybody any more: its connector is gone, or stopped deciding. */
    async removeSource(db: TenantDb, source: RoleSource): Promise<void> {
      await db.inTx(async (tx) => {
        const users = await store.deleteSource(tx, source);
        if (users === 0) return;
        const connectorId = source.slice(source.indexOf(':') + 1);
        await emit(tx, { type: 'role.source_removed', connectorId, data: { source, users } });
      });
    },
    /** The roles given by hand. @throws role.unknown */
    async setManual(db: TenantDb, userId: string, roleIds: readonly string[]): Promise<UserRole[]> {
      await refuseUnknown(db, roleIds);
      await write(db, userId, 'manual', roleIds, false);
      return store.rolesOfUser(db, userId);
    },
    async addManual(db: TenantDb, userId: string, roleId: string): Promise<void> {
      if ((await findNames(db, [roleId])).length === 0) throw errors['role.not_found']({ id: roleId });
      await write(db, userId, 'manual', [roleId], true);
    },
    async removeManual(db: TenantDb, userId: string, roleId: string): Promise<void> {
      await db.inTx(async (tx) => {
        const had = (await store.rolesOfUser(tx, userId)).find(({ id }) => id === roleId);
        if (!had) throw errors['role.user_not_found']({ id: userId });
        if (!(await store.deleteManual(tx, userId, roleId))) {
          throw errors['role.not_given_by_hand']({ role: had.name, source: had.sources.join(', ') });
        }
        await told(tx, userId, 'manual', [{ id: roleId, name: had.name, added: false }]);
      });
    },
    ofUser: store.rolesOfUser,
    namesOfUser: store.namesOfUser,
    fromSource: store.rolesFromSource,
    members: store.listMembers,
  };
}
