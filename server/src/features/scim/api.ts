/** Management API of directory sync: settings, tokens, people, groups and the event log of a connector. */
import { z } from 'zod';
import { forbidden } from '../../kernel/errors/index.ts';
import { searchParameter, timestamp } from '../../kernel/http/fields.ts';
import {
  defineListRoute,
  defineRoute,
  holds,
  type RequestTenant,
  type Route,
} from '../../kernel/http/index.ts';
import { fold } from '../../protocol/identifiers.ts';
import type { Scim } from './service.ts';
import { type DirectorySync, deletions, type ScimToken, type SyncCounts } from './store.ts';
import { listEvents, outcomes, type StoredEvent } from './store-events.ts';
import { countGroups, findGroups, groupSizes } from './store-groups.ts';
import { managementOf } from './store-users.ts';
import { tokenDays } from './tokens.ts';

const tag = 'Directory sync';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'sso.connector_not_found';
const path = '/sso-connectors/:id/scim';

const states = ['off', 'waiting', 'working', 'failing'] as const;

const syncOut = z
  .object({
    enabled: z.boolean(),
    state: z
      .enum(states)
      .describe('`waiting`: on, and no request yet. `failing`: the last thing that happened was a refusal.'),
    baseUrl: z.string().describe('What an identity provider calls the tenant or base URL.'),
    onDelete: z
      .enum(deletions)
      .describe('What a DELETE does to a person that the sync has made. Others are suspended only.'),
    people: z.int(),
    activePeople: z.int(),
    groups: z.int(),
    lastRequestAt: timestamp.nullable(),
    lastChangeAt: timestamp.nullable(),
    lastProblemAt: timestamp.nullable(),
    version: z.int(),
  })
  .meta({ id: 'DirectorySync' });

function stateOf({ enabled, lastRequestAt, lastChangeAt, lastProblemAt }: DirectorySync) {
  if (!enabled) return 'off';
  if (!lastRequestAt && !lastProblemAt) return 'waiting';
  const isFailing = lastProblemAt !== null && lastProblemAt > (lastChangeAt ?? new Date(0));
  return isFailing && lastProblemAt >= (lastRequestAt ?? lastProblemAt) ? 'failing' : 'working';
}

const syncToOut = (
  { baseUrl }: RequestTenant,
  { connectorId, ...sync }: DirectorySync,
  counts: SyncCounts,
): z.input<typeof syncOut> => ({
  ...sync,
  ...counts,
  state: stateOf({ connectorId, ...sync }),
  baseUrl: `${baseUrl}/scim/v2/${connectorId}`,
});

const tokenFields = {
  id: z.string(),
  hint: z.string().describe('How the token begins.'),
  state: z.enum(['valid', 'expired']),
  expiresAt: timestamp,
  lastUsedAt: timestamp.nullable(),
  createdAt: timestamp,
};
const tokenOut = z.object(tokenFields).meta({ id: 'DirectorySyncToken' });
const newTokenOut = z
  .object({ ...tokenFields, value: z.string().nullable().describe('Shown this once.') })
  .meta({ id: 'NewDirectorySyncToken' });

const tokenToOut = ({ expired, ...token }: ScimToken): z.input<typeof tokenOut> => ({
  ...token,
  state: expired ? 'expired' : 'valid',
});

const names = z.array(z.string());
const eventOut = z
  .object({
    id: z.string(),
    method: z.string(),
    path: z.string().describe('Below the base URL.'),
    resource: z.enum(['User', 'Group']).nullable(),
    resourceId: z.string().nullable(),
    subject: z.string().nullable().describe('The userName or the name of the group.'),
    status: z.int(),
    outcome: z.enum(outcomes),
    problem: z.string().nullable().describe('What the identity provider was told.'),
    changed: names.describe('Names of attributes; values are not kept.'),
    ignored: names.describe('What the identity provider sent and nobody knows here.'),
    remarks: names,
    tokenId: z.string().nullable(),
    address: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    milliseconds: z.int(),
    createdAt: timestamp,
  })
  .meta({ id: 'DirectorySyncEvent' });

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const eventToOut = ({ details, resource, ...event }: StoredEvent): z.input<typeof eventOut> => ({
  ...event,
  resource: resource === 'User' || resource === 'Group' ? resource : null,
  changed: listed(details.changed),
  ignored: listed(details.ignored),
  remarks: listed(details.remarks),
});

const groupOut = z
  .object({
    id: z.string(),
    displayName: z.string(),
    externalId: z.string().nullable(),
    members: z.int(),
    roleIds: z.array(z.string()).describe('What being in the group brings.'),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'DirectoryGroup' });

const managementOut = z
  .object({
    connectorId: z.string(),
    userName: z.string(),
    externalId: z.string().nullable(),
    active: z.boolean().describe('What the directory says.'),
    attributes: z.record(z.string(), z.unknown()).describe("The directory's attributes, in SCIM's names."),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'DirectoryManagement' });

export function scimRoutes(scim: Scim): Route[] {
  return [...settingsRoutes(scim), ...tokenRoutes(scim), ...logRoutes(scim), ...directoryRoutes(scim)];
}

