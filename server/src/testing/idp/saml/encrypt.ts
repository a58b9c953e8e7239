/** XML Encryption of an assertion for the service provider's certificate (saml-core section 2.3.4). */
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { type EncryptOptions, encrypt } from 'xml-encryption';
import { algorithms, assertionNamespace, signatureNamespace } from './names.ts';

/** How providers encrypt: what a library does by default, what newer ones can (Keycloak), and what nobody should. */
export const encryptions = [
  'rsa-oaep-mgf1p',
  'rsa-oaep-sha1',
  'rsa-oaep-sha256',
  'rsa-oaep-sha512',
  'rsa-oaep-mixed',
  'rsa-1_5',
  'key-beside-data',
  'aes256-cbc',
  'aes192-gcm',
] as const;
export type Encryption = (typeof encryptions)[number];

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const xmlenc11 = 'http://www.w3.org/2009/xmlenc11#';

/** @param certificate PEM of whoever shall read it */
export function encryptedAssertion(
  assertion: string,
  certificate: string,
  how: Encryption = 'rsa-oaep-mgf1p',
): Promise<string> {
  if (how !== 'rsa-oaep-mgf1p' && how !== 'aes256-cbc')
    return Promise.resolve(byHand(assertion, certificate, how));
  const content = how === 'aes256-cbc' ? `${xmlenc}aes256-cbc` : `${xmlenc11}aes256-gcm`;
  const options: EncryptOptions = {
    rsa_pub: createPublicKey(certificate).export({ type: 'spki', format: 'pem' }),
    pem: certificate,
    encryptionAlgorithm: content as EncryptOptions['encryptionAlgorithm'],
    keyEncryptionAlgorithm: `${xmlenc}rsa-oaep-mgf1p`,
    disallowEncryptionWithInsecureAlgorithm: true,
  };
  return new Promise((resolve, reject) => {
    encrypt(assertion, options, (error, data) => (error ? reject(error) : resolve(wrapped(data))));
  });
}

const wrapped = (content: string) =>
  `<saml:EncryptedAssertion xmlns:saml="${assertionNamespace}">${content}</saml:EncryptedAssertion>`;

interface KeyWrap {
  method: string;
  padding: number;
  hash?: string;
}

const method = (algorithm: string, parameters = '') =>
  `<xenc:EncryptionMethod Algorithm="${algorithm}">${parameters}</xenc:EncryptionMethod>`;
const oaep = (digest: string, mask: string): string =>
  method(
    `${xmlenc11}rsa-oaep`,
    `<ds:DigestMethod Algorithm="${digest}"/><xenc11:MGF xmlns:xenc11="${xmlenc11}" Algorithm="${xmlenc11}mgf1${mask}"/>`,
  );

const keyWraps: Record<Exclude<Encryption, 'rsa-oaep-mgf1p' | 'aes256-cbc'>, KeyWrap> = (() => {
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const sha256 = { method: oaep(algorithms.sha256, 'sha256'), padding, hash: 'sha256' };
  return {
    'rsa-oaep-sha1': { method: method(`${xmlenc11}rsa-oaep`), padding, hash: 'sha1' },
    'rsa-oaep-sha256': sha256,
    'rsa-oaep-sha512': { method: oaep(algorithms.sha512, 'sha512'), padding, hash: 'sha512' },
    'rsa-oaep-mixed': { ...sha256, method: oaep(algorithms.sha256, 'sha1') },
    'rsa-1_5': { method: method(`${xmlenc}rsa-1_5`), padding: constants.RSA_PKCS1_PADDING },
    'key-beside-data': sha256,
    'aes192-gcm': sha256,
  };
})();

const cipherData = (bytes: Buffer) =>
  `<xenc:CipherData><xenc:CipherValue>${bytes.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;

function byHand(assertion: string, certificate: string, how: keyof typeof keyWraps): string {
  const bits = how === 'aes192-gcm' ? 192 : 256;
  const [key, nonce] = [randomBytes(bits / 8), randomBytes(12)];
  const cipher = createCipheriv(`aes-${bits}-gcm` as 'aes-256-gcm', key, nonce);
  const content = Buffer.concat([nonce, cipher.update(assertion, 'utf8'), cipher.final()]);
  const { method: wrapMethod, padding, hash } = keyWraps[how];
  const to = { key: createPublicKey(certificate), padding, ...(hash && { oaepHash: hash }) };
  const encryptedKey = `<xenc:EncryptedKey>${wrapMethod}${cipherData(publicEncrypt(to, key))}</xenc:EncryptedKey>`;
  const beside = how === 'key-beside-data';
  const info = beside ? '' : `<ds:KeyInfo>${encryptedKey}</ds:KeyInfo>`;
  const data = `${method(`${xmlenc11}aes${bits}-gcm`)}${info}${cipherData(Buffer.concat([content, cipher.getAuthTag()]))}`;
  const namespaces = `xmlns:xenc="${xmlenc}" xmlns:ds="${signatureNamespace}"`;
  const shown = `<xenc:EncryptedData ${namespaces} Type="${xmlenc}Element">${data}</xenc:EncryptedData>`;
  return wrapped(beside ? shown + encryptedKey.replace('<xenc:EncryptedKey', `$& ${namespaces}`) : shown);
}
