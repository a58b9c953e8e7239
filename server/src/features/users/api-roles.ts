/** Routes of a user's roles. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { type Roles, userRoleSchema, userRolesInputSchema } from '../roles/index.ts';
import { errors } from './errors.ts';
import type { Users } from './service.ts';

export function userRoleRoutes({ users, roles }: { users: Pick<Users, 'find'>; roles: Roles }): Route[] {
  const path = '/users/:id/roles';
  const refuseUnknown = async (db: TenantDb, id: string) => {
    if (!(await users.find(db, id))) throw errors['user.not_found']({ id });
  };
  return [
    defineRoute({
      method: 'get',
      path,
      tag: 'Users',
      summary: 'List the roles of a user',
      description: 'Each with who gave it; what everyone has is not listed.',
      permission: 'users:read',
      response: z.array(userRoleSchema),
      errors: ['user.not_found'],
      async handler({ db, params }) {
        await refuseUnknown(db, params.id);
        return roles.ofUser(db, params.id);
      },
    }),
    defineRoute({
      method: 'put',
      path,
      tag: 'Users',
      summary: 'Set the roles that are given to a user by hand',
      description: 'Roles from SSO connectors and directories stay as they are.',
      permission: 'users:write',
      body: userRolesInputSchema,
      response: z.array(userRoleSchema),
      errors: ['user.not_found', 'role.unknown'],
      async handler({ db, params, body }) {
        await refuseUnknown(db, params.id);
        return roles.setManual(db, params.id, body.roleIds);
      },
    }),
  ];
}
