/**
 * The XML parser of the SAML library, and as much of the DOM as is used of it. Its own types would bring the
 * browser's globals into every file of the server.
 */
import { createRequire } from 'node:module';

export interface XmlNode {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly firstChild: XmlNode | null;
  readonly nextSibling: XmlNode | null;
  readonly parentNode: XmlNode | null;
  toString(): string;
}

export interface XmlAttribute {
  readonly name: string;
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly value: string;
}

export interface XmlElement extends XmlNode {
  readonly nodeName: string;
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly attributes: { readonly length: number; item(index: number): XmlAttribute | null };
  hasAttribute(name: string): boolean;
  getAttribute(name: string): string | null;
}

interface Parser {
  parseFromString(text: string, type: 'text/xml'): (XmlNode & { documentElement?: XmlElement }) | undefined;
}

type OnProblem = (message: string) => void;

interface Xmldom {
  DOMParser: new (options: {
    locator: object;
    errorHandler: { warning: OnProblem; error: OnProblem; fatalError: OnProblem };
  }) => Parser;
}

export const { DOMParser } = createRequire(import.meta.url)('@xmldom/xmldom') as Xmldom;

export const nodeTypes = { element: 1, text: 3, comment: 8 } as const;
