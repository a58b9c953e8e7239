/** Google Workspace through SAML 2.0: a custom SAML app. */
import type { SamlPreset } from './preset.ts';
import { samlConfig } from './saml-preset.ts';

export const googleWorkspaceSaml: SamlPreset = {
  id: 'google-workspace-saml',
  protocol: 'saml',
  name: 'Google Workspace (SAML)',
  description: 'Organizations whose people have Google accounts in a Workspace, as a custom SAML app.',
  config: samlConfig({
    nameIdFormat: 'emailAddress',
    metadataUrlPlaceholder: 'https://…',
    metadataUrlDescription: 'Google offers a file only: leave this empty and upload the file.',
  }),
  secretFields: [],
  rules: {
    identityKey: 'name-id',
    nameIdIsEmail: true,
    groupsAttribute: 'groups',
    attributes: {
      email: ['email', 'mail', 'primaryEmail', 'Email'],
      name: ['name', 'displayName', 'fullName'],
      givenName: ['firstName', 'givenName', 'first_name', 'given_name'],
      familyName: ['lastName', 'familyName', 'last_name', 'family_name', 'surname'],
    },
  },
  setup: [
    {
      title: 'Add a custom SAML app',
      text: 'In the Google admin console under Apps, Web and mobile apps: Add app, Add custom SAML app. Download the metadata on the way.',
    },
    {
      title: 'Enter our values',
      text: 'ACS URL {acsUrl}, Entity ID {entityId}, Name ID format EMAIL, Name ID Basic Information > Primary email.',
    },
    {
      title: 'Map attributes',
      text: 'First name → firstName, Last name → lastName; groups as groups if you want roles from them.',
    },
    { title: 'Switch it on', text: 'Under User access: ON for everyone or for a unit. It can take a while.' },
  ],
};
