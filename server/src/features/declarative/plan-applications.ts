/** Applications: found by id, or by name when the file gives no id. */
import type { Application } from '../applications/index.ts';
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
import type { Path } from './problems.ts';
import type { ApplicationEntry } from './schema.ts';
import { type ApplicationState, meansApplication } from './state.ts';

const nameOf = ({ id, name }: { id?: string; name: string }) => (id === undefined ? name : `${id} (${name})`);

function creation(path: Path, entry: ApplicationEntry): Action {
  const { id, secret, permissions, ...fields } = entry;
  const grants = planGrants([], permissions, false);
  const ofSecret: Change[] = secret === undefined ? [] : [{ field: 'secret', secret: true }];
  return {
    operation: 'create',
    kind: 'application',
    name: nameOf(entry),
    path,
    changes: [...initialChanges(fields), ...ofSecret, ...grants.changes],
    async run(run) {
      const { services, db, tenant } = run;
      const created = await services.applications.create(db, { ...fields, id, secret }, tenant);
      const applicationId = created.application.id;
      if (created.secret !== undefined && secret === undefined) {
        run.generated.push({ applicationId, name: entry.name, secret: created.secret });
      }
      if (permissions) await grant(run, applicationId, grants.wanted);
    },
  };
}

async function grant(
  run: Run,
  id: string,
  wanted: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  await run.services.access.setApplicationPermissions(run.db, id, await grantsById(run, wanted));
}

function update(path: Path, entry: ApplicationEntry, before: ApplicationState, prune: boolean): Planned {
  const { id: _, type, secret, permissions, ...fields } = entry;
  const { application } = before;
  if (type !== application.type) {
    return refused(
      [...path, 'type'],
      `can not change: the application ${application.id} is of the type ${application.type}; give another id, or delete it first`,
    );
  }
  const changes = fieldChanges({ ...application }, fields);
  const grants = planGrants(before.grants, permissions, prune);
  const addsSecret = secret !== undefined && !before.secretFits;
  const ofSecret: Change[] = addsSecret ? [{ field: 'secret', secret: true }] : [];
  const all = [...changes, ...ofSecret, ...grants.changes];
  if (all.length === 0) return { actions: [], findings: [] };
  const action: Action = {
    operation: 'update',
    kind: 'application',
    name: nameOf(application),
    path,
    changes: all,
    async run(run) {
      const { services, db, tenant } = run;
      if (changes.length > 0) {
        await services.applications.update(db, application.id, patchOf(changes, fields), { tag: tenant.tag });
      }
      if (addsSecret) {
        await services.applications.addSecret(db, application.id, {
          name: 'From the configuration file',
          value: secret,
        });
      }
      if (grants.changes.length > 0) await grant(run, application.id, grants.wanted);
    },
  };
  return { actions: [action], findings: [] };
}

const deletion = (path: Path, application: Application): Action => ({
  operation: 'delete',
  kind: 'application',
  name: nameOf(application),
  path,
  changes: [],
  run: ({ services, db }) => services.applications.remove(db, application.id),
});

function planEntry(
  path: Path,
  entry: ApplicationEntry,
  state: readonly ApplicationState[],
  prune: boolean,
): Planned {
  const [before, another] = state.filter(({ application }) => meansApplication(entry, application));
  if (another) return refused([...path, 'name'], 'fits several applications: give an id');
  return before ? update(path, entry, before, prune) : { actions: [creation(path, entry)], findings: [] };
}

export function planApplications({
  path,
  entries,
  state,
  prune,
}: Comparison<ApplicationEntry, ApplicationState[]>): Planned {
  const isListed = ({ application }: ApplicationState) =>
    entries.some((entry) => meansApplication(entry, application));
  const unlisted = prune ? state.filter((one) => !isListed(one)) : [];
  const meant = entries.map(
    (entry) => state.find((one) => meansApplication(entry, one.application))?.application.id,
  );
  return merge([
    { actions: [], findings: meetings(path, meant) },
    ...entries.map((entry, index) => planEntry([...path, index], entry, state, prune)),
    { actions: unlisted.map(({ application }) => deletion(path, application)), findings: [] },
  ]);
}
