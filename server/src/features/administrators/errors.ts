/** What can go wrong with the routes of administrators and with invitations. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'administrator.not_here': {
    status: 404,
    message: 'This tenant has no administrators of its own.',
    fix: 'They are managed at the management API of the tenant admin, below /t/admin/api.',
  },
});
