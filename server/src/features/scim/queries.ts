/**
 * Lists (RFC 7644 section 3.4.2). What a filter compares with eq in an index is asked of the database; everything
 * else is judged here, among a bounded number of resources. Without sorting the order is that of creation, so that
 * pages neither overlap nor leave anybody out.
 */

import { fold } from '../../protocol/identifiers.ts';
import { checkFilter, isObject, matches, type Resource, sorterBy } from '../../protocol/scim/evaluate.ts';
import { type Filter, parseFilter, pathsOf } from '../../protocol/scim/filter.ts';
import { placeOf } from '../../protocol/scim/path.ts';
import { isWanted, namesIn, type Projection, project } from '../../protocol/scim/project.ts';
import { groupShape, type ResourceShape, userShape } from '../../protocol/scim/schema.ts';
import { badRequest } from '../../protocol/scim/scim-error.ts';
import { groupResources, type Place, userResources } from './resources.ts';
import { countGroups, findGroups } from './store-groups.ts';
import { countUsers, findUsers, searchedWithin } from './store-users.ts';

export const maxResults = 200;
const defaultResults = 100;
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

export interface Query extends Projection {
  filter: Filter | undefined;
  sortBy: string | undefined;
  isDescending: boolean;
  startIndex: number;
  count: number;
}

/** RFC 7644 section 3.4.2.4: less than the least is the least. */
function wholeNumber(
  name: string,
  value: unknown,
  { otherwise, least }: { otherwise: number; least: number },
) {
  if (value === undefined || value === null || value === '') return otherwise;
  const text = String(value).trim();
  if (!/^-?\d{1,9}$/.test(text)) throw badRequest('invalidValue', `${name} must be a whole number.`);
  return Math.max(least, Number(text));
}

const textOr = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** From a query string or a search request; the names are the same in any spelling. */
export function readQuery(given: Iterable<readonly [string, unknown]>): Query {
  const fields = new Map<string, unknown>();
  for (const [name, value] of given)
    if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value);
  const filter = textOr(fields.get('filter'));
  const sortOrder = String(fields.get('sortorder') ?? 'ascending').toLowerCase();
  if (sortOrder !== 'ascending' && sortOrder !== 'descending') {
    throw badRequest('invalidValue', 'sortOrder must be ascending or descending.');
  }
  return {
    filter: filter === undefined ? undefined : parseFilter(filter),
    sortBy: textOr(fields.get('sortby')),
    isDescending: sortOrder === 'descending',
    startIndex: wholeNumber('startIndex', fields.get('startindex'), { otherwise: 1, least: 1 }),
    count: Math.min(
      maxResults,
      wholeNumber('count', fields.get('count'), { otherwise: defaultResults, least: 0 }),
    ),
    attributes: namesIn(fields.get('attributes')),
    excludedAttributes: namesIn(fields.get('excludedattributes')),
  };
}

export function readSearch(body: unknown): Query {
  if (!isObject(body)) throw badRequest('invalidSyntax', 'The body must be one JSON object.');
  return readQuery(Object.entries(body));
}

/** What every resource that fits must have, as far as an index knows it. */
function indexedKeys(shape: ResourceShape, filter: Filter | undefined): Record<string, string> {
  if (!filter) return {};
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const keys: Record<string, string> = {};
  for (const part of parts) {
    if (part.kind !== 'compare' || part.operator !== 'eq' || typeof part.literal !== 'string') continue;
    const place = placeOf(shape, part.path);
    if (!place?.attribute || place.where || place.extension !== undefined) continue;
    const { name } = place.attribute;
    // Entra asks this way whether somebody is in a group, which may have thousands of members.
    const isMember = name === 'members' && (place.sub ?? { name: 'value' }).name === 'value';
    if (isMember || !place.sub) keys[name] ??= part.literal;
  }
  return keys;
}

interface Source<Row> {
  shape: ResourceShape;
  /** The attribute that costs a query of its own. */
  related: 'groups' | 'members';
  find(keys: Record<string, string>, page: { limit: number; offset: number }): Promise<Row[]>;
  count(): Promise<number>;
  resources(rows: readonly Row[], withRelated: boolean): Promise<Resource[]>;
  /** As far as the filter has to look: not who else is in a group, if it asks for one person only. */
  judgeable(rows: readonly Row[], withRelated: boolean, keys: Record<string, string>): Promise<Resource[]>;
}

interface Found {
  total: number;
  resources: Resource[];
}

