/**
 * The attributes of a SAML response or assertion that somebody pasted, to try a mapping with. Nothing of it is
 * verified, nobody is signed in by it, and it is told so. A document type is refused before anything is parsed.
 */
import { createRequire } from 'node:module';
import type { Json } from '../../../kernel/db/index.ts';
import { errors } from '../errors.ts';

/** As much of the parser as is used here: its own types would bring the browser's globals into the server. */
interface Element {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  getElementsByTagNameNS(
    namespace: string,
    name: string,
  ): { readonly length: number; item(index: number): Element | null };
}
interface Xmldom {
  DOMParser: new (options: {
    errorHandler: (level: string, message: string) => void;
  }) => {
    parseFromString(text: string, type: 'text/xml'): Element | undefined;
  };
}
const { DOMParser } = createRequire(import.meta.url)('@xmldom/xmldom') as Xmldom;

const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
const maxBytes = 512 * 1_024;
const most = { attributes: 200, values: 5_000, length: 4_096 };

const refused = (reason: string) => errors['sso.pasted_saml']({ reason });

/** As it stands in a browser's tools: XML, base64 of it, or the whole posted form. */
function xmlOf(pasted: string): string {
  const text = pasted.trim();
  if (text.startsWith('<')) return text;
  const field = /(?:^|&)SAMLResponse=([^&]+)/.exec(text)?.[1];
  const encoded = field === undefined ? text : decoded(field);
  if (!/^[A-Za-z0-9+/=\s_-]+$/.test(encoded)) throw refused('it is neither XML nor base64 of it');
  const xml = Buffer.from(encoded, 'base64').toString('utf8').trim();
  if (!xml.startsWith('<'))
    throw refused('what the base64 holds is no XML; a compressed one can not be read');
  return xml;
}

function decoded(field: string): string {
  try {
    return decodeURIComponent(field.replaceAll('+', ' ')).replaceAll(' ', '+');
  } catch {
    throw refused('its form encoding is broken');
  }
}

function parsed(xml: string): Element {
  if (Buffer.byteLength(xml) > maxBytes) throw refused('it is larger than 512 kB');
  if (/<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(xml))
    throw refused('it has a document type, which SAML never has');
  const stop = (_level: string, message: string) => {
    throw new Error(message);
  };
  try {
    const document = new DOMParser({ errorHandler: stop }).parseFromString(xml, 'text/xml');
    if (document) return document;
  } catch {
    throw refused('it is no well-formed XML');
  }
  throw refused('it is empty');
}

function all(parent: Element, name: string, limit: number): Element[] {
  const list = parent.getElementsByTagNameNS(assertionNamespace, name);
  return Array.from({ length: Math.min(list.length, limit) }, (_, index) => list.item(index)!);
}

const textOf = (element: Element): string[] => {
  const text = element.textContent?.trim() ?? '';
  return text !== '' && text.length <= most.length ? [text] : [];
};

/** As a verified assertion's would be named: attributes by their names, and `nameId`. */
export function pastedSaml(pasted: string): Record<string, Json> {
  const document = parsed(xmlOf(pasted));
  const [assertion] = all(document, 'Assertion', 1);
  if (!assertion) {
    const encrypted = all(document, 'EncryptedAssertion', 1).length > 0;
    throw refused(encrypted ? 'its assertion is encrypted; paste what was decrypted' : 'it has no assertion');
  }
  const found = new Map<string, string[]>();
  for (const attribute of all(assertion, 'Attribute', most.attributes)) {
    const name = attribute.getAttribute('Name');
    if (!name || name.length > 256) continue;
    const values = all(attribute, 'AttributeValue', most.values).flatMap(textOf);
    found.set(name, [...(found.get(name) ?? []), ...values].slice(0, most.values));
  }
  const [nameId] = all(assertion, 'NameID', 1).flatMap(textOf);
  const entries = [...found].filter(([name, values]) => values.length > 0 && name !== '__proto__');
  return {
    ...Object.fromEntries(entries.map(([name, values]) => [name, values.length === 1 ? values[0]! : values])),
    ...(nameId !== undefined && { nameId }),
  };
}
