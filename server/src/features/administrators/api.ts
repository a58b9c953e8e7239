/** Routes of administrators. They answer at the management API of the tenant `admin` only. */
import { z } from 'zod';
import { defineListRoute, defineRoute, type RequestTenant, type Route } from '../../kernel/http/index.ts';
import { adminTenantId, type Management, managementErrors } from '../management/index.ts';
import { errors } from './errors.ts';
import { administratorSchema, roleSchema } from './schema.ts';

export interface AdministratorRoutesDeps {
  administrators: Management['administrators'];
}

const tag = 'Administrators';
const ofChange = [
  'administrator.not_here',
  'administrator.not_found',
  'administrator.last_owner',
  'administrator.role_above_own',
];

export function assertHere(tenant: RequestTenant): void {
  if (tenant.id !== adminTenantId) throw errors['administrator.not_here']();
}

export function administratorRoutes({ administrators }: AdministratorRoutesDeps): Route[] {
  return [
    defineListRoute({
      path: '/administrators',
      tag,
      summary: 'List administrators',
      description: 'Oldest first. At the management API of the tenant admin only, like all of these.',
      permission: 'administrators:read',
      query: z.strictObject({ role: roleSchema.optional() }),
      item: administratorSchema,
      errors: ['administrator.not_here'],
      handler: async ({ tenant, db, query, page }) => {
        assertHere(tenant);
        return administrators.list(db, { ...query, ...page });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/administrators/:id',
      tag,
      summary: 'Get an administrator',
      permission: 'administrators:read',
      response: administratorSchema,
      versioned: true,
      errors: ['administrator.not_here', 'administrator.not_found'],
      handler: async ({ tenant, db, params: { id } }) => {
        assertHere(tenant);
        const administrator = await administrators.find(db, id);
        if (!administrator) throw managementErrors['administrator.not_found']({ id });
        return administrator;
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/administrators/:id',
      tag,
      summary: 'Change the role of an administrator',
      description: 'It counts from the next request on. Nobody gives or takes a role above their own.',
      permission: 'administrators:write',
      body: z.strictObject({ role: roleSchema }),
      response: administratorSchema,
      versioned: true,
      errors: ofChange,
      handler: async ({ tenant, db, params, body, actor, version }) => {
        assertHere(tenant);
        return administrators.changeRole(db, params.id, body.role, { actor, version });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/administrators/:id',
      tag,
      summary: 'Take the role of an administrator away',
      description: 'The user of the tenant admin stays, and can do nothing at any management API.',
      permission: 'administrators:write',
      response: null,
      versioned: true,
      errors: ofChange,
      handler: async ({ tenant, db, params, actor, version }) => {
        assertHere(tenant);
        await administrators.remove(db, params.id, { actor, version });
      },
    }),
  ];
}
