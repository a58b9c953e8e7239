/**
 * Which roles an identity provider's claims give: an ordered list of rules, each a comparison of one claim, and
 * nothing that could be called a language. Pure: the sign-in, the simulator and the preview of a change ask it.
 */
import { z } from 'zod';
import type { Json } from '../../../kernel/db/index.ts';
import { groupsClaim } from '../../../protocol/oidc-claims.ts';

export const operators = ['equals', 'one-of', 'contains', 'present', 'starts-with'] as const;
export type Operator = (typeof operators)[number];

const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}+$/u, 'must not contain control characters');

const roleIds = z.array(z.string().min(1).max(128)).max(50);

export const roleRuleSchema = z
  .strictObject({
    claim: line(256).describe('The whole name of the claim, such as `groups`.'),
    operator: z
      .enum(operators)
      .describe(
        '`equals`: the claim is this one value. `one-of`: it is one of these. `contains`: the list has one of these. `present`: it has any value. `starts-with`: a value begins with one of these. Letters count in their case.',
      ),
    values: z.array(line(512)).max(200).default([]),
    roles: roleIds.min(1).describe('Ids of the roles that the rule gives.'),
    stop: z
      .boolean()
      .default(false)
      .describe('Whether the rules behind this one are passed over when it fits.'),
  })
  .superRefine(({ operator, values }, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', path: ['values'], message });
    if (operator === 'present' && values.length > 0) problem('must be empty with the operator present');
    if (operator !== 'present' && values.length === 0) problem('must have at least one value');
    if (operator === 'equals' && values.length > 1) problem('must have one value; one-of takes several');
  })
  .meta({ id: 'SsoRoleRule' });

export type RoleRule = z.infer<typeof roleRuleSchema>;

export const roleMappingSchema = z
  .strictObject({
    mode: z
      .enum(['follow', 'add-only'])
      .default('follow')
      .describe(
        '`follow`: at every sign-in the person has exactly the roles that the rules give. `add-only`: rules give roles and never take one away. Roles from elsewhere stay either way.',
      ),
    missingGroups: z
      .enum(['refuse', 'keep', 'none'])
      .default('refuse')
      .describe(
        'When a rule needs `groups` and the provider sent none. `refuse`: a sign-in that would lose roles by it fails and says why. `keep`: the roles from before stay. `none`: it means that the person is in no group.',
      ),
    defaultRoles: roleIds.default([]).describe('Ids of the roles that everybody gets who signs in here.'),
    rules: z.array(roleRuleSchema).max(200).default([]),
  })
  .meta({ id: 'SsoRoleMapping' });

export type RoleMapping = z.infer<typeof roleMappingSchema>;
export type RoleMappingInput = z.input<typeof roleMappingSchema>;

/** Whether the provider said in which groups the person is; asked only when a rule needs to know. */
export type GroupsKnown = 'not-needed' | 'known' | 'missing' | 'too-many';

export interface RuleVerdict {
  /** Counted from 1, as people do. */
  position: number;
  verdict: 'match' | 'no-match' | 'passed-over';
  /** Says what was compared with what kind of value; never the value itself. */
  explanation: string;
  roles: string[];
}

export interface RolesFromClaims {
  /** Ids, each once, in the order in which they were given. */
  roles: string[];
  rules: RuleVerdict[];
  groups: GroupsKnown;
}

type Claims = Readonly<Record<string, Json>>;

/** A provider may send a list as long as it likes: further than this nobody looks. */
const mostValues = 20_000;

interface Seen {
  values: string[];
  list: boolean;
}

const scalar = (value: unknown): string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
};

/** Own members only; objects have no values that a rule could name. */
function seen(claims: Claims, claim: string): Seen {
  const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (!Array.isArray(value)) return { values: scalar(value), list: false };
  return { values: value.slice(0, mostValues).flatMap((item: Json) => scalar(item)), list: true };
}

type Comparison = { matches: boolean; explanation: string };

