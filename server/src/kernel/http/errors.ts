/** What can go wrong with requests to the management API beyond the generic errors. */
import { defineErrors } from '../errors/index.ts';

export const errors = defineErrors({
  'request.idempotency_mismatch': {
    status: 409,
    message: 'This Idempotency-Key was used for another request before.',
    fix: 'Use a new key for each new request.',
  },
  'request.cross_site': {
    status: 403,
    message: 'This form was sent from another site.',
    fix: 'Open the page itself and try again.',
  },
});
