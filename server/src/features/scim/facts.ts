/** What of a directory's person becomes part of the user here: pure, no I/O. */

import { parseEmail } from '../../protocol/identifiers.ts';
import { isObject, type Resource } from '../../protocol/scim/evaluate.ts';
import { profileSchema, type User, type UserPatch, type UserProfile } from '../users/index.ts';

const list = (value: unknown): Resource[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/**
 * The address by which the person is known here: the primary one, else the one of work, else the first, else a
 * userName that is one. The others are kept as data and identify nobody.
 */
export function emailOf(resource: Resource): string | undefined {
  const emails = list(resource.emails);
  const ofWork = emails.find(({ type }) => String(type).toLowerCase() === 'work');
  const chosen = emails.find(({ primary }) => primary === true) ?? ofWork ?? emails[0];
  return (
    textOf(chosen?.value) ?? (parseEmail(String(resource.userName)) ? String(resource.userName) : undefined)
  );
}

export interface LocalFacts {
  name: string | undefined;
  profile: UserProfile;
}

const fromName = {
  given_name: 'givenName',
  family_name: 'familyName',
  middle_name: 'middleName',
} as const;

function nameOf(resource: Resource): string | undefined {
  const parts = isObject(resource.name) ? resource.name : {};
  const both = [parts.givenName, parts.familyName].filter((part) => textOf(part) !== undefined).join(' ');
  const name = textOf(resource.displayName) ?? textOf(parts.formatted) ?? textOf(both);
  return name !== undefined && name.length <= 256 ? name : undefined;
}

/** Only what a user may have: a locale that is none stays with the directory. */
export function factsOf(resource: Resource): LocalFacts {
  const parts = isObject(resource.name) ? resource.name : {};
  const candidates: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(fromName).map(([claim, name]) => [claim, parts[name]])),
    nickname: resource.nickName,
    preferred_username: resource.userName,
    zoneinfo: resource.timezone,
    locale: resource.locale,
  };
  const valid = Object.entries(candidates).filter(
    ([claim, value]) => textOf(value) !== undefined && profileSchema.safeParse({ [claim]: value }).success,
  );
  return { name: nameOf(resource), profile: Object.fromEntries(valid) };
}

const claims = [...Object.keys(fromName), 'nickname', 'preferred_username', 'zoneinfo', 'locale'] as const;

/** What the user has to become: only where the directory says something else than before. */
export function userPatch(
  user: Pick<User, 'name' | 'profile'>,
  before: LocalFacts | undefined,
  after: LocalFacts,
): UserPatch {
  const profile: Record<string, unknown> = { ...user.profile };
  for (const claim of claims) {
    const key = claim as keyof UserProfile;
    if (before && before.profile[key] === after.profile[key]) continue;
    if (after.profile[key] !== undefined) profile[claim] = after.profile[key];
    else if (before) delete profile[claim];
  }
  const isNewName = after.name !== before?.name && after.name !== undefined && after.name !== user.name;
  return {
    ...(isNewName && { name: after.name }),
    ...(JSON.stringify(profile) !== JSON.stringify(user.profile) && { profile: profile as UserProfile }),
  };
}

/** Names of the attributes in which two resources differ. */
export function changedNames(before: Resource, after: Resource): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

const isGuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
const isOktaId = (text: string) => /^00u[A-Za-z0-9]{17}$/.test(text);

/** A key that a directory gives once and never again. */
export const isKey = (text: string) => isGuid(text) || isOktaId(text);

/** Entra says its object id by SAML in this attribute, whatever the connector knows the person by. */
const entraObjectId = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** What of an identity may be the directory's key of the person: Entra's attribute, else the last part of `tid/oid`. */
export interface KeyedIdentity {
  subject: string;
  claims: Readonly<Record<string, unknown>>;
}

export function keyOf({ subject, claims }: KeyedIdentity): string {
  const objectId = Object.hasOwn(claims, entraObjectId) ? claims[entraObjectId] : undefined;
  if (typeof objectId === 'string' && isGuid(objectId)) return objectId;
  return subject.split('/').at(-1) ?? subject;
}

/**
 * Two keys of one kind that differ are two people. An externalId of another kind (Entra's default is mailNickname)
 * says nothing.
 */
export function areDifferentPeople(externalId: string, identity: KeyedIdentity): boolean {
  const key = keyOf(identity);
  const sameKind = (isGuid(externalId) && isGuid(key)) || (isOktaId(externalId) && isOktaId(key));
  return sameKind && externalId.toLowerCase() !== key.toLowerCase();
}
