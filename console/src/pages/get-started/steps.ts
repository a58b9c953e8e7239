/** The steps of the checklist in their order: what is done, and where each is taken. */
import type { GetStarted, permissions } from '@gatehouse/sdk/management';

export type StepName = keyof GetStarted;
export type PartName = 'application' | 'sso';

export interface Step {
  name: StepName;
  part: PartName;
  done: boolean;
  /** When it was done, where that is known. */
  at: string | null;
  /** Below the tenant's address. */
  path: string;
  /** What one needs to take it. */
  permission: (typeof permissions)[number];
}

const below = (folder: string, id: string | null, tab: string, otherwise = '') =>
  id === null ? `${folder}${otherwise}` : `${folder}/${id}/${tab}`;

export function stepsOf(state: GetStarted): Step[] {
  const { applicationCreated, firstSignIn, connectorCreated, connectorTested, domainProved } = state;
  const application = firstSignIn.applicationId ?? applicationCreated.applicationId;
  const connector = connectorTested.connectorId ?? connectorCreated.connectorId;
  const write = { application: 'applications:write', sso: 'sso-connectors:write' } as const;
  const step = (name: StepName, part: PartName, path: string): Step => ({
    name,
    part,
    done: state[name].done,
    at: 'at' in state[name] ? (state[name] as { at: string | null }).at : null,
    path,
    permission: write[part],
  });
  return [
    step(
      'applicationCreated',
      'application',
      below('applications', applicationCreated.applicationId, 'settings', '/new'),
    ),
    step(
      'firstSignIn',
      'application',
      below('applications', application, firstSignIn.done ? 'activity' : 'guide', '/new'),
    ),
    step(
      'connectorCreated',
      'sso',
      below('enterprise-sso', connectorCreated.connectorId, 'connection', '/new'),
    ),
    step('connectorTested', 'sso', below('enterprise-sso', connector, 'test', '/new')),
    step(
      'domainProved',
      'sso',
      below('enterprise-sso', domainProved.connectorId ?? connector, 'experience', '/new'),
    ),
    {
      ...step('singleSignOnEnabled', 'sso', 'sign-in-experience/sign-up-and-sign-in'),
      permission: 'sign-in-experience:write',
    },
  ];
}
