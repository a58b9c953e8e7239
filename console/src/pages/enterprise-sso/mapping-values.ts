/** The mapping as its form holds it, what is sent of it, and what is wrong with it. */
import type { SsoConnector, SsoRoleRule } from '@gatehouse/sdk/management';
import type { Problems } from '../../patterns/form.ts';

export const targets = ['email', 'name', 'givenName', 'familyName', 'picture', 'username', 'locale'] as const;
export type Target = (typeof targets)[number];

export const operators = ['equals', 'one-of', 'contains', 'present', 'starts-with'] as const;
export const modes = ['follow', 'add-only'] as const;
export const missings = ['refuse', 'keep', 'none'] as const;

type AttributeMapping = SsoConnector['attributeMapping'];
export type RoleMapping = NonNullable<SsoConnector['roleMapping']>;

export interface Rule extends Required<SsoRoleRule> {
  /** For React alone: a rule keeps it when it moves. */
  uid: string;
}

export interface CustomField {
  uid: string;
  key: string;
  claims: string[];
}

export interface MappingValues {
  attributes: Record<Target, string[]>;
  customData: CustomField[];
  decides: boolean;
  roles: Omit<Required<RoleMapping>, 'rules'> & { rules: Rule[] };
}

let last = 0;
export const newUid = (): string => {
  last += 1;
  return `r${last}`;
};

export const newRule = (): Rule => ({
  uid: newUid(),
  claim: 'groups',
  operator: 'contains',
  values: [],
  roles: [],
  stop: false,
});

/** Stable while the stored connector is the same, so that a form knows itself unchanged. */
const uidAt = (kind: string, index: number) => `${kind}${index}`;

export function valuesOf({ attributeMapping, roleMapping }: SsoConnector): MappingValues {
  const { customData = {}, ...texts } = attributeMapping;
  const { rules = [], ...rest } = roleMapping ?? {};
  return {
    attributes: Object.fromEntries(
      targets.map((target) => [target, texts[target] ?? []]),
    ) as MappingValues['attributes'],
    customData: Object.entries(customData).map(([key, claims], index) => ({
      uid: uidAt('c', index),
      key,
      claims: [...claims],
    })),
    decides: roleMapping !== null,
    roles: {
      mode: 'follow',
      missingGroups: 'refuse',
      defaultRoles: [],
      ...rest,
      rules: rules.map((rule, index) => ({ ...rule, uid: uidAt('s', index) })),
    },
  };
}

export interface MappingBody {
  attributeMapping: AttributeMapping;
  roleMapping: RoleMapping | null;
}

export function bodyOf({ attributes, customData, decides, roles }: MappingValues): MappingBody {
  const texts = targets.flatMap((target) =>
    attributes[target].length > 0 ? [[target, attributes[target]] as const] : [],
  );
  const fields = customData.map(({ key, claims }) => [key.trim(), claims] as const);
  const rules = roles.rules.map(({ uid: _, ...rule }) => ({
    ...rule,
    claim: rule.claim.trim(),
    values: rule.operator === 'present' ? [] : rule.values,
  }));
  return {
    attributeMapping: {
      ...Object.fromEntries(texts),
      ...(fields.length > 0 && { customData: Object.fromEntries(fields) }),
    },
    roleMapping: decides ? { ...roles, rules } : null,
  };
}

interface Words {
  needsClaim: string;
  needsValue: string;
  oneValue: string;
  needsRole: string;
  needsKey: string;
  needsClaims: string;
  twice: string;
}

const keyPattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

function ruleProblems(rule: Rule, at: string, m: Words): Problems {
  const { claim, operator, values, roles } = rule;
  const value =
    (operator !== 'present' && values.length === 0 && m.needsValue) ||
    (operator === 'equals' && values.length > 1 && m.oneValue);
  return {
    ...(claim.trim() === '' && { [`${at}.claim`]: m.needsClaim }),
    ...(value && { [`${at}.values`]: value }),
    ...(roles.length === 0 && { [`${at}.roles`]: m.needsRole }),
  };
}

function fieldProblems(fields: readonly CustomField[], m: Words): Problems {
  const problems = fields.map(({ key, claims }, index): Problems => {
    const name = key.trim();
    const twice = fields.findIndex((one) => one.key.trim() === name) !== index;
    const wrong = (!keyPattern.test(name) && m.needsKey) || (twice && m.twice);
    return {
      ...(wrong && { [`customData.${index}.key`]: wrong }),
      ...(claims.length === 0 && { [`customData.${index}.claims`]: m.needsClaims }),
    };
  });
  return Object.assign({}, ...problems);
}

export const problemsOf =
  (m: Words) =>
  ({ customData, decides, roles }: MappingValues): Problems => ({
    ...fieldProblems(customData, m),
    ...(decides &&
      Object.assign({}, ...roles.rules.map((rule, index) => ruleProblems(rule, `rules.${index}`, m)))),
  });
