/**
 * A SAML response as a document: what it must look like before its signature is worth a look. All of this is said of
 * bytes that nobody has vouched for yet, so it only ever refuses; who the person is comes from what was signed.
 */
import { SsoFailure } from '../errors.ts';
import { nodeTypes, type XmlElement, type XmlNode } from './dom.ts';
import { signatureOf } from './signature-rules.ts';
import {
  attribute,
  childElements,
  children,
  decodeUtf8,
  elementsOf,
  hasComment,
  is,
  messageCauses,
  messageLimits,
  ns,
  readXml,
} from './xml.ts';

export interface ReadResponse {
  xml: string;
  root: XmlElement;
  assertion: XmlElement | undefined;
  encrypted: XmlElement | undefined;
  /** The form of each signature is right; nobody has verified them yet. */
  responseSignature: XmlElement | undefined;
  assertionSignature: XmlElement | undefined;
  inResponseTo: string | undefined;
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** RFC 2045 line breaks are tolerated; a second reading of the same bytes is not. */
export function decodeMessage(encoded: string): string {
  const text = encoded.replace(/[\r\n\t ]+/g, '');
  if (text.length > messageLimits.maxBytes * 1.4)
    throw new SsoFailure('saml.too_large', `${text.length} characters`);
  if (!base64.test(text) || text.length % 4 !== 0) throw new SsoFailure('saml.malformed', 'not base64');
  return decodeUtf8(Buffer.from(text, 'base64'), messageLimits, messageCauses);
}

/** Every spelling in which some reader knows an ID. */
export function refuseDuplicateIds(root: XmlElement): void {
  const seen = new Set<string>();
  for (const { attributes } of elementsOf(root)) {
    for (let at = 0; at < attributes.length; at++) {
      const { localName, value } = attributes.item(at)!;
      if (localName.toLowerCase() !== 'id') continue;
      if (seen.has(value)) throw new SsoFailure('saml.duplicate_ids', value.slice(0, 60));
      seen.add(value);
    }
  }
}

/** A comment is harmless beside the root and between the response's own elements, and nowhere else. */
export function refuseComments(root: XmlElement): void {
  for (const child of childElements(root))
    if (hasComment(child)) throw new SsoFailure('saml.forbidden_xml', `a comment in ${child.localName}`);
}

/** Names that may stand only where the profile puts them, in whatever namespace somebody dresses them. */
const placed = new Set(['Response', 'Assertion', 'EncryptedAssertion', 'Signature']);

export function refuseMisplaced(root: XmlElement, allowed: ReadonlySet<XmlElement>): void {
  for (const element of elementsOf(root))
    if (placed.has(element.localName) && !allowed.has(element))
      throw new SsoFailure('saml.wrapped', `${element.localName} in ${nameOf(element.parentNode)}`);
}

/** SAML Core section 3.2.2: what a response consists of. */
const parts: Readonly<Record<string, string>> = {
  Issuer: ns.assertion,
  Signature: ns.signature,
  Extensions: ns.protocol,
  Status: ns.protocol,
  Assertion: ns.assertion,
  EncryptedAssertion: ns.assertion,
};

function refuseStrangers(root: XmlElement): void {
  for (const { localName, namespaceURI } of childElements(root))
    if (!Object.hasOwn(parts, localName) || parts[localName] !== namespaceURI)
      throw new SsoFailure('saml.wrapped', `${localName.slice(0, 60)} in Response`);
}

const nameOf = (node: XmlNode | null) =>
  node?.nodeType === nodeTypes.element ? (node as XmlElement).localName : 'the document';

/** @throws SsoFailure for anything but a well-formed response with one assertion. */
export function readResponse(encoded: string): ReadResponse {
  const xml = decodeMessage(encoded);
  const root = readXml(xml, messageLimits, messageCauses);
  if (!is(root, ns.protocol, 'Response')) throw new SsoFailure('saml.not_a_response', root.localName);
  const version = attribute(root, 'Version');
  if (version !== '2.0') throw new SsoFailure('saml.not_a_response', `Version ${version ?? 'absent'}`);
  refuseComments(root);
  refuseDuplicateIds(root);
  refuseStrangers(root);
  const assertions = children(root, ns.assertion, 'Assertion');
  const encrypted = children(root, ns.assertion, 'EncryptedAssertion');
  const signatures = children(root, ns.signature, 'Signature');
  const own = assertions.flatMap((one) => children(one, ns.signature, 'Signature'));
  refuseMisplaced(root, new Set([root, ...signatures, ...encrypted, ...assertions, ...own]));
  return {
    xml,
    root,
    assertion: assertions[0],
    encrypted: encrypted[0],
    responseSignature: signatureOf(root),
    assertionSignature: assertions[0] && signatureOf(assertions[0]),
    inResponseTo: attribute(root, 'InResponseTo'),
  };
}

/** After the status: an error has no assertion, and needs none. */
export function expectOneAssertion({ root }: ReadResponse): void {
  const count =
    children(root, ns.assertion, 'Assertion').length +
    children(root, ns.assertion, 'EncryptedAssertion').length;
  if (count !== 1) throw new SsoFailure('saml.assertion_count', String(count));
}
