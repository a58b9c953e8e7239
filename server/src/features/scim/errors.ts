/** What can go wrong in managing directory syncs. What the SCIM server itself refuses is said in SCIM's own words. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'scim.token_not_found': { status: 404, message: 'The directory sync has no token {id}.' },
  'scim.too_many_tokens': {
    status: 409,
    message: 'The directory sync has {limit} valid tokens already.',
    fix: 'Give the newest one to the identity provider and revoke the other before you make one more.',
  },
  'scim.group_not_found': { status: 404, message: 'The directory has sent no group {id}.' },
});
