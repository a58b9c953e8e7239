/** Routes of roles, their permissions and their members. A user's own roles are routes of users. */
import { z } from 'zod';
import { searchParameter } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { grantsInputSchema, wantedGrants } from '../access/index.ts';
import { roleInputSchema, roleMemberSchema, rolePatchSchema, roleSchema } from './schema.ts';
import type { Roles } from './service.ts';

const tag = 'Roles';

export function roleRoutes(roles: Roles): Route[] {
  return [...readRoutes(roles), ...writeRoutes(roles), ...memberRoutes(roles)];
}

function readRoutes(roles: Roles): Route[] {
  return [
    defineListRoute({
      path: '/roles',
      tag,
      summary: 'List roles, by name',
      permission: 'roles:read',
      query: z.strictObject({
        search: searchParameter
          .optional()
          .describe('A part of the name or description, or the beginning of the id.'),
      }),
      item: roleSchema,
      errors: [],
      handler: ({ db, query, page }) => roles.list(db, { ...query, ...page }),
    }),
    defineRoute({
      method: 'get',
      path: '/roles/:id',
      tag,
      summary: 'Get a role',
      permission: 'roles:read',
      response: roleSchema,
      versioned: true,
      errors: ['role.not_found'],
      handler: ({ db, params }) => roles.get(db, params.id),
    }),
  ];
}

const permissionProblems = ['api_resource.not_found', 'api_permission.not_found'];

function writeRoutes(roles: Roles): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/roles',
      tag,
      summary: 'Create a role',
      permission: 'roles:write',
      body: roleInputSchema,
      response: roleSchema,
      status: 201,
      versioned: true,
      idempotent: true,
      errors: ['role.exists', ...permissionProblems],
      handler: ({ body, write }) => write((tx) => roles.create(tx, body)),
    }),
    defineRoute({
      method: 'patch',
      path: '/roles/:id',
      tag,
      summary: 'Change a role',
      permission: 'roles:write',
      body: rolePatchSchema,
      response: roleSchema,
      versioned: true,
      errors: ['role.not_found', 'role.exists'],
      handler: ({ db, params, body, version }) => roles.update(db, params.id, body, { version }),
    }),
    defineRoute({
      method: 'put',
      path: '/roles/:id/permissions',
      tag,
      summary: 'Set the permissions of a role',
      description:
        'Replaces everything that it brings. Whoever has the role has them at the next access token.',
      permission: 'roles:write',
      body: grantsInputSchema,
      response: roleSchema,
      versioned: true,
      errors: ['role.not_found', ...permissionProblems],
      handler: ({ db, params, body, version }) =>
        roles.setPermissions(db, params.id, wantedGrants(body), { version }),
    }),
    defineRoute({
      method: 'delete',
      path: '/roles/:id',
      tag,
      summary: 'Delete a role',
      description: 'Whoever has it loses it. Rules of SSO connectors that name it give nothing any more.',
      permission: 'roles:write',
      response: null,
      versioned: true,
      errors: ['role.not_found'],
      handler: ({ db, params, version }) => roles.remove(db, params.id, { version }),
    }),
  ];
}

function memberRoutes(roles: Roles): Route[] {
  const path = '/roles/:id/members/:userId';
  return [
    defineListRoute({
      path: '/roles/:id/members',
      tag,
      summary: 'List the users who were given a role',
      description: 'What everyone has is not listed by person.',
      permission: 'users:read',
      item: roleMemberSchema,
      errors: ['role.not_found'],
      async handler({ db, params, page }) {
        await roles.get(db, params.id);
        return roles.members(db, params.id, page);
      },
    }),
    defineRoute({
      method: 'put',
      path,
      tag,
      summary: 'Give a role to a user by hand',
      description: 'Giving it twice is no error.',
      permission: 'users:write',
      response: null,
      errors: ['role.not_found', 'role.user_not_found'],
      handler: ({ db, params }) => roles.addManual(db, params.userId, params.id),
    }),
    defineRoute({
      method: 'delete',
      path,
      tag,
      summary: 'Take a role that was given by hand from a user',
      permission: 'users:write',
      response: null,
      errors: ['role.user_not_found', 'role.not_given_by_hand'],
      handler: ({ db, params }) => roles.removeManual(db, params.userId, params.id),
    }),
  ];
}
