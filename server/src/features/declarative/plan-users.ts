/** Users: found by id, username, email or phone. Their passwords are set when they are created, never again. */
import { parseEmail, parsePhone } from '../../protocol/identifiers.ts';
import { checkPassword, passwordError } from '../credentials/index.ts';
import type { User } from '../users/index.ts';
import {
  type Action,
  type Change,
  type Comparison,
  fieldChanges,
  initialChanges,
  meetings,
  merge,
  type Planned,
  patchOf,
  type Run,
  refused,
} from './action.ts';
import { grantsById, planGrants } from './plan-grants.ts';
import { giveRoles, planUserRoles } from './plan-roles.ts';
import { type Path, pathText } from './problems.ts';
import type { UserEntry } from './schema.ts';
import type { TenantState, UserState } from './state.ts';

/** Users of this tenant run the installation: a file that forgets one must not lock them out. */
const neverPruned = 'admin';

const nameOf = ({ username, email, phone }: Partial<User>) => username ?? email ?? phone ?? '(no identifier)';

async function grant(
  run: Run,
  userId: string,
  wanted: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  await run.services.access.setUserPermissions(run.db, userId, await grantsById(run, wanted));
}

function creation(path: Path, entry: UserEntry): Action {
  const { id, password, permissions, roles, ...fields } = entry;
  const grants = planGrants([], permissions, false);
  const ofRoles = planUserRoles([], roles, false);
  const ofPassword: Change[] = password === undefined ? [] : [{ field: 'password', secret: true }];
  return {
    operation: 'create',
    kind: 'user',
    name: nameOf(entry),
    path,
    changes: [...initialChanges(fields), ...ofPassword, ...grants.changes, ...ofRoles.changes],
    password,
    async run(run) {
      const passwordHash = password === undefined ? null : run.passwordHashes.get(pathText(path));
      const user = await run.services.users.create(run.db, { ...fields, id, passwordHash });
      if (permissions) await grant(run, user.id, grants.wanted);
      if (roles) await giveRoles(run, user.id, ofRoles.wanted);
    },
  };
}

/** As they are stored, so that another spelling of an address is no change. */
function stored(fields: Omit<UserEntry, 'id' | 'password' | 'permissions' | 'roles'>) {
  const { email, phone } = fields;
  return {
    ...fields,
    ...(email != null && { email: parseEmail(email)?.address ?? email }),
    ...(phone != null && { phone: parsePhone(phone) ?? phone }),
  };
}

function update(
  path: Path,
  entry: UserEntry,
  { user, grants: current, roles: had }: UserState,
  prune: boolean,
): Planned {
  const { id, password: _, permissions, roles, ...given } = entry;
  if (id !== undefined && id !== user.id) {
    return refused([...path, 'id'], `can not change: ${nameOf(user)} has the id ${user.id}`);
  }
  const fields = stored(given);
  const changes = fieldChanges({ ...user }, fields);
  const grants = planGrants(current, permissions, prune);
  const ofRoles = planUserRoles(had, roles, prune);
  const all = [...changes, ...grants.changes, ...ofRoles.changes];
  if (all.length === 0) return { actions: [], findings: [] };
  // A new address is unproved unless the file says otherwise, so what it says of both goes together.
  const patch = { ...patchOf(changes, fields), ...withFlags(changes, fields) };
  const action: Action = {
    operation: 'update',
    kind: 'user',
    name: nameOf(user),
    path,
    changes: all,
    async run(run) {
      if (changes.length > 0) await run.services.users.update(run.db, user.id, patch);
      if (grants.changes.length > 0) await grant(run, user.id, grants.wanted);
      if (ofRoles.changes.length > 0) await giveRoles(run, user.id, ofRoles.wanted);
    },
  };
  return { actions: [action], findings: [] };
}

function withFlags(changes: readonly Change[], { emailVerified, phoneVerified }: Partial<User>) {
  const changed = new Set(changes.map(({ field }) => field));
  return {
    ...(changed.has('email') && emailVerified !== undefined && { emailVerified }),
    ...(changed.has('phone') && phoneVerified !== undefined && { phoneVerified }),
  };
}

const deletion = (path: Path, user: User): Action => ({
  operation: 'delete',
  kind: 'user',
  name: nameOf(user),
  path,
  changes: [],
  run: ({ services, db }) => services.users.remove(db, user.id),
});

function planCreation(path: Path, entry: UserEntry, minLength: number): Planned {
  const { password, username, email, phone } = entry;
  const problem =
    password === undefined ? undefined : checkPassword(password, minLength, [username, email, phone]);
  if (problem) return refused([...path, 'password'], passwordError(problem).message);
  return { actions: [creation(path, entry)], findings: [] };
}

export function planUsers({
  path,
  entries,
  state,
  prune,
}: Comparison<UserEntry, TenantState['users']>): Planned {
  const planEntry = (entry: UserEntry, index: number): Planned => {
    const at = [...path, index];
    const [before, another] = state.matches[index] ?? [];
    if (another) {
      return refused(
        at,
        `means two users: ${nameOf(before!.user)} (${before!.user.id}) and ${nameOf(another.user)} (${another.user.id})`,
      );
    }
    return before ? update(at, entry, before, prune) : planCreation(at, entry, state.minPasswordLength);
  };
  const listed = new Set(state.matches.flat().map(({ user }) => user.id));
  const unlisted = state.tenant?.id === neverPruned ? [] : state.all.filter(({ id }) => !listed.has(id));
  const meant = state.matches.map(([first]) => first?.user.id);
  return merge([
    { actions: [], findings: meetings(path, meant) },
    ...entries.map(planEntry),
    { actions: unlisted.map((user) => deletion(path, user)), findings: [] },
  ]);
}
