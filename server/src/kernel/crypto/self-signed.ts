/** Self-signed certificates: what a party wants that trusts a key by its certificate (RFC 5280). */
import { createHash, randomBytes, type webcrypto, X509Certificate } from 'node:crypto';
import type { X509CertificateCreateSelfSignedParams } from '@peculiar/x509';

export interface CertificateRequest {
  keys: webcrypto.CryptoKeyPair;
  commonName: string;
  notBefore: Date;
  notAfter: Date;
}

/** @returns the certificate in PEM, signed RSA with SHA-256 */
export async function selfSignedCertificate(request: CertificateRequest): Promise<string> {
  // The library finds its parts by metadata of decorators; both are loaded only where a certificate is made.
  await import('reflect-metadata');
  const { X509CertificateGenerator } = await import('@peculiar/x509');
  const { keys, commonName, notBefore, notAfter } = request;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // RFC 5280 section 4.1.2.2: positive, at most 20 octets.
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    name: [{ CN: [commonName] }],
    notBefore,
    notAfter,
    // The library's types are a browser's, whose keys are the same ones.
    keys: keys as unknown as X509CertificateCreateSelfSignedParams['keys'],
    signingAlgorithm: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  });
  return certificate.toString('pem');
}

/** `x5t#S256` of RFC 7515 section 4.1.8. */
export const certificateThumbprint = (pem: string): string =>
  createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');

/** As Entra ID and most tools show it: SHA-1 of the certificate in capital hexadecimal digits. Names it, proves nothing. */
export const certificateFingerprint = (pem: string): string =>
  createHash('sha1').update(new X509Certificate(pem).raw).digest('hex').toUpperCase();
