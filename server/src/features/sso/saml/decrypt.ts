/**
 * An encrypted assertion (XML Encryption 1.1), decrypted to be looked at as strictly as a plain one. Whatever goes
 * wrong with the ciphertext has one cause and one answer, so that nobody learns from failures what it holds (section
 * 6.1); only algorithms, which stand there in the open, are named.
 */
import { constants, createDecipheriv, privateDecrypt } from 'node:crypto';
import { SsoFailure } from '../errors.ts';
import type { XmlElement } from './dom.ts';
import { refuseComments, refuseDuplicateIds, refuseMisplaced } from './response.ts';
import { signatureOf } from './signature-rules.ts';
import {
  attribute,
  childElements,
  children,
  decodeUtf8,
  elementsOf,
  is,
  messageCauses,
  messageLimits,
  ns,
  readXml,
  textOf,
} from './xml.ts';

const xmlenc11 = 'http://www.w3.org/2009/xmlenc11#';

interface Cipher {
  name: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm' | 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc';
  keyBytes: number;
}

const ciphers: Readonly<Record<string, Cipher>> = {
  [`${xmlenc11}aes128-gcm`]: { name: 'aes-128-gcm', keyBytes: 16 },
  [`${xmlenc11}aes192-gcm`]: { name: 'aes-192-gcm', keyBytes: 24 },
  [`${xmlenc11}aes256-gcm`]: { name: 'aes-256-gcm', keyBytes: 32 },
  [`${ns.encryption}aes128-cbc`]: { name: 'aes-128-cbc', keyBytes: 16 },
  [`${ns.encryption}aes192-cbc`]: { name: 'aes-192-cbc', keyBytes: 24 },
  [`${ns.encryption}aes256-cbc`]: { name: 'aes-256-cbc', keyBytes: 32 },
};

const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2000/09/xmldsig#sha1': 'sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

const failure = (seen?: string) => new SsoFailure('saml.decryption', seen?.slice(0, 200));

function one(encrypted: XmlElement, name: string): XmlElement {
  const [found, ...more] = [...elementsOf(encrypted)].filter((element) => is(element, ns.encryption, name));
  if (!found || more.length > 0) throw failure(`not exactly one ${name}`);
  return found;
}

function methodOf(parent: XmlElement): { method: XmlElement; algorithm: string } {
  const [method, ...more] = children(parent, ns.encryption, 'EncryptionMethod');
  if (!method || more.length > 0) throw failure(`not exactly one EncryptionMethod in ${parent.localName}`);
  return { method, algorithm: attribute(method, 'Algorithm') ?? '' };
}

function cipherOf(data: XmlElement): Cipher {
  const { algorithm } = methodOf(data);
  const cipher = Object.hasOwn(ciphers, algorithm) ? ciphers[algorithm] : undefined;
  if (!cipher) throw failure(algorithm);
  return cipher;
}

/** Of one parameter of RSA-OAEP; undefined when it is left out. */
function parameter(method: XmlElement, namespace: string, name: string): string | undefined {
  const [element, ...more] = children(method, namespace, name);
  if (more.length > 0) throw failure(`${name} twice`);
  return element && (attribute(element, 'Algorithm') ?? '');
}

const mgfPrefix = `${xmlenc11}mgf1`;

/**
 * The hash of RSA-OAEP (sections 5.5.2 and 5.5.3): SHA-1 unless said otherwise, and the same one for the message and
 * for its mask, as OpenSSL has it. A mixture is refused rather than guessed at.
 */
function oaepHashOf(key: XmlElement): string {
  const { method, algorithm } = methodOf(key);
  const isNew = algorithm === `${xmlenc11}rsa-oaep`;
  // RSA 1.5 is not among them: it answers attackers (Bleichenbacher).
  if (!isNew && algorithm !== `${ns.encryption}rsa-oaep-mgf1p`) throw failure(algorithm);
  for (const { localName } of childElements(method))
    if (!['DigestMethod', 'MGF'].includes(localName)) throw failure(`${localName} of ${algorithm}`);
  const digest = parameter(method, ns.signature, 'DigestMethod');
  const mgf = isNew ? parameter(method, xmlenc11, 'MGF') : undefined;
  const hash = digest === undefined ? 'sha1' : digests[digest];
  const maskHash = mgf === undefined ? 'sha1' : mgf.startsWith(mgfPrefix) ? mgf.slice(mgfPrefix.length) : mgf;
  if (hash === undefined || hash !== maskHash)
    throw failure(`${algorithm} with ${digest ?? 'sha1'} and mask ${maskHash}`);
  return hash;
}

