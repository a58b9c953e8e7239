/**
 * What each lie of a SAML provider is called in the trace. A lie of the simulator that is missing here does not
 * compile: either it is refused, with a cause, or it is named below as what a service provider must live with.
 */
import type { SamlMisbehaviour } from '../../../testing/idp/index.ts';
import type { CauseCode } from '../index.ts';

/** Harmless, and met in honest providers. */
export const livedWith = [
  'saml-other-context',
  'saml-old-sign-in',
  'saml-hostile-profile',
] as const satisfies SamlMisbehaviour[];

/** They need a sign-in before them, and have tests of their own. */
export const secondTime = [
  'saml-replayed-response',
  'saml-reused-assertion-id',
  'saml-nameid-changes',
] as const satisfies SamlMisbehaviour[];

type OfResponse = Exclude<SamlMisbehaviour, `saml-metadata-${string}` | `saml-logout-${string}`>;
type Refused = Exclude<OfResponse, (typeof livedWith)[number] | (typeof secondTime)[number]>;
type Table = Partial<Record<Refused, CauseCode>>;

/** Another identity is slipped in beside what was signed. */
export const wrapping = {
  'saml-xsw-1': 'saml.wrapped',
  'saml-xsw-2': 'saml.wrapped',
  'saml-xsw-3': 'saml.assertion_count',
  'saml-xsw-4': 'saml.wrapped',
  'saml-xsw-5': 'saml.signature_form',
  'saml-xsw-6': 'saml.wrapped',
  'saml-xsw-7': 'saml.duplicate_ids',
  'saml-xsw-8': 'saml.wrapped',
  'saml-evil-last': 'saml.assertion_count',
  'saml-evil-in-extensions': 'saml.wrapped',
  'saml-signed-in-extensions': 'saml.wrapped',
  'saml-signed-in-status': 'saml.wrapped',
  'saml-signed-in-advice': 'saml.wrapped',
  'saml-signed-in-object': 'saml.wrapped',
  'saml-signed-in-response': 'saml.wrapped',
  'saml-evil-in-assertion': 'saml.wrapped',
  'saml-duplicate-ids': 'saml.duplicate_ids',
  'saml-duplicate-ids-last': 'saml.duplicate_ids',
  'saml-other-id-attribute': 'saml.duplicate_ids',
  'saml-foreign-namespace': 'saml.wrapped',
  'saml-signature-moved': 'saml.signature_form',
  'saml-two-signatures': 'saml.signature_form',
  'saml-two-signed-infos': 'saml.signature_form',
  'saml-comment-in-digest': 'saml.forbidden_xml',
  'saml-unsigned': 'saml.unsigned',
  'saml-signature-removed': 'saml.unsigned',
  'saml-signature-emptied': 'saml.signature_form',
  'saml-two-assertions': 'saml.assertion_count',
} as const satisfies Table;

/** Names that are cut in two, and documents that hurt parsers. */
export const documents = {
  'saml-comment-in-nameid': 'saml.forbidden_xml',
  'saml-cdata-in-nameid': 'saml.forbidden_xml',
  'saml-instruction-in-nameid': 'saml.forbidden_xml',
  'saml-comment-in-email': 'saml.forbidden_xml',
  'saml-cdata-in-email': 'saml.forbidden_xml',
  'saml-instruction-in-email': 'saml.forbidden_xml',
  'saml-element-in-nameid': 'saml.bad_signature',
  'saml-doctype': 'saml.forbidden_xml',
  'saml-doctype-lower-case': 'saml.forbidden_xml',
  'saml-xxe': 'saml.forbidden_xml',
  'saml-xxe-http': 'saml.forbidden_xml',
  'saml-billion-laughs': 'saml.forbidden_xml',
  'saml-parameter-entities': 'saml.forbidden_xml',
  'saml-default-attributes': 'saml.forbidden_xml',
  'saml-undeclared-entity': 'saml.malformed',
  'saml-stylesheet': 'saml.forbidden_xml',
  'saml-xinclude': 'saml.wrapped',
  'saml-utf-16': 'saml.malformed',
  'saml-utf-7': 'saml.malformed',
  'saml-not-utf-8': 'saml.malformed',
  'saml-nul': 'saml.malformed',
  'saml-nul-reference': 'saml.bad_signature',
  'saml-huge': 'saml.too_large',
  'saml-deep': 'saml.too_large',
  'saml-many-elements': 'saml.too_large',
  'saml-many-attributes': 'saml.too_large',
  'saml-attribute-repeated': 'saml.malformed',
  'saml-not-xml': 'saml.malformed',
  'saml-empty': 'saml.malformed',
  'saml-cut-off': 'saml.malformed',
  'saml-two-roots': 'saml.malformed',
  'saml-text-behind': 'saml.malformed',
  'saml-undeclared-prefix': 'saml.malformed',
  'saml-bare-assertion': 'saml.not_a_response',
  'saml-other-message': 'saml.not_a_response',
  'saml-other-namespace': 'saml.not_a_response',
} as const satisfies Table;

