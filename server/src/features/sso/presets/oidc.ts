/** Any OpenID Connect provider. */
import { z } from 'zod';
import { oidcContextsField, stepUpField } from './context-fields.ts';
import {
  assertionAudienceField,
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

export const oidc: OidcPreset = {
  id: 'oidc',
  protocol: 'oidc',
  name: 'OpenID Connect',
  description: 'Any provider with an OpenID Connect discovery document.',
  config: z
    .strictObject({
      issuer: issuerField({
        description: 'The address below which /.well-known/openid-configuration answers.',
        placeholder: 'https://idp.example',
      }),
      clientId: clientIdField(),
      clientAuthentication: clientAuthenticationField([
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
      ]),
      clientSecret: clientSecretField().optional(),
      clientSecretExpiresAt: secretExpiryField(),
      assertionAudience: assertionAudienceField(),
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
    assertionAudience: 'issuer',
    identityKey: 'sub',
    emailVerified: 'email_verified',
    multiTenant: false,
    reauthentication: 'max_age',
    offlineAccess: 'scope-where-known',
    publicPictures: true,
    forwards: ['acr_values', 'ui_locales'],
  },
  setup: [
    {
      title: 'Register a client',
      text: 'Confidential, authorization code flow with PKCE (S256), redirect URI {redirectUri}.',
    },
    {
      title: 'Allow the scopes',
      text: 'openid, profile and email; the provider should send email_verified.',
    },
  ],
};
