/** Whether a resource fits a filter; and by what a list is sorted. Types and case come from the schema. */
import type { Filter, Literal, Operator } from './filter.ts';
import { placeOf } from './path.ts';
import type { Attribute, ResourceShape } from './schema.ts';
import { badRequest, quoted } from './scim-error.ts';

export type Resource = { [name: string]: unknown };

export const isObject = (value: unknown): value is Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Every spelling of a text that is not case exact is one and the same. */
const folded = (text: string) => text.normalize('NFKC').toLowerCase();

interface Found {
  attribute: Attribute;
  values: unknown[];
}

/** A complex attribute is compared by its `value` (RFC 7643 section 2.4); Entra asks `members eq "id"`. */
function comparable({ attribute, values }: Found): Found {
  if (attribute.type !== 'complex') return { attribute, values };
  const value = attribute.subAttributes?.find(({ name }) => name === 'value');
  if (!value) throw badRequest('invalidFilter', `${attribute.name} has parts: compare one of them.`);
  return { attribute: value, values: values.map((element) => own(element, 'value')) };
}

function lookUp(shape: ResourceShape, resource: Resource, path: string): Found {
  const place = placeOf(shape, path);
  if (!place?.attribute) throw badRequest('invalidFilter', `There is no attribute ${quoted(path)}.`);
  const { extension, attribute, sub } = place;
  const container = extension === undefined ? resource : own(resource, extension);
  const values = list(own(container, attribute.name));
  if (!sub) return { attribute, values };
  return { attribute: sub, values: values.flatMap((element) => list(own(element, sub.name))) };
}

function toNumber(attribute: Attribute, value: unknown): number {
  if (attribute.type !== 'dateTime') return Number.NaN;
  return value instanceof Date ? value.getTime() : Date.parse(String(value));
}

const texts: Partial<Record<Operator, (value: string, wanted: string) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  co: (value, wanted) => value.includes(wanted),
  sw: (value, wanted) => value.startsWith(wanted),
  ew: (value, wanted) => value.endsWith(wanted),
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

const numbers: Partial<Record<Operator, (value: number, wanted: number) => boolean>> = {
  eq: (value, wanted) => value === wanted,
  gt: (value, wanted) => value > wanted,
  ge: (value, wanted) => value >= wanted,
  lt: (value, wanted) => value < wanted,
  le: (value, wanted) => value <= wanted,
};

function fits(attribute: Attribute, value: unknown, operator: Operator, literal: Literal): boolean {
  if (value === undefined || value === null) return false;
  if (attribute.type === 'boolean') {
    if (operator !== 'eq') throw badRequest('invalidFilter', `${attribute.name} is true or false: use eq.`);
    return String(value) === String(literal).toLowerCase();
  }
  if (attribute.type === 'dateTime' && numbers[operator]) {
    return numbers[operator](toNumber(attribute, value), toNumber(attribute, literal));
  }
  const spelling = attribute.caseExact ? (text: string) => text : folded;
  return texts[operator]?.(spelling(String(value)), spelling(String(literal))) ?? false;
}

function compare(found: Found, operator: Operator, literal: Literal): boolean {
  const { attribute, values } = comparable(found);
  const is = (asked: Operator) => values.some((value) => fits(attribute, value, asked, literal));
  if (literal === null) {
    if (operator !== 'eq' && operator !== 'ne')
      throw badRequest('invalidFilter', 'null takes eq or ne only.');
    return values.every((value) => value === undefined || value === null) === (operator === 'eq');
  }
  return operator === 'ne' ? !is('eq') : is(operator);
}

/** `within` looks up a name: in a whole resource, or in one element of a multi-valued attribute. */
function evaluate(filter: Filter, within: (path: string) => Found): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => evaluate(part, within));
    case 'or':
      return filter.parts.some((part) => evaluate(part, within));
    case 'not':
      return !evaluate(filter.part, within);
    case 'present':
      return within(filter.path).values.some(
        (value) => value !== undefined && value !== null && value !== '',
      );
    case 'compare':
      return compare(within(filter.path), filter.operator, filter.literal);
    case 'elements': {
      const { attribute, values } = within(filter.path);
      return values.some((element) => elementMatches(attribute, element, filter.where));
    }
  }
}

export function elementMatches(attribute: Attribute, element: unknown, where: Filter): boolean {
  return evaluate(where, (path) => {
    const sub = attribute.subAttributes?.find(({ name }) => name.toLowerCase() === path.toLowerCase());
    if (!sub) throw badRequest('invalidFilter', `${attribute.name} has no part ${quoted(path)}.`);
    return { attribute: sub, values: list(own(element, sub.name)) };
  });
}

export function matches(shape: ResourceShape, filter: Filter, resource: Resource): boolean {
  return evaluate(filter, (path) => lookUp(shape, resource, path));
}

/** Throws what a filter's names and operators have wrong, also when there is no resource to try it on. */
export function checkFilter(shape: ResourceShape, filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') {
    for (const part of filter.parts) checkFilter(shape, part);
  } else if (filter.kind === 'not') {
    checkFilter(shape, filter.part);
  } else {
    matches(shape, filter, {});
  }
}

/** RFC 7644 section 3.4.2.3: the primary or first value; what has none comes last. */
export function sorterBy(shape: ResourceShape, path: string): (one: Resource, other: Resource) => number {
  const key = (resource: Resource): string | number | undefined => {
    const found = lookUp(shape, resource, path);
    const primary = found.values.filter((value) => own(value, 'primary') === true);
    const { attribute, values } = comparable({
      ...found,
      values: primary.length > 0 ? primary : found.values,
    });
    if (values[0] === undefined) return undefined;
    if (attribute.type === 'dateTime') return toNumber(attribute, values[0]);
    return attribute.caseExact ? String(values[0]) : folded(String(values[0]));
  };
  key({});
  return (one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === b) return 0;
    if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
    return a < b ? -1 : 1;
  };
}
