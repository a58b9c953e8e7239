/** What a plan consists of: actions, each with what it changes and how it is done. */
import { isDeepStrictEqual } from 'node:util';
import type { Json, TenantDb } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Finding, Path } from './problems.ts';
import type { Services } from './services.ts';

export type Kind =
  | 'tenant'
  | 'API resource'
  | 'role'
  | 'organization'
  | 'application'
  | 'SSO connector'
  | 'user'
  | 'sign-in experience';
export type Operation = 'create' | 'update' | 'delete';

export interface Change {
  field: string;
  before?: Json;
  after?: Json;
  /** Neither value may be shown. */
  secret?: boolean;
  /** Something that others may rely on goes away. */
  removes?: boolean;
}

/** What an action works with: services bound to the open transaction. */
export interface Run {
  services: Services;
  tenant: Tenant;
  db: TenantDb;
  /** Hashes made before the transaction, by the user's path in the file. */
  passwordHashes: ReadonlyMap<string, string>;
  /** Application secrets that were generated: the only time that they can be read. */
  generated: { applicationId: string; name: string; secret: string }[];
}

export interface Action {
  operation: Operation;
  kind: Kind;
  /** What people know it by. */
  name: string;
  /** Where the file asks for it. */
  path: Path;
  changes: Change[];
  /** The user's password, to be hashed before the transaction. */
  password?: string;
  /** Gives up what another action may want; done for all actions before any of them runs. */
  release?(run: Run): Promise<unknown>;
  run(run: Run): Promise<unknown>;
}

export interface Planned {
  actions: Action[];
  findings: Finding[];
}

/** One kind of thing in one tenant: what the file lists, what there is. */
export interface Comparison<Entry, State> {
  /** Where the list is in the file. */
  path: Path;
  entries: readonly Entry[];
  state: State;
  prune: boolean;
}

export const refused = (path: Path, message: string): Planned => ({
  actions: [],
  findings: [{ path, message }],
});

export function merge(parts: readonly Planned[]): Planned {
  return {
    actions: parts.flatMap((part) => part.actions),
    findings: parts.flatMap((part) => part.findings),
  };
}

/** By value; the order of keys doesn't count, as the database keeps none. */
export const same = isDeepStrictEqual;

/** The fields that the file gives and that differ from what there is. */
export function fieldChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change[] {
  return Object.entries(after)
    .filter(([field, value]) => value !== undefined && !same(before[field], value))
    .map(([field, value]) => ({ field, before: before[field] as Json, after: value as Json }));
}

/** What a new thing starts with. */
export const initialChanges = (values: Readonly<Record<string, unknown>>): Change[] =>
  fieldChanges({}, values);

/** The values of the changed fields: a patch. */
export function patchOf<T extends object>(changes: readonly Change[], values: T): Partial<T> {
  const fields = new Set(changes.map(({ field }) => field));
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.has(field))) as Partial<T>;
}

/** Several entries that mean the same thing, each in its own way. */
export function meetings(path: Path, ids: readonly (string | undefined)[]): Finding[] {
  return ids.flatMap((id, index) => {
    const first = id === undefined ? index : ids.indexOf(id);
    return first === index
      ? []
      : [{ path: [...path, index], message: `means the same as entry ${first + 1}` }];
  });
}
