/** Routes of API resources, their permissions, and what applications were given. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import type { Applications } from '../applications/index.ts';
import { errors } from './errors.ts';
import {
  apiPermissionInputSchema,
  apiPermissionPatchSchema,
  apiPermissionSchema,
  apiResourceInputSchema,
  apiResourcePatchSchema,
  apiResourceSchema,
  grantSchema,
  grantsInputSchema,
  wantedGrants,
} from './schema.ts';
import type { Access } from './service.ts';

const tag = 'API resources';

export function accessRoutes(access: Access, applications: Applications): Route[] {
  return [...resourceRoutes(access), ...permissionRoutes(access), ...applicationRoutes(access, applications)];
}

function resourceRoutes(access: Access): Route[] {
  return [
    defineListRoute({
      path: '/api-resources',
      tag,
      summary: 'List API resources',
      permission: 'api-resources:read',
      item: apiResourceSchema,
      errors: [],
      handler: ({ db, page }) => access.list(db, page),
    }),
    defineRoute({
      method: 'post',
      path: '/api-resources',
      tag,
      summary: 'Create an API resource',
      permission: 'api-resources:write',
      body: apiResourceInputSchema,
      response: apiResourceSchema,
      status: 201,
      idempotent: true,
      versioned: true,
      errors: ['api_resource.exists', 'api_resource.reserved_indicator'],
      handler: ({ body, write }) => write((tx) => access.create(tx, body)),
    }),
    defineRoute({
      method: 'get',
      path: '/api-resources/:id',
      tag,
      summary: 'Get an API resource',
      permission: 'api-resources:read',
      response: apiResourceSchema,
      versioned: true,
      errors: ['api_resource.not_found'],
      handler: async ({ db, params: { id } }) => {
        const resource = await access.find(db, id);
        if (!resource) throw errors['api_resource.not_found']({ id });
        return resource;
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/api-resources/:id',
      tag,
      summary: 'Change an API resource',
      description: 'The indicator can not be changed, as tokens and applications name it.',
      permission: 'api-resources:write',
      body: apiResourcePatchSchema,
      response: apiResourceSchema,
      versioned: true,
      errors: ['api_resource.not_found'],
      handler: ({ db, params, body, version }) => access.update(db, params.id, body, { version }),
    }),
    defineRoute({
      method: 'delete',
      path: '/api-resources/:id',
      tag,
      summary: 'Delete an API resource with its permissions',
      permission: 'api-resources:write',
      response: null,
      versioned: true,
      errors: ['api_resource.not_found'],
      handler: ({ db, params, version }) => access.remove(db, params.id, { version }),
    }),
  ];
}

function permissionRoutes(access: Access): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api-resources/:id/permissions',
      tag,
      summary: 'Add a permission to an API resource',
      permission: 'api-resources:write',
      body: apiPermissionInputSchema,
      response: apiResourceSchema,
      status: 201,
      idempotent: true,
      versioned: true,
      errors: ['api_resource.not_found', 'api_permission.exists'],
      handler: ({ params, body, version, write }) =>
        write((tx) => access.addPermission(tx, params.id, body, { version })),
    }),
    defineRoute({
      method: 'patch',
      path: '/api-resources/:id/permissions/:name',
      tag,
      summary: 'Change a permission of an API resource',
      permission: 'api-resources:write',
      body: apiPermissionPatchSchema,
      response: apiPermissionSchema,
      errors: ['api_resource.not_found', 'api_permission.not_found'],
      handler: ({ db, params, body }) => access.updatePermission(db, params.id, params.name, body),
    }),
    defineRoute({
      method: 'delete',
      path: '/api-resources/:id/permissions/:name',
      tag,
      summary: 'Delete a permission of an API resource',
      description: 'Whoever was given it loses it.',
      permission: 'api-resources:write',
      response: null,
      errors: ['api_resource.not_found', 'api_permission.not_found'],
      handler: ({ db, params }) => access.removePermission(db, params.id, params.name),
    }),
  ];
}

function applicationRoutes(access: Access, applications: Applications): Route[] {
  const refuseUnknown = async (db: TenantDb, id: string) => {
    if (!(await applications.find(db, id))) throw errors['access.subject_not_found']({ id });
  };
  const path = '/applications/:id/permissions';
  return [
    defineRoute({
      method: 'get',
      path,
      tag: 'Applications',
      summary: 'List the API permissions of an application',
      description: 'What a machine-to-machine application may do at your own APIs.',
      permission: 'applications:read',
      response: z.array(grantSchema),
      errors: ['access.subject_not_found'],
      handler: async ({ db, params }) => {
        await refuseUnknown(db, params.id);
        return access.grantsOfApplication(db, params.id);
      },
    }),
    defineRoute({
      method: 'put',
      path,
      tag: 'Applications',
      summary: 'Set the API permissions of an application',
      description: 'Replaces everything that it has.',
      permission: 'applications:write',
      body: grantsInputSchema,
      response: z.array(grantSchema),
      errors: ['access.subject_not_found', 'api_resource.not_found', 'api_permission.not_found'],
      handler: async ({ db, params, body }) => {
        await refuseUnknown(db, params.id);
        return access.setApplicationPermissions(db, params.id, wantedGrants(body));
      },
    }),
  ];
}
