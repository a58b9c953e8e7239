/**
 * Where an attribute is: `userName`, `name.familyName`, `emails[type eq "work"].value`, or any of them behind a
 * schema's URN (RFC 7644 section 3.5.2, RFC 7643 section 2.1). Names and URNs are the same in any spelling.
 */
import { type Filter, maxFilterLength, parseFilter } from './filter.ts';
import {
  type Attribute,
  attributeIn,
  coreAttribute,
  extensionOf,
  isCoreUrn,
  type ResourceShape,
} from './schema.ts';
import { badRequest, quoted } from './scim-error.ts';

export interface Place {
  /** The extension in which the attribute is; absent for the core schema. */
  extension?: string;
  /** Absent when the path is nothing but the URN of an extension. */
  attribute?: Attribute;
  where?: Filter;
  sub?: Attribute;
}

/** Splits a URN off. The longest known one wins; one that nobody knows is none of ours. */
function splitUrn(shape: ResourceShape, path: string): { urn?: string; rest: string } {
  const lower = path.toLowerCase();
  for (const { id } of [...shape.extensions, shape.core]) {
    const urn = id.toLowerCase();
    if (lower === urn) return { urn: id, rest: '' };
    if (lower.startsWith(`${urn}:`)) return { urn: id, rest: path.slice(urn.length + 1) };
  }
  return { rest: path };
}

const shape = /^([A-Za-z$][\w$-]*)(?:\[(.*)\])?(?:\.([A-Za-z$][\w$-]*))?$/s;

/** Undefined when the path is well formed, but names nothing that is known here. */
export function placeOf(resource: ResourceShape, path: string): Place | undefined {
  if (path.length > maxFilterLength) throw badRequest('invalidPath', 'The path is too long.');
  const { urn, rest } = splitUrn(resource, path.trim());
  const extension = urn !== undefined && !isCoreUrn(resource, urn) ? extensionOf(resource, urn) : undefined;
  if (rest === '' && extension) return { extension: extension.id };
  // A URN of a schema that is unknown here.
  if (urn === undefined && /^urn:/i.test(rest)) return undefined;
  const [, name, where, sub] = shape.exec(rest) ?? [];
  if (name === undefined) throw badRequest('invalidPath', `${quoted(path)} is not a path.`);
  const attribute = extension ? attributeIn(extension.attributes, name) : coreAttribute(resource, name);
  const subAttribute = sub === undefined ? undefined : attributeIn(attribute?.subAttributes, sub);
  if (!attribute || (sub !== undefined && !subAttribute)) return undefined;
  return {
    ...(extension && { extension: extension.id }),
    attribute,
    ...(where !== undefined && { where: elementsFilter(attribute, where) }),
    ...(subAttribute && { sub: subAttribute }),
  };
}

function elementsFilter(attribute: Attribute, text: string): Filter {
  if (!attribute.multiValued) {
    throw badRequest('invalidPath', `${attribute.name} has one value only; there is nothing to choose from.`);
  }
  return parseFilter(text);
}
