/** Why a sign-in through SAML fails, in plain words (see causes.ts). */
import { type CauseFacts, cause } from './cause.ts';

const impostor = 'Nobody should be signed in by this. ';

export const samlCauses = {
  // What the provider publishes.
  'saml.metadata_invalid': cause(
    'idp',
    424,
    'The SAML metadata of the identity provider cannot be used.',
    'Check that the address leads to SAML metadata (XML) of an identity provider. The trace shows what is wrong.',
    'connection.metadataUrl',
  ),
  'saml.metadata_entity': cause(
    'gatehouse-config',
    424,
    'The SAML metadata does not describe the identity provider of this connector.',
    'Compare the entity ID in the connector with the one in the metadata, letter by letter.',
    'connection.entityId',
  ),
  'saml.metadata_no_certificate': cause(
    'idp',
    424,
    'The SAML metadata has no signing certificate that can be used.',
    'Let the identity provider publish a signing certificate with an RSA key of at least 2048 bits.',
    'connection.metadataUrl',
  ),
  'saml.metadata_expired': cause(
    'idp',
    424,
    'The SAML metadata of the identity provider is no longer valid.',
    'Let the identity provider publish new metadata, or upload the present one.',
    'connection.metadataUrl',
  ),

  // The response as a document.
  'saml.malformed': cause(
    'idp',
    400,
    'The SAML response is no readable XML.',
    'Look at the identity provider and at what sits between it and this server: the response arrived damaged.',
  ),
  'saml.too_large': cause(
    'idp',
    400,
    'The SAML response is larger or deeper than is accepted.',
    'Let the identity provider send fewer attributes, above all fewer groups: at most 512 kB in all.',
  ),
  'saml.forbidden_xml': cause(
    'idp',
    400,
    'The SAML response contains XML that is never accepted: a DOCTYPE, a processing instruction, CDATA or a comment.',
    `${impostor}No identity provider has a use for them; look at what sits between it and this server.`,
  ),
  'saml.not_a_response': cause(
    'idp',
    400,
    'What came is no SAML 2.0 response.',
    'Register the ACS address of this connector at the identity provider for responses only.',
    'connection.values',
  ),
  'saml.duplicate_ids': cause(
    'idp',
    400,
    'Two elements of the SAML response have the same ID.',
    `${impostor}It is the mark of an attempt to slip in another identity.`,
  ),
  'saml.wrapped': cause(
    'idp',
    400,
    'The SAML response has elements where none belong.',
    `${impostor}It is the mark of an attempt to slip in another identity (signature wrapping).`,
  ),
  'saml.assertion_count': cause(
    'idp',
    400,
    'The SAML response does not hold exactly one assertion.',
    'Let the identity provider send one assertion per response.',
  ),

  // What the provider says instead of an assertion.
  'saml.status': cause(
    'idp',
    424,
    'The identity provider answered with an error.',
    'The trace shows what it said; its administrator finds more in its own log.',
  ),
  'saml.nameid_policy': cause(
    'gatehouse-config',
    424,
    'The identity provider does not know the NameID format that it was asked for.',
    'Choose the format in the connector that is set at the identity provider, or “whatever the provider sends”.',
    'connection.nameIdFormat',
  ),
  'saml.authn_context': cause(
    'idp',
    403,
    'The identity provider could not sign the person in as strongly as was asked.',
    'Let the person use the method that the application asks for, or ask for less.',
  ),

  // Signature and encryption.
  'saml.unsigned': cause(
    'idp',
    424,
    'Neither the SAML response nor its assertion is signed.',
    'Switch on signing at the identity provider: the assertion, the response, or both.',
  ),
  'saml.signature_algorithm': cause(
    'idp',
    424,
    'The SAML response is signed with an algorithm that is not accepted.',
    'Set the signing algorithm at the identity provider to RSA-SHA256; SHA-1 is never accepted.',
  ),
  'saml.signature_form': cause(
    'idp',
    400,
    'The signature of the SAML response does not have the form that SAML prescribes.',
    `${impostor}A signature covers exactly the element that it stands in (SAML Core section 5.4).`,
  ),
  'saml.unknown_certificate': cause(
    'idp',
    424,
    'The SAML response is signed with a certificate that this connector does not trust.',
    'If the identity provider has a new certificate, renew the metadata or the certificate in the connector.',
    'connection.certificates',
  ),
  'saml.bad_signature': cause(
    'idp',
    424,
    'The signature of the SAML response is wrong.',
    `${impostor}Check the certificate in the connector, and what sits between this server and the provider.`,
    'connection.certificates',
  ),
  'saml.not_encrypted': cause(
    'idp',
    424,
    'The assertion is not encrypted, although this connector wants it to be.',
    'Switch on assertion encryption at the identity provider with the certificate of this connector, or take the wish back.',
    'connection.wantAssertionsEncrypted',
  ),
  'saml.decryption': cause(
    'idp',
    424,
    'The encrypted assertion cannot be decrypted.',
    'Upload the present certificate of this connector at the identity provider, with RSA-OAEP and AES (GCM or CBC).',
    'connection.values',
  ),

  // What the assertion says.
  'saml.wrong_issuer': cause(
    'idp',
    424,
    'The SAML response comes from another identity provider.',
    'Check the entity ID of the identity provider in the connector.',
    'connection.entityId',
  ),
  'saml.wrong_destination': cause(
    'idp',
    424,
    'The SAML response was meant for another address.',
    'Register the ACS address of this connector at the identity provider, letter by letter.',
    'connection.values',
  ),
  'saml.wrong_recipient': cause(
    'idp',
    424,
    'The assertion was meant for another address.',
    'Register the ACS address of this connector at the identity provider, letter by letter.',
    'connection.values',
  ),
  'saml.wrong_audience': cause(
    'idp',
    424,
    'The assertion is meant for another application.',
    'Set the entity ID (audience) of this connector at the identity provider, letter by letter.',
    'connection.spEntityId',
  ),
  'saml.conditions': cause(
    'idp',
    424,
    'The assertion lacks conditions that every assertion must have, or has some that nobody here understands.',
    'Let the identity provider send standard SAML 2.0 web browser sign-in assertions.',
  ),
  'saml.no_confirmation': cause(
    'idp',
    424,
    'The assertion has no bearer confirmation that can be used.',
    'Let the identity provider send the subject confirmation of the web browser profile (SAML Profiles section 4.1.4.2).',
  ),
  'saml.wrong_request': cause(
    'idp',
    400,
    'The SAML response answers another sign-in than the one in this browser.',
    'Start again at the application.',
  ),
  'saml.unsolicited': cause(
    'user',
    403,
    'This connector does not accept sign-ins that begin at the identity provider.',
    'Start at the application, or let an administrator allow it for this connector.',
    'connection.idpInitiated',
  ),
  'saml.expired': cause(
    'idp',
    424,
    'The SAML response is too old.',
    'Start again. If it stays, check the clocks of this server and of the provider.',
  ),
  'saml.not_yet_valid': cause(
    'idp',
    424,
    'The SAML response lies in the future.',
    'Check the clocks of this server and of the provider: two minutes of difference are tolerated.',
  ),
  'saml.replayed': cause(
    'user',
    400,
    'This SAML response was used before.',
    'Start again at the application.',
  ),
  'saml.no_sign_in': cause(
    'idp',
    424,
    'The assertion does not say that anybody signed in.',
    'Let the identity provider send an authentication statement.',
  ),
  'saml.stale_sign_in': cause(
    'user',
    403,
    'The application asks for a more recent sign-in than the identity provider offers.',
    'Sign out at the identity provider and start again.',
  ),
  'saml.nameid': cause(
    'idp',
    424,
    'The assertion has no NameID that can be used.',
    'Let the identity provider send one plain NameID of at most 256 characters.',
  ),
  'saml.nameid_transient': cause(
    'idp',
    424,
    'The identity provider names the person differently at every sign-in (transient NameID).',
    'Choose the NameID format persistent or emailAddress there, or name the attribute that identifies people in the connector.',
    'connection.keyAttribute',
  ),
  'saml.email_ambiguous': cause(
    'idp',
    424,
    'The assertion names several email addresses.',
    'Let the identity provider send one value in one attribute: which of several is the person’s own, nobody here can know.',
    'mapping',
  ),
  'saml.key_attribute': cause(
    'idp',
    424,
    'The assertion lacks the attribute that identifies people.',
    'Let the identity provider send the attribute that the connector names, once.',
    'connection.keyAttribute',
  ),
  'saml.refused': cause(
    'idp',
    424,
    'The SAML library refuses the response.',
    'The trace shows what it said.',
  ),
} as const satisfies Record<string, CauseFacts>;
