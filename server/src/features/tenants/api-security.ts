/** Routes of the security settings: a part of the tenant's settings, with permissions of its own. */
import { z } from 'zod';
import { patchSchemaOf } from '../../kernel/http/patch.ts';
import { defineRoute, type Route } from '../../kernel/http/route.ts';
import { type SecuritySettings, securitySettingsSchema, type Tenant } from './schema.ts';
import { securityOf, type Tenants } from './service.ts';

const path = '/security-settings';
const tag = 'Security settings';

const settingsOut = z
  .object({
    ...securitySettingsSchema.shape,
    version: z.int().describe('Of the tenant, whose settings they are.'),
  })
  .meta({ id: 'SecuritySettings' });

const toOut = (tenant: Tenant): SecuritySettings & { version: number } => ({
  ...securityOf(tenant),
  version: tenant.version,
});

export function securityRoutes(tenants: Tenants): Route[] {
  return [
    defineRoute({
      method: 'get',
      path,
      tag,
      summary: 'Read the rules for passwords, lockout, rate limits and sessions',
      permission: 'security-settings:read',
      response: settingsOut,
      versioned: true,
      errors: [],
      handler: async ({ tenant }) => toOut(tenant as Tenant),
    }),
    defineRoute({
      method: 'patch',
      path,
      tag,
      summary: 'Change the rules for passwords, lockout, rate limits and sessions',
      description: 'Fields that are left out stay as they are. Counts hold from the next attempt on.',
      permission: 'security-settings:write',
      body: patchSchemaOf(securitySettingsSchema),
      response: settingsOut,
      versioned: true,
      errors: [],
      handler: async ({ tenant, body, version }) =>
        toOut(await tenants.updateSecurity(tenant as Tenant, body, version)),
    }),
  ];
}
