/** A key and a self-signed certificate for a provider that lives as long as a test. */
import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';

export interface Certificate {
  /** PEM, all of them. */
  privateKey: string;
  publicKey: string;
  certificate: string;
}

export function newCertificate(name: string): Certificate {
  const args = ['-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', `/CN=${name}`, '-keyout', '-'];
  const text = execFileSync('openssl', ['req', '-x509', ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const block = (what: string) =>
    new RegExp(`-----BEGIN ${what}-----[^]+?-----END ${what}-----\n`).exec(text)![0];
  const certificate = block('CERTIFICATE');
  const publicKey = createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey: block('PRIVATE KEY'), publicKey, certificate };
}
