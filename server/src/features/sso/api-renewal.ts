/** Renewing what a connector proves itself with: new values are entered beside the old ones, tested, then in place. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import type { SsoFeature } from './service.ts';

const renewalInput = z.strictObject({
  config: z
    .record(z.string(), z.unknown())
    .refine((config) => Object.keys(config).length > 0, 'must not be empty')
    .describe('The new values, such as `clientSecret` and `clientSecretExpiresAt`; null takes a field out.'),
});

export function renewalRoutes({ tests }: SsoFeature): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/renewals',
      tag: 'Enterprise SSO',
      summary: 'Start a test with new values, which take the place of the old ones if it passes',
      description:
        'People go on signing in with the old values. Open the address in a browser within ten minutes, once: it ' +
        'leads through a real sign-in with the new ones, as any test. If it fails they are forgotten.',
      permission: 'sso-connectors:write',
      body: renewalInput,
      response: z
        .object({ id: z.string(), url: z.string(), expiresAt: timestamp })
        .meta({ id: 'SsoConnectorRenewalStarted' }),
      status: 201,
      errors: ['sso.connector_not_found'],
      handler: ({ tenant, db, params, body }) =>
        tests.create(tenant, db, params.id, { candidate: body.config }),
    }),
  ];
}
