/** Permissions of users and applications: the file adds to them, and with `--prune` says what they are. */
import type { Grant } from '../access/index.ts';
import type { Change, Run } from './action.ts';
import { same } from './action.ts';

/** Indicator → names of permissions. */
type Permissions = Readonly<Record<string, readonly string[]>>;

export interface GrantPlan {
  changes: Change[];
  /** All that the holder has afterwards. */
  wanted: Permissions;
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

export function planGrants(
  current: readonly Grant[],
  given: Permissions | undefined,
  prune: boolean,
): GrantPlan {
  const before: Permissions = Object.fromEntries(
    current.map((grant) => [grant.indicator, sorted(grant.permissions)]),
  );
  if (!given) return { changes: [], wanted: before };
  const after = Object.entries(given).map(([indicator, names]) => [
    indicator,
    sorted([...names, ...(prune ? [] : (before[indicator] ?? []))]),
  ]);
  const wanted: Permissions = { ...(prune ? {} : before), ...Object.fromEntries(after) };
  const indicators = sorted([...Object.keys(before), ...Object.keys(wanted)]);
  const changes = indicators.flatMap((indicator): Change[] => {
    const [had, has] = [before[indicator] ?? [], wanted[indicator] ?? []];
    if (same(had, has)) return [];
    const removes = had.some((name) => !has.includes(name));
    return [
      {
        field: `permissions.${indicator}`,
        ...(had.length > 0 && { before: [...had] }),
        after: [...has],
        ...(removes && { removes }),
      },
    ];
  });
  return { changes, wanted };
}

/** By the ids of the API resources, some of which this run may have made. */
export async function grantsById(
  { services, db }: Run,
  wanted: Permissions,
): Promise<Record<string, readonly string[]>> {
  const ids: Record<string, readonly string[]> = {};
  for (const [indicator, names] of Object.entries(wanted)) {
    const resource = await services.access.findByIndicator(db, indicator);
    if (!resource) throw new UnknownResource(indicator);
    ids[resource.id] = names;
  }
  return ids;
}

/** The file gives permissions of an API resource that does not exist. */
export class UnknownResource extends Error {
  readonly indicator: string;

  constructor(indicator: string) {
    super(`there is no API resource ${indicator}`);
    this.indicator = indicator;
  }
}
