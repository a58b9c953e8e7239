/** What can go wrong with the routes of administrators and with invitations. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'administrator.not_here': {
    status: 404,
    message: 'This tenant has no administrators of its own.',
    fix: 'They are managed at the management API of the tenant admin, below /t/admin/api.',
  },
  'administrator_invitation.not_found': { status: 404, message: 'There is no open invitation {id}.' },
  'administrator_invitation.exists': {
    status: 409,
    message: 'There is an open invitation for {email}.',
    fix: 'Send it again, or revoke it first.',
  },
  'administrator_invitation.gone': {
    status: 410,
    message: 'This invitation was used, revoked or replaced, or its time is over.',
    fix: 'Ask for a new one.',
  },
});
