/** What can go wrong with second factors. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'second_factor.none': {
    status: 404,
    message: 'The user {id} has no second factor.',
  },
});
