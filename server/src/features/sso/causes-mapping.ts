/** Why a sign-in fails when its roles are decided: never because somebody lacks a role, always because it is unknown. */
import type { CauseFacts } from './cause.ts';

export const mappingCauses = {
  'roles.groups_missing': {
    side: 'gatehouse-config',
    status: 403,
    title: 'The identity provider did not say which groups you are in, and your roles depend on them.',
    fix: 'Let the provider send the groups claim, or say in the mapping of the connector what a missing one means.',
    setting: 'mapping',
  },
  'roles.groups_too_many': {
    side: 'idp',
    status: 403,
    title:
      'You are in more groups than the identity provider puts into a token, and your roles depend on them.',
    fix: 'Let the provider send only the groups that are assigned to the application, or allow the connector to read them from Microsoft Graph.',
    setting: 'mapping',
  },
} as const satisfies Record<string, CauseFacts>;
