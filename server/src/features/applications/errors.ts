/** What can go wrong with applications. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'application.not_found': { status: 404, message: 'There is no application {id}.' },
  'application.exists': {
    status: 409,
    message: 'An application with the id {id} exists already.',
    fix: 'Choose another id or leave it out to get a generated one.',
  },
  'application.secret_not_found': { status: 404, message: 'The application has no secret {id}.' },
  'application.no_secrets': {
    status: 409,
    message: 'An application whose authentication is {authentication} has no secrets.',
    fix: "Change its authentication to 'secret' first.",
  },
  'application.permission_not_held': {
    status: 403,
    message: 'The application holds or would hold {permission} of the management API, which you do not.',
    fix: 'Ask somebody who holds it.',
  },
  'application.too_many_secrets': {
    status: 409,
    message: 'An application has at most {limit} secrets.',
    fix: 'Delete one that is no longer used.',
  },
});
