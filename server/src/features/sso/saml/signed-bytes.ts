/**
 * The bytes that the signature of an element covers, once it has been verified (XML Signature section 3.2). Its form
 * was looked at before (signature-rules.ts): one reference, to the element that it stands in, and no other ID like it.
 */
import { SignedXml } from 'xml-crypto';
import type { XmlElement } from './dom.ts';
import { children, ns } from './xml.ts';

/** XML 1.0 section 2.11: what the signer's parser made of line ends. */
const normalized = (xml: string) => xml.replace(/\r\n?/g, '\n');

type SignatureNode = Exclude<Parameters<SignedXml['loadSignature']>[0], string>;

/** By this key alone: what the signature says of its own is never used. */
function verifiedBy(publicCert: string, xml: string, signature: XmlElement): string | undefined {
  const verifier = new SignedXml({ publicCert, getCertFromKeyInfo: () => null });
  try {
    verifier.loadSignature(signature as unknown as SignatureNode);
    if (!verifier.checkSignature(xml)) return undefined;
  } catch {
    return undefined;
  }
  const [bytes, ...more] = verifier.getSignedReferences();
  return more.length === 0 ? bytes : undefined;
}

/**
 * @param xml the document that `signed` was parsed from
 * @param certificates the provider's, as PEM
 * @returns undefined when none of the certificates' keys made the signature
 */
export function signedBytes(
  xml: string,
  signed: XmlElement,
  certificates: readonly string[],
): string | undefined {
  const [signature] = children(signed, ns.signature, 'Signature');
  if (!signature) return undefined;
  const text = normalized(xml);
  for (const certificate of certificates) {
    const bytes = verifiedBy(certificate, text, signature);
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}
