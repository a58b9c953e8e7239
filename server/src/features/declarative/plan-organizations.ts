/** Organizations, found by their ids or names, and what names them: SSO connectors. */
import type { Organization } from '../organizations/index.ts';
import {
  type Action,
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
import type { Path } from './problems.ts';
import type { OrganizationEntry } from './schema.ts';
import { allOrganizations } from './state.ts';

const meansOrganization = (entry: { id?: string; name: string }, { id, name }: Organization): boolean =>
  entry.id === undefined ? entry.name === name : entry.id === id;

function creation(path: Path, entry: OrganizationEntry): Action {
  return {
    operation: 'create',
    kind: 'organization',
    name: entry.name,
    path,
    changes: initialChanges(entry),
    run: ({ services, db }) => services.organizations.create(db, entry),
  };
}

function update(path: Path, { id: _, ...fields }: OrganizationEntry, before: Organization): Action[] {
  const changes = fieldChanges({ ...before }, fields);
  if (changes.length === 0) return [];
  return [
    {
      operation: 'update',
      kind: 'organization',
      name: before.name,
      path,
      changes,
      run: ({ services, db }) => services.organizations.update(db, before.id, patchOf(changes, fields)),
    },
  ];
}

const deletion = (path: Path, { id, name }: Organization): Action => ({
  operation: 'delete',
  kind: 'organization',
  name,
  path,
  changes: [],
  run: ({ services, db }) => services.organizations.remove(db, id),
});

export function planOrganizations({
  path,
  entries,
  state,
  prune,
}: Comparison<OrganizationEntry, readonly Organization[]>): Planned {
  const planEntry = (entry: OrganizationEntry, index: number): Planned => {
    const at = [...path, index];
    const [before, another] = state.filter((one) => meansOrganization(entry, one));
    // Unlike roles, two organizations may have one name.
    if (another) return refused([...at, 'name'], 'fits several organizations: give an id');
    return { actions: before ? update(at, entry, before) : [creation(at, entry)], findings: [] };
  };
  const isListed = (one: Organization) => entries.some((entry) => meansOrganization(entry, one));
  const unlisted = prune ? state.filter((one) => !isListed(one)) : [];
  const meant = entries.map((entry) => state.find((one) => meansOrganization(entry, one))?.id);
  return merge([
    { actions: [], findings: meetings(path, meant) },
    ...entries.map(planEntry),
    { actions: unlisted.map((one) => deletion(path, one)), findings: [] },
  ]);
}

/** The id of what a file calls by its id or, where only one has it, its name. */
function idOf(text: string, organizations: readonly Organization[]): string | undefined {
  if (organizations.some(({ id }) => id === text)) return text;
  const [found, another] = organizations.filter(({ name }) => name === text);
  return another ? undefined : found?.id;
}

/** As far as it is known before the run: the file may make the organization itself. */
export const spelledOrganization = (
  text: string | null,
  organizations: readonly Organization[],
): string | null => text && (idOf(text, organizations) ?? text);

/** This run may have made it. What is unknown is told by the service that stores the connector. */
export async function organizationById({ services, db }: Run, text: string | null): Promise<string | null> {
  return text && (idOf(text, await allOrganizations(services, db)) ?? text);
}
