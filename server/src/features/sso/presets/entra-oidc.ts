/** Microsoft Entra ID through OpenID Connect (v2.0 endpoints). */
import { z } from 'zod';
import { isMultiTenantIssuer } from '../../../protocol/oidc-issuer.ts';
import { oidcContextsField, stepUpField } from './context-fields.ts';
import {
  clientAuthenticationField,
  clientIdField,
  clientSecretField,
  extraScopesField,
  issuerField,
  type OidcPreset,
  secretExpiryField,
  secretWhereNeeded,
  signOutField,
} from './preset.ts';

const tenantId = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a tenant id (a GUID)');

const config = z
  .strictObject({
    issuer: issuerField({
      description:
        'With the directory (tenant) id of the organization. common and organizations need a list of tenants.',
      placeholder: 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0',
    }),
    clientId: clientIdField({ title: 'Application (client) ID' }),
    clientAuthentication: clientAuthenticationField([
      'client_secret_post',
      'federated_credential',
      'certificate',
    ]),
    clientSecret: clientSecretField({
      description:
        "The secret's value, not its id. Kept beside another way, it is used when that is refused.",
    }).optional(),
    clientSecretExpiresAt: secretExpiryField(),
    extraScopes: extraScopesField(),
    authenticationContexts: oidcContextsField(),
    stepUp: stepUpField(),
    signOutAtProvider: signOutField(),
    allowedTenants: z.array(tenantId).min(1).max(1_000).optional().meta({
      title: 'Allowed tenants',
      description: 'The tenant ids whose people may sign in; only with the issuer common or organizations.',
    }),
  })
  .superRefine((given, context) => {
    secretWhereNeeded(given, context);
    const { issuer, allowedTenants } = given;
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    // An issue in the issuer field itself leaves no issuer to look at.
    if (!URL.canParse(issuer)) return;
    const multiTenant = isMultiTenantIssuer(issuer);
    if (multiTenant && !allowedTenants)
      problem('allowedTenants', 'is required with common and organizations');
    if (!multiTenant && allowedTenants)
      problem('allowedTenants', 'has no meaning with the issuer of a single tenant');
    if (new URL(issuer).pathname.startsWith('/consumers'))
      problem('issuer', 'must not be that of personal accounts');
  });

export const entraOidc: OidcPreset = {
  id: 'entra-oidc',
  protocol: 'oidc',
  name: 'Microsoft Entra ID (OpenID Connect)',
  description: 'Formerly Azure Active Directory: Microsoft 365 organizations.',
  config,
  secretFields: ['clientSecret'],
  rules: {
    clientAuthentication: 'client_secret_post',
    assertionAudience: 'token_endpoint',
    identityKey: 'tid-oid',
    emailVerified: 'xms_edov',
    multiTenant: true,
    domainHint: 'domain_hint',
    // Entra leaves auth_time out of its tokens, so that max_age could not be checked.
    reauthentication: 'prompt-login',
    // Entra's is an address of Microsoft Graph that needs a token.
    offlineAccess: 'scope',
    publicPictures: false,
    forwards: [],
  },
  setup: [
    {
      title: 'Register an application',
      text: 'In the Entra admin centre under App registrations; the platform is Web, the redirect URI is {redirectUri}.',
    },
    { title: 'Make a client secret', text: 'Under Certificates & secrets; copy its value at once.' },
    {
      title: 'Add optional claims',
      text: 'Under Token configuration add email and xms_edov to the ID token. Without xms_edov an address counts as verified only when its domain is proved here.',
    },
    {
      title: 'Copy the issuer',
      text: 'It is https://login.microsoftonline.com/ followed by the Directory (tenant) ID and /v2.0.',
    },
  ],
};
