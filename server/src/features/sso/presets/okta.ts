/** Okta through OpenID Connect. */
import { z } from 'zod';
import { oidcContextsField, stepUpField } from './context-fields.ts';
import {
  clientAuthenticationField,
  clientIdField,
  clientSecretField,
  extraScopesField,
  issuerField,
  keyRotationField,
  type OidcPreset,
  secretExpiryField,
  secretWhereNeeded,
  signOutField,
} from './preset.ts';

export const okta: OidcPreset = {
  id: 'okta',
  protocol: 'oidc',
  name: 'Okta',
  description: 'Okta organizations, with their own or a custom authorization server.',
  config: z
    .strictObject({
      issuer: issuerField({
        description:
          'The address of the Okta organization, or of a custom authorization server with its path.',
        placeholder: 'https://acme.okta.com',
      }),
      clientId: clientIdField(),
      clientAuthentication: clientAuthenticationField([
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ]),
      clientSecret: clientSecretField().optional(),
      clientSecretExpiresAt: secretExpiryField(),
      keyRotation: keyRotationField(),
      extraScopes: extraScopesField(),
      authenticationContexts: oidcContextsField(),
      stepUp: stepUpField(),
      signOutAtProvider: signOutField(),
    })
    .superRefine(secretWhereNeeded),
  secretFields: ['clientSecret'],
  rules: {
    clientAuthentication: 'client_secret_basic',
    assertionAudience: 'token_endpoint',
    identityKey: 'sub',
    emailVerified: 'email_verified',
    multiTenant: false,
    reauthentication: 'max_age',
    offlineAccess: 'scope',
    publicPictures: true,
    forwards: ['acr_values', 'ui_locales'],
  },
  setup: [
    {
      title: 'Create an app integration',
      text: 'In the Okta admin console: OIDC, Web Application, grant type Authorization Code, sign-in redirect URI {redirectUri}.',
    },
    {
      title: 'Assign people',
      text: 'Assign the people or groups who may sign in; others are refused by Okta.',
    },
  ],
};
