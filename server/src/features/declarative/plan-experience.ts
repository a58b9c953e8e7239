/** The sign-in experience: a patch, group by group. */
import type { SignInExperience, SignInExperiencePatch } from '../experience/index.ts';
import { type Change, type Planned, same } from './action.ts';
import type { Path } from './problems.ts';

type Value = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects are merged field by field. */
const merged = (before: unknown, value: unknown) =>
  isObject(before) && isObject(value) ? { ...before, ...value } : value;

function groupChanges(group: string, before: Value, patch: object): Change[] {
  return Object.entries(patch)
    .map(([field, value]) => [field, merged(before[field], value)] as const)
    .filter(([field, value]) => value !== undefined && !same(before[field] ?? null, value))
    .map(([field, value]) => ({
      field: `${group}.${field}`,
      before: before[field] as never,
      after: value as never,
    }));
}

function experienceChanges(before: SignInExperience, patch: SignInExperiencePatch): Change[] {
  const { singleSignOnEnabled, ...groups } = patch;
  const flag: Change[] =
    singleSignOnEnabled === undefined || singleSignOnEnabled === before.singleSignOnEnabled
      ? []
      : [{ field: 'singleSignOnEnabled', before: before.singleSignOnEnabled, after: singleSignOnEnabled }];
  const names = Object.keys(groups) as (keyof typeof groups)[];
  return [...flag, ...names.flatMap((name) => groupChanges(name, before[name], groups[name] ?? {}))];
}

export function planExperience(
  path: Path,
  patch: SignInExperiencePatch | undefined,
  before: SignInExperience,
): Planned {
  const changes = patch ? experienceChanges(before, patch) : [];
  if (!patch || changes.length === 0) return { actions: [], findings: [] };
  return {
    actions: [
      {
        operation: 'update',
        kind: 'sign-in experience',
        name: '',
        path,
        changes,
        run: ({ services, db }) => services.experience.update(db, patch),
      },
    ],
    findings: [],
  };
}