async function select<Row>(source: Source<Row>, query: Query): Promise<Found> {
  const { shape, related } = source;
  const isAnswered = isWanted(related, query);
  if (!query.filter && query.sortBy === undefined) {
    const page = { limit: query.count, offset: query.startIndex - 1 };
    const rows = query.count === 0 ? [] : await source.find({}, page);
    return { total: await source.count(), resources: await source.resources(rows, isAnswered) };
  }
  const keys = indexedKeys(shape, query.filter);
  const rows = await source.find(keys, { limit: searchedWithin + 1, offset: 0 });
  if (rows.length > searchedWithin) {
    throw badRequest('tooMany', `Only ${searchedWithin} resources are searched: filter by userName or id.`);
  }
  return judged(source, query, { rows, keys });
}

/** Only what is on the page is looked up in full, unless the filter or the order needs it of all. */
async function judged<Row>(
  source: Source<Row>,
  query: Query,
  { rows, keys }: { rows: readonly Row[]; keys: Record<string, string> },
): Promise<Found> {
  const { shape, related } = source;
  const paths = [...(query.filter ? pathsOf(query.filter) : []), query.sortBy ?? ''];
  const named = paths.filter((path) => path.toLowerCase().includes(related));
  const resources = await source.judgeable(rows, named.length > 0, named.length === 1 ? keys : {});
  const fitting = rows
    .map((row, index) => ({ row, resource: resources[index]! }))
    .filter(({ resource }) => !query.filter || matches(shape, query.filter, resource));
  if (query.sortBy !== undefined) {
    const compare = sorterBy(shape, query.sortBy);
    const direction = query.isDescending ? -1 : 1;
    fitting.sort((one, other) => direction * compare(one.resource, other.resource));
  }
  const page = fitting.slice(query.startIndex - 1, query.startIndex - 1 + query.count);
  const pageRows = page.map(({ row }) => row);
  return { total: fitting.length, resources: await source.resources(pageRows, isWanted(related, query)) };
}

const usersOf = (place: Place): Source<Awaited<ReturnType<typeof findUsers>>[number]> => ({
  shape: userShape,
  related: 'groups',
  find: ({ id, userName, externalId }, page) => {
    const userNameKey = userName === undefined ? undefined : fold(userName);
    const ids = id === undefined ? undefined : [id];
    return findUsers(place.db, place.connectorId, { ids, userNameKey, externalId }, page);
  },
  count: () => countUsers(place.db, place.connectorId),
  resources: (rows, withGroups) => userResources(place, rows, withGroups),
  judgeable: (rows, withGroups) => userResources(place, rows, withGroups),
});

const groupsOf = (place: Place): Source<Awaited<ReturnType<typeof findGroups>>[number]> => ({
  shape: groupShape,
  related: 'members',
  find: ({ id, displayName, externalId, members: memberId }, page) => {
    const displayNameKey = displayName === undefined ? undefined : fold(displayName);
    const ids = id === undefined ? undefined : [id];
    return findGroups(place.db, place.connectorId, { ids, displayNameKey, externalId, memberId }, page);
  },
  count: () => countGroups(place.db, place.connectorId),
  resources: (rows, withMembers) => groupResources(place, rows, withMembers),
  judgeable: (rows, withMembers, { members: userId }) =>
    groupResources(place, rows, withMembers && userId !== undefined ? { userId } : withMembers),
});

const answer = ({ startIndex }: Query, total: number, resources: Resource[]) => ({
  schemas: [listUrn],
  totalResults: total,
  itemsPerPage: resources.length,
  startIndex,
  Resources: resources,
});

async function listOf<Row>(source: Source<Row>, query: Query) {
  if (query.filter) checkFilter(source.shape, query.filter);
  const { total, resources } = await select(source, query);
  return answer(
    query,
    total,
    resources.map((resource) => project(source.shape, resource, query)),
  );
}

export const listUsers = (place: Place, query: Query) => listOf(usersOf(place), query);
export const listGroups = (place: Place, query: Query) => listOf(groupsOf(place), query);

/** People first, then groups, as one list (RFC 7644 section 3.4.3). */
export async function searchAll(place: Place, query: Query) {
  const wide = { ...query, startIndex: 1, count: query.startIndex - 1 + query.count };
  const people = await knowing(usersOf(place), wide);
  const groups = await knowing(groupsOf(place), wide);
  const found = [
    ...people.resources.map((resource) => project(userShape, resource, query)),
    ...groups.resources.map((resource) => project(groupShape, resource, query)),
  ];
  const first = query.startIndex - 1;
  return answer(query, people.total + groups.total, found.slice(first, first + query.count));
}

/** A kind of resource that lacks an attribute of the filter has none that fit. */
async function knowing<Row>(source: Source<Row>, query: Query): Promise<Found> {
  const paths = [...(query.filter ? pathsOf(query.filter) : []), ...(query.sortBy ? [query.sortBy] : [])];
  if (paths.some((path) => !placeOf(source.shape, path)?.attribute)) return { total: 0, resources: [] };
  return select(source, { ...query, count: Math.min(query.count, searchedWithin) });
}
