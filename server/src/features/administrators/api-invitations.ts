/** Routes of invitations. They answer at the management API of the tenant `admin` only. */
import type { Context } from 'hono';
import { z } from 'zod';
import { placeName } from '../../kernel/html/layout.tsx';
import {
  type AppEnv,
  defineListRoute,
  defineRoute,
  type RequestTenant,
  type Route,
} from '../../kernel/http/index.ts';
import type { Actor } from '../../kernel/http/request-context.ts';
import { invitationMail } from '../../kernel/i18n/mails.ts';
import type { PageContexts } from '../experience/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { assertHere } from './api.ts';
import { invitationInputSchema, invitationSchema, invitationStates } from './schema.ts';
import type { InvitationService, Sending } from './service.ts';

export interface InvitationApiDeps {
  service: InvitationService;
  pageContext: PageContexts;
}

const tag = 'Administrators';
const withLink = invitationSchema
  .extend({
    link: z
      .string()
      .nullable()
      .describe('Shown this once; null when a request is repeated by its Idempotency-Key.'),
  })
  .meta({ id: 'NewAdministratorInvitation' });

interface Asked {
  tenant: RequestTenant;
  actor: Actor;
  c: Context<AppEnv>;
}

/** The mail speaks the language of who invites. */
async function sending(pageContext: PageContexts, { tenant, actor, c }: Asked): Promise<Sending> {
  assertHere(tenant);
  const page = await pageContext(tenant as Tenant, { acceptLanguage: c.req.header('accept-language') });
  const tenantName = placeName(page);
  return {
    actor,
    linkOf: (token) => `${tenant.baseUrl}/invitation/${token}`,
    compose: ({ link, days, role }) =>
      invitationMail(page.t, { link, days, tenantName, role: page.t(`role.${role}`) }),
  };
}

export function invitationRoutes(deps: InvitationApiDeps): Route[] {
  return [...listRoutes(deps), ...sendRoutes(deps)];
}

function listRoutes({ service }: InvitationApiDeps): Route[] {
  return [
    defineListRoute({
      path: '/administrator-invitations',
      tag,
      summary: 'List invitations of administrators',
      description: 'Newest first. What was accepted or has run out stays for 30 days.',
      permission: 'administrators:read',
      query: z.strictObject({ status: z.enum(invitationStates).optional() }),
      item: invitationSchema,
      errors: ['administrator.not_here'],
      handler: async ({ tenant, db, query, page }) => {
        assertHere(tenant);
        return service.list(db, { ...query, ...page });
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/administrator-invitations/:id',
      tag,
      summary: 'Revoke an invitation',
      permission: 'administrators:write',
      response: null,
      errors: ['administrator.not_here', 'administrator_invitation.not_found'],
      handler: async ({ tenant, db, params }) => {
        assertHere(tenant);
        await service.revoke(db, params.id);
      },
    }),
  ];
}

function sendRoutes({ service, pageContext }: InvitationApiDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/administrator-invitations',
      tag,
      summary: 'Invite an administrator',
      description: 'The link is mailed and shown once. It works once, within seven days.',
      permission: 'administrators:write',
      body: invitationInputSchema,
      response: withLink,
      status: 201,
      idempotent: true,
      shownOnce: ['link'],
      errors: [
        'administrator.not_here',
        'administrator.exists',
        'administrator.role_above_own',
        'administrator_invitation.exists',
        'mail.address_invalid',
      ],
      handler: async (context) => {
        const how = await sending(pageContext, context);
        return context.write((tx) => service.create(tx, context.body, how));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/administrator-invitations/:id/resend',
      tag,
      summary: 'Send an invitation again',
      description: 'With a new link for another seven days; the old one ends.',
      permission: 'administrators:write',
      response: withLink,
      errors: [
        'administrator.not_here',
        'administrator.role_above_own',
        'administrator_invitation.not_found',
      ],
      handler: async (context) =>
        service.resend(context.db, context.params.id, await sending(pageContext, context)),
    }),
  ];
}
