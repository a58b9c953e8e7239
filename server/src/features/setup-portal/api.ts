/** Routes of set-up links at the management API. */
import { z } from 'zod';
import { text } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { auditEventSchema, listAuditEvents } from '../audit/index.ts';
import type { Links } from './links.ts';
import { linkInputSchema, linkOut, linkStates, linkWithUrlOut, renewInputSchema } from './schema.ts';

const tag = 'Set-up links';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'setup_link.not_found';

export const openPath = '/sso-setup/open';

const urlOf = ({ baseUrl }: { baseUrl: string }, token: string) => `${baseUrl}${openPath}/${token}`;

export function setupLinkRoutes(links: Links): Route[] {
  return [...listRoutes(links), ...makeRoutes(links), ...lifeRoutes(links)];
}

function listRoutes(links: Links): Route[] {
  return [
    defineListRoute({
      path: '/setup-links',
      tag,
      summary: 'List set-up links with their progress, newest first',
      permission: read,
      query: z.strictObject({ connectorId: text(40).optional(), state: z.enum(linkStates).optional() }),
      item: linkOut,
      errors: [],
      handler: ({ db, query, page }) => links.list(db, { ...query, ...page }),
    }),
    defineRoute({
      method: 'get',
      path: '/setup-links/:id',
      tag,
      summary: 'Get a set-up link',
      permission: read,
      response: linkOut,
      errors: [notFound],
      handler: ({ db, params }) => links.get(db, params.id),
    }),
    defineListRoute({
      path: '/setup-links/:id/events',
      tag,
      summary: 'List what happened with a set-up link, newest first',
      permission: read,
      item: auditEventSchema,
      errors: [notFound],
      async handler({ db, params, page }) {
        const { id } = await links.get(db, params.id);
        return listAuditEvents(db, { subject: id, ...page });
      },
    }),
  ];
}

function makeRoutes(links: Links): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/setup-links',
      tag,
      summary: 'Make a set-up link for a customer',
      description:
        'Whoever has its address connects the customer’s identity provider, without access to the console: nothing ' +
        'else can be reached by it. The address is shown once.',
      permission: write,
      body: linkInputSchema,
      response: linkWithUrlOut,
      status: 201,
      idempotent: true,
      shownOnce: ['url'],
      errors: ['setup_link.provider_not_allowed', 'sso.connector_not_found', 'organization.not_found'],
      handler: ({ tenant, body, actor, write: change }) =>
        change(async (tx) => {
          const { link, token } = await links.create(tx, body, actor);
          return { ...link, url: urlOf(tenant, token) };
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/setup-links/:id/renew',
      tag,
      summary: 'Give a set-up link a new address',
      description: 'The old address ends, and with it every browser that has opened it. The progress stays.',
      permission: write,
      body: renewInputSchema,
      response: linkWithUrlOut,
      errors: [notFound, 'setup_link.revoked'],
      async handler({ tenant, db, params, body }) {
        const { link, token } = await links.renew(db, params.id, body.expiresInDays);
        return { ...link, url: urlOf(tenant, token) };
      },
    }),
  ];
}

function lifeRoutes(links: Links): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/setup-links/:id/revoke',
      tag,
      summary: 'Revoke a set-up link',
      description: 'At once, also for browsers that have opened it. The connector stays as it is.',
      permission: write,
      response: linkOut,
      errors: [notFound],
      handler: ({ db, params }) => links.revoke(db, params.id),
    }),
  ];
}
