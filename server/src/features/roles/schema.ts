/** What a role is, where somebody's roles come from, and what may be given when one is created or changed. */
import { z } from 'zod';
import { text, timestamp } from '../../kernel/http/fields.ts';
import { grantSchema, grantsInputSchema } from '../access/index.ts';

/** Given in files or by the API; generated as `rol_…` otherwise. */
export const roleIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'may hold lower-case letters, digits and hyphens, up to 40 of them');

const fields = {
  name: text(128).describe(
    'Unique in the tenant, whatever the case of its letters. The `roles` claim says it.',
  ),
  description: text(512).nullable(),
  grantedToEveryone: z.boolean().describe('Whether every user has it without being given it.'),
};

export const roleSchema = z
  .object({
    id: z.string(),
    ...fields,
    name: z.string(),
    description: z.string().nullable(),
    permissions: z.array(grantSchema).describe('Permissions of API resources that it brings.'),
    members: z.int().describe('How many users were given it, counted up to 1,000.'),
    version: z.int(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Role' });

export interface Role {
  id: string;
  name: string;
  description: string | null;
  grantedToEveryone: boolean;
  permissions: z.infer<typeof grantSchema>[];
  members: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export const rolePatchSchema = z.strictObject(fields).partial();
export type RolePatch = z.infer<typeof rolePatchSchema>;

export const roleInputSchema = rolePatchSchema.extend({
  id: roleIdSchema.optional(),
  name: fields.name,
  permissions: grantsInputSchema.optional(),
});
export type RoleInput = z.infer<typeof roleInputSchema>;

/** Who gave a role: a person, an SSO connector at the sign-in, or a directory that is synchronised. */
export type RoleSource = 'manual' | `sso:${string}` | `scim:${string}`;

const sources = z
  .array(z.string())
  .describe('`manual`, `sso:{connectorId}`, `scim:{connectorId}`. It stays while one of them gives it.');

export const userRoleSchema = z
  .object({ id: z.string(), name: z.string(), sources })
  .meta({ id: 'UserRole' });
export type UserRole = z.infer<typeof userRoleSchema>;

export const roleMemberSchema = z
  .object({
    userId: z.string(),
    name: z.string().nullable(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    sources,
  })
  .meta({ id: 'RoleMember' });
export type RoleMember = z.infer<typeof roleMemberSchema>;

export const userRolesInputSchema = z.strictObject({
  roleIds: z.array(z.string().min(1).max(64)).max(200),
});
