/** Routes of people's second factors, for administrators: whether there is one, and taking it away. */

import type { TenantDb } from '../../kernel/db/index.ts';
import { defineRoute, holds, type Route } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { type Users, userErrors } from '../users/index.ts';
import { secondFactorSchema } from './schema.ts';
import type { SecondFactors } from './service.ts';

export interface SecondFactorRoutesDeps {
  secondFactors: Pick<SecondFactors, 'find' | 'reset'>;
  users: Pick<Users, 'find'>;
  /** Administrators of the installation: only who may make administrators may change them. */
  isAdministrator(db: TenantDb, userId: string): Promise<boolean>;
}

const tag = 'Users';

export function secondFactorRoutes(deps: SecondFactorRoutesDeps): Route[] {
  const { secondFactors, users } = deps;
  const existing = async (db: TenantDb, id: string) => {
    if (!(await users.find(db, id))) throw userErrors['user.not_found']({ id });
  };
  return [
    defineRoute({
      method: 'get',
      path: '/users/:id/second-factor',
      tag,
      summary: 'Get the second factor of a user',
      permission: 'users:read',
      response: secondFactorSchema,
      errors: ['user.not_found'],
      async handler({ db, params }) {
        await existing(db, params.id);
        return secondFactors.find(db, params.id);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/second-factor',
      tag,
      summary: 'Reset the second factor of a user',
      description:
        'For somebody who lost it: the recovery codes go too, the person is told by mail, and enrols a new one when an application asks for it next. Sessions go on.',
      permission: 'users:write',
      response: null,
      errors: ['user.not_found', 'user.is_administrator', 'second_factor.none'],
      async handler({ db, params, permissions, tenant }) {
        await existing(db, params.id);
        if (!holds(permissions, 'administrators:write') && (await deps.isAdministrator(db, params.id)))
          throw userErrors['user.is_administrator']();
        await secondFactors.reset(tenant as Tenant, params.id);
      },
    }),
  ];
}
