/** What a mapping would make of somebody's claims: shown rule by rule, written nowhere. */
import { z } from 'zod';
import type { Json, TenantDb } from '../../../kernel/db/index.ts';
import { invalidRequest } from '../../../kernel/errors/index.ts';
import { jsonValue, text } from '../../../kernel/http/fields.ts';
import { errors } from '../errors.ts';
import { presetOf } from '../presets/catalogue.ts';
import type { Connector } from '../schema.ts';
import { findTrace } from '../store-attempts.ts';
import { roleSource } from './apply.ts';
import { attributeMappingSchema, type MappedProfile, mappedProfile } from './attributes.ts';
import { presetAttributes, presetGroups } from './defaults.ts';
import type { MappingDeps } from './deps.ts';
import { rolesNamedIn } from './known-roles.ts';
import { pastedSaml } from './pasted-saml.ts';
import {
  type GroupsKnown,
  outcomeOf,
  type RoleMapping,
  type RuleVerdict,
  roleMappingSchema,
  rolesFromClaims,
} from './roles.ts';

export const simulateInputSchema = z
  .strictObject({
    claims: z
      .record(z.string().max(256), jsonValue)
      .optional()
      .describe('As an ID token or userinfo has them.'),
    saml: z
      .string()
      .min(1)
      .max(720_000)
      .optional()
      .describe('A SAML response or assertion, as XML or base64. It is read, not verified.'),
    attempt: text(40)
      .optional()
      .describe('The reference of an attempt that signed somebody in. Needs `users:read`.'),
    attributeMapping: attributeMappingSchema.optional().describe('A draft; the saved one when absent.'),
    roleMapping: roleMappingSchema.nullable().optional().describe('A draft; the saved one when absent.'),
  })
  .refine(
    ({ claims, saml, attempt }) => [claims, saml, attempt].filter((one) => one !== undefined).length === 1,
    'needs exactly one of claims, saml and attempt',
  );
export type SimulateInput = z.output<typeof simulateInputSchema>;

interface Source {
  kind: 'claims' | 'saml' | 'attempt';
  claims: Record<string, Json>;
  /** Whose, when they are a user's here. */
  userId?: string;
  /** When the provider said them. */
  from: Date | null;
}

export interface RoleRef {
  id: string;
  /** null: there is no such role any more. */
  name: string | null;
}

export interface Simulation {
  source: { kind: Source['kind']; verified: boolean; from: Date | null; userId: string | null };
  claims: Record<string, Json>;
  profile: MappedProfile;
  rules: (Omit<RuleVerdict, 'roles'> & { roles: RoleRef[] })[];
  groups: GroupsKnown;
  outcome: 'set' | 'add' | 'refuse' | 'nothing';
  cause: string | null;
  roles: RoleRef[];
  /** Against what the connector gives the person now; null when nobody here is meant. */
  gains: RoleRef[] | null;
  losses: RoleRef[] | null;
}

async function ofAttempt(
  { users }: MappingDeps,
  db: TenantDb,
  connectorId: string,
  given: string,
): Promise<Source> {
  const reference = given.trim().toUpperCase();
  const trace = await findTrace(db, reference);
  if (!trace || trace.connectorId !== connectorId) throw errors['sso.attempt_not_found']({ reference });
  const identities = trace.userId === null ? [] : await users.listIdentities(db, trace.userId);
  const identity = identities.find((one) => one.connectorId === connectorId);
  if (!identity) throw errors['sso.attempt_without_claims']({ reference });
  const { claims, userId, lastUsedAt } = identity;
  return { kind: 'attempt', claims: claims as Record<string, Json>, userId, from: lastUsedAt };
}

/** The groups go by one name, whatever the provider calls them. */
function withGroups(connector: Connector, claims: Record<string, Json>): Record<string, Json> {
  const name = presetGroups(presetOf(connector.provider), connector.config);
  const value = name !== undefined && Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined || Object.hasOwn(claims, 'groups')) return claims;
  return { ...claims, groups: Array.isArray(value) ? value : [value] };
}

async function sourceOf(
  deps: MappingDeps,
  db: TenantDb,
  connector: Connector,
  input: SimulateInput,
): Promise<Source> {
  if (input.attempt !== undefined) return ofAttempt(deps, db, connector.id, input.attempt);
  if (input.saml !== undefined) {
    return { kind: 'saml', claims: withGroups(connector, pastedSaml(input.saml)), from: null };
  }
  if (!input.claims) throw invalidRequest([{ path: 'claims', message: 'is missing' }]);
  return { kind: 'claims', claims: input.claims, from: null };
}

const noRoles: RoleMapping = { mode: 'follow', missingGroups: 'refuse', defaultRoles: [], rules: [] };

export async function simulate(
  deps: MappingDeps,
  db: TenantDb,
  connector: Connector,
  input: SimulateInput,
): Promise<Simulation> {
  const source = await sourceOf(deps, db, connector, input);
  const mapping = input.roleMapping === undefined ? connector.roleMapping : input.roleMapping;
  const attributes = input.attributeMapping ?? connector.attributeMapping;
  const defaults = presetAttributes(presetOf(connector.provider));
  const result = rolesFromClaims(source.claims, mapping ?? noRoles);
  const current = source.userId
    ? ((await deps.roles.fromSource(db, roleSource(connector.id), [source.userId])).get(source.userId) ?? [])
    : [];
  const names = new Map(
    (await deps.roles.names(db, [...rolesNamedIn(mapping ?? noRoles), ...current])).map(({ id, name }) => [
      id,
      name,
    ]),
  );
  const refs = (ids: readonly string[]): RoleRef[] => ids.map((id) => ({ id, name: names.get(id) ?? null }));
  const outcome = mapping ? outcomeOf(mapping, result, current) : undefined;
  const roles = result.roles.filter((id) => names.has(id));
  const loses = outcome?.action === 'set' ? current.filter((id) => !roles.includes(id)) : [];
  const gains = outcome && outcome.action !== 'refuse' ? roles.filter((id) => !current.includes(id)) : [];
  return {
    source: {
      kind: source.kind,
      verified: source.kind === 'attempt',
      from: source.from,
      userId: source.userId ?? null,
    },
    claims: source.claims,
    profile: mappedProfile(source.claims, defaults, attributes),
    rules: result.rules.map((rule) => ({ ...rule, roles: refs(rule.roles) })),
    groups: result.groups,
    outcome: outcome?.action ?? 'nothing',
    cause: outcome?.action === 'refuse' ? outcome.cause : null,
    roles: refs(roles),
    gains: source.userId ? refs(gains) : null,
    losses: source.userId ? refs(loses) : null,
  };
}
