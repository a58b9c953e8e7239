/** The roles of a person who signs in: decided by the connector's rules, written with the sign-in itself. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { Roles } from '../../roles/index.ts';
import { SsoFailure } from '../errors.ts';
import type { Connector, ExternalIdentity } from '../schema.ts';
import { pass, type SsoTrace, skip } from '../trace.ts';
import {
  type Outcome,
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

export interface WhoseRoles {
  /** undefined: somebody new. */
  userId?: string | undefined;
  identity: ExternalIdentity;
  trace: SsoTrace;
}

/** What the rules say, into the trace; nothing without a mapping. Reads at most. @throws SsoFailure when they refuse */
export async function decideRoles(
  db: TenantDb,
  roles: Pick<RoleDirectory, 'fromSource'>,
  { id, roleMapping: mapping }: Pick<Connector, 'id' | 'roleMapping'>,
  { userId, identity, trace }: WhoseRoles,
): Promise<Exclude<Outcome, { action: 'refuse' }> | undefined> {
  if (!mapping) return undefined;
  const result = rolesFromClaims(identity.claims, mapping);
  traceRules(trace, mapping, result);
  const unsure = result.groups === 'missing' || result.groups === 'too-many';
  const before =
    unsure && userId !== undefined ? await roles.fromSource(db, roleSource(id), [userId]) : undefined;
  const current = before?.get(userId!) ?? [];
  const outcome = outcomeOf(mapping, result, current);
  if (outcome.action === 'refuse')
    throw new SsoFailure(outcome.cause, `roles from before: ${current.length}`);
  if (unsure)
    skip(trace, 'roles.groups', `The provider sent no groups; the mapping says: ${mapping.missingGroups}.`);
  return outcome;
}

/** In the transaction of the sign-in. A connector without a mapping costs no statement. @throws SsoFailure */
export async function applyRoles(
  tx: TenantDb,
  roles: RoleDirectory,
  connector: Pick<Connector, 'id' | 'roleMapping'>,
  { userId, ...whose }: WhoseRoles & { userId: string },
): Promise<void> {
  const { trace } = whose;
  const outcome = await decideRoles(tx, roles, connector, { userId, ...whose });
  if (!outcome) return;
  const write = outcome.action === 'add' ? roles.addFromSource : roles.setFromSource;
  const change = await write(tx, userId, roleSource(connector.id), outcome.roles);
  pass(trace, 'roles.result', shownChange(change, outcome.roles.length));
}
