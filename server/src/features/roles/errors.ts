/** What can go wrong with roles. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'role.not_found': { status: 404, message: 'There is no role {id}.' },
  'role.unknown': {
    status: 400,
    message: 'There is no role {id}.',
    fix: 'GET /api/roles lists the roles and their ids.',
  },
  'role.exists': {
    status: 409,
    message: 'A role with the id or name {name} exists already.',
    fix: 'Choose another; the case of letters makes no difference.',
  },
  'role.user_not_found': { status: 404, message: 'There is no user {id}.' },
  'role.not_given_by_hand': {
    status: 409,
    message: 'The user has the role {role} from {source}, not by hand.',
    fix: 'Change it where it comes from: the mapping of the connector, or the directory.',
  },
});