/** How it is signed and hidden, and by whom. */
export const signatures = {
  'saml-sha1-signature': 'saml.signature_algorithm',
  'saml-sha1-digest': 'saml.signature_algorithm',
  'saml-md5-digest': 'saml.signature_algorithm',
  'saml-hmac-public-key': 'saml.signature_algorithm',
  'saml-hmac-certificate': 'saml.signature_algorithm',
  'saml-algorithm-none': 'saml.signature_algorithm',
  'saml-algorithm-empty': 'saml.signature_algorithm',
  'saml-algorithm-unknown': 'saml.signature_algorithm',
  'saml-transform-unknown': 'saml.signature_algorithm',
  'saml-transform-xpath': 'saml.signature_form',
  'saml-transform-xslt': 'saml.signature_form',
  'saml-transform-base64': 'saml.signature_algorithm',
  'saml-transforms-many': 'saml.signature_form',
  'saml-transforms-none': 'saml.signature_form',
  'saml-c14n-with-comments': 'saml.signature_algorithm',
  'saml-c14n-unknown': 'saml.signature_algorithm',
  'saml-references-several': 'saml.signature_form',
  'saml-references-none': 'saml.signature_form',
  'saml-references-many': 'saml.signature_form',
  'saml-reference-empty': 'saml.signature_form',
  'saml-reference-external': 'saml.signature_form',
  'saml-reference-xpointer': 'saml.signature_form',
  'saml-reference-injection': 'saml.signature_form',
  'saml-keyinfo-attacker': 'saml.unknown_certificate',
  'saml-wrong-key': 'saml.bad_signature',
  'saml-wrong-key-no-keyinfo': 'saml.bad_signature',
  'saml-two-certificates': 'saml.unknown_certificate',
  'saml-other-tenant-certificate': 'saml.unknown_certificate',
  'saml-keyinfo-address': 'saml.bad_signature',
  'saml-name-changed': 'saml.bad_signature',
  'saml-attribute-added': 'saml.bad_signature',
  'saml-audience-changed': 'saml.bad_signature',
  'saml-no-digest': 'saml.signature_form',
  'saml-no-signature-value': 'saml.signature_form',
  'saml-encrypted-unsigned': 'saml.unsigned',
  'saml-encrypted-wrong-key': 'saml.decryption',
  'saml-encrypted-changed': 'saml.decryption',
  'saml-encrypted-doctype': 'saml.decryption',
  'saml-encrypted-text': 'saml.decryption',
  'saml-encrypted-beside': 'saml.assertion_count',
} as const satisfies Table;

/** What is said, and well signed: only rules catch it. */
export const statements = {
  'saml-expired': 'saml.expired',
  'saml-expired-conditions': 'saml.expired',
  'saml-expired-confirmation': 'saml.expired',
  'saml-not-yet-valid': 'saml.not_yet_valid',
  'saml-issued-in-future': 'saml.not_yet_valid',
  'saml-issued-long-ago': 'saml.expired',
  'saml-no-confirmation-expiry': 'saml.conditions',
  'saml-confirmation-not-before': 'saml.not_yet_valid',
  'saml-wrong-audience': 'saml.wrong_audience',
  'saml-missing-audience': 'saml.wrong_audience',
  'saml-blank-audience': 'saml.refused',
  'saml-missing-conditions': 'saml.conditions',
  'saml-wrong-recipient': 'saml.wrong_recipient',
  'saml-missing-recipient': 'saml.wrong_recipient',
  'saml-recipient-longer': 'saml.wrong_recipient',
  'saml-wrong-destination': 'saml.wrong_destination',
  'saml-wrong-issuer': 'saml.wrong_issuer',
  'saml-wrong-response-issuer': 'saml.wrong_issuer',
  'saml-missing-issuer': 'saml.wrong_issuer',
  'saml-wrong-in-response-to': 'saml.wrong_request',
  'saml-wrong-confirmation-request': 'saml.wrong_request',
  'saml-missing-in-response-to': 'saml.wrong_request',
  'saml-missing-confirmation': 'saml.no_confirmation',
  'saml-holder-of-key': 'saml.no_confirmation',
  'saml-sender-vouches': 'saml.no_confirmation',
  'saml-status-failed': 'idp.access_denied',
  'saml-status-denied': 'idp.access_denied',
  'saml-status-nested-success': 'saml.status',
  'saml-no-authn-context': 'saml.authn_context',
  'saml-response-1-1': 'saml.not_a_response',
  'saml-assertion-1-1': 'saml.not_a_response',
  'saml-no-assertion': 'saml.assertion_count',
  'saml-no-sign-in': 'saml.no_sign_in',
  'saml-missing-id': 'saml.not_a_response',
  'saml-transient-nameid': 'saml.nameid_transient',
  'saml-empty-nameid': 'saml.nameid',
  'saml-blank-nameid': 'saml.nameid',
  'saml-missing-nameid': 'saml.nameid',
  'saml-long-nameid': 'saml.nameid',
  'saml-foreign-email': 'email.outside_domains',
  'saml-missing-email': 'email.missing',
  'saml-email-values': 'saml.email_ambiguous',
  'saml-attribute-twice': 'saml.email_ambiguous',
} as const satisfies Table;

/** How the browser carries it. */
export const forms = {
  'saml-foreign-relay-state': 'callback.unknown',
  'saml-missing-relay-state': 'callback.malformed',
  'saml-several-responses': 'callback.malformed',
  'saml-several-relay-states': 'callback.malformed',
  'saml-no-response': 'callback.malformed',
  'saml-not-base64': 'saml.malformed',
  'saml-base64-of-base64': 'saml.malformed',
} as const satisfies Table;

const everything: Record<Refused, CauseCode> = {
  ...wrapping,
  ...documents,
  ...signatures,
  ...statements,
  ...forms,
};
export const refusals = Object.entries(everything) as [SamlMisbehaviour, CauseCode][];
