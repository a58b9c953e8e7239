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

export const reasons = ['fits', 'no-value', 'is-list', 'differs', 'differs-in-case', 'earlier-rule'] as const;
export type Reason = (typeof reasons)[number];

export interface RuleVerdict {
  /** Counted from 1, as people do. */
  position: number;
  verdict: 'match' | 'no-match' | 'passed-over';
  claim: string;
  reason: Reason;
  /** How many values the claim has. */
  count: number;
  /** The reason in words; never the value itself. */
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

/** What a rule can look at of one claim: put together once, however many rules there are. */
interface Seen {
  values: string[];
  known: Set<string>;
  /** The same without their case, for the hint alone. */
  folded(): Set<string>;
}

const scalar = (value: unknown): string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
};

function seenIn(value: Json | undefined): Seen {
  const values = Array.isArray(value)
    ? value.slice(0, mostValues).flatMap((item: Json) => scalar(item))
    : scalar(value);
  let folded: Set<string> | undefined;
  return {
    values,
    known: new Set(values),
    folded: () => {
      folded ??= new Set(values.map((one) => one.toLowerCase()));
      return folded;
    },
  };
}

/** Own members only; objects have no values that a rule could name. */
function createReader(claims: Claims): (claim: string) => Seen {
  const read = new Map<string, Seen>();
  return (claim) => {
    const before = read.get(claim);
    if (before) return before;
    const seen = seenIn(Object.hasOwn(claims, claim) ? claims[claim] : undefined);
    read.set(claim, seen);
    return seen;
  };
}

function compare({ operator, values: wanted }: RoleRule, { values, known, folded }: Seen): Reason {
  if (values.length === 0) return 'no-value';
  if (operator === 'present') return 'fits';
  // A provider may send a list of one as plain text, and the other way round.
  if ((operator === 'equals' || operator === 'one-of') && known.size > 1) return 'is-list';
  const fits =
    operator === 'starts-with'
      ? values.some((value) => wanted.some((prefix) => value.startsWith(prefix)))
      : wanted.some((value) => known.has(value));
  if (fits) return 'fits';
  return wanted.some((value) => folded().has(value.toLowerCase())) ? 'differs-in-case' : 'differs';
}

const words: Record<Reason, (claim: string, count: number) => string> = {
  fits: (claim) => `${claim} fits.`,
  'no-value': (claim) => `${claim} has no value.`,
  'is-list': (claim, count) => `${claim} is a list of ${count}: use "contains".`,
  differs: (claim, count) =>
    count > 1 ? `None of the ${count} values of ${claim} fits.` : `${claim} has another value.`,
  'differs-in-case': (claim) => `${claim} differs in upper and lower case only.`,
  'earlier-rule': () => 'A rule before it fits and stops.',
};

/** What Entra's SAML says in place of more than 150 groups. */
const samlGroupsLink = 'http://schemas.microsoft.com/claims/groups.link';

/** Too many groups for the token, and nobody resolved them: what there is says nothing about the others. */
function groupsKnown(claims: Claims, rules: readonly RoleRule[]): GroupsKnown {
  if (!rules.some(({ claim }) => claim === 'groups')) return 'not-needed';
  const listed = Object.hasOwn(claims, 'groups') && claims.groups !== null;
  if (listed) return 'known';
  const many = groupsClaim(claims).kind === 'overage' || Object.hasOwn(claims, samlGroupsLink);
  return many ? 'too-many' : 'missing';
}

export function rolesFromClaims(claims: Claims, mapping: RoleMapping): RolesFromClaims {
  const roles = new Set(mapping.defaultRoles);
  const read = createReader(claims);
  let stopped = false;
  const rules = mapping.rules.map((rule, index): RuleVerdict => {
    const seen = read(rule.claim);
    const reason = stopped ? 'earlier-rule' : compare(rule, seen);
    const matches = reason === 'fits';
    if (matches) for (const role of rule.roles) roles.add(role);
    const verdict = stopped ? 'passed-over' : matches ? 'match' : 'no-match';
    stopped ||= matches && rule.stop;
    const count = seen.values.length;
    const explanation = words[reason](rule.claim, count);
    const { claim } = rule;
    return { position: index + 1, claim, verdict, reason, count, explanation, roles: rule.roles };
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
