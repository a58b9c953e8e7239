/** XML Encryption of an assertion for the service provider's certificate (saml-core section 2.3.4). */
import { createPublicKey } from 'node:crypto';
import { type EncryptOptions, encrypt } from 'xml-encryption';
import { assertionNamespace } from './names.ts';

/** @param certificate PEM of whoever shall read it */
export function encryptedAssertion(assertion: string, certificate: string): Promise<string> {
  const options: EncryptOptions = {
    rsa_pub: createPublicKey(certificate).export({ type: 'spki', format: 'pem' }),
    pem: certificate,
    encryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    disallowEncryptionWithInsecureAlgorithm: true,
  };
  return new Promise((resolve, reject) => {
    encrypt(assertion, options, (error, data) => {
      if (error) reject(error);
      else
        resolve(
          `<saml:EncryptedAssertion xmlns:saml="${assertionNamespace}">${data}</saml:EncryptedAssertion>`,
        );
    });
  });
}
