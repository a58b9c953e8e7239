/** API resources, found by their indicators, and their permissions, found by their names. */
import type { ApiPermission, ApiResource } from '../access/index.ts';
import {
  type Action,
  type Change,
  type Comparison,
  fieldChanges,
  initialChanges,
  type Planned,
  patchOf,
  type Run,
} from './action.ts';
import type { Path } from './problems.ts';
import type { ApiResourceEntry } from './schema.ts';

type PermissionEntry = NonNullable<ApiResourceEntry['permissions']>[number];

interface PermissionPlan {
  changes: Change[];
  run(run: Run, resourceId: string): Promise<void>;
}

function planPermission(
  entry: PermissionEntry,
  before: ApiPermission | undefined,
): PermissionPlan | undefined {
  const { name, ...fields } = entry;
  const field = `permissions.${name}`;
  if (!before) {
    const after = { ...fields };
    return {
      changes: [{ field, after }],
      run: async ({ services, db }, id) => void (await services.access.addPermission(db, id, entry)),
    };
  }
  const changes = fieldChanges({ ...before }, fields);
  if (changes.length === 0) return undefined;
  return {
    changes: changes.map((change) => ({ ...change, field: `${field}.${change.field}` })),
    run: async ({ services, db }, id) =>
      void (await services.access.updatePermission(db, id, name, patchOf(changes, fields))),
  };
}

const removal = ({ name, ...before }: ApiPermission): PermissionPlan => ({
  changes: [{ field: `permissions.${name}`, before, removes: true }],
  run: ({ services, db }, id) => services.access.removePermission(db, id, name),
});

function planPermissions(entry: ApiResourceEntry, before: ApiResource, prune: boolean): PermissionPlan[] {
  const listed = entry.permissions;
  if (!listed) return [];
  const find = (name: string) => before.permissions.find((permission) => permission.name === name);
  const unlisted = before.permissions.filter(
    ({ name }) => !listed.some((permission) => permission.name === name),
  );
  return [
    ...(prune ? unlisted.map(removal) : []),
    ...listed.flatMap((permission) => planPermission(permission, find(permission.name)) ?? []),
  ];
}

function creation(path: Path, entry: ApiResourceEntry): Action {
  const { indicator, permissions = [], ...fields } = entry;
  const ofPermissions = permissions.map(({ name, ...rest }) => ({
    field: `permissions.${name}`,
    after: rest,
  }));
  return {
    operation: 'create',
    kind: 'API resource',
    name: indicator,
    path,
    changes: [...initialChanges(fields), ...ofPermissions],
    run: ({ services, db }) => services.access.create(db, entry),
  };
}

function update(path: Path, entry: ApiResourceEntry, before: ApiResource, prune: boolean): Action[] {
  const { name, accessTokenTtl } = entry;
  const fields = { name, accessTokenTtl };
  const changes = fieldChanges({ ...before }, fields);
  const permissions = planPermissions(entry, before, prune);
  if (changes.length === 0 && permissions.length === 0) return [];
  return [
    {
      operation: 'update',
      kind: 'API resource',
      name: entry.indicator,
      path,
      changes: [...changes, ...permissions.flatMap((permission) => permission.changes)],
      async run(run) {
        if (changes.length > 0) await run.services.access.update(run.db, before.id, patchOf(changes, fields));
        for (const permission of permissions) await permission.run(run, before.id);
      },
    },
  ];
}

const deletion = (path: Path, { id, indicator }: ApiResource): Action => ({
  operation: 'delete',
  kind: 'API resource',
  name: indicator,
  path,
  changes: [],
  run: ({ services, db }) => services.access.remove(db, id),
});

export function planApiResources({
  path,
  entries,
  state,
  prune,
}: Comparison<ApiResourceEntry, ApiResource[]>): Planned {
  const actions = entries.flatMap((entry, index) => {
    const before = state.find(({ indicator }) => indicator === entry.indicator);
    return before ? update([...path, index], entry, before, prune) : creation([...path, index], entry);
  });
  const isListed = ({ indicator }: ApiResource) => entries.some((entry) => entry.indicator === indicator);
  const unlisted = prune ? state.filter((resource) => !isListed(resource)) : [];
  return { actions: [...actions, ...unlisted.map((resource) => deletion(path, resource))], findings: [] };
}
