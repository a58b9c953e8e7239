/** XML in and out: made with xmlbuilder, read with xmldom, both of which node-saml uses too. */
import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import { create } from 'xmlbuilder';

/** An element as xmlbuilder takes it: `@name` attributes, `#text`, nested elements. */
export interface Xml {
  [name: string]: string | number | undefined | Xml | Xml[] | string[];
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export { escapeAttribute };

/** Leaves out what is undefined, so that an absent fact is an absent attribute or element. */
function present(xml: Xml): Record<string, object> {
  const kept = Object.entries(xml).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    kept.map(([name, value]) => {
      if (Array.isArray(value)) return [name, value.map((v) => (typeof v === 'string' ? v : present(v)))];
      return [name, typeof value === 'object' ? present(value) : value];
    }),
  );
}

export const write = (xml: Xml): string => create(present(xml), { headless: true }).end({ pretty: false });

const fail = (problem: string): never => {
  throw new Error(problem);
};

/** Throws on what is not well-formed. */
export function parse(xml: string): Document {
  const errorHandler = { warning: fail, error: fail, fatalError: fail };
  return new DOMParser({ errorHandler }).parseFromString(xml, 'text/xml');
}

export const serialize = (node: Node): string => new XMLSerializer().serializeToString(node);

export function elements(parent: Document | Element, namespace: string, name: string): Element[] {
  return Array.from(parent.getElementsByTagNameNS(namespace, name));
}

export function child(parent: Element, name: string): Element | undefined {
  return Array.from(parent.childNodes).find((node): node is Element => (node as Element).localName === name);
}

export const isoTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
