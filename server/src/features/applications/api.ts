/** Routes of applications and their secrets. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { searchParameter } from '../../kernel/http/fields.ts';
import {
  defineListRoute,
  defineRoute,
  type GrantedPermission,
  holds,
  type Route,
} from '../../kernel/http/index.ts';
import { errors } from './errors.ts';
import {
  applicationInputSchema,
  applicationPatchSchema,
  applicationSchema,
  applicationSecretSchema,
  applicationTypes,
  secretInputSchema,
} from './schema.ts';
import type { Applications } from './service.ts';

const tag = 'Applications';
const value = z.string().nullable();
const onlyOnce = 'Shown this once; null when a request is repeated by its Idempotency-Key.';

/**
 * Nobody gets more by way of an application: who may write applications could otherwise grant one what they
 * lack, or add a secret of their own to a mightier one.
 */
function refuseMightier(held: readonly string[], granted: readonly GrantedPermission[] = []): void {
  const beyond = granted.find((permission) => !holds(held, permission));
  if (beyond) throw errors['application.permission_not_held']({ permission: beyond });
}

export function applicationRoutes(applications: Applications): Route[] {
  const guard = async ({ db, params, permissions }: Guarded) => {
    const application = await applications.find(db, params.id);
    refuseMightier(permissions, application?.managementPermissions);
  };
  return [
    ...readRoutes(applications),
    ...writeRoutes(applications, guard),
    ...secretRoutes(applications, guard),
  ];
}

interface Guarded {
  db: TenantDb;
  params: { id: string };
  permissions: readonly string[];
}
type Guard = (context: Guarded) => Promise<void>;

function readRoutes(applications: Applications): Route[] {
  return [
    defineListRoute({
      path: '/applications',
      tag,
      summary: 'List applications',
      permission: 'applications:read',
      query: z.strictObject({
        search: searchParameter.optional().describe('A part of the name, or the beginning of the id.'),
        type: z.enum(applicationTypes).optional(),
      }),
      item: applicationSchema,
      errors: [],
      handler: ({ db, query, page }) => applications.findMany(db, { ...query, ...page }),
    }),
    defineRoute({
      method: 'get',
      path: '/applications/:id',
      tag,
      summary: 'Get an application',
      permission: 'applications:read',
      versioned: true,
      response: applicationSchema,
      errors: ['application.not_found'],
      handler: async ({ db, params: { id } }) => {
        const application = await applications.find(db, id);
        if (!application) throw errors['application.not_found']({ id });
        return application;
      },
    }),
  ];
}

function writeRoutes(applications: Applications, guard: Guard): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/applications',
      tag,
      summary: 'Create an application',
      description: 'A confidential application gets a secret, which is shown in this answer and never again.',
      permission: 'applications:write',
      body: applicationInputSchema,
      response: applicationSchema.extend({ secret: value.describe(onlyOnce) }).meta({ id: 'NewApplication' }),
      status: 201,
      idempotent: true,
      shownOnce: ['secret'],
      versioned: true,
      errors: ['application.exists', 'application.permission_not_held'],
      handler: ({ tenant, body, permissions, write }) => {
        refuseMightier(permissions, body.managementPermissions);
        return write(async (tx) => {
          const { application, secret = null } = await applications.create(tx, body, tenant);
          return { ...application, secret };
        });
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/applications/:id',
      tag,
      summary: 'Change an application',
      description: 'Fields that are left out stay as they are. The type can not be changed.',
      permission: 'applications:write',
      body: applicationPatchSchema,
      response: applicationSchema,
      versioned: true,
      errors: ['application.not_found', 'application.permission_not_held'],
      handler: async (context) => {
        const { db, params, body, tenant, version } = context;
        refuseMightier(context.permissions, body.managementPermissions);
        await guard(context);
        return applications.update(db, params.id, body, { version, tag: tenant.tag });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/applications/:id',
      tag,
      summary: 'Delete an application',
      permission: 'applications:write',
      response: null,
      versioned: true,
      errors: ['application.not_found', 'application.permission_not_held'],
      handler: async (context) => {
        await guard(context);
        await applications.remove(context.db, context.params.id, { version: context.version });
      },
    }),
  ];
}

function secretRoutes(applications: Applications, guard: Guard): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/applications/:id/secrets',
      tag,
      summary: 'List the secrets of an application',
      permission: 'applications:read',
      response: z.array(applicationSecretSchema),
      errors: ['application.not_found'],
      handler: ({ db, params }) => applications.listSecrets(db, params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/applications/:id/secrets',
      tag,
      summary: 'Add a secret to an application',
      description: 'All secrets of an application are valid side by side, so that one can replace another.',
      permission: 'applications:write',
      body: secretInputSchema,
      response: applicationSecretSchema
        .extend({ value: value.describe(onlyOnce) })
        .meta({ id: 'NewApplicationSecret' }),
      status: 201,
      idempotent: true,
      shownOnce: ['value'],
      errors: [
        'application.not_found',
        'application.no_secrets',
        'application.too_many_secrets',
        'application.permission_not_held',
      ],
      handler: async (context) => {
        await guard(context);
        return context.write((tx) => applications.addSecret(tx, context.params.id, context.body));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/applications/:id/secrets/:secret',
      tag,
      summary: 'Delete a secret of an application',
      description: 'It is refused from this moment on, on other nodes within a second.',
      permission: 'applications:write',
      response: null,
      errors: ['application.secret_not_found', 'application.permission_not_held'],
      handler: async (context) => {
        await guard(context);
        await applications.removeSecret(context.db, context.params.id, context.params.secret);
      },
    }),
  ];
}
