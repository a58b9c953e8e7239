/** What of a mapped profile is taken over into a user: all of it by a new one, by an old one as the connector says. */
import { usernameKey } from '../../../protocol/identifiers.ts';
import type { User, UserPatch } from '../../users/index.ts';
import type { ExternalIdentity, SyncProfile } from '../schema.ts';

/** What a new user starts with; whether the username is free is for the caller to find out. */
export function profileOfNewUser(identity: ExternalIdentity): UserPatch {
  return {
    email: identity.email,
    emailVerified: identity.emailVerified,
    ...(identity.name !== undefined && { name: identity.name }),
    ...(identity.picture !== undefined && { picture: identity.picture }),
    profile: profileFields(identity),
    ...(identity.customData && { customData: identity.customData }),
  };
}

function profileFields({ givenName, familyName, locale }: ExternalIdentity) {
  return {
    ...(givenName !== undefined && { given_name: givenName }),
    ...(familyName !== undefined && { family_name: familyName }),
    ...(locale !== undefined && { locale }),
  };
}

/** On the first sign-in only gaps are filled, unless the profile follows the provider always. */
const wins = <T>(sync: SyncProfile, current: T | null | undefined, given: T | undefined) =>
  given !== undefined &&
  (sync === 'every-sign-in' ? JSON.stringify(given) !== JSON.stringify(current) : current == null);

/** As much as a user may keep (kernel/http/fields). */
const maxCustomData = 16 * 1024;

function customDataChanges(
  { customData }: User,
  { customData: given = {} }: ExternalIdentity,
  sync: SyncProfile,
  note: (explanation: string) => void,
): Pick<UserPatch, 'customData'> {
  const changed = Object.entries(given).filter(([key, value]) =>
    wins(sync, Object.hasOwn(customData, key) ? customData[key] : undefined, value),
  );
  if (changed.length === 0) return {};
  const merged = { ...customData, ...Object.fromEntries(changed) };
  if (Buffer.byteLength(JSON.stringify(merged)) <= maxCustomData) return { customData: merged };
  note('The custom data of the account would outgrow 16 kB; it stays as it is.');
  return {};
}

/**
 * What the provider changes in an existing user; undefined when nothing. The address and the username are not
 * decided here.
 */
export function profileChanges(
  user: User,
  identity: ExternalIdentity,
  sync: SyncProfile,
  firstSignIn: boolean,
  note: (explanation: string) => void = () => undefined,
): UserPatch | undefined {
  if (sync === 'first-sign-in' && !firstSignIn) return undefined;
  const fields = profileFields(identity);
  const changed = Object.fromEntries(
    Object.entries(fields).filter(([name, given]) =>
      wins(sync, user.profile[name as keyof typeof fields], given),
    ),
  );
  const patch: UserPatch = {
    ...(wins(sync, user.name, identity.name) && { name: identity.name }),
    ...(wins(sync, user.picture, identity.picture) && { picture: identity.picture }),
    ...(Object.keys(changed).length > 0 && { profile: { ...user.profile, ...changed } }),
    ...customDataChanges(user, identity, sync, note),
  };
  return Object.keys(patch).length > 0 ? patch : undefined;
}

export function mayHaveUsername(
  user: User,
  { username }: ExternalIdentity,
  sync: SyncProfile,
  firstSignIn: boolean,
): boolean {
  if (sync === 'first-sign-in' && !firstSignIn) return false;
  if (username === undefined) return false;
  if (user.username !== null && usernameKey(user.username) === usernameKey(username)) return false;
  return wins(sync, user.username, username);
}
