/** What each address answers (RFC 7644 section 3): a table of resources, methods and what they do. */
import type { Resource } from '../../protocol/scim/evaluate.ts';
import { readPatch } from '../../protocol/scim/patch.ts';
import { isWanted, namesIn, type Projection, project } from '../../protocol/scim/project.ts';
import { groupShape, type ResourceShape, userShape } from '../../protocol/scim/schema.ts';
import { ScimError } from '../../protocol/scim/scim-error.ts';
import { resourceTypes, schemaDocuments, serviceProviderConfig } from './discovery.ts';
import type { Groups } from './groups.ts';
import type { People } from './people.ts';
import { listGroups, listUsers, type Query, readQuery, readSearch, searchAll } from './queries.ts';
import { groupLocation, groupResources, type Place, userLocation, userResources } from './resources.ts';
import { etagOf, namesVersion, type Scope } from './scope.ts';
import { findGroups, type ScimGroup } from './store-groups.ts';
import { findUser, type ScimUser } from './store-users.ts';

export interface ScimRequest {
  method: string;
  /** Of the path below the connector's base URL. */
  segments: readonly string[];
  query: URLSearchParams;
  ifNoneMatch: string | undefined;
  body(): Promise<unknown>;
}

export interface Answer {
  status: number;
  body?: object;
  headers?: Readonly<Record<string, string>>;
}

type Operation = (scope: Scope, request: ScimRequest, id: string) => Promise<Answer>;
type Methods = Readonly<Record<string, Operation>>;

const nothingHere = () => new ScimError(404, 'There is nothing at this address.');

const projectionOf = ({ query }: ScimRequest): Projection => ({
  attributes: namesIn(query.get('attributes')),
  excludedAttributes: namesIn(query.get('excludedAttributes')),
});

/** What differs between Users and Groups. */
interface Kind<Row extends { version: number }> {
  shape: ResourceShape;
  related: 'groups' | 'members';
  idOf(row: Row): string;
  location(place: Place, id: string): string;
  find(scope: Scope, id: string): Promise<Row | undefined>;
  resources(place: Place, rows: Row[], withRelated: boolean): Promise<Resource[]>;
  list(place: Place, query: Query): Promise<object>;
  create(scope: Scope, body: unknown): Promise<Row>;
  replace(scope: Scope, id: string, body: unknown): Promise<Row>;
  patch(scope: Scope, id: string, operations: ReturnType<typeof readPatch>): Promise<Row>;
  remove(scope: Scope, id: string): Promise<void>;
  /** Entra expects no body after a PATCH of a group, and may have thousands of members in one. */
  isPatchAnswered: boolean;
}

function operationsOn<Row extends { version: number }>(kind: Kind<Row>, name: 'User' | 'Group') {
  const shown = async (scope: Scope, row: Row, projection: Projection, status = 200): Promise<Answer> => {
    const [resource = {}] = await kind.resources(scope, [row], isWanted(kind.related, projection));
    return {
      status,
      body: project(kind.shape, resource, projection),
      headers: { etag: etagOf(row.version), ...(status === 201 && { location: locationOf(scope, row) }) },
    };
  };
  const locationOf = (scope: Scope, row: Row) => kind.location(scope, kind.idOf(row));

  const read: Operation = async (scope, request, id) => {
    scope.notes.resourceId = id;
    const row = await kind.find(scope, id);
    if (!row) throw new ScimError(404, `There is no ${name} ${id.slice(0, 60)}.`);
    if (request.ifNoneMatch !== undefined && namesVersion(request.ifNoneMatch, row.version)) {
      return { status: 304, headers: { etag: etagOf(row.version) } };
    }
    return shown(scope, row, projectionOf(request));
  };

  const patch: Operation = async (scope, request, id) => {
    const row = await kind.patch(scope, id, readPatch(await request.body()));
    const projection = projectionOf(request);
    const isAsked = projection.attributes !== undefined || projection.excludedAttributes !== undefined;
    if (kind.isPatchAnswered || isAsked) return shown(scope, row, projection);
    return { status: 204, headers: { etag: etagOf(row.version) } };
  };

  const collection: Methods = {
    GET: async (scope, { query }) => ({ status: 200, body: await kind.list(scope, readQuery(query)) }),
    POST: async (scope, request) =>
      shown(scope, await kind.create(scope, await request.body()), projectionOf(request), 201),
  };
  const one: Methods = {
    GET: read,
    PATCH: patch,
    PUT: async (scope, request, id) =>
      shown(scope, await kind.replace(scope, id, await request.body()), projectionOf(request)),
    DELETE: async (scope, _request, id) => {
      await kind.remove(scope, id);
      return { status: 204 };
    },
  };
  const search: Methods = {
    POST: async (scope, request) => ({
      status: 200,
      body: await kind.list(scope, readSearch(await request.body())),
    }),
  };
  return { name, collection, one, search };
}

