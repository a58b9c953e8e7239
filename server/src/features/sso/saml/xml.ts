/**
 * XML from strangers: read strictly, by the same parser that the SAML library uses, so that the two never see
 * different documents. What SAML has no use for (DTDs, entities, processing instructions, CDATA) is refused before
 * any parser meets it; what is left is bounded in size, depth and number.
 */
import type { CauseCode } from '../causes.ts';
import { SsoFailure } from '../errors.ts';
import { DOMParser, nodeTypes, type XmlElement, type XmlNode } from './dom.ts';

export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const;

export interface XmlLimits {
  maxBytes: number;
  maxElements: number;
  maxDepth: number;
}

/** A response has a few hundred elements; one with a thousand groups a few thousand. */
export const messageLimits: XmlLimits = { maxBytes: 512 * 1024, maxElements: 10_000, maxDepth: 32 };
export const metadataLimits: XmlLimits = { maxBytes: 1024 * 1024, maxElements: 20_000, maxDepth: 32 };

/** What a reader's failure means: the same trouble has another cause in a message than in metadata. */
export interface XmlCauses {
  malformed: CauseCode;
  forbidden: CauseCode;
  tooLarge: CauseCode;
}

export const messageCauses: XmlCauses = {
  malformed: 'saml.malformed',
  forbidden: 'saml.forbidden_xml',
  tooLarge: 'saml.too_large',
};

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8 and nothing else: in another encoding the same bytes would be another text. */
export function decodeUtf8(bytes: Uint8Array, { maxBytes }: XmlLimits, causes: XmlCauses): string {
  if (bytes.length > maxBytes) throw new SsoFailure(causes.tooLarge, `${bytes.length} bytes`);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new SsoFailure(causes.malformed, 'not UTF-8');
  }
}

const declaration =
  /^<\?xml\s+version\s*=\s*(["'])1\.0\1(?:\s+encoding\s*=\s*(["'])([A-Za-z0-9._-]+)\2)?[^?<>]*\?>/;

/** By the text alone. Comments are allowed here; whoever reads the elements decides where. */
function refuseForbidden(text: string, causes: XmlCauses): void {
  const forbidden = (what: string) => new SsoFailure(causes.forbidden, what);
  const [head = '', , , encoding = 'utf-8'] = declaration.exec(text) ?? [];
  if (encoding.toLowerCase() !== 'utf-8') throw new SsoFailure(causes.malformed, `encoding ${encoding}`);
  const body = text.slice(head.length);
  // The parser drops or keeps such text as it likes.
  if (!body.trimStart().startsWith('<') || !body.trimEnd().endsWith('>'))
    throw new SsoFailure(causes.malformed, 'text beside the root element');
  const [mark] = /<\?|<!(?!--)/.exec(body) ?? [];
  if (mark === '<?') throw forbidden('a processing instruction');
  if (mark) throw forbidden(/^<!\[CDATA\[/i.test(body.slice(body.indexOf(mark))) ? 'CDATA' : 'a DOCTYPE');
  if (body.includes('\0')) throw new SsoFailure(causes.malformed, 'NUL');
}

/** The work of parsers and canonicalizers grows with the square of an element's attributes. */
const longestTag = 8 * 1024;

/** Linear in the length, before a parser spends memory on it. */
function refuseExcess(text: string, limits: XmlLimits, causes: XmlCauses): void {
  let [depth, elements] = [0, 0];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at + 4);
      if (end < 0) throw new SsoFailure(causes.malformed, 'an open comment');
      at = end + 3;
      continue;
    }
    const end = endOfTag(text, at);
    if (end - at > longestTag) throw new SsoFailure(causes.tooLarge, `a tag of ${end - at} characters`);
    if (text[at + 1] === '/') depth--;
    else if (text[at + 1] !== '?') {
      elements++;
      if (text[end - 1] !== '/') depth++;
    }
    if (depth > limits.maxDepth) throw new SsoFailure(causes.tooLarge, `deeper than ${limits.maxDepth}`);
    if (elements > limits.maxElements)
      throw new SsoFailure(causes.tooLarge, `more than ${limits.maxElements} elements`);
    at = end;
  }
}

function endOfTag(text: string, start: number): number {
  let quote: string | undefined;
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at]!;
    if (quote === undefined && char === '>') return at;
    if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = undefined;
  }
  return text.length;
}

function parse(text: string, causes: XmlCauses): XmlElement {
  const refuse = (message: string): never => {
    throw new SsoFailure(causes.malformed, String(message).split('\n')[0]);
  };
  const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
  try {
    const parsed = new DOMParser({ locator: {}, errorHandler }).parseFromString(text, 'text/xml');
    return parsed?.documentElement ?? refuse('no element');
  } catch (error) {
    if (error instanceof SsoFailure) throw error;
    throw new SsoFailure(causes.malformed, undefined, { cause: error });
  }
}

/** XML 1.0 section 2.1 and Namespaces in XML section 5: the parser lets both pass. */
function refuseStray(root: XmlElement, causes: XmlCauses): void {
  for (let node = root.nextSibling; node; node = node.nextSibling)
    if (node.nodeType === nodeTypes.text && node.nodeValue?.trim())
      throw new SsoFailure(causes.malformed, 'text beside the root element');
  for (const { nodeName, namespaceURI } of elementsOf(root))
    if (!namespaceURI && nodeName.includes(':'))
      throw new SsoFailure(causes.malformed, `no namespace for ${nodeName.slice(0, 60)}`);
}

/** The root element of a document that holds nothing forbidden. */
export function readXml(text: string, limits: XmlLimits, causes: XmlCauses): XmlElement {
  refuseForbidden(text, causes);
  refuseExcess(text, limits, causes);
  const root = parse(text, causes);
  refuseStray(root, causes);
  return root;
}

/** Depth first, the root included. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  yield root;
  for (const child of childElements(root)) yield* elementsOf(child);
}

export function* childElements(parent: XmlNode): Generator<XmlElement> {
  for (let node: XmlNode | null = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === nodeTypes.element) yield node as XmlElement;
}

export const children = (parent: XmlElement, namespace: string, name: string): XmlElement[] =>
  [...childElements(parent)].filter(
    ({ namespaceURI, localName }) => namespaceURI === namespace && localName === name,
  );

export const is = (element: XmlElement, namespace: string, name: string): boolean =>
  element.namespaceURI === namespace && element.localName === name;

/** An attribute without a namespace; undefined when it is not there. */
export const attribute = (element: XmlElement, name: string): string | undefined =>
  element.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;

/** Whether there is a comment in or below an element: text that is cut in two is read differently by different readers. */
export function hasComment(parent: XmlNode): boolean {
  for (let node: XmlNode | null = parent.firstChild; node; node = node.nextSibling)
    if (node.nodeType === nodeTypes.comment || (node.nodeType === nodeTypes.element && hasComment(node)))
      return true;
  return false;
}

/** The text of an element that holds nothing but text; undefined when it holds anything else. */
export function textOf(element: XmlElement): string | undefined {
  let text = '';
  for (let node: XmlNode | null = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType !== nodeTypes.text) return undefined;
    text += node.nodeValue ?? '';
  }
  return text;
}

/** For what we write ourselves: attribute values and text. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
