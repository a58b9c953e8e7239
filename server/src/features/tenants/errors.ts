/** What can go wrong with tenants. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'tenant.not_found': { status: 404, message: 'There is no tenant {id}.' },
  'tenant.exists': { status: 409, message: 'A tenant with the id {id} exists already. Choose another id.' },
  'tenant.reserved_id': {
    status: 400,
    message: 'The id {id} is reserved because it is part of a protocol address. Choose another id.',
  },
  'tenant.not_here': {
    status: 403,
    message: 'Tenants are created and deleted at the management API of the tenant admin, below /t/admin/api.',
  },
  'tenant.built_in': { status: 400, message: 'The tenant {id} is built in and can not be deleted.' },
});
