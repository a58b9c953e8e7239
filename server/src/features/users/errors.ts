/** What can go wrong with users. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'user.not_found': { status: 404, message: 'There is no user {id}.' },
  'user.exists': { status: 409, message: 'A user with the id {id} exists already.' },
  'user.identifier_taken': {
    status: 409,
    message: 'Another user has this {identifier} already.',
    fix: 'Spelling in upper or lower case makes no difference.',
  },
  'user.identity_not_found': { status: 404, message: 'The user has no external identity {id}.' },
  'user.identity_taken': {
    status: 409,
    message: 'This external identity belongs to another user.',
  },
  'user.is_administrator': {
    status: 403,
    message: 'This user is an administrator of the installation.',
    fix: "Only who holds the permission 'administrators:write' may change an administrator.",
  },
});