function cipherValue(parent: XmlElement): Buffer {
  const values = children(parent, ns.encryption, 'CipherData').flatMap((data) =>
    children(data, ns.encryption, 'CipherValue'),
  );
  const text = values.length === 1 ? textOf(values[0]!) : undefined;
  if (text === undefined) throw failure('CipherData');
  return Buffer.from(text, 'base64');
}

interface Sealed {
  cipher: Cipher;
  oaepHash: string;
  wrappedKey: Buffer;
  content: Buffer;
}

/** One key, one text, known algorithms, and nothing that is to be fetched from elsewhere. */
function read(encrypted: XmlElement): Sealed {
  const [data, key] = [one(encrypted, 'EncryptedData'), one(encrypted, 'EncryptedKey')];
  const values = [...elementsOf(encrypted)].filter(({ localName }) => localName === 'CipherValue');
  const elsewhere = [...elementsOf(encrypted)].some(({ localName }) => localName === 'CipherReference');
  if (values.length !== 2 || elsewhere) throw failure('CipherData');
  return {
    cipher: cipherOf(data),
    oaepHash: oaepHashOf(key),
    wrappedKey: cipherValue(key),
    content: cipherValue(data),
  };
}

/** Section 5.2.4: the nonce before, the tag behind. */
function openGcm(cipher: Cipher['name'] & `${string}gcm`, key: Buffer, content: Buffer): Buffer {
  const [nonceBytes, tagBytes] = [12, 16];
  if (content.length < nonceBytes + tagBytes) throw failure();
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv(cipher, key, content.subarray(0, nonceBytes), options);
  decipher.setAuthTag(content.subarray(-tagBytes));
  return Buffer.concat([decipher.update(content.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

/** Section 5.2.2: only the last byte of the padding says something. */
function openCbc(cipher: Cipher['name'], key: Buffer, content: Buffer): Buffer {
  const block = 16;
  const decipher = createDecipheriv(cipher, key, content.subarray(0, block)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(content.subarray(block)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > block) throw failure();
  return padded.subarray(0, padded.length - padding);
}

const isGcm = (name: Cipher['name']): name is Cipher['name'] & `${string}gcm` => name.endsWith('gcm');

function openWith(privateKey: string, { cipher, oaepHash, wrappedKey, content }: Sealed): string | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const key = privateDecrypt({ key: privateKey, padding, oaepHash }, wrappedKey);
    if (key.length !== cipher.keyBytes) return undefined;
    const { name } = cipher;
    const plain = isGcm(name) ? openGcm(name, key, content) : openCbc(name, key, content);
    return decodeUtf8(plain, messageLimits, messageCauses);
  } catch {
    return undefined;
  }
}

export interface Decrypted {
  xml: string;
  assertion: XmlElement;
  /** Its form is right; nobody has verified it yet. */
  signature: XmlElement | undefined;
}

function look(xml: string): Decrypted {
  const root = readXml(xml, messageLimits, messageCauses);
  if (!is(root, ns.assertion, 'Assertion')) throw failure('no assertion in it');
  refuseComments(root);
  refuseDuplicateIds(root);
  refuseMisplaced(root, new Set([root, ...children(root, ns.signature, 'Signature')]));
  return { xml, assertion: root, signature: signatureOf(root) };
}

/** With the first key that opens it: the current one, or the one before while providers still use it. */
export function decrypt(encrypted: XmlElement, keys: readonly string[]): Decrypted {
  const sealed = read(encrypted);
  for (const key of keys) {
    const plain = openWith(key, sealed);
    if (plain === undefined) continue;
    try {
      return look(plain);
    } catch {
      throw failure();
    }
  }
  throw failure();
}
