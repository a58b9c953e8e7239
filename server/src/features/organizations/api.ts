/** Routes of organizations and their members. */
import { z } from 'zod';
import type { TenantDb } from '../../kernel/db/index.ts';
import { forbidden } from '../../kernel/errors/index.ts';
import { searchParameter } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, holds, type Route } from '../../kernel/http/index.ts';
import {
  memberSchema,
  type Organization,
  organizationInputSchema,
  organizationPatchSchema,
  organizationSchema,
} from './schema.ts';
import type { Organizations } from './service.ts';

const tag = 'Organizations';
const read = 'organizations:read';
const write = 'organizations:write';
const notFound = 'organization.not_found';

export function organizationRoutes(organizations: Organizations): Route[] {
  return [...readRoutes(organizations), ...writeRoutes(organizations), ...memberRoutes(organizations)];
}

async function withCounts(organizations: Organizations, db: TenantDb, list: readonly Organization[]) {
  const counts = await organizations.countMembers(
    db,
    list.map(({ id }) => id),
  );
  return list.map((one) => ({ ...one, memberCount: counts.get(one.id) ?? 0 }));
}

async function withCount(organizations: Organizations, db: TenantDb, one: Organization) {
  const [counted] = await withCounts(organizations, db, [one]);
  return counted!;
}

function readRoutes(organizations: Organizations): Route[] {
  return [
    defineListRoute({
      path: '/organizations',
      tag,
      summary: 'List organizations',
      permission: read,
      query: z.strictObject({
        search: searchParameter
          .optional()
          .describe('A part of the name or description, or the beginning of the id.'),
      }),
      item: organizationSchema,
      errors: [],
      async handler({ db, query, page }) {
        const { organizations: found, total } = await organizations.list(db, { ...query, ...page });
        return { items: await withCounts(organizations, db, found), total };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/organizations/:id',
      tag,
      summary: 'Get an organization',
      permission: read,
      response: organizationSchema,
      versioned: true,
      errors: [notFound],
      handler: async ({ db, params }) => withCount(organizations, db, await organizations.get(db, params.id)),
    }),
    defineRoute({
      method: 'get',
      path: '/users/:id/organizations',
      tag,
      summary: 'List the organizations of a user',
      description: 'At most 100: as many as a token names.',
      permission: read,
      response: z.array(z.object({ id: z.string(), name: z.string(), description: z.string().nullable() })),
      errors: [],
      handler: ({ db, params }) => organizations.ofUser(db, params.id),
    }),
  ];
}

function writeRoutes(organizations: Organizations): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/organizations',
      tag,
      summary: 'Create an organization',
      permission: write,
      body: organizationInputSchema,
      response: organizationSchema,
      status: 201,
      versioned: true,
      idempotent: true,
      errors: ['organization.exists'],
      handler: ({ body, write: change }) =>
        change(async (tx) => ({ ...(await organizations.create(tx, body)), memberCount: 0 })),
    }),
    defineRoute({
      method: 'patch',
      path: '/organizations/:id',
      tag,
      summary: 'Change an organization',
      permission: write,
      body: organizationPatchSchema,
      response: organizationSchema,
      versioned: true,
      errors: [notFound],
      handler: async ({ db, params, body, version }) =>
        withCount(organizations, db, await organizations.update(db, params.id, body, { version })),
    }),
    defineRoute({
      method: 'delete',
      path: '/organizations/:id',
      tag,
      summary: 'Delete an organization',
      description: 'Its members stay as users. One that has SSO connectors is not deleted.',
      permission: write,
      response: null,
      versioned: true,
      errors: [notFound, 'organization.has_connectors'],
      handler: ({ db, params, version }) => organizations.remove(db, params.id, { version }),
    }),
  ];
}

function memberRoutes(organizations: Organizations): Route[] {
  return [
    defineListRoute({
      path: '/organizations/:id/members',
      tag,
      summary: 'List the members of an organization, newest first',
      description: 'Also asks for `users:read`: names and addresses of people are in it.',
      permission: read,
      item: memberSchema,
      errors: [notFound],
      handler: ({ db, params, page, permissions }) => {
        if (!holds(permissions, 'users:read')) throw forbidden('users:read');
        return organizations.members(db, params.id, page);
      },
    }),
    defineRoute({
      method: 'put',
      path: '/organizations/:id/members/:user',
      tag,
      summary: 'Make a user a member of an organization',
      description: 'Of who is a member already nothing changes.',
      permission: write,
      response: null,
      errors: [notFound, 'organization.user_not_found'],
      handler: ({ db, params }) => organizations.addMember(db, params.id, params.user),
    }),
    defineRoute({
      method: 'delete',
      path: '/organizations/:id/members/:user',
      tag,
      summary: 'Remove a user from an organization',
      description:
        'Who signs in through a connector of the organization is a member again: suspend people who should not.',
      permission: write,
      response: null,
      errors: [notFound, 'organization.member_not_found'],
      handler: ({ db, params }) => organizations.removeMember(db, params.id, params.user),
    }),
  ];
}
