/** The format of gatehouse.yaml, built from the features' own schemas, so that a fact is written once. */
import { z } from 'zod';
import { patchSchemaOf } from '../../kernel/http/patch.ts';
import { apiResourceInputSchema } from '../access/index.ts';
import { applicationInputSchema } from '../applications/index.ts';
import { signInExperiencePatchSchema } from '../experience/index.ts';
import { organizationInputSchema, organizationPatchSchema } from '../organizations/index.ts';
import { roleInputSchema } from '../roles/index.ts';
import { connectorInputSchema, domainInputSchema, operatorPatchSchema } from '../sso/index.ts';
import { tenantIdSchema, tenantSettingsSchema, tenantTagSchema } from '../tenants/index.ts';
import { userInputSchema } from '../users/index.ts';

const permissions = z
  .record(z.string(), z.array(z.string()).max(200))
  .describe('What of API resources it may use: indicator → names of permissions.');

const application = applicationInputSchema.extend({
  id: applicationInputSchema.shape.id.describe(
    'The client_id. When absent: found by its name, or generated.',
  ),
  permissions: permissions.optional(),
});

const apiResource = apiResourceInputSchema.omit({ id: true });

const role = roleInputSchema.omit({ permissions: true }).extend({
  id: roleInputSchema.shape.id.describe('When absent: found by its name, or generated.'),
  permissions: permissions.optional(),
});

const user = userInputSchema
  .extend({
    id: userInputSchema.shape.id.describe('When absent: found by username or email, or generated.'),
    password: z.string().optional().describe('Set when the user is created, and never again.'),
    permissions: permissions.optional(),
    roles: z.array(z.string().min(1).max(128)).max(200).optional().describe('Names of roles, given by hand.'),
  })
  .refine(({ id, username, email, phone }) => id ?? username ?? email ?? phone, {
    message: 'needs a username, an email or a phone',
  });

const organization = organizationPatchSchema.extend({
  id: organizationInputSchema.shape.id.describe('When absent: found by its name, or generated.'),
  name: organizationInputSchema.shape.name,
});

const ssoConnector = operatorPatchSchema.extend({
  id: connectorInputSchema.shape.id.describe('Part of the redirect address. When absent: found by its name.'),
  name: connectorInputSchema.shape.name,
  provider: connectorInputSchema.shape.provider.describe(
    'entra-oidc, entra-saml, google-workspace, google-workspace-saml, okta, okta-saml, oidc or saml.',
  ),
  organizationId: z
    .string()
    .min(1)
    .max(128)
    .nullable()
    .optional()
    .describe('The id or name of the organization whose people it signs in.'),
  domains: z.array(domainInputSchema).max(100).optional(),
});

export const tenantSectionSchema = z.strictObject({
  name: z.string().trim().min(1).max(128).optional(),
  tag: tenantTagSchema.optional(),
  settings: patchSchemaOf(tenantSettingsSchema).optional(),
  applications: z.array(application).optional(),
  apiResources: z.array(apiResource).optional(),
  roles: z.array(role).optional(),
  organizations: z.array(organization).optional(),
  users: z.array(user).optional(),
  ssoConnectors: z.array(ssoConnector).optional(),
  signInExperience: signInExperiencePatchSchema.optional(),
});

export const declarationSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  tenants: z.record(tenantIdSchema, tenantSectionSchema),
});

export type DeclarationData = z.infer<typeof declarationSchema>;
export type TenantSection = z.infer<typeof tenantSectionSchema>;
export type ApplicationEntry = z.infer<typeof application>;
export type ApiResourceEntry = z.infer<typeof apiResource>;
export type RoleEntry = z.infer<typeof role>;
export type OrganizationEntry = z.infer<typeof organization>;
export type UserEntry = z.infer<typeof user>;
export type ConnectorEntry = z.infer<typeof ssoConnector>;
