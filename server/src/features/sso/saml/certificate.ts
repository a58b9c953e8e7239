/**
 * A self-signed certificate around a key of ours (RFC 5280). In SAML it is an envelope that providers' forms ask for:
 * nobody follows a chain, so the fixed handful of fields is written here and no certificate library is needed.
 */
import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

const tag = { integer: 0x02, bits: 0x03, oid: 0x06, utf8: 0x0c, sequence: 0x30, set: 0x31 } as const;
const generalizedTime = 0x18;
const explicitVersion = 0xa0;

function der(type: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([type, length]), body]);
  const hex = length.toString(16);
  const size = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.from([type, 0x80 | size.length]), size, body]);
}

const sequence = (...parts: Uint8Array[]) => der(tag.sequence, ...parts);
/** sha256WithRSAEncryption, with the NULL parameters that RFC 4055 wants. */
const algorithm = sequence(der(tag.oid, Buffer.from('2a864886f70d01010b', 'hex')), Buffer.from([0x05, 0x00]));
const commonName = Buffer.from('550403', 'hex');

const nameOf = (text: string) =>
  sequence(der(tag.set, sequence(der(tag.oid, commonName), der(tag.utf8, Buffer.from(text, 'utf8')))));

const timeOf = (date: Date) =>
  der(generalizedTime, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'ascii'));

export function selfSigned(
  keys: { publicKey: KeyObject; privateKey: KeyObject },
  facts: { name: string; from: Date; until: Date },
): string {
  // Positive, as section 4.1.2.2 wants it.
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const name = nameOf(facts.name);
  const content = sequence(
    der(explicitVersion, der(tag.integer, Buffer.from([0x02]))),
    der(tag.integer, serial),
    algorithm,
    name,
    sequence(timeOf(facts.from), timeOf(facts.until)),
    name,
    keys.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, keys.privateKey);
  const certificate = sequence(content, algorithm, der(tag.bits, Buffer.from([0]), signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const generate = promisify(generateKeyPair);

export const newKeyPair = () => generate('rsa', { modulusLength: 2_048 });
