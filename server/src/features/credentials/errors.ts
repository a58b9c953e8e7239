/** What can go wrong with a new password. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'credential.password_too_short': {
    status: 400,
    message: 'The password needs at least {minLength} characters.',
    fix: 'Choose a longer password; several words in a row are easy to remember.',
  },
  'credential.password_too_long': {
    status: 400,
    message: 'The password may have at most {maxLength} characters.',
    fix: 'Choose a shorter password.',
  },
  'credential.password_common': {
    status: 400,
    message: 'This password is on the list of those that are guessed first.',
    fix: 'Choose another one; several unrelated words are both strong and easy to remember.',
  },
  'credential.password_is_identifier': {
    status: 400,
    message: 'The password must not be the same as the username or email address.',
    fix: 'Choose a password that can not be guessed from the name of the account.',
  },
});
