/** What an organization and a membership are, and what may be given. */
import { z } from 'zod';
import { customData, text, timestamp, webUrl } from '../../kernel/http/fields.ts';

/** Given in files or by the API; generated as `org_…` otherwise (DESIGN section 5). */
export const organizationIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'may hold lower-case letters, digits and hyphens, up to 40 of them');

const brandingSchema = z.strictObject({
  displayName: text(100).optional().describe('Shown to people on the sign-in pages instead of the name.'),
  logoUrl: webUrl.optional(),
  logoDarkUrl: webUrl.optional(),
});

const fields = {
  name: text(128),
  description: text(512).nullable(),
  branding: brandingSchema,
  customData,
};

export const organizationInputSchema = z.strictObject({
  id: organizationIdSchema.optional(),
  name: fields.name,
  description: fields.description.default(null),
  branding: brandingSchema.default({}),
  customData: customData.default({}),
});

export const organizationPatchSchema = z.strictObject(fields).partial();

export const organizationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    branding: z.object({
      displayName: z.string().optional(),
      logoUrl: z.string().optional(),
      logoDarkUrl: z.string().optional(),
    }),
    customData: z.record(z.string(), z.unknown()),
    memberCount: z.int(),
    version: z.int(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'Organization' });

export const memberSchema = z
  .object({
    userId: z.string(),
    name: z.string().nullable(),
    username: z.string().nullable(),
    email: z.string().nullable(),
    picture: z.string().nullable(),
    source: z
      .string()
      .describe('`manual`: added by an administrator; `sso:{connectorId}`: came by signing in through it.'),
    joinedAt: timestamp,
  })
  .meta({ id: 'OrganizationMember' });

export interface Organization {
  id: string;
  name: string;
  description: string | null;
  branding: z.infer<typeof brandingSchema>;
  customData: Record<string, unknown>;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}
export type OrganizationInput = z.input<typeof organizationInputSchema>;
export type OrganizationPatch = z.infer<typeof organizationPatchSchema>;

/** How a membership came about. */
export type MemberSource = 'manual' | `sso:${string}`;

export interface Member {
  userId: string;
  name: string | null;
  username: string | null;
  email: string | null;
  picture: string | null;
  source: string;
  joinedAt: Date;
}
