/** Okta through SAML 2.0. */
import type { SamlPreset } from './preset.ts';
import { samlConfig } from './saml-preset.ts';

export const oktaSaml: SamlPreset = {
  id: 'okta-saml',
  protocol: 'saml',
  name: 'Okta (SAML)',
  description: 'Okta organizations, as a SAML 2.0 app integration.',
  config: samlConfig({
    nameIdFormat: 'any',
    metadataUrlPlaceholder: 'https://acme.okta.com/app/exk…/sso/saml/metadata',
    metadataUrlDescription:
      'On the app’s Sign On tab: Metadata URL. Read again by itself, so that a new certificate needs nobody.',
  }),
  secretFields: [],
  rules: {
    identityKey: 'name-id',
    nameIdIsEmail: true,
    groupsAttribute: 'groups',
    attributes: {
      email: ['email', 'Email', 'user.email', 'mail'],
      name: ['displayName', 'name', 'user.displayName'],
      givenName: ['firstName', 'first_name', 'givenName', 'user.firstName'],
      familyName: ['lastName', 'last_name', 'familyName', 'user.lastName'],
    },
  },
  setup: [
    {
      title: 'Create an app integration',
      text: 'In the Okta admin console: SAML 2.0. Single sign-on URL {acsUrl}, Audience URI (SP Entity ID) {entityId}.',
    },
    {
      title: 'Add attribute statements',
      text: 'email → user.email, firstName → user.firstName, lastName → user.lastName; a group statement named groups if you want roles from them.',
    },
    {
      title: 'Copy the metadata URL',
      text: 'On the Sign On tab under SAML Signing Certificates or Metadata details.',
    },
    {
      title: 'Assign people',
      text: 'Assign the people or groups who may sign in; others are refused by Okta.',
    },
  ],
};
