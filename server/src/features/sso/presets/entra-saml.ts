/** Microsoft Entra ID through SAML 2.0. */
import { oidcAttributes } from '../mapping/attributes.ts';
import type { SamlPreset } from './preset.ts';
import { samlConfig } from './saml-preset.ts';

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const microsoft = 'http://schemas.microsoft.com';

export const entraSaml: SamlPreset = {
  id: 'entra-saml',
  protocol: 'saml',
  name: 'Microsoft Entra ID (SAML)',
  description: 'Formerly Azure Active Directory, as an enterprise application with SAML-based sign-on.',
  config: samlConfig({
    nameIdFormat: 'persistent',
    metadataUrlPlaceholder:
      'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/federationmetadata/2007-06/federationmetadata.xml?appid=…',
    metadataUrlDescription:
      'In Entra ID: App Federation Metadata Url. Read again by itself, so that a new certificate needs nobody.',
  }),
  secretFields: [],
  rules: {
    identityKey: 'entra-object',
    nameIdIsEmail: false,
    groupsAttribute: `${microsoft}/ws/2008/06/identity/claims/groups`,
    attributes: {
      email: [`${claims}/emailaddress`, 'emailaddress', ...oidcAttributes.email!],
      name: [`${microsoft}/identity/claims/displayname`, 'displayname'],
      givenName: [`${claims}/givenname`, 'givenname'],
      familyName: [`${claims}/surname`, 'surname'],
    },
    loginHint: 'login_hint',
  },
  setup: [
    {
      title: 'Create an enterprise application',
      text: 'In the Entra admin centre under Enterprise applications: New application, Create your own, not in the gallery; then Single sign-on, SAML.',
    },
    {
      title: 'Enter our values',
      text: 'Basic SAML configuration: Identifier (Entity ID) {entityId}, Reply URL {acsUrl}, Logout URL {logoutUrl}.',
    },
    {
      title: 'Copy the metadata URL',
      text: 'Under SAML Certificates: App Federation Metadata Url. Nothing else has to be copied.',
    },
    { title: 'Assign people', text: 'Under Users and groups; others are refused by Entra ID.' },
  ],
};
