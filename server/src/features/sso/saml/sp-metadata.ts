/** What we publish about ourselves for a provider (SAML Metadata 2.0 section 2.4.4). */
import type { Tenant } from '../../tenants/index.ts';
import type { SamlParty } from '../connectors.ts';
import { acsUrlOf, logoutUrlOf, spEntityIdOf } from './addresses.ts';
import type { SpKey } from './keys.ts';
import { nameIdFormats } from './subject.ts';
import { escapeXml, ns } from './xml.ts';

const binding = (name: 'Redirect' | 'POST') => `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${name}`;

const base64Of = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '');

const keyDescriptor = (use: 'signing' | 'encryption', { certificate }: SpKey) =>
  `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64Of(certificate)}` +
  '</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>';

/** The next key signs soon, so it is told early; for us is encrypted with the present one alone. */
function keyDescriptors(keys: readonly SpKey[]): string {
  const signing = keys
    .filter(({ status }) => status !== 'previous')
    .map((key) => keyDescriptor('signing', key));
  return [...signing, keyDescriptor('encryption', keys[0]!)].join('');
}

export function spMetadata(
  tenant: Pick<Tenant, 'baseUrl'>,
  connectorId: string,
  { config }: SamlParty,
  keys: readonly SpKey[],
): string {
  const [acs, logout] = [acsUrlOf(tenant, connectorId), logoutUrlOf(tenant, connectorId)].map(escapeXml);
  const format = config.nameIdFormat === 'any' ? undefined : nameIdFormats[config.nameIdFormat];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<md:EntityDescriptor xmlns:md="${ns.metadata}" xmlns:ds="${ns.signature}"`,
    ` entityID="${escapeXml(spEntityIdOf(tenant, connectorId, config))}">`,
    `<md:SPSSODescriptor AuthnRequestsSigned="${config.signRequests}" WantAssertionsSigned="true"`,
    ` protocolSupportEnumeration="${ns.protocol}">`,
    keyDescriptors(keys),
    `<md:SingleLogoutService Binding="${binding('Redirect')}" Location="${logout}"/>`,
    `<md:SingleLogoutService Binding="${binding('POST')}" Location="${logout}"/>`,
    ...(format ? [`<md:NameIDFormat>${format}</md:NameIDFormat>`] : []),
    `<md:AssertionConsumerService Binding="${binding('POST')}" Location="${acs}" index="0" isDefault="true"/>`,
    '</md:SPSSODescriptor></md:EntityDescriptor>\n',
  ].join('');
}
