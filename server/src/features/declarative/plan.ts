/** How the plan of one tenant comes about: a pure comparison of its section of the file with its state. */
import { type Action, type Comparison, merge, type Planned } from './action.ts';
import { planApplications } from './plan-applications.ts';
import { planConnectors } from './plan-connectors.ts';
import { planExperience } from './plan-experience.ts';
import { planOrganizations } from './plan-organizations.ts';
import { planApiResources } from './plan-resources.ts';
import { planRoles } from './plan-roles.ts';
import { planTenant } from './plan-tenant.ts';
import { planUsers } from './plan-users.ts';
import type { Path } from './problems.ts';
import type { TenantSection } from './schema.ts';
import type { TenantState } from './state.ts';

/** Deletions come first: what they free (an address, a domain) may be wanted by others. */
export function planSection(
  path: Path,
  section: TenantSection,
  state: TenantState,
  options: { prune: boolean },
): Planned {
  const part = <Entry, State>(
    name: string,
    plan: (comparison: Comparison<Entry, State>) => Planned,
    entries: readonly Entry[] | undefined,
    stateOfKind: State,
  ): Planned =>
    entries === undefined
      ? { actions: [], findings: [] }
      : plan({ path: [...path, name], entries, state: stateOfKind, prune: options.prune });
  const things = merge([
    part('apiResources', planApiResources, section.apiResources, state.apiResources),
    part('roles', planRoles, section.roles, state.roles),
    part('applications', planApplications, section.applications, state.applications),
    part('organizations', planOrganizations, section.organizations, state.organizations),
    part('ssoConnectors', planConnectors, section.ssoConnectors, {
      ...state.connectors,
      roles: state.roles,
      organizations: state.organizations,
    }),
    part('users', planUsers, section.users, state.users),
    planExperience([...path, 'signInExperience'], section.signInExperience, state.experience),
  ]);
  const isDeletion = ({ operation }: Action) => operation === 'delete';
  const tenant = planTenant(path, section, state);
  return {
    actions: [
      ...tenant.actions,
      ...things.actions.filter(isDeletion).reverse(),
      ...things.actions.filter((action) => !isDeletion(action)),
    ],
    findings: [...tenant.findings, ...things.findings],
  };
}
