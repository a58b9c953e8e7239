/** Any SAML 2.0 identity provider. */
import type { SamlPreset } from './preset.ts';
import { samlConfig } from './saml-preset.ts';

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const oid = (number: string) => `urn:oid:${number}`;

export const saml: SamlPreset = {
  id: 'saml',
  protocol: 'saml',
  name: 'SAML 2.0',
  description:
    'Any identity provider that speaks SAML 2.0: AD FS, Keycloak, Shibboleth, OneLogin, PingFederate, …',
  config: samlConfig({ nameIdFormat: 'any', metadataUrlPlaceholder: 'https://idp.example/saml/metadata' }),
  secretFields: [],
  rules: {
    identityKey: 'name-id',
    nameIdIsEmail: false,
    groupsAttribute: 'groups',
    attributes: {
      email: [
        'email',
        'mail',
        'emailAddress',
        `${claims}/emailaddress`,
        oid('0.9.2342.19200300.100.1.3'),
        'Email',
      ],
      name: ['displayName', 'name', 'cn', oid('2.16.840.1.113730.3.1.241'), oid('2.5.4.3')],
      givenName: ['givenName', 'firstName', 'given_name', `${claims}/givenname`, oid('2.5.4.42')],
      familyName: [
        'sn',
        'surname',
        'lastName',
        'family_name',
        'familyName',
        `${claims}/surname`,
        oid('2.5.4.4'),
      ],
    },
  },
  setup: [
    {
      title: 'Give the provider our metadata',
      text: 'It is at {metadataUrl}. By hand: entity ID {entityId}, ACS {acsUrl} (HTTP-POST), single logout {logoutUrl}.',
    },
    {
      title: 'Sign the assertion',
      text: 'With RSA-SHA256; encryption is optional. A persistent or email NameID; attributes email, givenName, sn.',
    },
    {
      title: 'Take its metadata',
      text: 'By address if there is one, so that new certificates are found by themselves.',
    },
  ],
};
