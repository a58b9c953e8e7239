/** What administrators and invitations look like at the API. */
import { z } from 'zod';
import { roleNames } from '../management/index.ts';

export const roleSchema = z
  .enum(roleNames)
  .describe('owner: everything; admin: all but administrators and tenants; support: people; viewer: reads.')
  .meta({ id: 'AdministratorRole' });

export const administratorSchema = z
  .object({
    id: z.string().describe('Of the user, in the tenant admin.'),
    name: z.string().nullable(),
    email: z.string().nullable(),
    role: roleSchema,
    suspendedAt: z.date().nullable(),
    lastSignInAt: z.date().nullable(),
    version: z.int(),
    createdAt: z.date().describe('Since when the user is an administrator.'),
    updatedAt: z.date(),
  })
  .meta({ id: 'Administrator' });
