/** What of a resource is answered: all of it, the `attributes` asked for, or all but `excludedAttributes`. */
import { isObject, type Resource } from './evaluate.ts';
import { type Place, placeOf } from './path.ts';
import type { ResourceShape } from './schema.ts';
import { badRequest } from './scim-error.ts';

export interface Projection {
  attributes?: readonly string[] | undefined;
  excludedAttributes?: readonly string[] | undefined;
}

const always = ['schemas', 'id'];
const maxNames = 100;

/** A comma-separated list in a query, a JSON list in a search request. */
export function namesIn(given: unknown): string[] | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  const names = (Array.isArray(given) ? given : String(given).split(',')).map((name) => String(name).trim());
  if (names.length > maxNames) throw badRequest('invalidValue', 'Too many attributes are named.');
  return names.filter((name) => name !== '');
}

const placesOf = (shape: ResourceShape, names: readonly string[]): Place[] =>
  names.flatMap((name) => placeOf(shape, name) ?? []);

function pick(resource: Resource, places: readonly Place[]): Resource {
  const picked: Resource = {};
  for (const name of always) if (resource[name] !== undefined) picked[name] = resource[name];
  for (const { extension, attribute, sub } of places) {
    const from = extension === undefined ? resource : resource[extension];
    if (!isObject(from)) continue;
    if (!attribute) {
      picked[extension!] = from;
      continue;
    }
    const value = from[attribute.name];
    if (value === undefined) continue;
    const to = extension === undefined ? picked : ofExtension(picked, extension);
    to[attribute.name] = sub ? merged(to[attribute.name], value, sub.name) : value;
  }
  return picked;
}

function ofExtension(picked: Resource, urn: string): Resource {
  const before = picked[urn];
  if (isObject(before)) return before;
  const made: Resource = {};
  picked[urn] = made;
  return made;
}

/** The part of a complex value; of each of its elements when there are several. */
function merged(picked: unknown, value: unknown, name: string): unknown {
  if (Array.isArray(value)) {
    return value.map((element, index) => merged(Array.isArray(picked) ? picked[index] : {}, element, name));
  }
  const before = isObject(picked) ? picked : {};
  return isObject(value) && value[name] !== undefined ? { ...before, [name]: value[name] } : before;
}

function without(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((element) => without(element, name));
  if (!isObject(value)) return value;
  const { [name]: _, ...rest } = value;
  return rest;
}

function drop(resource: Resource, places: readonly Place[]): Resource {
  const kept: Resource = { ...resource };
  for (const { extension, attribute, sub } of places) {
    if (attribute && always.includes(attribute.name)) continue;
    if (!attribute) {
      delete kept[extension!];
      continue;
    }
    const target = extension === undefined ? kept : { ...(kept[extension] as Resource | undefined) };
    if (sub) target[attribute.name] = without(target[attribute.name], sub.name);
    else delete target[attribute.name];
    if (extension !== undefined && kept[extension] !== undefined) kept[extension] = target;
  }
  return kept;
}

export function project(
  shape: ResourceShape,
  resource: Resource,
  { attributes, excludedAttributes }: Projection,
): Resource {
  if (attributes) return pick(resource, placesOf(shape, attributes));
  return excludedAttributes ? drop(resource, placesOf(shape, excludedAttributes)) : resource;
}

/** Whether the attribute will be answered: what costs a query is asked only then. */
export function isWanted(name: string, { attributes, excludedAttributes }: Projection): boolean {
  const named = (list: readonly string[]) =>
    list.some((text) => {
      const last = text.toLowerCase().split(':').at(-1)!;
      return last === name || last.startsWith(`${name}.`);
    });
  if (attributes) return named(attributes);
  return !excludedAttributes?.some((text) => text.toLowerCase().split(':').at(-1) === name);
}
