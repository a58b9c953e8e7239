/** Routes of users, their passwords, external identities and permissions. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { booleanParameter } from '../../kernel/http/fields.ts';
import {
  defineListRoute,
  defineRoute,
  holds,
  type RequestTenant,
  type Route,
} from '../../kernel/http/index.ts';
import { type Access, grantSchema, grantsInputSchema, wantedGrants } from '../access/index.ts';
import type { Roles } from '../roles/index.ts';
import { userRoleRoutes } from './api-roles.ts';
import { errors } from './errors.ts';
import { identityId } from './identities.ts';
import { type User, userInputSchema, userPatchSchema, userSchema } from './schema.ts';
import type { Users } from './service.ts';
import { maxFound, partOfNameWithin } from './store-search.ts';

export interface UserRoutesDeps {
  users: Users;
  access: Access;
  roles: Roles;
  hashPassword(plain: string): Promise<string>;
  /** Throws a typed error when the tenant's policy refuses the password. */
  checkPassword(
    tenant: RequestTenant,
    plain: string,
    identifiers: readonly (string | null | undefined)[],
  ): void;
  /** Administrators of the installation: only who may make administrators may change them. */
  isAdministrator(db: TenantDb, userId: string): Promise<boolean>;
}

const tag = 'Users';
const text = z.string().min(1).max(256);
const password = z.string().min(1).max(1024);

interface Guarded {
  db: TenantDb;
  params: { id: string };
  permissions: readonly string[];
}

export function userRoutes(deps: UserRoutesDeps): Route[] {
  return [
    ...readRoutes(deps),
    ...writeRoutes(deps),
    ...stateRoutes(deps),
    ...identityRoutes(deps),
    ...permissionRoutes(deps),
    ...userRoleRoutes(deps),
  ];
}

async function existing({ users }: UserRoutesDeps, db: TenantDb, id: string): Promise<User> {
  const user = await users.find(db, id);
  if (!user) throw errors['user.not_found']({ id });
  return user;
}

/** Who may write users could otherwise give an administrator a password, and be one. */
async function guard(
  { isAdministrator }: UserRoutesDeps,
  { db, params, permissions }: Guarded,
): Promise<void> {
  if (holds(permissions, 'administrators:write') || !(await isAdministrator(db, params.id))) return;
  throw errors['user.is_administrator']();
}

function readRoutes(deps: UserRoutesDeps): Route[] {
  return [
    defineListRoute({
      path: '/users',
      tag,
      summary: 'List and search users',
      description: `Newest first. A search finds at most ${maxFound} users; a part of a name is looked for among the newest ${partOfNameWithin}, the beginning of a name or identifier among all.`,
      permission: 'users:read',
      query: z.strictObject({
        search: text
          .optional()
          .describe('The beginning of a username, email, phone number or name, a part of a name, or an id.'),
        username: text.optional(),
        email: text.optional(),
        phone: text.optional(),
        suspended: booleanParameter.optional(),
      }),
      item: userSchema,
      errors: [],
      handler: ({ db, query, page }) => deps.users.search(db, { ...query, ...page }),
    }),
    defineRoute({
      method: 'get',
      path: '/users/:id',
      tag,
      summary: 'Get a user',
      permission: 'users:read',
      versioned: true,
      response: userSchema,
      errors: ['user.not_found'],
      handler: ({ db, params }) => existing(deps, db, params.id),
    }),
  ];
}

function writeRoutes(deps: UserRoutesDeps): Route[] {
  const { users } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/users',
      tag,
      summary: 'Create a user',
      permission: 'users:write',
      body: userInputSchema.extend({ password: password.optional() }),
      response: userSchema,
      status: 201,
      idempotent: true,
      versioned: true,
      errors: [
        'user.exists',
        'user.identifier_taken',
        'credential.password_too_short',
        'credential.password_common',
      ],
      handler: async ({ tenant, body: { password: plain, ...input }, write }) => {
        if (plain !== undefined) deps.checkPassword(tenant, plain, [input.username, input.email]);
        const passwordHash = plain === undefined ? null : await deps.hashPassword(plain);
        return write((tx) => users.create(tx, { ...input, passwordHash }));
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/users/:id',
      tag,
      summary: 'Change a user',
      description:
        'Fields that are left out stay as they are; null removes one. profile and customData are replaced as a whole. A new email counts as unverified unless emailVerified is given.',
      permission: 'users:write',
      body: userPatchSchema,
      response: userSchema,
      versioned: true,
      errors: ['user.not_found', 'user.identifier_taken', 'user.is_administrator'],
      handler: async (context) => {
        await guard(deps, context);
        return users.update(context.db, context.params.id, context.body, { version: context.version });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id',
      tag,
      summary: 'Delete a user',
      description: 'Ends their sessions and grants as well.',
      permission: 'users:write',
      response: null,
      versioned: true,
      errors: ['user.not_found', 'user.is_administrator', 'administrator.last_owner'],
      handler: async (context) => {
        await guard(deps, context);
        await users.remove(context.db, context.params.id, { version: context.version });
      },
    }),
  ];
}

