/** What can go wrong with administrators. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'administrator.not_found': { status: 404, message: 'The user {id} is no administrator.' },
  'administrator.exists': {
    status: 409,
    message: 'This person is an administrator already.',
    fix: 'Change the role instead.',
  },
  'administrator.last_owner': {
    status: 409,
    message: 'This is the last owner who can sign in, and an installation needs one.',
    fix: 'Make somebody else an owner first.',
  },
  'administrator.role_above_own': {
    status: 403,
    message: 'The role {role} is above your own.',
    fix: 'Ask an owner.',
  },
});
