/** The IdP's metadata (saml-metadata section 2.4.3), with the byte order mark and the extras of the originals. */
import type { Exchange } from '../exchange.ts';
import { bindings, metadataNamespace, nameIdFormats, signatureNamespace } from './names.ts';
import { samlOf } from './sso.ts';
import type { Xml } from './xml.ts';
import { write } from './xml.ts';

const bindingNames = { redirect: bindings.redirect, post: bindings.post };

function keyDescriptor(base64: string): Xml {
  return {
    '@use': 'signing',
    'ds:KeyInfo': {
      '@xmlns:ds': signatureNamespace,
      'ds:X509Data': { 'ds:X509Certificate': base64 },
    },
  };
}

/** Where AuthnRequests go, with the query of the original's address. */
export function ssoLocation(x: Pick<Exchange, 'directory' | 'segment'>): string {
  const { directory, segment } = x;
  const query = directory.saml?.profile.ssoQuery?.(directory.organization);
  return directory.endpoint('saml-sso', segment) + (query ? `?${query}` : '');
}

/** Entra's is the address of the sign-in. */
export function logoutLocation(x: Pick<Exchange, 'directory' | 'segment'>): string {
  const own = x.directory.dialect.paths['saml-logout'] !== undefined;
  return own ? x.directory.endpoint('saml-logout', x.segment) : ssoLocation(x);
}

/** Entra puts WS-Federation beside SAML, with keys of its own in it: a reader must look only at what it came for. */
const wsFederation = (certificates: string[], location: string): Xml => ({
  '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  '@xmlns:fed': 'http://docs.oasis-open.org/wsfed/federation/200706',
  '@xsi:type': 'fed:SecurityTokenServiceType',
  '@protocolSupportEnumeration': 'http://docs.oasis-open.org/wsfed/federation/200706',
  KeyDescriptor: certificates.map(keyDescriptor),
  'fed:PassiveRequestorEndpoint': {
    'wsa:EndpointReference': {
      '@xmlns:wsa': 'http://www.w3.org/2005/08/addressing',
      'wsa:Address': location.replace('saml2', 'wsfed'),
    },
  },
});

export async function metadataXml(x: Pick<Exchange, 'directory' | 'segment'>): Promise<string> {
  const provider = x.directory.saml!;
  const { profile, entityId } = provider;
  const published = (await provider.certificates.published()).map(({ base64 }) => base64);
  const location = ssoLocation(x);
  const logout = profile.singleLogout ? logoutLocation(x) : undefined;
  const entra = x.directory.organization.kind === 'entra';
  const body = write({
    EntityDescriptor: {
      '@xmlns': metadataNamespace,
      '@entityID': entityId,
      '@ID': `_${x.directory.id}`,
      RoleDescriptor: entra ? wsFederation(published, location) : undefined,
      IDPSSODescriptor: {
        '@protocolSupportEnumeration': 'urn:oasis:names:tc:SAML:2.0:protocol',
        '@WantAuthnRequestsSigned': entra ? undefined : 'false',
        KeyDescriptor: published.map(keyDescriptor),
        SingleLogoutService: logout && { '@Binding': bindings.redirect, '@Location': logout },
        NameIDFormat: profile.nameIdFormats.map((format) => nameIdFormats[format]),
        SingleSignOnService: profile.requestBindings.map((name) => ({
          '@Binding': bindingNames[name],
          '@Location': location,
        })),
      },
    },
  });
  return `${profile.byteOrderMark ? '\uFEFF' : ''}<?xml version="1.0" encoding="utf-8"?>${body}`;
}

export async function samlMetadata(x: Exchange): Promise<Response> {
  let xml = await metadataXml(x);
  const provider = samlOf(x);
  const key = await provider.certificates.current();
  const hooks = x.hooks('samlMetadata', { saml: { provider, key, directory: x.directory } });
  for (const { run, scene } of hooks) xml = await run(xml, scene);
  return new Response(xml, { headers: { 'content-type': 'application/samlmetadata+xml' } });
}