const usersKind = (people: People): Kind<ScimUser> => ({
  ...people,
  shape: userShape,
  related: 'groups',
  idOf: ({ userId }) => userId,
  location: userLocation,
  find: ({ db, connectorId }, id) => findUser(db, connectorId, id),
  resources: userResources,
  list: listUsers,
  isPatchAnswered: true,
});

const groupsKind = (groups: Groups): Kind<ScimGroup> => ({
  ...groups,
  shape: groupShape,
  related: 'members',
  idOf: ({ id }) => id,
  location: groupLocation,
  find: async ({ db, connectorId }, id) =>
    (await findGroups(db, connectorId, { ids: [id] }, { limit: 1, offset: 0 }))[0],
  resources: groupResources,
  list: listGroups,
  isPatchAnswered: false,
});

/** RFC 7644 section 4: these take no filter. */
const described = (make: (baseUrl: string, id: string | undefined) => object): Methods => ({
  GET: async ({ baseUrl }, { query, segments }) => {
    if (query.has('filter')) throw new ScimError(403, 'What the server says of itself can not be filtered.');
    return { status: 200, body: make(baseUrl, segments[1]) };
  },
});

const unsupported = (detail: string): Operation => {
  return async () => {
    throw new ScimError(501, detail);
  };
};

const anyMethod = (operation: Operation): Methods =>
  Object.fromEntries(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, operation]));

const documents: Readonly<Record<string, { methods: Methods; hasItems: boolean }>> = {
  serviceproviderconfig: { methods: described(serviceProviderConfig), hasItems: false },
  resourcetypes: { methods: described(resourceTypes), hasItems: true },
  schemas: { methods: described(schemaDocuments), hasItems: true },
};

const single: Readonly<Record<string, Methods>> = {
  me: anyMethod(unsupported('A directory is no person: there is no /Me.')),
  bulk: anyMethod(unsupported('Bulk requests are not supported: send one request for each resource.')),
  '.search': {
    POST: async (scope, request) => ({
      status: 200,
      body: await searchAll(scope, readSearch(await request.body())),
    }),
  },
};

export function createOperations(people: People, groups: Groups) {
  const kinds: Readonly<Record<string, ReturnType<typeof operationsOn>>> = {
    users: operationsOn(usersKind(people), 'User'),
    groups: operationsOn(groupsKind(groups), 'Group'),
  };

  function methodsAt(scope: Scope, [first = '', second, ...more]: readonly string[]): Methods {
    const name = first.toLowerCase();
    if (more.length > 0) throw nothingHere();
    if (Object.hasOwn(kinds, name)) {
      const kind = kinds[name]!;
      scope.notes.resource = kind.name;
      if (second === undefined) return kind.collection;
      return second === '.search' ? kind.search : kind.one;
    }
    if (Object.hasOwn(documents, name)) {
      const { methods, hasItems } = documents[name]!;
      if (second === undefined || hasItems) return methods;
    }
    if (second === undefined && Object.hasOwn(single, name)) return single[name]!;
    throw nothingHere();
  }

  return async function answer(scope: Scope, request: ScimRequest): Promise<Answer> {
    const methods = methodsAt(scope, request.segments);
    const operation = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
    if (!operation) {
      const allow = Object.keys(methods).join(', ');
      throw new ScimError(405, 'This address does not answer to this method.', undefined, { allow });
    }
    return operation(scope, request, request.segments[1] ?? '');
  };
}

export type Operations = ReturnType<typeof createOperations>;
