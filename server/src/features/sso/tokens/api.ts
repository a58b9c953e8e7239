/** Routes of stored tokens: how many people have them, whose they are, and their deletion. Never the tokens. */
import { z } from 'zod';
import { timestamp } from '../../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../../kernel/http/index.ts';
import type { TokenVault } from './service.ts';

const tag = 'Enterprise SSO';

const tokensOut = z
  .object({
    id: z.string().describe('That of the external identity.'),
    connectorId: z.string(),
    issuer: z.string(),
    subject: z.string(),
    scope: z.string().describe('What the access token is for, in the words of the provider.'),
    hasRefreshToken: z
      .boolean()
      .describe('Without one the person signs in again when the access token has run out.'),
    expiresAt: timestamp.nullable().describe('Of the access token; null when the provider does not say.'),
    storedAt: timestamp.describe('The sign-in that they came with.'),
    refreshedAt: timestamp.nullable(),
  })
  .meta({ id: 'SsoStoredTokens' });

export function tokenRoutes(tokens: TokenVault): Route[] {
  return [...connectorTokenRoutes(tokens), ...userTokenRoutes(tokens)];
}

function connectorTokenRoutes(tokens: TokenVault): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/tokens',
      tag,
      summary: 'Count the people whose tokens of the provider are stored',
      permission: 'sso-connectors:read',
      response: z
        .object({
          people: z.int(),
          refreshable: z.int().describe('Of them, those with a refresh token.'),
        })
        .meta({ id: 'SsoTokenCount' }),
      errors: ['sso.connector_not_found'],
      handler: ({ db, params }) => tokens.count(db, params.id),
    }),
    defineRoute({
      method: 'delete',
      path: '/sso-connectors/:id/tokens',
      tag,
      summary: 'Delete all tokens of the provider',
      description:
        'They are revoked at the provider as well, where it can do that. New ones are stored at the next sign-ins.',
      permission: 'sso-connectors:write',
      response: null,
      errors: ['sso.connector_not_found'],
      async handler({ db, params }) {
        await tokens.forgetAll(db, params.id);
      },
    }),
  ];
}

function userTokenRoutes(tokens: TokenVault): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/users/:id/sso-tokens',
      tag,
      summary: 'List which tokens of providers are stored of a user',
      description: 'What they are for and until when; the tokens themselves are shown to nobody.',
      permission: 'users:read',
      response: z.array(tokensOut),
      errors: [],
      handler: ({ db, params }) => tokens.ofUser(db, params.id),
    }),
    defineRoute({
      method: 'delete',
      path: '/users/:id/sso-tokens/:identity',
      tag,
      summary: 'Delete the stored tokens of an external identity of a user',
      description: 'They are revoked at the provider as well, where it can do that.',
      permission: 'users:write',
      response: null,
      errors: ['sso.token_not_found'],
      handler: ({ db, params }) => tokens.forgetOne(db, params.id, params.identity),
    }),
  ];
}
