/** What an identity provider publishes about itself (SAML Metadata 2.0): read, and reduced to what a sign-in needs. */
import { X509Certificate } from 'node:crypto';
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import type { XmlElement } from './dom.ts';
import {
  attribute,
  childElements,
  children,
  decodeUtf8,
  is,
  metadataLimits,
  ns,
  readXml,
  textOf,
} from './xml.ts';

export type Binding = 'redirect' | 'post';

export interface Endpoint {
  binding: Binding;
  url: string;
  /** Where answers go when that is another address. */
  responseUrl?: string;
}

/** Plain data, kept as JSON. */
export interface IdpMetadata {
  entityId: string;
  sso: Endpoint[];
  slo: Endpoint[];
  /** Signing certificates, as PEM. */
  certificates: string[];
  wantAuthnRequestsSigned: boolean;
  /** Until when it may be used, as an ISO date. */
  validUntil?: string;
  cacheSeconds?: number;
}

const invalid: CauseCode = 'saml.metadata_invalid';
const causes = { malformed: invalid, forbidden: invalid, tooLarge: invalid };

const bindings: Readonly<Record<string, Binding>> = {
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect': 'redirect',
  'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST': 'post',
};

/** https, or http where Gatehouse itself is reached by http: on a laptop. */
const usable = (text: string | undefined, insecure: boolean): text is string => {
  const protocol = URL.parse(text ?? '')?.protocol;
  return (
    text !== undefined &&
    text.length <= 2_000 &&
    (protocol === 'https:' || (insecure && protocol === 'http:'))
  );
};

function endpoints(descriptor: XmlElement, name: string, insecure: boolean): Endpoint[] {
  return children(descriptor, ns.metadata, name).flatMap((element) => {
    const binding = bindings[attribute(element, 'Binding') ?? ''];
    const [url, responseUrl] = [attribute(element, 'Location'), attribute(element, 'ResponseLocation')];
    if (!binding || !usable(url, insecure)) return [];
    return [{ binding, url, ...(usable(responseUrl, insecure) && { responseUrl }) }];
  });
}

/** PEM of a certificate whose key is good for signing; undefined for any other text. */
export function certificateOf(text: string): string | undefined {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '');
  if (base64.length > 20_000 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined;
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    const strong = asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
    // Node writes lines of 64 characters, as RFC 7468 wants them.
    return strong ? certificate.toString() : undefined;
  } catch {
    return undefined;
  }
}

/** A key without a use serves for both (SAML Metadata section 2.4.1.1); one for encryption never signs. */
function signingCertificates(descriptor: XmlElement): string[] {
  const found = children(descriptor, ns.metadata, 'KeyDescriptor')
    .filter((key) => (attribute(key, 'use') ?? 'signing') === 'signing')
    .flatMap((key) => children(key, ns.signature, 'KeyInfo'))
    .flatMap((info) => children(info, ns.signature, 'X509Data'))
    .flatMap((data) => children(data, ns.signature, 'X509Certificate'))
    .flatMap((certificate) => certificateOf(textOf(certificate) ?? '') ?? []);
  return [...new Set(found)].slice(0, 10);
}

function* entities(element: XmlElement): Generator<XmlElement> {
  if (is(element, ns.metadata, 'EntityDescriptor')) yield element;
  else if (is(element, ns.metadata, 'EntitiesDescriptor'))
    for (const child of childElements(element)) yield* entities(child);
}

const protocolOf = (descriptor: XmlElement) =>
  (attribute(descriptor, 'protocolSupportEnumeration') ?? '').split(/\s+/);

const identityProvider = (entity: XmlElement): XmlElement | undefined =>
  children(entity, ns.metadata, 'IDPSSODescriptor').find((one) => protocolOf(one).includes(ns.protocol));

/** Exactly the entity that is expected; without an expectation the only identity provider in the document. */
function entityIn(root: XmlElement, expected: string | undefined): XmlElement {
  const providers = [...entities(root)].filter((entity) => identityProvider(entity));
  const names = providers.map((entity) => attribute(entity, 'entityID') ?? '');
  if (providers.length === 0) throw new SsoFailure(invalid, 'it describes no SAML 2.0 identity provider');
  const wanted = providers.filter((_, at) => expected === undefined || names[at] === expected);
  if (wanted.length === 0) throw new SsoFailure('saml.metadata_entity', names.slice(0, 3).join(', '));
  if (wanted.length > 1) throw new SsoFailure('saml.metadata_entity', `${wanted.length} identity providers`);
  return wanted[0]!;
}

const duration = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/** xs:duration as far as it is one length of time: days, hours, minutes, seconds. */
function secondsOf(text: string | undefined): number | undefined {
  const parts = text === undefined ? null : duration.exec(text);
  if (!parts || !/\d/.test(text!)) return undefined;
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  return days! * 86_400 + hours! * 3_600 + minutes! * 60 + seconds!;
}

/** The narrowest of what the elements around a provider say. */
function lifetimeOf(nested: readonly XmlElement[]): Pick<IdpMetadata, 'validUntil' | 'cacheSeconds'> {
  const ends = nested.flatMap((element) => {
    const text = attribute(element, 'validUntil');
    if (text === undefined) return [];
    const time = Date.parse(text);
    if (Number.isNaN(time)) throw new SsoFailure(invalid, `validUntil: ${text.slice(0, 40)}`);
    return [time];
  });
  const caches = nested.flatMap((element) => secondsOf(attribute(element, 'cacheDuration')) ?? []);
  return {
    ...(ends.length > 0 && { validUntil: new Date(Math.min(...ends)).toISOString() }),
    ...(caches.length > 0 && { cacheSeconds: Math.min(...caches) }),
  };
}

function around(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (
    let node: XmlElement | null = element;
    node?.namespaceURI === ns.metadata;
    node = node.parentNode as XmlElement
  )
    found.push(node);
  return found;
}

/** @throws SsoFailure that says what is wrong with it */
export function readMetadata(
  bytes: Uint8Array,
  { entityId: expected, insecure }: { entityId: string | undefined; insecure: boolean },
): IdpMetadata {
  // Entra's begins with a byte order mark.
  const text = decodeUtf8(bytes, metadataLimits, causes)
    .replace(/^\uFEFF/, '')
    .trimStart();
  const entity = entityIn(readXml(text, metadataLimits, causes), expected);
  const descriptor = identityProvider(entity)!;
  const entityId = attribute(entity, 'entityID') ?? '';
  if (entityId === '' || entityId.length > 1_024) throw new SsoFailure(invalid, 'no entityID');
  // Entra's common endpoint publishes a pattern, which no issuer ever equals.
  if (entityId.includes('{')) throw new SsoFailure('saml.metadata_entity', entityId);
  const sso = endpoints(descriptor, 'SingleSignOnService', insecure);
  if (sso.length === 0) throw new SsoFailure(invalid, 'no usable SingleSignOnService');
  const certificates = signingCertificates(descriptor);
  if (certificates.length === 0) throw new SsoFailure('saml.metadata_no_certificate');
  return {
    entityId,
    sso,
    slo: endpoints(descriptor, 'SingleLogoutService', insecure),
    certificates,
    wantAuthnRequestsSigned: /^(true|1)$/.test(attribute(descriptor, 'WantAuthnRequestsSigned') ?? ''),
    ...lifetimeOf([descriptor, ...around(entity)]),
  };
}
