/**
 * Self-signed X.509 certificates around keys made once per process. Node can read certificates and not make them;
 * the one shape that a SAML IdP publishes is small enough to write in DER (RFC 5280 section 4.1) by hand.
 */
import { generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

export interface Certified {
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** PEM. */
  certificate: string;
  /** The certificate's base64 as XML holds it: one line, no armour. */
  base64: string;
}

type Pair = Pick<Certified, 'privateKey' | 'publicKey'>;
const makePair = promisify(generateKeyPair);
const pairs = new Map<string, Promise<Pair>>();

function pairLabelled(label: string): Promise<Pair> {
  const existing = pairs.get(label);
  if (existing) return existing;
  const made = makePair('rsa', { modulusLength: 2048 });
  pairs.set(label, made);
  return made;
}

function tlv(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);
const bits = (content: Buffer): Buffer => tlv(0x03, Buffer.from([0]), content);
const sha256WithRsa = sequence(Buffer.from('06092a864886f70d01010b0500', 'hex'));
const commonName = Buffer.from('0603550403', 'hex');
const named = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(commonName, tlv(0x0c, Buffer.from(name)))));
/** RFC 5280 section 4.1.2.5: UTCTime until 2049, then GeneralizedTime. */
function time(milliseconds: number): Buffer {
  const digits = `${new Date(milliseconds).toISOString().replace(/[-:T]|\..*/g, '')}Z`;
  return digits < '2050' ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

export interface CertificateWish {
  subject: string;
  /** Milliseconds since 1970. */
  notBefore: number;
  notAfter: number;
}

/** The same label gives the same key for the life of the process; the certificate around it is new. */
export async function certifiedKey(label: string, wish: CertificateWish): Promise<Certified> {
  const pair = await pairLabelled(label);
  const content = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    sha256WithRsa,
    named(wish.subject),
    sequence(time(wish.notBefore), time(wish.notAfter)),
    named(wish.subject),
    pair.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const der = sequence(content, sha256WithRsa, bits(sign('sha256', content, pair.privateKey)));
  const base64 = der.toString('base64');
  return { ...pair, base64, certificate: pem(base64) };
}

/** PEM from PEM or bare base64, as metadata and configuration forms carry it. */
export function pem(text: string): string {
  const lines = text.replace(/-----[^-]+-----|\s/g, '').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const day = 86_400_000;

/** The certificates of one IdP: the current one signs; the next one is published before it is used. */
export class CertificateRing {
  readonly #wish: { label: string; subject: string; years: number; now: () => number };
  #published: Promise<Certified>[] = [];
  #made = 0;

  constructor(wish: { label: string; subject: string; years: number; now: () => number }) {
    this.#wish = wish;
  }

  #make(): Promise<Certified> {
    const { label, subject, years, now } = this.#wish;
    this.#made += 1;
    const notBefore = now() - day;
    return certifiedKey(`${label}-${this.#made}`, {
      subject,
      notBefore,
      notAfter: notBefore + years * 365 * day,
    });
  }

  get #all(): Promise<Certified>[] {
    if (this.#published.length === 0) this.#published = [this.#make()];
    return this.#published;
  }

  current(): Promise<Certified> {
    return this.#all[0]!;
  }

  published(): Promise<Certified[]> {
    return Promise.all(this.#all);
  }

  /** As an administrator's "new certificate": in the metadata, not yet in use. */
  async publishNext(): Promise<void> {
    this.#published = [...this.#all, this.#make()];
    await this.published();
  }

  /** The newest signs from now on; made first when none was published ahead. */
  async useNext({ publishNewOnly = false } = {}): Promise<void> {
    if (this.#all.length === 1) await this.publishNext();
    const newest = this.#all.at(-1)!;
    const old = this.#all.slice(0, -1);
    this.#published = publishNewOnly ? [newest] : [newest, ...old];
  }
}

/** A key that no simulated IdP ever publishes, in a certificate with the victim's own subject. */
export const rogueCertificate = (now: number): Promise<Certified> =>
  certifiedKey('saml-rogue', {
    subject: 'Microsoft Azure Federated SSO Certificate',
    notBefore: now - day,
    notAfter: now + 1095 * day,
  });
