/** Why a caller of the management API is turned away. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'auth.token_missing': {
    status: 401,
    message:
      'Send an access token: Authorization: Bearer …. The reference at /api/docs tells how to get one.',
  },
  'auth.token_invalid': {
    status: 401,
    message: 'The access token is not valid here: {reason}. Get a new one for this API.',
  },
});