function stateRoutes(deps: UserRoutesDeps): Route[] {
  const { users } = deps;
  return [
    defineRoute({
      method: 'post',
      path: '/users/:id/suspend',
      tag,
      summary: 'Suspend a user',
      description: 'They can not sign in, and their sessions and grants end at once.',
      permission: 'users:write',
      response: userSchema,
      errors: ['user.not_found', 'user.is_administrator', 'administrator.last_owner'],
      handler: async (context) => {
        await guard(deps, context);
        return users.suspend(context.db, context.params.id);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/users/:id/resume',
      tag,
      summary: 'Let a suspended user sign in again',
      permission: 'users:write',
      response: userSchema,
      errors: ['user.not_found', 'user.is_administrator'],
      handler: async (context) => {
        await guard(deps, context);
        return users.resume(context.db, context.params.id);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/users/:id/password',
      tag,
      summary: 'Set the password of a user',
      description:
        'Ends their sessions and grants unless endSessions is false. null takes the password away.',
      permission: 'users:write',
      body: z.strictObject({ password: password.nullable(), endSessions: z.boolean().optional() }),
      response: null,
      errors: [
        'user.not_found',
        'user.is_administrator',
        'credential.password_too_short',
        'credential.password_common',
      ],
      handler: async (context) => {
        const { db, params, tenant, body } = context;
        await guard(deps, context);
        const user = await existing(deps, db, params.id);
        if (body.password !== null) deps.checkPassword(tenant, body.password, [user.username, user.email]);
        const hash = body.password === null ? null : await deps.hashPassword(body.password);
        await users.setPasswordHash(db, params.id, hash, { endSessions: body.endSessions ?? true });
      },
    }),
  ];
}

const identitySchema = z
  .object({
    id: z.string(),
    connectorId: z.string(),
    issuer: z.string(),
    subject: z.string(),
    email: z.string().nullable(),
    claims: z.record(z.string(), z.unknown()),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: 'ExternalIdentity' });

function identityRoutes(deps: UserRoutesDeps): Route[] {
  const listed = async (db: TenantDb, userId: string) => {
    await existing(deps, db, userId);
    const identities = await deps.users.listIdentities(db, userId);
    return identities.map((identity) => ({ ...identity, id: identityId(identity) }));
  };
  return [
    defineRoute({
      method: 'get',
      path: '/users/:id/identities',
      tag,
      summary: 'List the external identities of a user',
      permission: 'users:read',
      response: z.array(identitySchema),
      errors: ['user.not_found'],
      handler: ({ db, params }) => listed(db, params.id),
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/identities/:identity',
      tag,
      summary: 'Remove an external identity of a user',
      permission: 'users:write',
      response: null,
      errors: ['user.not_found', 'user.identity_not_found', 'user.is_administrator'],
      handler: async (context) => {
        const { db, params } = context;
        await guard(deps, context);
        const identity = (await listed(db, params.id)).find(({ id }) => id === params.identity);
        if (!identity) throw errors['user.identity_not_found']({ id: params.identity });
        await deps.users.removeIdentity(db, params.id, identity);
      },
    }),
  ];
}

function permissionRoutes(deps: UserRoutesDeps): Route[] {
  const { access } = deps;
  const path = '/users/:id/permissions';
  return [
    defineRoute({
      method: 'get',
      path,
      tag,
      summary: 'List the API permissions of a user',
      description: 'Those given to the user; what everyone has is not listed.',
      permission: 'users:read',
      response: z.array(grantSchema),
      errors: ['user.not_found'],
      handler: async ({ db, params }) => {
        await existing(deps, db, params.id);
        return access.grantsOfUser(db, params.id);
      },
    }),
    defineRoute({
      method: 'put',
      path,
      tag,
      summary: 'Set the API permissions of a user',
      description: 'Replaces everything that was given to the user.',
      permission: 'users:write',
      body: grantsInputSchema,
      response: z.array(grantSchema),
      errors: ['user.not_found', 'api_resource.not_found', 'api_permission.not_found'],
      handler: async ({ db, params, body }) => {
        await existing(deps, db, params.id);
        return access.setUserPermissions(db, params.id, wantedGrants(body));
      },
    }),
  ];
}
