/** What can go wrong with organizations. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'organization.not_found': { status: 404, message: 'There is no organization {id}.' },
  'organization.exists': {
    status: 409,
    message: 'An organization with the id {id} exists already.',
    fix: 'Choose another id.',
  },
  'organization.has_connectors': {
    status: 409,
    message: 'The organization {id} has SSO connectors.',
    fix: 'Delete its connectors or take them out of the organization first.',
  },
  'organization.user_not_found': { status: 404, message: 'There is no user {id}.' },
  'organization.member_not_found': {
    status: 404,
    message: 'The user {id} is no member of the organization.',
  },
});
