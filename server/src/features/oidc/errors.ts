/** What can go wrong with an attempt, in words for the person at the browser. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'attempt.expired': {
    status: 410,
    message: 'This sign-in has expired or was finished in another tab. Start again from the application.',
  },
  'attempt.wrong_browser': {
    status: 400,
    message:
      'This sign-in was started in another browser, or cookies are blocked. Start again from the application.',
  },
  'attempt.changed': {
    status: 409,
    message: 'This sign-in went on in another tab. Go on there, or start again.',
  },
  'attempt.other_account': {
    status: 409,
    message: 'Somebody else signed in with this browser meanwhile. Start again to choose who you want to be.',
  },
  'oidc.request_too_large': {
    status: 413,
    message: 'An authorization request may have at most 16 kB.',
  },
});
