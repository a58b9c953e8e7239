/**
 * PATCH (RFC 7644 section 3.5.2) in every shape that real clients send: operations in any spelling, values without a
 * path, dotted and URN keys, filtered paths to an element that isn't there yet, removal by value. Works on a copy.
 */
import { isDeepStrictEqual } from 'node:util';
import { elementMatches, isObject, type Resource } from './evaluate.ts';
import type { Filter } from './filter.ts';
import { coerced, normalizeExtension } from './normalize.ts';
import { type Place, placeOf } from './path.ts';
import { type Attribute, extensionOf, type ResourceShape } from './schema.ts';
import { badRequest, quoted } from './scim-error.ts';

export type PatchKind = 'add' | 'replace' | 'remove';

export interface PatchOperation {
  kind: PatchKind;
  path: string | undefined;
  value: unknown;
}

const maxOperations = 1_000;

/** A field in any spelling. */
function field(value: Resource, name: string): unknown {
  const keys = Object.keys(value).filter((key) => key.toLowerCase() === name);
  if (keys.length > 1) throw badRequest('invalidSyntax', `${quoted(name)} is there twice.`);
  return keys[0] === undefined ? undefined : value[keys[0]];
}

export function readPatch(body: unknown): PatchOperation[] {
  const operations = isObject(body) ? field(body, 'operations') : undefined;
  const given = isObject(operations) ? [operations] : operations;
  if (!Array.isArray(given) || given.length === 0) {
    throw badRequest('invalidSyntax', 'The body must hold Operations, with one at least.');
  }
  if (given.length > maxOperations) {
    throw badRequest('tooMany', `At most ${maxOperations} operations are taken at once.`);
  }
  return given.map(readOperation);
}

function readOperation(given: unknown): PatchOperation {
  if (!isObject(given)) throw badRequest('invalidSyntax', 'An operation must be an object.');
  const kind = String(field(given, 'op')).toLowerCase();
  if (kind !== 'add' && kind !== 'replace' && kind !== 'remove') {
    throw badRequest('invalidSyntax', 'An operation must be add, replace or remove.');
  }
  const path = field(given, 'path');
  if (path !== undefined && path !== null && typeof path !== 'string') {
    throw badRequest('invalidPath', 'A path must be a text.');
  }
  return { kind, path: path?.trim() || undefined, value: field(given, 'value') };
}

export interface Patched {
  resource: Resource;
  /** Paths that no schema names. */
  ignored: string[];
}

export function applyPatch(shape: ResourceShape, before: Resource, operations: PatchOperation[]): Patched {
  const resource = structuredClone(before);
  const ignored: string[] = [];
  for (const operation of operations) apply({ shape, resource, ignored }, operation);
  return { resource, ignored };
}

interface Work {
  shape: ResourceShape;
  resource: Resource;
  ignored: string[];
}

function apply(work: Work, { kind, path, value }: PatchOperation): void {
  if (path === undefined) atNoPath(work, kind, value);
  else atPath(work, kind, path, value);
}

function atNoPath(work: Work, kind: PatchKind, value: unknown): void {
  if (kind === 'remove') throw badRequest('noTarget', 'remove needs a path.');
  if (!isObject(value))
    throw badRequest('invalidValue', 'An operation without a path needs an object as value.');
  for (const [key, part] of Object.entries(value)) {
    const place = placeOf(work.shape, key);
    // Okta repeats the id; nobody can change it, and nothing is lost by that.
    if (place?.attribute?.mutability === 'readOnly') continue;
    if (place?.attribute?.name === 'name' && isObject(part) && !place.sub) {
      for (const [name, text] of Object.entries(part)) atPath(work, kind, `name.${name}`, text);
    } else {
      atPath(work, kind, key, part);
    }
  }
}

function atPath(work: Work, kind: PatchKind, path: string, value: unknown): void {
  const place = placeOf(work.shape, path);
  if (!place) {
    work.ignored.push(path);
    return;
  }
  if (place.attribute?.mutability === 'readOnly' || place.sub?.mutability === 'readOnly') {
    throw badRequest('mutability', `${quoted(path)} can not be changed.`);
  }
  const { attribute } = place;
  const container = attribute && containerOf(work.resource, place, kind);
  if (!attribute) wholeExtension(work, kind, place.extension!, value);
  if (!attribute || !container) return;
  if (attribute.multiValued) changeElements(container, attribute, place, { kind, value });
  else changeOne(container, attribute, place, { kind, value });
  if (place.extension && Object.keys(container).length === 0) delete work.resource[place.extension];
}

function containerOf(resource: Resource, { extension }: Place, kind: PatchKind): Resource | undefined {
  if (extension === undefined) return resource;
  if (isObject(resource[extension])) return resource[extension];
  if (kind === 'remove') return undefined;
  const made: Resource = {};
  resource[extension] = made;
  return made;
}

