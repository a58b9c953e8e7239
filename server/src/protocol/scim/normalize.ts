/**
 * From what a client sent to one form: known attributes under their own names with values of their type. Tolerant
 * where real clients need it ("True" for true, one object for a list of one, a text for `{ value }`), and closed:
 * what no schema names is dropped and reported, so nothing can be assigned by the way.
 */
import { isObject, type Resource } from './evaluate.ts';
import { type Attribute, attributeIn, coreAttribute, extensionOf, type ResourceShape } from './schema.ts';
import { badRequest, quoted } from './scim-error.ts';

const maxText = 1_024;
const maxElements = 200;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0);

function textOf({ name, lines }: Attribute, value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof text !== 'string') throw badRequest('invalidValue', `${name} must be a text.`);
  if (text.length > maxText) {
    throw badRequest('invalidValue', `${name} must be at most ${maxText} characters long.`);
  }
  const controls = lines ? /(?![\t\n\r])\p{Cc}/u : /\p{Cc}/u;
  if (controls.test(text)) throw badRequest('invalidValue', `${name} must not contain control characters.`);
  return text;
}

/** Entra writes "True" and "False" unless it is told otherwise. */
function booleanOf({ name }: Attribute, value: unknown): boolean {
  const lower = String(value).toLowerCase();
  if ((typeof value !== 'boolean' && typeof value !== 'string') || !/^(true|false)$/.test(lower)) {
    throw badRequest('invalidValue', `${name} must be true or false.`);
  }
  return lower === 'true';
}

function partsOf(attribute: Attribute, value: unknown): Resource | undefined {
  const hasValue = attributeIn(attribute.subAttributes, 'value') !== undefined;
  const single = Array.isArray(value) && !attribute.multiValued ? value[0] : value;
  const given =
    hasValue && (typeof single === 'string' || typeof single === 'number') ? { value: single } : single;
  if (!isObject(given)) throw badRequest('invalidValue', `${attribute.name} must be an object.`);
  const parts = normalizeInto({}, given, (name) => attributeIn(attribute.subAttributes, name));
  return isEmpty(parts) ? undefined : parts;
}

function oneValue(attribute: Attribute, value: unknown): unknown {
  if (attribute.type === 'complex') return partsOf(attribute, value);
  return attribute.type === 'boolean' ? booleanOf(attribute, value) : textOf(attribute, value);
}

/** RFC 7643 section 2.4: at most one is primary; the last one that says so is. */
function withOnePrimary(elements: unknown[]): unknown[] {
  const chosen = elements.findLastIndex((element) => isObject(element) && element.primary === true);
  return elements.map((element, index) =>
    isObject(element) && element.primary === true && index !== chosen
      ? { ...element, primary: false }
      : element,
  );
}

function distinct(elements: unknown[]): unknown[] {
  const seen = new Set<string>();
  return elements.filter((element) => {
    const text = JSON.stringify(element);
    return !seen.has(text) && seen.add(text);
  });
}

/** Undefined when nothing is left: an empty value is none (RFC 7643 section 2.5). */
export function coerced(attribute: Attribute, value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  if (!attribute.multiValued) return oneValue(attribute, value);
  const elements = Array.isArray(value) ? value : [value];
  if (elements.length > maxElements) {
    throw badRequest('invalidValue', `${attribute.name} may have at most ${maxElements} values.`);
  }
  const values = elements
    .filter((element) => !isEmpty(element))
    .map((element) => oneValue(attribute, element));
  const kept = distinct(values.filter((element) => element !== undefined));
  return kept.length === 0 ? undefined : withOnePrimary(kept);
}

function normalizeInto(
  target: Resource,
  given: Resource,
  find: (name: string) => Attribute | undefined,
  onUnknown: (name: string) => void = () => {},
): Resource {
  const seen = new Set<string>();
  for (const [key, value] of Object.entries(given)) {
    const attribute = find(key);
    if (!attribute) {
      onUnknown(key);
      continue;
    }
    if (seen.has(attribute.name)) {
      throw badRequest('invalidSyntax', `${quoted(key)} is there twice, in different spelling.`);
    }
    seen.add(attribute.name);
    if (attribute.mutability === 'readOnly') continue;
    const normal = coerced(attribute, value);
    if (normal !== undefined) target[attribute.name] = normal;
  }
  return target;
}

export interface Normalized {
  resource: Resource;
  /** What no schema names. */
  ignored: string[];
}

/** A whole resource, as in POST and PUT. */
export function normalize(shape: ResourceShape, given: unknown): Normalized {
  if (!isObject(given)) throw badRequest('invalidSyntax', 'The body must be one JSON object.');
  const ignored: string[] = [];
  const extensions: [string, unknown][] = [];
  const resource = normalizeInto(
    {},
    given,
    (name) => coreAttribute(shape, name),
    (name) => {
      const extension = extensionOf(shape, name);
      if (extension) extensions.push([name, given[name]]);
      else ignored.push(name);
    },
  );
  for (const [name, value] of extensions) {
    const parts = normalizeExtension(shape, name, value, ignored);
    const { id } = extensionOf(shape, name)!;
    if (Object.hasOwn(resource, id)) throw badRequest('invalidSyntax', `${quoted(name)} is there twice.`);
    if (parts) resource[id] = parts;
  }
  return { resource, ignored };
}

export function normalizeExtension(
  shape: ResourceShape,
  urn: string,
  value: unknown,
  ignored: string[],
): Resource | undefined {
  if (isEmpty(value)) return undefined;
  if (!isObject(value)) throw badRequest('invalidValue', `${quoted(urn)} must be an object.`);
  const { attributes } = extensionOf(shape, urn)!;
  const parts = normalizeInto(
    {},
    value,
    (name) => attributeIn(attributes, name),
    (name) => ignored.push(`${urn}:${name}`),
  );
  return isEmpty(parts) ? undefined : parts;
}
