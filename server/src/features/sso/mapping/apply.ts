/** The roles of a person who signs in: decided by the connector's rules, written with the sign-in itself. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { Roles } from '../../roles/index.ts';
import { SsoFailure } from '../errors.ts';
import type { Connector, ExternalIdentity } from '../schema.ts';
import { pass, type SsoTrace, skip } from '../trace.ts';
import {
  outcomeOf,
  type RoleMapping,
  type RoleRule,
  type RolesFromClaims,
  rolesFromClaims,
} from './roles.ts';

export type RoleDirectory = Pick<
  Roles,
  'setFromSource' | 'addFromSource' | 'fromSource' | 'removeSource' | 'names'
>;

export const roleSource = (connectorId: string) => `sso:${connectorId}` as const;

const shownRule = ({ claim, operator }: RoleRule, position: number) =>
  `rule ${position} (${claim} ${operator})`;

/** One step for each rule: what an administrator looks at when somebody has a role too many or too few. */
function traceRules(trace: SsoTrace, mapping: RoleMapping, { rules }: RolesFromClaims): void {
  rules.forEach(({ position, verdict, explanation, roles }, index) => {
    const name = shownRule(mapping.rules[index]!, position);
    if (verdict === 'match') pass(trace, 'roles.rule', `${name}: gives ${roles.join(', ')}`);
    else skip(trace, 'roles.rule', `${name}: ${explanation}`);
  });
}

function shownChange({ added, removed }: { added: string[]; removed: string[] }, count: number): string {
  const parts = [
    `${count} by the rules`,
    added.length > 0 && `new: ${added.join(', ')}`,
    removed.length > 0 && `gone: ${removed.join(', ')}`,
  ];
  return parts.filter((part) => part !== false).join('; ');
}

/** In the transaction of the sign-in. A connector without a mapping costs no statement. @throws SsoFailure */
export async function applyRoles(
  tx: TenantDb,
  roles: RoleDirectory,
  { id, roleMapping: mapping }: Pick<Connector, 'id' | 'roleMapping'>,
  { userId, identity, trace }: { userId: string; identity: ExternalIdentity; trace: SsoTrace },
): Promise<void> {
  if (!mapping) return;
  const source = roleSource(id);
  const result = rolesFromClaims(identity.claims, mapping);
  traceRules(trace, mapping, result);
  const unsure = result.groups === 'missing' || result.groups === 'too-many';
  const current = unsure ? ((await roles.fromSource(tx, source, [userId])).get(userId) ?? []) : [];
  const outcome = outcomeOf(mapping, result, current);
  if (outcome.action === 'refuse')
    throw new SsoFailure(outcome.cause, `roles from before: ${current.length}`);
  if (unsure)
    skip(trace, 'roles.groups', `The provider sent no groups; the mapping says: ${mapping.missingGroups}.`);
  const write = outcome.action === 'add' ? roles.addFromSource : roles.setFromSource;
  pass(
    trace,
    'roles.result',
    shownChange(await write(tx, userId, source, outcome.roles), outcome.roles.length),
  );
}
