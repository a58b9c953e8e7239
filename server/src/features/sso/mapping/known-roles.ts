/** A mapping names roles that exist: a typing error must not give nothing in silence. */
import type { TenantDb } from '../../../kernel/db/index.ts';
import { invalidRequest } from '../../../kernel/errors/index.ts';
import type { RoleDirectory } from './apply.ts';
import type { RoleMapping } from './roles.ts';

export const rolesNamedIn = ({ defaultRoles, rules }: RoleMapping): string[] => [
  ...new Set([...defaultRoles, ...rules.flatMap((rule) => rule.roles)]),
];

export async function refuseUnknownRoles(
  db: TenantDb,
  roles: Pick<RoleDirectory, 'names'>,
  mapping: RoleMapping | null | undefined,
): Promise<void> {
  const named = mapping ? rolesNamedIn(mapping) : [];
  if (!mapping || named.length === 0) return;
  const known = new Set((await roles.names(db, named)).map(({ id }) => id));
  const problem = (path: string, id: string) =>
    known.has(id)
      ? []
      : [{ path: `roleMapping.${path}`, message: `names a role that does not exist: ${id}` }];
  const issues = [
    ...mapping.defaultRoles.flatMap((id, index) => problem(`defaultRoles.${index}`, id)),
    ...mapping.rules.flatMap((rule, at) =>
      rule.roles.flatMap((id, index) => problem(`rules.${at}.roles.${index}`, id)),
    ),
  ];
  if (issues.length > 0) throw invalidRequest(issues);
}
