/** How messages travel: deflated in a query, or base64 in a form (saml-bindings sections 3.4 and 3.5), and who signed them. */
import { createSign, createVerify } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { Refusal } from '../problems.ts';
import type { Certified } from './certificates.ts';
import { algorithms, signatureNamespace } from './names.ts';
import { child, parse, serialize } from './xml.ts';

export type MessageName = 'SAMLRequest' | 'SAMLResponse';

export interface Incoming {
  name: MessageName;
  binding: 'redirect' | 'post';
  message: Element;
  relayState?: string;
  /** Whether one of the certificates signed it. */
  signedBy: (certificates: string[]) => boolean;
}

const limit = 512 * 1024;

function decode(value: string, binding: Incoming['binding']): Element {
  try {
    const bytes = Buffer.from(value, 'base64');
    const xml = binding === 'redirect' ? inflateRawSync(bytes, { maxOutputLength: limit }) : bytes;
    return parse(xml.toString('utf8')).documentElement;
  } catch {
    throw new Refusal('saml-malformed', 'the message cannot be decoded');
  }
}

/** @param query as it came, not decoded: the redirect binding signs those very octets */
export function readMessage(query: string, binding: Incoming['binding']): Incoming {
  const parameters = new URLSearchParams(query);
  const name = parameters.has('SAMLResponse') ? 'SAMLResponse' : 'SAMLRequest';
  const value = parameters.get(name);
  if (!value) throw new Refusal('saml-request-missing');
  const message = decode(value, binding);
  return {
    name,
    binding,
    message,
    relayState: parameters.get('RelayState') ?? undefined,
    signedBy: (certificates) =>
      certificates.some((c) =>
        binding === 'redirect' ? querySignedBy(query, name, c) : elementSignedBy(message, c),
      ),
  };
}

const hashes: Record<string, string> = {
  [algorithms.rsaSha256]: 'RSA-SHA256',
  [algorithms.rsaSha512]: 'RSA-SHA512',
};

/** saml-bindings section 3.4.4.1: the signature is over these parameters, in this order, as they were encoded. */
function querySignedBy(query: string, name: MessageName, certificate: string): boolean {
  const raw = new Map(query.split('&').map((pair): [string, string] => [pair.split('=', 1)[0]!, pair]));
  const text = [name, 'RelayState', 'SigAlg'].flatMap((key) => raw.get(key) ?? []).join('&');
  const parameters = new URLSearchParams(query);
  const hash = hashes[parameters.get('SigAlg') ?? ''];
  const signature = parameters.get('Signature');
  if (!hash || !signature) return false;
  return createVerify(hash).update(text).verify(certificate, signature, 'base64');
}

export function elementSignedBy(message: Element, certificate: string): boolean {
  const signature = child(message, 'Signature');
  if (signature?.namespaceURI !== signatureNamespace) return false;
  const signed = new SignedXml({ publicCert: certificate });
  try {
    signed.loadSignature(signature);
    const id = message.getAttribute('ID');
    const covers = signed.getReferences().every(({ uri }) => uri === `#${id}`);
    return covers && signed.checkSignature(serialize(message.ownerDocument));
  } catch {
    return false;
  }
}

/** The address that carries the message, signed when a key is given. */
export function redirectWith(
  location: string,
  name: MessageName,
  xml: string,
  { relayState, key }: { relayState?: string; key?: Certified } = {},
): string {
  const parameters = new URLSearchParams({ [name]: deflateRawSync(xml).toString('base64') });
  if (relayState !== undefined) parameters.set('RelayState', relayState);
  if (key) {
    parameters.set('SigAlg', algorithms.rsaSha256);
    const value = createSign('RSA-SHA256').update(parameters.toString()).sign(key.privateKey, 'base64');
    parameters.set('Signature', value);
  }
  return `${location}${location.includes('?') ? '&' : '?'}${parameters}`;
}
