/** Roles, found by their ids or names, and what names them: users, and the role mappings of SSO connectors. */
import { fold } from '../../protocol/identifiers.ts';
import type { Role } from '../roles/index.ts';
import {
  type Action,
  type Change,
  type Comparison,
  fieldChanges,
  initialChanges,
  type Planned,
  patchOf,
  type Run,
  same,
} from './action.ts';
import { grantsById, planGrants } from './plan-grants.ts';
import type { Path } from './problems.ts';
import type { ConnectorEntry, RoleEntry } from './schema.ts';

type RoleMapping = NonNullable<ConnectorEntry['roleMapping']>;

export const meansRole = (
  entry: { id?: string; name: string },
  role: { id: string; name: string },
): boolean => (entry.id === undefined ? fold(entry.name) === fold(role.name) : entry.id === role.id);

/** A file says names; ids are taken as well. */
const isMeant =
  (text: string) =>
  ({ id, name }: { id: string; name: string }) =>
    id === text || fold(name) === fold(text);

function creation(path: Path, entry: RoleEntry): Action {
  const { permissions, ...fields } = entry;
  const grants = planGrants([], permissions, false);
  return {
    operation: 'create',
    kind: 'role',
    name: entry.name,
    path,
    changes: [...initialChanges(fields), ...grants.changes],
    async run(run) {
      const role = await run.services.roles.create(run.db, fields);
      if (permissions) {
        await run.services.roles.setPermissions(run.db, role.id, await grantsById(run, grants.wanted));
      }
    },
  };
}

function update(path: Path, entry: RoleEntry, before: Role, prune: boolean): Action[] {
  const { id: _, permissions, ...fields } = entry;
  const changes = fieldChanges({ ...before }, fields);
  const grants = planGrants(before.permissions, permissions, prune);
  if (changes.length === 0 && grants.changes.length === 0) return [];
  return [
    {
      operation: 'update',
      kind: 'role',
      name: before.name,
      path,
      changes: [...changes, ...grants.changes],
      async run(run) {
        const { roles } = run.services;
        if (changes.length > 0) await roles.update(run.db, before.id, patchOf(changes, fields));
        if (grants.changes.length > 0) {
          await roles.setPermissions(run.db, before.id, await grantsById(run, grants.wanted));
        }
      },
    },
  ];
}

const deletion = (path: Path, { id, name }: Role): Action => ({
  operation: 'delete',
  kind: 'role',
  name,
  path,
  changes: [],
  run: ({ services, db }) => services.roles.remove(db, id),
});

export function planRoles({ path, entries, state, prune }: Comparison<RoleEntry, readonly Role[]>): Planned {
  const actions = entries.flatMap((entry, index) => {
    const before = state.find((role) => meansRole(entry, role));
    return before ? update([...path, index], entry, before, prune) : creation([...path, index], entry);
  });
  const isListed = (role: Role) => entries.some((entry) => meansRole(entry, role));
  const unlisted = prune ? state.filter((role) => !isListed(role)) : [];
  return { actions: [...actions, ...unlisted.map((role) => deletion(path, role))], findings: [] };
}

// --- what names roles -----------------------------------------------------------------------------

function withRoles(mapping: RoleMapping, each: (names: readonly string[]) => string[]): RoleMapping {
  return {
    ...mapping,
    defaultRoles: each(mapping.defaultRoles),
    rules: mapping.rules.map((rule) => ({ ...rule, roles: each(rule.roles) })),
  };
}

/** By name, as a file says it; of roles that were deleted nothing is left. */
export function namedMapping(mapping: RoleMapping | null, roles: readonly Role[]): RoleMapping | null {
  if (!mapping) return null;
  const named = withRoles(mapping, (ids) =>
    ids.flatMap((id) => roles.find((role) => role.id === id)?.name ?? []),
  );
  return { ...named, rules: named.rules.filter((rule) => rule.roles.length > 0) };
}

/** As the file says it, in the spelling of the roles that there are. */
export function spelledMapping(mapping: RoleMapping | null, roles: readonly Role[]): RoleMapping | null {
  return (
    mapping && withRoles(mapping, (texts) => texts.map((text) => roles.find(isMeant(text))?.name ?? text))
  );
}

/** Some of the roles this run may have made. What is unknown is told by the service that stores the mapping. */
export async function mappingById(
  { services, db }: Run,
  mapping: RoleMapping | null,
): Promise<RoleMapping | null> {
  if (!mapping) return null;
  const texts = [...new Set([...mapping.defaultRoles, ...mapping.rules.flatMap(({ roles }) => roles)])];
  const found = [...(await services.roles.names(db, texts)), ...(await services.roles.byNames(db, texts))];
  return withRoles(mapping, (list) => list.map((text) => found.find(isMeant(text))?.id ?? text));
}

export interface UserRolesPlan {
  changes: Change[];
  /** Names or ids of all that are given by hand afterwards. */
  wanted: string[];
}

/** The file adds to what a user was given by hand, and with `--prune` says what it is. */
export function planUserRoles(
  current: readonly string[],
  given: readonly string[] | undefined,
  prune: boolean,
): UserRolesPlan {
  if (!given) return { changes: [], wanted: [...current] };
  const spelled = given.map((text) => current.find((name) => fold(name) === fold(text)) ?? text);
  const before = [...current].sort();
  const wanted = [...new Set([...spelled, ...(prune ? [] : before)])].sort();
  if (same(before, wanted)) return { changes: [], wanted };
  const removes = before.some((name) => !wanted.includes(name));
  const change: Change = { field: 'roles', after: wanted, ...(removes && { removes }) };
  return { changes: [before.length > 0 ? { ...change, before } : change], wanted };
}

export async function giveRoles(
  { services, db }: Run,
  userId: string,
  wanted: readonly string[],
): Promise<void> {
  const found = [...(await services.roles.names(db, wanted)), ...(await services.roles.byNames(db, wanted))];
  const ids = wanted.map((text) => found.find(isMeant(text))?.id ?? text);
  await services.roles.setManual(db, userId, ids);
}
