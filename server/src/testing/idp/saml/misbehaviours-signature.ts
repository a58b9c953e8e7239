/** Switches that act on signature and encryption (xmldsig-core, saml-core section 5, xmlenc). */
import { createPublicKey } from 'node:crypto';
import type { Switch } from '../switch.ts';
import { type Certified, certifiedKey, rogueCertificate } from './certificates.ts';
import { encryptedAssertion } from './encrypt.ts';
import { victimOf } from './misbehaviours-wrapping.ts';
import { algorithms } from './names.ts';
import type { Message, SamlScene } from './switch.ts';

const where = 'SAML signature';
const signing = (
  does: string,
  change: (packing: Message['packing'], saml: SamlScene, now: number) => void | Promise<void>,
): Switch => ({
  where,
  does,
  saml: {
    message: async ({ packing }, saml, { now }) => {
      packing.encryptFor = undefined;
      await change(packing, saml, now * 1000);
    },
  },
});
const afterwards = (
  does: string,
  change: (xml: string, victim: string, saml: SamlScene) => string,
): Switch => ({
  where,
  does,
  saml: {
    message({ packing }) {
      packing.encryptFor = undefined;
    },
    xml: (xml, saml, scene) => change(xml, victimOf(saml, scene), saml),
  },
});
const encrypted = (
  does: string,
  xml: (xml: string, saml: SamlScene, now: number) => Promise<string>,
): Switch => ({
  where: 'SAML encryption',
  does,
  saml: {
    message({ packing }) {
      packing.encryptFor = undefined;
      packing.sign = 'assertion';
    },
    xml: (text, saml, { now }) => xml(text, saml, now * 1000),
  },
});

const publicPem = ({ certificate }: Certified): string =>
  createPublicKey(certificate).export({ type: 'spki', format: 'pem' }).toString();

/** Whose certificate the service provider published; a stranger's where it published none. */
const recipientOf = async ({ sp }: SamlScene, now: number): Promise<string> =>
  sp?.certificates?.[0] ?? (await rogueCertificate(now)).certificate;

const assertionIn = /<saml:Assertion.*<\/saml:Assertion>/s;
const replaceAssertion = (xml: string, by: string): string => xml.replace(assertionIn, () => by);

const xpath =
  '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><ds:XPath>not(ancestor-or-self::*[local-name()="Subject"])</ds:XPath></ds:Transform>';
const xslt =
  '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"><xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/"><xsl:value-of select="document(\'file:///etc/passwd\')"/></xsl:template></xsl:stylesheet></ds:Transform>';

