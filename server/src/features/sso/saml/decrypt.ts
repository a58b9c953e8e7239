/**
 * An encrypted assertion, decrypted to be looked at as strictly as a plain one. Whatever goes wrong has one cause and
 * one answer, so that nobody learns from failures what a ciphertext holds (XML Encryption 1.1 section 6.1).
 */
import xmlenc from 'xml-encryption';
import { SsoFailure } from '../errors.ts';
import type { XmlElement } from './dom.ts';
import { refuseComments, refuseDuplicateIds, refuseMisplaced } from './response.ts';
import { signatureOf } from './signature-rules.ts';
import { attribute, children, elementsOf, is, messageCauses, messageLimits, ns, readXml } from './xml.ts';

const keyMethods = new Set(['http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p']);

const dataMethods = new Set([
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
]);

const failure = (seen?: string) => new SsoFailure('saml.decryption', seen);

function one(encrypted: XmlElement, name: string): XmlElement {
  const [found, ...more] = [...elementsOf(encrypted)].filter((element) => is(element, ns.encryption, name));
  if (!found || more.length > 0) throw failure(`not exactly one ${name}`);
  return found;
}

function methodOf(parent: XmlElement, accepted: ReadonlySet<string>): void {
  const [method, ...more] = children(parent, ns.encryption, 'EncryptionMethod');
  const algorithm = (method && attribute(method, 'Algorithm')) ?? '';
  if (more.length > 0 || !accepted.has(algorithm)) throw failure(algorithm);
}

/** One key, one text, known algorithms: the library takes the first of each that it finds, wherever it is. */
function checkForm(encrypted: XmlElement): void {
  const [data, key] = [one(encrypted, 'EncryptedData'), one(encrypted, 'EncryptedKey')];
  methodOf(data, dataMethods);
  methodOf(key, keyMethods);
  const values = [...elementsOf(encrypted)].filter(({ localName }) => localName === 'CipherValue');
  const elsewhere = [...elementsOf(encrypted)].some(({ localName }) => localName === 'CipherReference');
  if (values.length !== 2 || elsewhere) throw failure('CipherData');
}

const decryptWith = (xml: string, key: string): Promise<string> =>
  new Promise((resolve, reject) => {
    xmlenc.decrypt(xml, { key, disallowDecryptionWithInsecureAlgorithm: true }, (error, result) =>
      error ? reject(error) : resolve(String(result)),
    );
  });

export interface Decrypted {
  /** The private key that opened it. */
  key: string;
  signature: XmlElement | undefined;
}

function look(plain: string): XmlElement | undefined {
  const root = readXml(plain, messageLimits, messageCauses);
  if (!is(root, ns.assertion, 'Assertion')) throw failure('no assertion in it');
  refuseComments(root);
  refuseDuplicateIds(root);
  refuseMisplaced(root, new Set([root, ...children(root, ns.signature, 'Signature')]));
  return signatureOf(root);
}

/** With the first key that opens it: the current one, or the one before while providers still use it. */
export async function decrypt(encrypted: XmlElement, keys: readonly string[]): Promise<Decrypted> {
  checkForm(encrypted);
  const xml = encrypted.toString();
  for (const key of keys) {
    const plain = await decryptWith(xml, key).catch(() => undefined);
    if (plain === undefined) continue;
    try {
      return { key, signature: look(plain) };
    } catch {
      throw failure();
    }
  }
  throw failure();
}
