/**
 * The bytes that the signature of an element covers, once it has been verified: what the SAML library itself reads
 * from. It offers this function below its front door; its version is pinned (docs/decisions/saml.md).
 */
import { createRequire } from 'node:module';
import type { XmlElement } from './dom.ts';

interface LibraryXml {
  getVerifiedXml(xml: string, signed: XmlElement, certificates: string[]): string | null;
}

const { getVerifiedXml } = createRequire(import.meta.url)('@node-saml/node-saml/lib/xml.js') as LibraryXml;

/**
 * @param xml the document that `signed` was parsed from, its signature looked at (signature-rules.ts)
 * @returns undefined when none of the certificates' keys made the signature
 */
export function signedBytes(
  xml: string,
  signed: XmlElement,
  certificates: readonly string[],
): string | undefined {
  try {
    return getVerifiedXml(xml, signed, [...certificates]) ?? undefined;
  } catch {
    return undefined;
  }
}
