/** What can go wrong when the first administrator is created. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'setup.administrator_exists': {
    status: 409,
    message: 'There is an administrator already.',
    fix: 'Sign in with that account.',
  },
  'setup.email_invalid': {
    status: 400,
    message: '{email} is not an email address.',
    fix: 'Write it like name@example.com.',
  },
});
