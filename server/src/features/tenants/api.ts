/** Routes for tenants. Only the tenant `admin` manages others; every tenant can read and change itself. */
import { z } from 'zod';
import { text, timestamp } from '../../kernel/http/fields.ts';
import { patchSchemaOf } from '../../kernel/http/patch.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/route.ts';
import { securityRoutes } from './api-security.ts';
import { errors } from './errors.ts';
import { type Tenant, tenantIdSchema, tenantSettingsSchema, tenantTagSchema } from './schema.ts';
import type { Tenants } from './service.ts';

const tenantOut = z
  .object({
    id: z.string(),
    name: z.string(),
    tag: tenantTagSchema,
    issuer: z.string(),
    baseUrl: z
      .string()
      .describe('Its first address: the custom domain activated last, or the one at the endpoint.'),
    apiResource: z
      .string()
      .describe('Resource indicator and address of its management API, always at the endpoint.'),
    settings: tenantSettingsSchema,
    version: z.number(),
    createdAt: timestamp,
  })
  .meta({ id: 'Tenant' });

const tenantInput = z.strictObject({ id: tenantIdSchema, name: text(80), tag: tenantTagSchema.optional() });
const tenantPatch = z.strictObject({
  name: text(80).optional(),
  tag: tenantTagSchema.optional(),
  settings: patchSchemaOf(tenantSettingsSchema).optional().describe('What is left out stays.'),
});

/** Tenants other than one's own are the admin tenant's business; to all others they don't exist. */
export function tenantRoutes(tenants: Tenants): Route[] {
  async function visible(caller: { id: string }, id: string): Promise<Tenant> {
    const tenant = caller.id === 'admin' || caller.id === id ? await tenants.byId(id) : undefined;
    if (!tenant) throw errors['tenant.not_found']({ id });
    return tenant;
  }

  return [
    ...securityRoutes(tenants),
    defineListRoute({
      path: '/tenants',
      summary: 'List tenants',
      description: 'All tenants at the API of the tenant `admin`; elsewhere the tenant itself.',
      permission: 'tenants:read',
      errors: [],
      item: tenantOut,
      async handler({ tenant, page }) {
        if (tenant.id === 'admin') {
          const { tenants: items, total } = await tenants.list(page);
          return { items, total };
        }
        return { items: [await visible(tenant, tenant.id)].slice(page.offset), total: 1 };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/tenants',
      summary: 'Create a tenant',
      permission: 'tenants:write',
      errors: ['tenant.exists', 'tenant.reserved_id', 'tenant.not_here'],
      body: tenantInput,
      response: tenantOut,
      status: 201,
      async handler({ tenant, body }) {
        if (tenant.id !== 'admin') throw errors['tenant.not_here']();
        return tenants.create(body);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/tenants/:id',
      summary: 'Read a tenant',
      permission: 'tenants:read',
      errors: ['tenant.not_found'],
      response: tenantOut,
      versioned: true,
      handler: ({ tenant, params }) => visible(tenant, params.id),
    }),
    defineRoute({
      method: 'patch',
      path: '/tenants/:id',
      summary: 'Change a tenant',
      permission: 'tenants:write',
      errors: ['tenant.not_found'],
      body: tenantPatch,
      response: tenantOut,
      versioned: true,
      async handler({ tenant, params, body, version }) {
        return tenants.update(await visible(tenant, params.id), body, version);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/tenants/:id',
      summary: 'Delete a tenant with everything in it',
      permission: 'tenants:write',
      errors: ['tenant.not_found', 'tenant.built_in', 'tenant.not_here'],
      response: null,
      async handler({ tenant, params }) {
        await visible(tenant, params.id);
        if (tenant.id !== 'admin') throw errors['tenant.not_here']();
        await tenants.remove(params.id);
      },
    }),
  ];
}
