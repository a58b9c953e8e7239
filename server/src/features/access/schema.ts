/** API resources (audiences of access tokens) and their permissions (scopes). */
import { z } from 'zod';
import { parseAbsoluteUrl, text } from '../../kernel/http/fields.ts';
import { isExchangeAudience } from '../../protocol/entra-clouds.ts';

/** RFC 8707 section 2: an absolute URI without a fragment. It is compared character by character. */
export const indicatorSchema = z
  .string()
  .max(1024)
  .superRefine((value, context) => {
    if (!parseAbsoluteUrl(value)) context.addIssue({ code: 'custom', message: 'must be an absolute URI' });
    // A token with this audience would be a credential of ours at Entra (docs/decisions/sso-oidc-client-keys.md).
    if (isExchangeAudience(value))
      context.addIssue({ code: 'custom', message: 'is the audience of federated credentials' });
    if (value.includes('#')) context.addIssue({ code: 'custom', message: 'must not contain a fragment' });
  })
  .meta({
    description: 'The resource indicator: the audience of its access tokens.',
    examples: ['https://api.example.com'],
  });

/** Scopes with a meaning of their own in OpenID Connect and the wire contract. */
const reservedScopes = new Set(
  'openid offline_access profile email phone address roles custom_data identities'.split(' '),
);

/** RFC 6749 section 3.3: scope-token. */
export const permissionNameSchema = z
  .string()
  .regex(
    /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/,
    'must be 1 to 128 printable ASCII characters without blanks, quotes or backslashes',
  )
  .refine(
    (name) => !reservedScopes.has(name) && !name.startsWith('urn:logto:'),
    'is a scope of OpenID Connect itself',
  );

const permissionFields = {
  description: text(512).nullable(),
  grantedToEveryone: z.boolean().describe('Whether every user has it without being given it.'),
};

export const apiPermissionSchema = z
  .object({ name: z.string(), ...permissionFields })
  .meta({ id: 'ApiPermission' });
export type ApiPermission = z.infer<typeof apiPermissionSchema>;

export const apiPermissionPatchSchema = z.strictObject(permissionFields).partial();
export const apiPermissionInputSchema = apiPermissionPatchSchema.extend({ name: permissionNameSchema });
export type ApiPermissionInput = z.infer<typeof apiPermissionInputSchema>;
export type ApiPermissionPatch = z.infer<typeof apiPermissionPatchSchema>;

const day = 24 * 3600;
const resourceFields = {
  name: text(128),
  accessTokenTtl: z.int().min(61).max(day).describe('Seconds that an access token for it lives.'),
};

export const apiResourceSchema = z
  .object({
    id: z.string(),
    indicator: z.string(),
    ...resourceFields,
    permissions: z.array(apiPermissionSchema),
    version: z.int(),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'ApiResource' });
export type ApiResource = z.infer<typeof apiResourceSchema>;

export const apiResourcePatchSchema = z.strictObject(resourceFields).partial();
export type ApiResourcePatch = z.infer<typeof apiResourcePatchSchema>;

export const apiResourceInputSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .optional(),
  indicator: indicatorSchema,
  name: resourceFields.name,
  accessTokenTtl: resourceFields.accessTokenTtl.optional(),
  permissions: z
    .array(apiPermissionInputSchema)
    .max(200)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, 'must not name one twice')
    .optional(),
});
export type ApiResourceInput = z.infer<typeof apiResourceInputSchema>;

/** What somebody was given of one resource. */
export const grantSchema = z
  .object({ resourceId: z.string(), indicator: z.string(), permissions: z.array(z.string()) })
  .meta({ id: 'PermissionGrant' });
export type Grant = z.infer<typeof grantSchema>;

/** Everything that somebody should have. */
export const grantsInputSchema = z
  .array(
    z.strictObject({ resourceId: z.string().max(64), permissions: z.array(permissionNameSchema).max(200) }),
  )
  .max(100)
  .refine(
    (list) => new Set(list.map(({ resourceId }) => resourceId)).size === list.length,
    'must not name a resource twice',
  );

/** As the service takes it: resource id → names. */
export function wantedGrants(list: z.output<typeof grantsInputSchema>): Record<string, string[]> {
  return Object.fromEntries(list.map(({ resourceId, permissions }) => [resourceId, permissions]));
}
