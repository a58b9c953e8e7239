/** What can go wrong on the way to one's account. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'account.sign_in_failed': {
    status: 400,
    message: 'The sign-in to your account did not succeed.',
    fix: 'Open the account page again.',
  },
});
