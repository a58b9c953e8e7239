/** Users and Groups as a directory reads them. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Resource } from '../../protocol/scim/evaluate.ts';
import { enterpriseUrn, groupUrn, userUrn } from '../../protocol/scim/schema.ts';
import { badRequest } from '../../protocol/scim/scim-error.ts';
import { etagOf } from './scope.ts';
import { groupsOf, type Member, type Membership, membersOf, type ScimGroup } from './store-groups.ts';
import type { ScimUser } from './store-users.ts';

/** How many memberships one answer can list: a directory that has more asks for fewer groups, or without them. */
export const maxMemberships = 50_000;
const oneMore = maxMemberships + 1;

function bounded<T>(memberships: T[], attribute: 'groups' | 'members'): T[] {
  if (memberships.length <= maxMemberships) return memberships;
  throw badRequest(
    'tooMany',
    `One answer has at most ${maxMemberships} ${attribute}: ask with excludedAttributes=${attribute}, or for fewer resources.`,
  );
}

/** Where the resources of a connector are. */
export interface Place {
  db: TenantDb;
  connectorId: string;
  baseUrl: string;
}

interface Dated {
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const metaOf = (
  resourceType: 'User' | 'Group',
  location: string,
  { version, createdAt, updatedAt }: Dated,
) => ({
  resourceType,
  created: createdAt.toISOString(),
  lastModified: updatedAt.toISOString(),
  location,
  version: etagOf(version),
});

export const userLocation = ({ baseUrl }: Place, id: string) => `${baseUrl}/Users/${encodeURIComponent(id)}`;
export const groupLocation = ({ baseUrl }: Place, id: string) =>
  `${baseUrl}/Groups/${encodeURIComponent(id)}`;

export function userResource(place: Place, user: ScimUser, groups: readonly Membership[] = []): Resource {
  const { resource, userId } = user;
  const listed = groups.map(({ groupId, display }) => ({
    value: groupId,
    $ref: groupLocation(place, groupId),
    display,
    type: 'direct',
  }));
  return {
    schemas: [userUrn, ...(resource[enterpriseUrn] ? [enterpriseUrn] : [])],
    id: userId,
    ...resource,
    ...(listed.length > 0 && { groups: listed }),
    meta: metaOf('User', userLocation(place, userId), user),
  };
}

export function groupResource(place: Place, group: ScimGroup, members: readonly Member[] = []): Resource {
  const { id, displayName, externalId } = group;
  const listed = members.map(({ userId }) => ({
    value: userId,
    $ref: userLocation(place, userId),
    type: 'User',
  }));
  return {
    schemas: [groupUrn],
    id,
    ...(externalId !== null && { externalId }),
    displayName,
    ...(listed.length > 0 && { members: listed }),
    meta: metaOf('Group', groupLocation(place, id), group),
  };
}

function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const item of items) {
    const found = map.get(keyOf(item));
    if (found) found.push(item);
    else map.set(keyOf(item), [item]);
  }
  return map;
}

/** With their groups, by one query for all of them, if these are wanted. */
export async function userResources(place: Place, users: readonly ScimUser[], withGroups: boolean) {
  const ids = users.map(({ userId }) => userId);
  const groups = withGroups ? await groupsOf(place.db, place.connectorId, ids, oneMore) : [];
  const ofUser = byKey(bounded(groups, 'groups'), ({ userId }) => userId);
  return users.map((user) => userResource(place, user, ofUser.get(user.userId)));
}

/** With all their members, or with one of them, by one query for all the groups. */
export async function groupResources(
  place: Place,
  groups: readonly ScimGroup[],
  withMembers: boolean | { userId: string },
) {
  const ids = groups.map(({ id }) => id);
  const only = typeof withMembers === 'object' ? withMembers : {};
  const wanted = { ...only, limit: oneMore };
  const members = withMembers ? await membersOf(place.db, place.connectorId, ids, wanted) : [];
  const ofGroup = byKey(bounded(members, 'members'), ({ groupId }) => groupId);
  return groups.map((group) => groupResource(place, group, ofGroup.get(group.id)));
}
