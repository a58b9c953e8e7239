/**
 * Roles by groups of the directory: whoever comes into a group has its roles at once, and loses them when leaving.
 * What other sources give is not touched.
 */
import type { TenantDb } from '../../kernel/db/index.ts';
import { emit } from '../../kernel/events/index.ts';
import { type Roles, roleErrors } from '../roles/index.ts';
import { errors } from './errors.ts';
import { lockGroup, membersOf } from './store-groups.ts';
import { replaceGroupRoles, rolesOfGroups, rolesOfPeople } from './store-roles.ts';

export interface GroupRolesDeps {
  roles: Pick<Roles, 'setManyFromSource' | 'fromSource' | 'names' | 'removeSource'>;
  isAdministrator(db: TenantDb, userId: string): Promise<boolean>;
}

export const sourceOf = (connectorId: string) => `scim:${connectorId}` as const;

const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((item) => other.includes(item));

export function createGroupRoles({ roles, isAdministrator }: GroupRolesDeps) {
  /** In the transaction of the change of membership; costs the same for one and for a thousand. */
  async function apply(tx: TenantDb, connectorId: string, userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return;
    const source = sourceOf(connectorId);
    const wanted = await rolesOfPeople(tx, connectorId, userIds);
    const present = await roles.fromSource(tx, source, userIds);
    const wishes: { userId: string; roleIds: string[] }[] = [];
    for (const userId of userIds) {
      const [after = [], before = []] = [wanted.get(userId), present.get(userId)];
      // What an administrator of the installation may do is no directory's to say.
      if (isSame(after, before) || (await isAdministrator(tx, userId))) continue;
      wishes.push({ userId, roleIds: after });
    }
    if (wishes.length > 0) await roles.setManyFromSource(tx, source, wishes);
  }

  async function assign(
    db: TenantDb,
    connectorId: string,
    groupId: string,
    wanted: readonly string[],
  ): Promise<void> {
    const roleIds = [...new Set(wanted)];
    await db.inTx(async (tx) => {
      const group = await lockGroup(tx, connectorId, groupId);
      if (!group) throw errors['scim.group_not_found']({ id: groupId });
      const known = await roles.names(tx, roleIds);
      const unknown = roleIds.find((id) => !known.some((role) => role.id === id));
      if (unknown !== undefined) throw roleErrors['role.unknown']({ id: unknown });
      const before = (await rolesOfGroups(tx, connectorId, [groupId])).get(groupId) ?? [];
      if (isSame(before, roleIds)) return;
      await replaceGroupRoles(tx, connectorId, groupId, roleIds);
      const members = await membersOf(tx, connectorId, [groupId]);
      await apply(
        tx,
        connectorId,
        members.map(({ userId }) => userId),
      );
      await emit(tx, {
        type: 'scim.group_roles_changed',
        subject: { type: 'scim-group', id: groupId },
        connectorId,
        data: { name: group.displayName, before, after: roleIds },
      });
    });
  }

  return {
    apply,
    assign,
    ofGroups: rolesOfGroups,
    /** The directory is gone, and with it what it gave. */
    forget: (tx: TenantDb, connectorId: string) => roles.removeSource(tx, sourceOf(connectorId)),
  };
}
