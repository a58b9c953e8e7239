/** What administrators and invitations look like at the API. */
import { z } from 'zod';
import { parseEmail } from '../../protocol/identifiers.ts';
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

export const invitationStates = ['pending', 'expired', 'accepted'] as const;

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: roleSchema,
    status: z.enum(invitationStates),
    invitedBy: z
      .object({ type: z.enum(['user', 'application']), id: z.string().nullable() })
      .describe('It works as long as they may give this role.'),
    createdAt: z.date(),
    expiresAt: z.date(),
    acceptedAt: z.date().nullable(),
    acceptedBy: z.string().nullable().describe('The id of the user.'),
  })
  .meta({ id: 'AdministratorInvitation' });
export type Invitation = z.infer<typeof invitationSchema>;

export const invitationInputSchema = z.strictObject({
  email: z
    .string()
    .max(320)
    .refine((value) => parseEmail(value) !== undefined, 'must be an email address')
    .meta({ format: 'email' }),
  role: roleSchema,
});