function wholeExtension(work: Work, kind: PatchKind, urn: string, value: unknown): void {
  if (kind === 'remove') {
    delete work.resource[urn];
    return;
  }
  if (!isObject(value)) throw badRequest('invalidValue', `${quoted(urn)} must be an object.`);
  if (kind === 'replace' && extensionOf(work.shape, urn)) {
    const parts = normalizeExtension(work.shape, urn, value, work.ignored);
    const merged = { ...(isObject(work.resource[urn]) ? work.resource[urn] : {}), ...parts };
    if (Object.keys(merged).length > 0) work.resource[urn] = merged;
    return;
  }
  for (const [name, part] of Object.entries(value)) atPath(work, kind, `${urn}:${name}`, part);
}

function assign(target: Resource, name: string, value: unknown): void {
  if (value === undefined) delete target[name];
  else target[name] = value;
}

interface Wish {
  kind: PatchKind;
  value: unknown;
}

function changeOne(container: Resource, attribute: Attribute, { sub }: Place, { kind, value }: Wish): void {
  if (!sub) {
    assign(container, attribute.name, single(container, attribute, kind, value));
    return;
  }
  const parts = isObject(container[attribute.name]) ? (container[attribute.name] as Resource) : {};
  assign(parts, sub.name, kind === 'remove' ? undefined : coerced(sub, value));
  assign(container, attribute.name, Object.keys(parts).length > 0 ? parts : undefined);
}

function single(container: Resource, attribute: Attribute, kind: PatchKind, value: unknown): unknown {
  if (kind === 'remove') return undefined;
  const given = coerced(attribute, value);
  const before = container[attribute.name];
  return kind === 'add' && isObject(before) && isObject(given) ? { ...before, ...given } : given;
}

function changeElements(container: Resource, attribute: Attribute, place: Place, wish: Wish): void {
  const before = Array.isArray(container[attribute.name]) ? (container[attribute.name] as unknown[]) : [];
  const after =
    place.where || place.sub
      ? chosenElements(attribute, place, before, wish)
      : allElements(attribute, before, wish);
  assign(container, attribute.name, coerced(attribute, after));
}

/** The one that was given last is the primary one. */
const demoted = (elements: unknown[], given: unknown[]) =>
  given.some((element) => isObject(element) && element.primary === true)
    ? elements.map((element) =>
        isObject(element) && element.primary === true ? { ...element, primary: false } : element,
      )
    : elements;

function allElements(attribute: Attribute, before: unknown[], { kind, value }: Wish): unknown[] {
  const given = (coerced(attribute, value) as unknown[] | undefined) ?? [];
  if (kind === 'replace') return given;
  if (kind === 'add') {
    const come = given.filter((one) => !before.some((element) => isDeepStrictEqual(element, one)));
    const kept = before.filter((element) => !come.some((one) => isSameAndKind(element, one)));
    return [...demoted(kept, come), ...come];
  }
  if (given.length === 0) return [];
  return before.filter((element) => !given.some((one) => isSame(element, one)));
}

/** The same value of the same kind comes again with other parts: it replaces the one before. */
const isSameAndKind = (element: unknown, other: unknown) =>
  isSame(element, other) && isObject(element) && isObject(other) && element.type === other.type;

/** Two elements with the same value are the same; others must be equal. */
function isSame(element: unknown, other: unknown): boolean {
  if (!isObject(element) || !isObject(other)) return element === other;
  return 'value' in other ? element.value === other.value : isDeepStrictEqual(element, other);
}

function chosenElements(
  attribute: Attribute,
  { where, sub }: Place,
  before: unknown[],
  wish: Wish,
): unknown[] {
  const fits = (element: unknown) => !where || elementMatches(attribute, element, where);
  if (wish.kind === 'remove' && !sub) return before.filter((element) => !fits(element));
  const given = wish.kind === 'remove' ? undefined : partsToSet(attribute, sub, wish.value);
  const chosen = before.filter(fits);
  if (chosen.length === 0) {
    if (wish.kind === 'remove') return before;
    return [...demoted(before, [given]), { ...implied(attribute, where), ...given }];
  }
  const others = given?.primary === true ? demoted(before, [given]) : before;
  return others.map((element, index) => {
    if (!fits(before[index]) || !isObject(element)) return element;
    if (given) return { ...element, ...given };
    const { [sub!.name]: _, ...rest } = element;
    return rest;
  });
}

function partsToSet(attribute: Attribute, sub: Attribute | undefined, value: unknown): Resource {
  if (sub) return { [sub.name]: coerced(sub, value) };
  const parts = coerced({ ...attribute, multiValued: false }, value);
  return isObject(parts) ? parts : {};
}

/** Entra adds `emails[type eq "work"].value` to somebody who has no such address: the filter says what it must be. */
function implied(attribute: Attribute, where: Filter | undefined): Resource {
  if (!where) return {};
  const parts = where.kind === 'and' ? where.parts : [where];
  const entries = parts.map((part) => {
    if (part.kind !== 'compare' || part.operator !== 'eq') {
      throw badRequest('noTarget', `No value of ${attribute.name} fits the filter.`);
    }
    const sub = attribute.subAttributes?.find(({ name }) => name.toLowerCase() === part.path.toLowerCase());
    if (!sub) throw badRequest('invalidFilter', `${attribute.name} has no part ${quoted(part.path)}.`);
    return [sub.name, coerced(sub, part.literal)] as const;
  });
  return Object.fromEntries(entries);
}
