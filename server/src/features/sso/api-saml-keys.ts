/**
 * Routes of our own keys towards SAML providers: one set for a tenant. The next one is published first, so that
 * providers can be told before it signs.
 */
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { SpKey, SpKeys } from './saml/keys.ts';

const tag = 'Enterprise SSO';

const keysOut = z
  .object({
    keys: z.array(
      z.object({
        id: z.string(),
        status: z
          .enum(['next', 'current', 'previous'])
          .describe('The current one signs; all of them open what was encrypted for them.'),
        certificate: z.string().describe('Self-signed, PEM.'),
        fingerprint: z.string().describe('SHA-256 of the certificate.'),
        createdAt: timestamp,
        expiresAt: timestamp.describe('When the certificate ends.'),
      }),
    ),
  })
  .meta({ id: 'SsoSamlKeys' });

function toOut(keys: readonly SpKey[]): z.input<typeof keysOut> {
  return {
    keys: keys.map(({ id, status, certificate, createdAt }) => {
      const { fingerprint256: fingerprint, validToDate: expiresAt } = new X509Certificate(certificate);
      return { id, status: status as SpKey['status'], certificate, fingerprint, createdAt, expiresAt };
    }),
  };
}

const shared = 'All SAML connectors of the tenant share them.';

export function samlKeyRoutes(keys: SpKeys): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/saml-keys',
      tag,
      summary: 'Get our keys towards SAML identity providers',
      description: `They sign our requests and open encrypted assertions. ${shared} The first is made when it is first asked for; private keys never leave the server.`,
      permission: 'sso-connectors:read',
      response: keysOut,
      errors: [],
      handler: async ({ tenant }) => toOut(await keys.all((tenant as Tenant).db)),
    }),
    defineRoute({
      method: 'post',
      path: '/saml-keys/next',
      tag,
      summary: 'Publish the next SAML key',
      description:
        'It stands in our metadata as a second signing key and does nothing yet. Providers that do not read our metadata by themselves have to be given its certificate now.',
      permission: 'sso-connectors:write',
      response: keysOut,
      errors: ['sso.saml_key_is_prepared'],
      handler: async ({ tenant }) => {
        const { db } = tenant as Tenant;
        await keys.prepare(db);
        return toOut(await keys.all(db));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/saml-keys/rotate',
      tag,
      summary: 'Rotate the SAML keys',
      description: `The next key signs from now on; the present one only opens what is still encrypted for it, until the rotation after this one. ${shared}`,
      permission: 'sso-connectors:write',
      body: z.strictObject({
        force: z
          .boolean()
          .default(false)
          .describe('Without waiting a day for providers to see the next key: after a leak.'),
      }),
      response: keysOut,
      errors: ['sso.saml_key_not_prepared', 'sso.keys_too_soon'],
      handler: async ({ tenant, body }) => {
        const { db } = tenant as Tenant;
        await keys.rotate(db, body);
        return toOut(await keys.all(db));
      },
    }),
  ];
}
