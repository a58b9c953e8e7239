// Role mapping: what each rule means, and that nothing a provider leaves out takes a role away in silence.
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../kernel/db/index.ts';
import { outcomeOf, type RoleMappingInput, roleMappingSchema, rolesFromClaims } from './roles.ts';

const mapping = (given: RoleMappingInput) => roleMappingSchema.parse(given);
const rule = (operator: string, values: string[], claim = 'groups') => ({
  claim,
  operator,
  values,
  roles: ['r'],
});
const matches = (given: object, claims: Record<string, Json>) =>
  rolesFromClaims(claims, mapping({ rules: [given as never] })).roles.includes('r');

describe('a rule', () => {
  test.each<[string, string[], Json, boolean]>([
    ['equals', ['Sales'], 'Sales', true],
    ['equals', ['Sales'], ['Sales'], true],
    ['equals', ['Sales'], 'sales', false],
    ['equals', ['Sales'], ['Sales', 'Other'], false],
    ['equals', ['true'], true, true],
    ['equals', ['7'], 7, true],
    ['one-of', ['Sales', 'Support'], 'Support', true],
    ['one-of', ['Sales', 'Support'], 'Legal', false],
    ['contains', ['Engineers'], ['Staff', 'Engineers'], true],
    ['contains', ['Engineers'], 'Engineers', true],
    ['contains', ['Engineers', 'Staff'], ['Staff'], true],
    ['contains', ['Engineer'], ['Engineers'], false],
    ['starts-with', ['eng-'], ['x', 'eng-backend'], true],
    ['starts-with', ['eng-'], 'backend-eng-', false],
    ['present', [], 'anything', true],
    ['present', [], [], false],
    ['present', [], '', false],
    ['present', [], null, false],
    ['present', [], { an: 'object' }, false],
  ])('%s %j of %j: %s', (operator, values, value, expected) => {
    expect(matches(rule(operator, values), { groups: value })).toBe(expected);
  });

  test('that stops keeps those behind it from being looked at; default roles come to everybody', () => {
    const { roles, rules } = rolesFromClaims(
      { department: 'Sales' },
      mapping({
        defaultRoles: ['member'],
        rules: [
          { claim: 'department', operator: 'equals', values: ['Sales'], roles: ['seller'], stop: true },
          { claim: 'department', operator: 'present', roles: ['employee'] },
        ],
      }),
    );
    expect(roles).toEqual(['member', 'seller']);
    expect(rules.map(({ verdict }) => verdict)).toEqual(['match', 'passed-over']);
  });

  test('says when only the case of letters differs, and never the value that came', () => {
    const [verdict] = rolesFromClaims(
      { groups: ['SECRET-PROJECT'] },
      mapping({ rules: [rule('contains', ['secret-project']) as never] }),
    ).rules;
    expect(verdict!.explanation).toContain('case');
    expect(verdict!.explanation).not.toContain('SECRET');
  });

  test.each([
    ['no value', rule('equals', [])],
    ['two values for equals', rule('equals', ['a', 'b'])],
    ['values for present', rule('present', ['a'])],
    ['an operator that is none', rule('matches', ['.*'])],
    ['no role', { ...rule('present', []), roles: [] }],
    ['a control character', rule('equals', ['a\u0000'])],
  ])('with %s is refused', (_, given) => {
    expect(roleMappingSchema.safeParse({ rules: [given] }).success).toBe(false);
  });
});

describe('threat: a hostile provider', () => {
  test('names claims like the insides of objects: they are no claims', () => {
    for (const claim of ['constructor', '__proto__', 'toString']) {
      expect(matches(rule('present', [], claim), {})).toBe(false);
    }
  });

  test('sends a hundred thousand groups: they are compared in no time', () => {
    const groups = Array.from({ length: 100_000 }, (_, i) => `group-${i}`);
    const rules = Array.from({ length: 200 }, (_, i) => rule('contains', [`none-${i}`]) as never);
    const started = performance.now();
    expect(rolesFromClaims({ groups }, mapping({ rules })).roles).toEqual([]);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});

describe('DESIGN section 7: roles never vanish silently', () => {
  const groupRule = mapping({ rules: [rule('contains', ['Engineers']) as never] });
  const from = (claims: Record<string, Json>, given = groupRule) => rolesFromClaims(claims, given);
  const overage = { _claim_names: { groups: 'src1' } };

  test('no groups claim: the sign-in is refused when a role would be lost by it, and only then', () => {
    expect(outcomeOf(groupRule, from({}), ['r'])).toMatchObject({
      action: 'refuse',
      cause: 'roles.groups_missing',
    });
    expect(outcomeOf(groupRule, from({}), [])).toEqual({ action: 'set', roles: [] });
    expect(outcomeOf(groupRule, from({ groups: [] }), ['r'])).toEqual({ action: 'set', roles: [] });
  });

  test('too many groups for the token (Entra): refused, whatever the person had', () => {
    expect(outcomeOf(groupRule, from(overage), [])).toMatchObject({ cause: 'roles.groups_too_many' });
    const none = { ...groupRule, missingGroups: 'none' as const };
    expect(outcomeOf(none, from(overage), ['r'])).toMatchObject({ action: 'refuse' });
    const saml = { 'http://schemas.microsoft.com/claims/groups.link': 'https://graph.windows.net/x' };
    expect(outcomeOf(groupRule, from(saml), [])).toMatchObject({ cause: 'roles.groups_too_many' });
    // Resolved through Graph: the list is there.
    expect(outcomeOf(groupRule, from({ ...overage, groups: ['Engineers'] }), [])).toEqual({
      action: 'set',
      roles: ['r'],
    });
  });

  test('what the administrator has said of missing groups is done', () => {
    expect(outcomeOf({ ...groupRule, missingGroups: 'keep' }, from({}), ['r'])).toEqual({
      action: 'add',
      roles: [],
    });
    expect(outcomeOf({ ...groupRule, missingGroups: 'none' }, from({}), ['r'])).toEqual({
      action: 'set',
      roles: [],
    });
    expect(outcomeOf({ ...groupRule, mode: 'add-only' }, from({}), ['r'])).toEqual({
      action: 'add',
      roles: [],
    });
  });

  test('rules that need no groups ask for none', () => {
    const other = mapping({ rules: [rule('equals', ['Sales'], 'department') as never] });
    expect(outcomeOf(other, from({}, other), ['r'])).toEqual({ action: 'set', roles: [] });
  });
});
