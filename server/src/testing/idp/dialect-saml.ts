/** A provider that speaks SAML and nothing else, to the letter; its OpenID Connect addresses don't exist. */
import type { Dialect } from './dialect.ts';
import { oidc } from './dialect-oidc.ts';

export const saml: Dialect = {
  ...oidc,
  kind: 'saml',
  label: 'SAML Identity Provider',
  issuerPath: (id) => `/saml/${id}/metadata`,
  paths: {
    'saml-metadata': '/saml/{id}/metadata',
    'saml-sso': '/saml/{id}/sso',
    'saml-login': '/saml/{id}/login',
    'saml-logout': '/saml/{id}/logout',
    'saml-apps': '/saml/{id}/apps',
    'saml-start': '/saml/{id}/start',
    'saml-sign-out': '/saml/{id}/sign-out',
  },
};