const differsInCase = (values: readonly string[], wanted: readonly string[]) => {
  const folded = new Set(values.map((value) => value.toLowerCase()));
  return wanted.some((value) => folded.has(value.toLowerCase()));
};

function compare({ claim, operator, values: wanted }: RoleRule, { values, list }: Seen): Comparison {
  if (values.length === 0) return { matches: false, explanation: `${claim} has no value.` };
  if (operator === 'present') return { matches: true, explanation: `${claim} has a value.` };
  // A provider may send a list of one as plain text, and the other way round.
  if ((operator === 'equals' || operator === 'one-of') && values.length > 1) {
    return { matches: false, explanation: `${claim} is a list of ${values.length}: use "contains".` };
  }
  const fits =
    operator === 'starts-with'
      ? values.some((value) => wanted.some((prefix) => value.startsWith(prefix)))
      : hasOneOf(values, wanted);
  const what = list ? `one of the ${values.length} values of ${claim}` : claim;
  if (fits) return { matches: true, explanation: `${what} fits.` };
  const hint = differsInCase(values, wanted) ? ' Upper and lower case differ.' : '';
  return {
    matches: false,
    explanation: `${list ? `none of the ${values.length} values of ${claim}` : claim} ${list ? 'fits' : 'has another value'}.${hint}`,
  };
}

function hasOneOf(values: readonly string[], wanted: readonly string[]): boolean {
  const known = new Set(values);
  return wanted.some((value) => known.has(value));
}

/** Too many groups for the token, and nobody resolved them: what there is says nothing about the others. */
function groupsKnown(claims: Claims, rules: readonly RoleRule[]): GroupsKnown {
  if (!rules.some(({ claim }) => claim === 'groups')) return 'not-needed';
  const listed = Object.hasOwn(claims, 'groups') && claims.groups !== null;
  if (listed) return 'known';
  return groupsClaim(claims).kind === 'overage' ? 'too-many' : 'missing';
}

export function rolesFromClaims(claims: Claims, mapping: RoleMapping): RolesFromClaims {
  const roles = new Set(mapping.defaultRoles);
  let stopped = false;
  const rules = mapping.rules.map((rule, index): RuleVerdict => {
    const position = index + 1;
    if (stopped) {
      const explanation = 'A rule before it fits and stops.';
      return { position, verdict: 'passed-over', explanation, roles: rule.roles };
    }
    const { matches, explanation } = compare(rule, seen(claims, rule.claim));
    if (matches) for (const role of rule.roles) roles.add(role);
    stopped = matches && rule.stop;
    return { position, verdict: matches ? 'match' : 'no-match', explanation, roles: rule.roles };
  });
  return { roles: [...roles], rules, groups: groupsKnown(claims, mapping.rules) };
}

export type Outcome =
  /** Exactly these from now on. */
  | { action: 'set'; roles: string[] }
  /** These too. */
  | { action: 'add'; roles: string[] }
  | { action: 'refuse'; cause: 'roles.groups_missing' | 'roles.groups_too_many'; roles: string[] };

/**
 * What becomes of the roles that the connector gave before. Roles never vanish because the provider left something
 * out (DESIGN section 7): without the groups the sign-in fails, or the administrator has said what it means.
 */
export function outcomeOf(
  mapping: Pick<RoleMapping, 'mode' | 'missingGroups'>,
  { roles, groups }: Pick<RolesFromClaims, 'roles' | 'groups'>,
  current: readonly string[],
): Outcome {
  if (mapping.mode === 'add-only') return { action: 'add', roles };
  if (groups === 'known' || groups === 'not-needed') return { action: 'set', roles };
  if (mapping.missingGroups === 'keep') return { action: 'add', roles };
  if (groups === 'too-many') return { action: 'refuse', cause: 'roles.groups_too_many', roles };
  if (mapping.missingGroups === 'none') return { action: 'set', roles };
  const losing = current.some((role) => !roles.includes(role));
  return losing ? { action: 'refuse', cause: 'roles.groups_missing', roles } : { action: 'set', roles };
}