function settingsRoutes(scim: Scim): Route[] {
  return [
    defineRoute({
      method: 'get',
      path,
      tag,
      summary: 'Get the directory sync of a connector',
      permission: read,
      response: syncOut,
      versioned: true,
      errors: [notFound],
      handler: async ({ tenant, db, params: { id } }) =>
        syncToOut(tenant, await scim.find(db, id), await scim.counts(db, id)),
    }),
    defineRoute({
      method: 'patch',
      path,
      tag,
      summary: 'Switch directory sync on or off, and say what a deletion does',
      description: 'Switched off, every request of the directory is refused; people and groups stay.',
      permission: write,
      body: z.strictObject({ enabled: z.boolean().optional(), onDelete: z.enum(deletions).optional() }),
      response: syncOut,
      versioned: true,
      errors: [notFound],
      handler: async ({ tenant, db, params: { id }, body, version }) =>
        syncToOut(tenant, await scim.update(db, id, body, { version }), await scim.counts(db, id)),
    }),
  ];
}

function tokenRoutes({ tokens }: Scim): Route[] {
  return [
    defineListRoute({
      path: `${path}/tokens`,
      tag,
      summary: 'List the tokens of a directory sync',
      permission: read,
      item: tokenOut,
      errors: [notFound],
      async handler({ db, params: { id }, page: { offset, limit } }) {
        const all = await tokens.list(db, id);
        return { items: all.slice(offset, offset + limit).map(tokenToOut), total: all.length };
      },
    }),
    defineRoute({
      method: 'post',
      path: `${path}/tokens`,
      tag,
      summary: 'Make a token for the directory',
      description: 'Two are valid at once, so that one can be replaced without a pause.',
      permission: write,
      body: z.strictObject({
        expiresInDays: z.int().min(tokenDays.least).max(tokenDays.most).default(tokenDays.usual),
      }),
      response: newTokenOut,
      status: 201,
      idempotent: true,
      shownOnce: ['value'],
      errors: [notFound, 'scim.too_many_tokens'],
      handler: ({ params: { id }, body, write: change }) =>
        change(async (tx) => {
          const { value, ...token } = await tokens.create(tx, id, body.expiresInDays);
          return { ...tokenToOut(token), value };
        }),
    }),
    defineRoute({
      method: 'delete',
      path: `${path}/tokens/:token`,
      tag,
      summary: 'Revoke a token of a directory',
      description: 'The next request with it is refused.',
      permission: write,
      response: null,
      errors: ['scim.token_not_found'],
      handler: ({ db, params: { id, token } }) => tokens.revoke(db, id, token),
    }),
  ];
}

function logRoutes(scim: Scim): Route[] {
  return [
    defineListRoute({
      path: `${path}/events`,
      tag,
      summary: 'List what the directory asked for, newest first',
      description: 'Reads are kept for 3 days, what changed nothing for 14, changes and refusals for 90.',
      permission: read,
      query: z.strictObject({
        outcome: z.enum(outcomes).optional(),
        resource: z.enum(['User', 'Group']).optional(),
        search: searchParameter
          .optional()
          .describe('A part of the userName or of the name of a group; or an id.'),
      }),
      item: eventOut,
      errors: [notFound],
      async handler({ db, params: { id }, query: { search, ...query }, page }) {
        await scim.find(db, id);
        const text = search === undefined ? undefined : fold(search);
        const { items, total } = await listEvents(db, id, { ...query, search: text, ...page });
        return { items: items.map(eventToOut), total };
      },
    }),
  ];
}

function directoryRoutes(scim: Scim): Route[] {
  return [
    defineListRoute({
      path: `${path}/groups`,
      tag,
      summary: 'List the groups that the directory has sent',
      permission: read,
      item: groupOut,
      errors: [notFound],
      async handler({ db, params: { id }, page }) {
        await scim.find(db, id);
        const groups = await findGroups(db, id, {}, page);
        const sizes = await groupSizes(
          db,
          id,
          groups.map((group) => group.id),
        );
        const roles = await scim.groupRoles.ofGroups(
          db,
          id,
          groups.map((group) => group.id),
        );
        const items = groups.map((group) => ({
          ...group,
          members: sizes.get(group.id) ?? 0,
          roleIds: roles.get(group.id) ?? [],
        }));
        return { items, total: await countGroups(db, id) };
      },
    }),
    defineRoute({
      method: 'put',
      path: `${path}/groups/:group/roles`,
      tag,
      summary: 'Set the roles that a group of the directory brings',
      description:
        'Its members have them at once, from the source `scim:{connector}`. Also asks for `users:write`, which is what giving roles to people takes.',
      permission: write,
      body: z.strictObject({ roleIds: z.array(z.string().max(64)).max(100) }),
      response: null,
      errors: ['scim.group_not_found', 'role.unknown'],
      async handler({ db, params: { id, group }, body, permissions }) {
        if (!holds(permissions, 'users:write')) throw forbidden('users:write');
        await scim.groupRoles.assign(db, id, group, body.roleIds);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/users/:id/directory-sync',
      tag,
      summary: 'Tell which directories manage a user',
      permission: 'users:read',
      response: z.array(managementOut),
      errors: [],
      handler: async ({ db, params: { id } }) =>
        (await managementOf(db, id)).map(({ resource, ...management }) => ({
          ...management,
          attributes: resource,
        })),
    }),
  ];
}
