/** Sessions and grants of users in the management API. The provider owns their tables. */
import { z } from 'zod';
import { defineErrors } from '../../kernel/errors/index.ts';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/route.ts';
import type { OidcSessions } from '../oidc/index.ts';

const errors = defineErrors({
  'session.not_found': { status: 404, message: 'This user has no session {id}; it may have ended already.' },
  'grant.not_found': { status: 404, message: 'This user has no grant {id}; it may have ended already.' },
});

const sessionOut = z
  .object({
    id: z.string(),
    ssoConnectorId: z
      .string()
      .nullable()
      .describe('The connector that the person signed in through, if any.'),
    details: z.record(z.string(), z.unknown()),
    signedInAt: timestamp.nullable(),
    lastActiveAt: timestamp,
    expiresAt: timestamp,
    applicationIds: z.array(z.string()),
  })
  .meta({ id: 'Session' });

const grantOut = z
  .object({ id: z.string(), applicationId: z.string(), createdAt: timestamp, expiresAt: timestamp })
  .meta({ id: 'Grant' });

export interface SessionRoutesDeps {
  sessions: OidcSessions;
}

export function sessionRoutes({ sessions }: SessionRoutesDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/users/:id/sessions',
      summary: "List a user's live sessions",
      tag: 'sessions',
      permission: 'sessions:read',
      errors: [],
      response: z.array(sessionOut),
      async handler({ db, params }) {
        const list = await sessions.listForUser(db, params.id);
        return list.map(({ uid, ...session }) => ({ ...session, id: uid }));
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/sessions/:session',
      summary: 'End a session',
      description: 'Applications that registered a back-channel logout address are told.',
      tag: 'sessions',
      permission: 'sessions:write',
      errors: ['session.not_found'],
      response: null,
      async handler({ db, params }) {
        const own = await sessions.listForUser(db, params.id);
        const found = own.some((session) => session.uid === params.session);
        if (!found || !(await sessions.end(db, params.session, { revokeGrants: true }))) {
          throw errors['session.not_found']({ id: params.session });
        }
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/sessions',
      summary: 'Sign a user out everywhere',
      description: 'Ends all sessions and revokes everything that applications got, refresh tokens included.',
      tag: 'sessions',
      permission: 'sessions:write',
      errors: [],
      response: null,
      async handler({ db, params }) {
        await sessions.endAllForUser(db, params.id, { revokeGrants: true });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/users/:id/grants',
      summary: 'List what applications got from a user',
      tag: 'sessions',
      permission: 'sessions:read',
      errors: [],
      response: z.array(grantOut),
      handler: ({ db, params }) => sessions.grantsForUser(db, params.id),
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/grants/:grant',
      summary: 'Revoke what an application got from a user',
      tag: 'sessions',
      permission: 'sessions:write',
      errors: ['grant.not_found'],
      response: null,
      async handler({ db, params }) {
        if (!(await sessions.revokeGrant(db, params.id, params.grant))) {
          throw errors['grant.not_found']({ id: params.grant });
        }
      },
    }),
  ];
}
