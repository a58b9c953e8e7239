/** What can go wrong with API resources and their permissions. */
import { defineErrors } from '../../kernel/errors/index.ts';

export const errors = defineErrors({
  'api_resource.not_found': { status: 404, message: 'There is no API resource {id}.' },
  'api_resource.exists': {
    status: 409,
    message: 'An API resource with the indicator {indicator} exists already.',
  },
  'api_resource.reserved_indicator': {
    status: 400,
    message: 'The indicator {indicator} belongs to Gatehouse itself.',
    fix: 'Choose an address of your own API.',
  },
  'api_permission.not_found': {
    status: 404,
    message: 'The API resource {resource} has no permission {name}.',
    fix: 'Create the permission first.',
  },
  'api_permission.exists': {
    status: 409,
    message: 'The API resource has a permission {name} already.',
  },
  'access.subject_not_found': { status: 404, message: 'There is nobody with the id {id}.' },
});
