/** What can go wrong with set-up links at the management API. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'setup_link.not_found': {
    status: 404,
    message: 'There is no set-up link {id}.',
    fix: 'It goes when its connector is deleted, or 90 days after its end.',
  },
  'setup_link.revoked': {
    status: 409,
    message: 'The set-up link was revoked.',
    fix: 'Make a new one.',
  },
  'setup_link.provider_not_allowed': {
    status: 400,
    message: 'There is no identity provider {provider}.',
    fix: 'GET /api/sso-providers lists them.',
  },
});
