/** What a change of a connection is, as plain data: who made it, how, and which fields it touched. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { CauseCode } from '../causes.ts';
import type { AttributeMapping } from '../mapping/attributes.ts';
import type { RoleMapping } from '../mapping/roles.ts';

export const revisionKinds = ['created', 'change', 'restore', 'roll-back'] as const;
export type RevisionKind = (typeof revisionKinds)[number];

export const revisedSchema = z.object({
  by: z.object({
    type: z.enum(['user', 'application', 'setup-link', 'system', 'anonymous']),
    id: z.string().optional(),
  }),
  how: z.enum(['change', 'restore', 'roll-back']),
  /** Names alone, such as `config.clientSecret`. */
  fields: z.array(z.string()),
  /** The version that was put back. */
  restored: z.number().optional(),
});

export type Revised = z.infer<typeof revisedSchema>;

/** Why a change was not taken back although sign-ins fail. */
export const hindrances = ['secret-expired', 'lets-others-in', 'trusts-again', 'unusable'] as const;
export type Hindrance = (typeof hindrances)[number];

export const rolledBackSchema = z.object({
  /** false: it would have been, but for `why`. */
  done: z.boolean(),
  why: z.enum(hindrances).optional(),
  at: z.iso.datetime(),
  /** The version with the change. */
  from: z.number(),
  /** The version that had succeeded before. */
  to: z.number(),
  fields: z.array(z.string()),
  attempts: z.number(),
  failed: z.number(),
  causes: z.array(z.string().transform((code) => code as CauseCode)),
});

export type RolledBack = z.infer<typeof rolledBackSchema>;

/** What versions are about; domains, names and looks are not. */
export interface Connected {
  /** With its secrets. */
  config: Readonly<Record<string, unknown>>;
  attributeMapping: AttributeMapping;
  roleMapping: RoleMapping | null;
}

/** The names of what differs, in a steady order. */
export function changedFields(one: Connected, other: Connected): string[] {
  const names = [...new Set([...Object.keys(one.config), ...Object.keys(other.config)])].sort();
  const fields = names.filter((name) => !isDeepStrictEqual(one.config[name], other.config[name]));
  return [
    ...fields.map((name) => `config.${name}`),
    ...(isDeepStrictEqual(one.attributeMapping, other.attributeMapping) ? [] : ['attributeMapping']),
    ...(isDeepStrictEqual(one.roleMapping, other.roleMapping) ? [] : ['roleMapping']),
  ];
}

export interface FieldDifference {
  field: string;
  /** Its values are never shown. */
  secret: boolean;
  earlier?: unknown;
  present?: unknown;
}

/** From an earlier version to the present one. Of secrets only that they differ. */
export function differences(
  earlier: Connected,
  present: Connected,
  secretFields: readonly string[],
): FieldDifference[] {
  const shown = (connected: Connected, field: string): unknown =>
    field === 'attributeMapping' || field === 'roleMapping'
      ? connected[field]
      : (connected.config[field.slice('config.'.length)] ?? null);
  return changedFields(earlier, present).map((field) =>
    secretFields.some((name) => field === `config.${name}`)
      ? { field, secret: true }
      : { field, secret: false, earlier: shown(earlier, field), present: shown(present, field) },
  );
}
