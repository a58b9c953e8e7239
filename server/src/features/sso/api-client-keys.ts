/** Routes of what connectors prove themselves with: in the management API, and the key sets that providers read. */
import { Hono } from 'hono';
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { type AppEnv, defineRoute, type Route } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { ClientCredentials, Credentials } from './oidc/client-credentials.ts';

const tag = 'Enterprise SSO';

const credentialsOut = z
  .object({
    method: z.string().describe('The client authentication of the connector.'),
    federation: z
      .object({ issuer: z.string(), subject: z.string(), audience: z.string() })
      .nullable()
      .describe('To be entered at Entra ID as a federated credential, letter by letter.'),
    jwksUri: z.string().nullable().describe('Where the provider reads the public keys.'),
    keys: z.array(
      z.object({
        id: z.string().describe('The `kid`.'),
        status: z.enum(['next', 'current', 'previous']),
        publicJwk: z.record(z.string(), z.unknown()),
        certificate: z.string().describe('Self-signed, PEM.'),
        thumbprint: z.string().describe('SHA-1 of the certificate, as Entra ID shows it.'),
        createdAt: timestamp,
        activatedAt: timestamp.nullable(),
        retiredAt: timestamp.nullable().describe('When a previous key leaves the key set.'),
        expiresAt: timestamp.describe('When the certificate ends.'),
      }),
    ),
  })
  .meta({ id: 'SsoClientCredentials' });

const toOut = ({ keys, ...credentials }: Credentials): z.input<typeof credentialsOut> => ({
  ...credentials,
  keys: keys.map(({ privateJwk: _, publicJwk, fingerprint, thumbprint: _t, ...key }) => ({
    ...key,
    publicJwk: { ...publicJwk },
    thumbprint: fingerprint,
  })),
});

export function clientKeyRoutes(credentials: ClientCredentials): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/client-credentials',
      tag,
      summary: 'Get what an SSO connector proves itself with at its provider',
      description: 'Keys are made when they are first asked for; private keys never leave the server.',
      permission: 'sso-connectors:read',
      response: credentialsOut,
      errors: ['sso.connector_not_found', 'sso.keys_unused'],
      handler: async ({ tenant, params }) => toOut(await credentials.get(tenant as Tenant, params.id)),
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/client-credentials/rotate',
      tag,
      summary: 'Rotate the keys of an SSO connector',
      description:
        'The next key signs from now on; the present one stays published for 7 days. With a certificate, upload the next one at the provider before. Federated credentials share the keys of the tenant.',
      permission: 'sso-connectors:write',
      body: z.strictObject({
        force: z
          .boolean()
          .default(false)
          .describe('Without waiting a day for providers to see the next key.'),
      }),
      response: credentialsOut,
      errors: [
        'sso.connector_not_found',
        'sso.keys_unused',
        'sso.keys_too_soon',
        'sso.keys_rotated_meanwhile',
      ],
      handler: async ({ tenant, params, body }) =>
        toOut(await credentials.rotate(tenant as Tenant, params.id, body)),
    }),
  ];
}

/** Below the tenant's base, for providers. */
export function createKeySets(credentials: ClientCredentials): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sso/:id{[a-z0-9][a-z0-9_-]{0,39}}/jwks', async (c) => {
    const keys = await credentials.published(c.get('tenant') as Tenant, c.req.param('id'));
    return c.json(keys, 200, {
      'content-type': 'application/jwk-set+json',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    });
  });
  return routes;
}
