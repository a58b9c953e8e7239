/** Google Workspace through OpenID Connect. */
import { z } from 'zod';
import { normalizeDomain } from '../../../protocol/domains.ts';
import { stepUpField } from './context-fields.ts';
import {
  clientIdField,
  clientSecretField,
  extraScopesField,
  issuerField,
  type OidcPreset,
  secretExpiryField,
} from './preset.ts';

const domain = z.string().transform((text, context) => {
  const normalized = normalizeDomain(text);
  if (normalized) return normalized;
  context.addIssue({ code: 'custom', message: 'must be a domain such as acme.example' });
  return z.NEVER;
});

export const googleWorkspace: OidcPreset = {
  id: 'google-workspace',
  protocol: 'oidc',
  name: 'Google Workspace',
  description: 'Organizations whose people have Google accounts in a Workspace.',
  config: z.strictObject({
    issuer: issuerField({ description: 'Leave it as it is.' }).default('https://accounts.google.com'),
    clientId: clientIdField({ placeholder: '….apps.googleusercontent.com' }),
    clientSecret: clientSecretField(),
    clientSecretExpiresAt: secretExpiryField(),
    extraScopes: extraScopesField(),
    stepUp: stepUpField(),
    hostedDomains: z.array(domain).max(50).default([]).meta({
      title: 'Workspace primary domains',
      description:
        "The connector's own domains count already; add the primary domain when people's addresses are in a secondary one.",
    }),
  }),
  secretFields: ['clientSecret'],
  rules: {
    clientAuthentication: 'client_secret_post',
    assertionAudience: 'issuer',
    identityKey: 'sub',
    emailVerified: 'hosted-domain',
    multiTenant: false,
    domainHint: 'hd',
    reauthentication: 'select-account',
    offlineAccess: 'access_type',
    publicPictures: true,
    forwards: [],
  },
  setup: [
    {
      title: 'Make an OAuth client',
      text: 'In the Google Cloud console under Credentials: OAuth client ID, type Web application, authorized redirect URI {redirectUri}.',
    },
    { title: 'Set the audience', text: 'On the consent screen choose Internal for your own Workspace only.' },
  ],
};
