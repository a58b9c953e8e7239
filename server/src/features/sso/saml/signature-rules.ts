/**
 * The form of a signature before anybody verifies it (SAML Core section 5.4): it covers exactly the element that it
 * stands in, once, by the two transforms that SAML knows, with algorithms that still hold. What it says of its own
 * key is never used.
 */
import { SsoFailure } from '../errors.ts';
import type { XmlElement } from './dom.ts';
import { attribute, childElements, children, elementsOf, is, ns, textOf } from './xml.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

const signatureMethods = new Set([
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
]);

const digestMethods = new Set([
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);

const malformed = (seen: string) => new SsoFailure('saml.signature_form', seen);

function only(parent: XmlElement, name: string): XmlElement {
  const [found, ...more] = children(parent, ns.signature, name);
  if (!found || more.length > 0) throw malformed(`not exactly one ${name} in ${parent.localName}`);
  return found;
}

/** Nothing but these, each by its place: an unknown element could be read as something by somebody. */
function expectChildren(parent: XmlElement, allowed: readonly string[]): void {
  for (const child of childElements(parent))
    if (child.namespaceURI !== ns.signature || !allowed.includes(child.localName))
      throw malformed(`${child.localName} in ${parent.localName}`);
}

function checkAlgorithm(element: XmlElement, accepted: ReadonlySet<string>): void {
  const algorithm = attribute(element, 'Algorithm') ?? '';
  if (!accepted.has(algorithm)) throw new SsoFailure('saml.signature_algorithm', algorithm);
  if ([...childElements(element)].length > 0) throw malformed(`parameters of ${element.localName}`);
}

function checkTransforms(reference: XmlElement): void {
  const transforms = only(reference, 'Transforms');
  expectChildren(transforms, ['Transform']);
  const named = [...childElements(transforms)].map((transform) => {
    for (const parameter of childElements(transform))
      if (!is(parameter, exclusive, 'InclusiveNamespaces')) throw malformed(parameter.localName);
    return attribute(transform, 'Algorithm') ?? '';
  });
  const unknown = named.find((name) => name !== enveloped && name !== exclusive);
  if (unknown !== undefined) throw new SsoFailure('saml.signature_algorithm', unknown);
  if (named.length !== 2 || named[0] !== enveloped || named[1] !== exclusive)
    throw malformed(`${named.length} transforms`);
}

function checkReference(signedInfo: XmlElement, id: string): void {
  const reference = only(signedInfo, 'Reference');
  expectChildren(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  if (attribute(reference, 'URI') !== `#${id}`) throw malformed('it refers to another element');
  checkTransforms(reference);
  checkAlgorithm(only(reference, 'DigestMethod'), digestMethods);
  if (!textOf(only(reference, 'DigestValue'))) throw malformed('DigestValue');
}

/** The form of the one signature of an element; undefined when it has none. */
export function signatureOf(signed: XmlElement): XmlElement | undefined {
  const [signature, ...more] = children(signed, ns.signature, 'Signature');
  if (!signature) return undefined;
  if (more.length > 0) throw malformed('more than one signature');
  const id = attribute(signed, 'ID');
  if (!id) throw malformed('the signed element has no ID');
  expectChildren(signature, ['SignedInfo', 'SignatureValue', 'KeyInfo']);
  const signedInfo = only(signature, 'SignedInfo');
  expectChildren(signedInfo, ['CanonicalizationMethod', 'SignatureMethod', 'Reference']);
  const canonicalization = attribute(only(signedInfo, 'CanonicalizationMethod'), 'Algorithm') ?? '';
  if (canonicalization !== exclusive) throw new SsoFailure('saml.signature_algorithm', canonicalization);
  checkAlgorithm(only(signedInfo, 'SignatureMethod'), signatureMethods);
  if (!textOf(only(signature, 'SignatureValue'))) throw malformed('SignatureValue');
  checkReference(signedInfo, id);
  return signature;
}

/** Certificates that a signature names: good for explaining why it fails, and for nothing else. */
export function namedCertificates(signature: XmlElement): string[] {
  return [...elementsOf(signature)]
    .filter((element) => is(element, ns.signature, 'X509Certificate'))
    .map((element) => (textOf(element) ?? '').replace(/\s+/g, ''));
}
