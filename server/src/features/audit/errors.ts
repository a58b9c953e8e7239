/** What can go wrong with audit events. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'audit_event.not_found': { status: 404, message: 'There is no audit event {id}.' },
});