export const samlSignatureSwitches = {
  'saml-sha1-signature': signing('signs with RSA-SHA1', ({ signing: s }) => {
    s.signatureAlgorithm = algorithms.rsaSha1;
  }),
  'saml-sha1-digest': signing('digests with SHA-1', ({ signing: s }) => {
    s.digestAlgorithm = algorithms.sha1;
  }),
  'saml-md5-digest': signing('digests with MD5', ({ signing: s }) => {
    s.digestAlgorithm = algorithms.md5;
  }),
  'saml-hmac-public-key': signing(
    'signs by HMAC with the public key as secret',
    ({ signing: s }, { key }) => {
      s.signatureAlgorithm = algorithms.hmacSha256;
      s.secret = publicPem(key);
    },
  ),
  'saml-hmac-certificate': signing(
    'signs by HMAC with the certificate as secret',
    ({ signing: s }, { key }) => {
      s.signatureAlgorithm = algorithms.hmacSha1;
      s.secret = key.certificate;
    },
  ),
  'saml-algorithm-none': signing('says that it signs by nothing', ({ signing: s }) => {
    s.signatureAlgorithm = 'http://www.w3.org/2000/09/xmldsig#none';
  }),
  'saml-algorithm-empty': signing('does not say how it signs', ({ signing: s }) => {
    s.signatureAlgorithm = '';
  }),
  'saml-algorithm-unknown': signing('signs by an algorithm that nobody knows', ({ signing: s }) => {
    s.signatureAlgorithm = 'urn:evil:algorithm';
  }),
  'saml-transform-unknown': signing('transforms by an algorithm that nobody knows', ({ signing: s }) => {
    s.transforms = [algorithms.enveloped, 'urn:evil:transform', algorithms.exclusive];
  }),
  'saml-transform-xpath': signing('leaves the subject out of what is signed (XPath)', ({ signing: s }) => {
    s.transforms = [algorithms.enveloped, xpath, algorithms.exclusive];
  }),
  'saml-transform-xslt': signing('runs a style sheet while verifying (XSLT)', ({ signing: s }) => {
    s.transforms = [xslt, algorithms.enveloped, algorithms.exclusive];
  }),
  'saml-transform-base64': signing('decodes base64 before verifying', ({ signing: s }) => {
    s.transforms = [algorithms.enveloped, 'http://www.w3.org/2000/09/xmldsig#base64', algorithms.exclusive];
  }),
  'saml-transforms-many': signing('transforms 2,000 times', ({ signing: s }) => {
    s.transforms = [algorithms.enveloped, ...Array<string>(2_000).fill(algorithms.exclusive)];
  }),
  'saml-transforms-none': signing('does not transform at all', ({ signing: s }) => {
    s.transforms = [];
  }),
  'saml-c14n-with-comments': signing('canonicalizes with comments', ({ signing: s }) => {
    s.transforms = [algorithms.enveloped, algorithms.exclusiveWithComments];
    s.canonicalization = algorithms.exclusiveWithComments;
  }),
  'saml-c14n-unknown': signing('canonicalizes by an algorithm that nobody knows', ({ signing: s }) => {
    s.canonicalization = 'urn:evil:c14n';
  }),
  'saml-references-several': signing('signs several references', ({ signing: s }) => {
    s.references = (id) => [`#${id}`, `#${id}`];
  }),
  'saml-references-none': signing('signs no reference', ({ signing: s }) => {
    s.references = () => [];
  }),
  'saml-references-many': signing('signs 500 references', ({ signing: s }) => {
    s.references = (id) => Array<string>(500).fill(`#${id}`);
  }),
  'saml-reference-empty': signing('signs the whole document by an empty reference', ({ signing: s }) => {
    s.references = () => [''];
  }),
  'saml-reference-external': signing('signs another address', ({ signing: s }, { directory }) => {
    s.references = () => [`${directory.url}/simulator/elsewhere`];
  }),
  'saml-reference-xpointer': signing('names what it signs by XPointer', ({ signing: s }) => {
    s.references = (id) => [`#xpointer(id('${id}'))`];
  }),
  'saml-reference-injection': signing(
    'names what it signs by an XPath that matches anything',
    ({ signing: s }) => {
      s.references = () => ["#' or '1'='1"];
    },
  ),
  'saml-keyinfo-attacker': signing(
    "signs with another key and shows a self-signed certificate of the IdP's name",
    async ({ signing: s }, _saml, now) => {
      s.key = await rogueCertificate(now);
      s.shown = [s.key];
    },
  ),
  'saml-wrong-key': signing(
    'signs with another key and shows the right certificate',
    async (p, _saml, now) => {
      p.signing.key = await rogueCertificate(now);
    },
  ),
  'saml-wrong-key-no-keyinfo': signing('signs with another key and shows nothing', async (p, _saml, now) => {
    p.signing.key = await rogueCertificate(now);
    p.signing.shown = [];
  }),
  'saml-two-certificates': signing(
    'signs with another key and shows both certificates',
    async (p, { key }, now) => {
      p.signing.key = await rogueCertificate(now);
      p.signing.shown = [p.signing.key, key];
    },
  ),
  'saml-other-tenant-certificate': signing(
    "signs with the key of the same provider's other customer",
    async ({ signing: s }, { directory }, now) => {
      const year = 365 * 86_400_000;
      s.key = await certifiedKey(`other-tenant-${directory.organization.kind}`, {
        subject: 'Another customer',
        notBefore: now - year,
        notAfter: now + year,
      });
      s.shown = [s.key];
    },
  ),
  'saml-keyinfo-address': afterwards(
    'says where to fetch the key (RetrievalMethod)',
    (xml, _victim, { directory }) =>
      xml
        .replaceAll(
          /<ds:KeyInfo>.*?<\/ds:KeyInfo>/gs,
          `<ds:KeyInfo><ds:RetrievalMethod URI="${directory.url}/simulator/elsewhere"/></ds:KeyInfo>`,
        )
        .replaceAll(/(<ds:SignatureValue>)[^<]*/g, '$1ZXZpbA=='),
  ),
  'saml-name-changed': afterwards('changes the NameID after signing', (xml, victim) =>
    xml.replace(/(<saml:NameID[^>]*>)[^<]*/, `$1${victim}`),
  ),
  'saml-attribute-added': afterwards('adds an attribute after signing', (xml, victim) =>
    xml.replace(
      '</saml:Assertion>',
      `<saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>${victim}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>`,
    ),
  ),
  'saml-audience-changed': afterwards('changes the audience after signing', (xml) =>
    xml.replace(/(<saml:Audience>)[^<]*/, '$1https://evil.example'),
  ),
  'saml-no-digest': afterwards('leaves the digest out', (xml) =>
    xml.replaceAll(/<ds:DigestValue>[^<]*<\/ds:DigestValue>/g, ''),
  ),
  'saml-no-signature-value': afterwards('leaves the signature value empty', (xml) =>
    xml.replaceAll(/(<ds:SignatureValue>)[^<]*/g, '$1'),
  ),

  'saml-encrypted-unsigned': encrypted('encrypts an assertion that nobody signed', async (xml, saml, now) => {
    const bare = assertionIn.exec(xml)![0].replace(/<ds:Signature .*?<\/ds:Signature>/s, '');
    return replaceAssertion(xml, await encryptedAssertion(bare, await recipientOf(saml, now)));
  }),
  'saml-encrypted-wrong-key': encrypted('encrypts for somebody else', async (xml, _saml, now) => {
    const { certificate } = await rogueCertificate(now);
    return replaceAssertion(xml, await encryptedAssertion(assertionIn.exec(xml)![0], certificate));
  }),
  'saml-encrypted-changed': encrypted('damages what is encrypted', async (xml, saml, now) => {
    const hidden = await encryptedAssertion(assertionIn.exec(xml)![0], await recipientOf(saml, now));
    const damaged = hidden.replace(
      /(<[^>]*CipherValue>)([^<]{40})([^<]*)(<\/[^>]*CipherValue>\s*<\/[^>]*CipherData>\s*<\/[^>]*EncryptedData>)/,
      (_m, open, _start, rest, close) => `${open}${'A'.repeat(40)}${rest}${close}`,
    );
    return replaceAssertion(
      xml,
      hidden === damaged ? hidden.replace(/CipherValue>[^<]{8}/g, 'CipherValue>AAAAAAAA') : damaged,
    );
  }),
  'saml-encrypted-doctype': encrypted('encrypts a DOCTYPE with the assertion', async (xml, saml, now) => {
    const poisoned = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${assertionIn.exec(xml)![0]}`;
    return replaceAssertion(xml, await encryptedAssertion(poisoned, await recipientOf(saml, now)));
  }),
  'saml-encrypted-text': encrypted('encrypts what is no assertion', async (xml, saml, now) =>
    replaceAssertion(xml, await encryptedAssertion('<x>no assertion</x>', await recipientOf(saml, now))),
  ),
  'saml-encrypted-beside': encrypted(
    'puts an encrypted unsigned assertion beside the signed one',
    async (xml, saml, now) => {
      const signed = assertionIn.exec(xml)![0];
      const bare = signed
        .replace(/<ds:Signature .*?<\/ds:Signature>/s, '')
        .replace(/ ID="[^"]*"/, ' ID="_evil"');
      const hidden = await encryptedAssertion(bare, await recipientOf(saml, now));
      return replaceAssertion(xml, hidden + signed);
    },
  ),
} as const satisfies Record<string, Switch>;
