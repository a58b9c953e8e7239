/** What can go wrong with a form of the sign-in pages, for programs that post JSON. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'sign_in.problem': {
    status: 400,
    message: '{text}',
  },
  'sign_in.slow_down': {
    status: 429,
    message: '{text}',
  },
});
