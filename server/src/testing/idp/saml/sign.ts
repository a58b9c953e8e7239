/**
 * XML Signature (https://www.w3.org/TR/xmldsig-core/) with every part open to change: a hostile signer needs
 * algorithms, references and transforms that no well-behaved library offers. Canonicalization is xml-crypto's.
 */
import { createHash, createHmac, createSign } from 'node:crypto';
import { ExclusiveCanonicalization, ExclusiveCanonicalizationWithComments } from 'xml-crypto';
import type { Certified } from './certificates.ts';
import { algorithms, signatureNamespace } from './names.ts';
import { child, escapeAttribute, parse } from './xml.ts';

export interface Signing {
  key: Certified;
  /** The certificates that KeyInfo shows; none leaves KeyInfo out. */
  shown: Certified[];
  signatureAlgorithm: string;
  digestAlgorithm: string;
  canonicalization: string;
  /** Algorithm URIs, or whole Transform elements. */
  transforms: string[];
  /** Given the element's ID: what the references point at. */
  references: (id: string) => string[];
  /** The secret of an HMAC algorithm. */
  secret?: string;
}

export const goodSigning = (key: Certified): Signing => ({
  key,
  shown: [key],
  signatureAlgorithm: algorithms.rsaSha256,
  digestAlgorithm: algorithms.sha256,
  canonicalization: algorithms.exclusive,
  transforms: [algorithms.enveloped, algorithms.exclusive],
  references: (id) => [`#${id}`],
});

function canonical(node: Element, algorithm: string): string {
  const withComments = algorithm === algorithms.exclusiveWithComments;
  const how = withComments ? new ExclusiveCanonicalizationWithComments() : new ExclusiveCanonicalization();
  return how.process(node, {});
}

const hashes: Record<string, string> = {
  [algorithms.sha1]: 'sha1',
  [algorithms.sha512]: 'sha512',
  [algorithms.md5]: 'md5',
};

function signatureValue(text: string, { signatureAlgorithm, key, secret = '' }: Signing): string {
  if (signatureAlgorithm === algorithms.hmacSha1)
    return createHmac('sha1', secret).update(text).digest('base64');
  if (signatureAlgorithm === algorithms.hmacSha256)
    return createHmac('sha256', secret).update(text).digest('base64');
  const hash =
    signatureAlgorithm === algorithms.rsaSha1
      ? 'sha1'
      : signatureAlgorithm === algorithms.rsaSha512
        ? 'sha512'
        : 'sha256';
  return createSign(`RSA-${hash}`).update(text).sign(key.privateKey, 'base64');
}

function transform(algorithm: string): string {
  return algorithm.startsWith('<') ? algorithm : `<ds:Transform Algorithm="${escapeAttribute(algorithm)}"/>`;
}

function reference(uri: string, element: Element, signing: Signing): string {
  const target = uri === '' ? element.ownerDocument.documentElement : element;
  const last = signing.transforms.at(-1) ?? algorithms.exclusive;
  const digest = createHash(hashes[signing.digestAlgorithm] ?? 'sha256')
    .update(canonical(target, last))
    .digest('base64');
  return [
    `<ds:Reference URI="${escapeAttribute(uri)}">`,
    `<ds:Transforms>${signing.transforms.map(transform).join('')}</ds:Transforms>`,
    `<ds:DigestMethod Algorithm="${escapeAttribute(signing.digestAlgorithm)}"/>`,
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`,
  ].join('');
}

function keyInfo({ shown }: Signing): string {
  if (shown.length === 0) return '';
  const certificates = shown.map(({ base64 }) => `<ds:X509Certificate>${base64}</ds:X509Certificate>`);
  return `<ds:KeyInfo><ds:X509Data>${certificates.join('')}</ds:X509Data></ds:KeyInfo>`;
}

/** Signs the element and puts the signature behind its Issuer, where the schema wants it (saml-core section 5.4). */
export function signElement(element: Element, signing: Signing): Element {
  const id = element.getAttribute('ID') ?? '';
  const uris = signing.references(id);
  const xml = [
    `<ds:Signature xmlns:ds="${signatureNamespace}"><ds:SignedInfo>`,
    `<ds:CanonicalizationMethod Algorithm="${escapeAttribute(signing.canonicalization)}"/>`,
    `<ds:SignatureMethod Algorithm="${escapeAttribute(signing.signatureAlgorithm)}"/>`,
    ...uris.map((uri) => reference(uri, element, signing)),
    `</ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>${keyInfo(signing)}</ds:Signature>`,
  ].join('');
  const signature = parse(xml).documentElement;
  const signedInfo = child(signature, 'SignedInfo')!;
  const value = signatureValue(canonical(signedInfo, signing.canonicalization), signing);
  child(signature, 'SignatureValue')!.textContent = value;
  const document = element.ownerDocument;
  const issuer = child(element, 'Issuer');
  const before = issuer ? issuer.nextSibling : element.firstChild;
  return element.insertBefore(document.importNode(signature, true), before);
}
