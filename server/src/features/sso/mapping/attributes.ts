/**
 * From what an identity provider says of a person to a profile here: which claim fills which field. A mapping is
 * a table and no language: the first of the named claims that has a usable value wins. Nothing here trusts a
 * claim's type or size; what can't be used counts as absent.
 */
import { z } from 'zod';
import type { Json } from '../../../kernel/db/index.ts';
import { isUsername, parseGivenEmail } from '../../../protocol/identifiers.ts';

/** A claim by its whole name: SAML's are often addresses, so no character stands for a way into an object. */
const claimName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{C}+$/u, 'must not contain control characters')
  .refine((name) => name.trim() === name, 'must not begin or end with a blank');

const sources = z.array(claimName).min(1).max(10).describe('The first of these claims that has a value.');

const reserved = new Set(['__proto__', 'constructor', 'prototype']);

const customDataKey = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/, 'must be 1 to 64 letters, digits, "_", "." and "-"')
  .refine((key) => !reserved.has(key), 'is a name that JavaScript keeps for itself');

const textTargets = ['email', 'name', 'givenName', 'familyName', 'picture', 'username', 'locale'] as const;
export type TextTarget = (typeof textTargets)[number];

export const attributeMappingSchema = z
  .strictObject({
    email: sources,
    name: sources,
    givenName: sources,
    familyName: sources,
    picture: sources,
    username: sources,
    locale: sources,
    customData: z
      .record(customDataKey, sources)
      .refine((keys) => Object.keys(keys).length <= 50, 'must have at most 50 keys')
      .describe('Key of the custom data → claims.'),
  })
  .partial()
  .describe('Which claims fill which field of the user. A field left out follows the provider preset.');

export type AttributeMapping = z.infer<typeof attributeMappingSchema>;

export type CustomValue = string | number | boolean | (string | number | boolean)[];

export interface MappedProfile extends Partial<Record<TextTarget, string>> {
  customData?: Record<string, CustomValue>;
  /** Which claim each text came from: what a provider says of one claim says nothing of another. */
  from: Partial<Record<TextTarget, string>>;
}

/** What OpenID Connect Core 1.0 section 5.1 calls them. */
export const oidcAttributes: AttributeMapping = {
  email: ['email'],
  name: ['name'],
  givenName: ['given_name'],
  familyName: ['family_name'],
  picture: ['picture'],
};

/** Of a provider whose `picture` is no address for browsers it is not taken. */
export function oidcDefaults({ publicPictures }: { publicPictures: boolean }): AttributeMapping {
  const { picture, ...rest } = oidcAttributes;
  return publicPictures ? { ...rest, picture } : rest;
}

const longestText = 1_024;
const mostItems = 100;
/** For the whole of what one provider may put into somebody's custom data. */
const maxCustomBytes = 8 * 1_024;

/** One line, normalised; undefined when it is anything else or longer than the field. */
function line(value: unknown, max: number): string | undefined {
  // Longer by far than anything wanted: not worth the work.
  if (typeof value !== 'string' || value.length > 4 * longestText) return undefined;
  const text = value.toWellFormed().normalize('NFC').replace(/\p{C}/gu, '').trim();
  return text !== '' && text.length <= max ? text : undefined;
}

function picture(value: unknown): string | undefined {
  const url = line(value, 2_048);
  return url !== undefined && URL.parse(url)?.protocol === 'https:' ? url : undefined;
}

function email(value: unknown): string | undefined {
  return typeof value === 'string' ? parseGivenEmail(value)?.address : undefined;
}

/** RFC 5646, as far as a profile needs it. */
function locale(value: unknown): string | undefined {
  const tag = line(value, 35)?.replaceAll('_', '-');
  return tag !== undefined && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined;
}

function username(value: unknown): string | undefined {
  const text = line(value, 127);
  return text !== undefined && isUsername(text) ? text : undefined;
}

const name = (value: unknown) => line(value, 256);

const readers: Record<TextTarget, (value: unknown) => string | undefined> = {
  email,
  name,
  givenName: name,
  familyName: name,
  picture,
  username,
  locale,
};

type Claims = Readonly<Record<string, Json>>;

/** Own members only: a claim named like a method of objects is no claim. */
const claimOf = (claims: Claims, claim: string): Json | undefined =>
  Object.hasOwn(claims, claim) ? claims[claim] : undefined;

/** SAML attributes may come as lists; of those the first usable value counts. */
function firstOf<T>(value: Json | undefined, read: (item: unknown) => T | undefined): T | undefined {
  if (!Array.isArray(value)) return read(value);
  for (const item of value.slice(0, mostItems)) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function scalar(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  return line(value, longestText);
}

/** A list stays one; a list of nothing usable is no value. */
function customValue(value: Json | undefined): CustomValue | undefined {
  if (!Array.isArray(value)) return scalar(value);
  const items = value.slice(0, mostItems).flatMap((item: Json) => scalar(item) ?? []);
  return items.length > 0 ? items : undefined;
}

function customDataOf(claims: Claims, keys: Readonly<Record<string, readonly string[]>>) {
  const kept: [string, CustomValue][] = [];
  let size = 2;
  for (const [key, names] of Object.entries(keys)) {
    if (reserved.has(key)) continue;
    const value = names.map((claim) => customValue(claimOf(claims, claim))).find((one) => one !== undefined);
    const bytes = value === undefined ? 0 : Buffer.byteLength(JSON.stringify([key, value]));
    if (value === undefined || size + bytes > maxCustomBytes) continue;
    kept.push([key, value]);
    size += bytes;
  }
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Field by field the later mapping replaces the earlier: the preset's first, then the connector's own. */
export function mergedMapping(...mappings: readonly AttributeMapping[]): AttributeMapping {
  return Object.assign({}, ...mappings.map((mapping) => withoutUndefined(mapping)));
}

const withoutUndefined = (mapping: AttributeMapping): AttributeMapping =>
  Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined));

/**
 * The profile that the claims give. Whether its address is *verified* is for the protocol to say, and only about
 * the claim that the address came from (`from.email`).
 */
export function mappedProfile(claims: Claims, ...mappings: readonly AttributeMapping[]): MappedProfile {
  const mapping = mergedMapping(...mappings);
  const profile: MappedProfile = { from: {} };
  for (const target of textTargets) {
    for (const claim of mapping[target] ?? []) {
      const value = firstOf(claimOf(claims, claim), readers[target]);
      if (value === undefined) continue;
      profile[target] = value;
      profile.from[target] = claim;
      break;
    }
  }
  const customData = customDataOf(claims, mapping.customData ?? {});
  return customData ? { ...profile, customData } : profile;
}

/** Without the address, of which the protocol has to say whether it counts. */
export function personOf({
  email: _e,
  from: _f,
  ...person
}: MappedProfile): Omit<MappedProfile, 'email' | 'from'> {
  return person;
}
