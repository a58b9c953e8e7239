/** The person that a judged assertion names, and what it says of them: only text, only from the signed element. */
import { SsoFailure } from '../errors.ts';
import { subjectOf } from './assertion.ts';
import type { XmlElement } from './dom.ts';
import { attribute, children, ns, textOf } from './xml.ts';

export const nameIdFormats = {
  unspecified: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  emailAddress: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
  persistent: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  transient: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
} as const;

export interface NameId {
  value: string;
  format: string;
  nameQualifier: string | undefined;
  spNameQualifier: string | undefined;
}

const longestNameId = 256;

/** SAML Core section 8.3: without a format it is the unspecified one. */
export function nameIdIn(parent: XmlElement): NameId {
  const [element, ...more] = children(parent, ns.assertion, 'NameID');
  const value = element && more.length === 0 ? textOf(element)?.trim() : undefined;
  if (!element || !value || value.length > longestNameId || /\p{C}/u.test(value))
    throw new SsoFailure('saml.nameid', element ? 'not usable' : 'absent');
  return {
    value,
    format: attribute(element, 'Format') ?? nameIdFormats.unspecified,
    nameQualifier: attribute(element, 'NameQualifier'),
    spNameQualifier: attribute(element, 'SPNameQualifier'),
  };
}

export const nameIdOf = (assertion: XmlElement): NameId => nameIdIn(subjectOf(assertion));

/** Bounded, so that nobody's directory fills our traces. */
const most = { names: 200, values: 5_000, length: 4_096 };

/** By name; one value as text, several as a list, in the order in which they came. */
export type Attributes = Record<string, string | string[]>;

export function attributesOf(assertion: XmlElement): Attributes {
  const found = new Map<string, string[]>();
  for (const element of children(assertion, ns.assertion, 'AttributeStatement').flatMap((statement) =>
    children(statement, ns.assertion, 'Attribute'),
  )) {
    const name = attribute(element, 'Name');
    if (!name || name.length > 256 || (found.size >= most.names && !found.has(name))) continue;
    const values = children(element, ns.assertion, 'AttributeValue').flatMap((value) => textOf(value) ?? []);
    const usable = values
      .map((value) => value.trim())
      .filter(({ length }) => length > 0 && length <= most.length);
    found.set(name, [...(found.get(name) ?? []), ...usable].slice(0, most.values));
  }
  const entries = [...found].filter(([, values]) => values.length > 0);
  return Object.fromEntries(
    entries.map(([name, values]) => [name, values.length === 1 ? values[0]! : values]),
  );
}

/** The one text of an attribute; undefined when it is absent or a list. */
export function single(attributes: Readonly<Attributes>, name: string): string | undefined {
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
