/** Routes on the way to a connector: a look at a provider before it is saved, and one for the simulator. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { defineRoute, type Route } from '../../kernel/http/index.ts';
import { connectorOut, connectorToOut } from './api-connector.ts';
import { previewInputSchema } from './preview.ts';
import type { SsoFeature } from './service.ts';

const tag = 'Enterprise SSO';
const permission = 'sso-connectors:write';

const listOut = z.array(z.string()).optional();

const saidOut = z
  .object({
    issuer: z.string().optional(),
    authorization_endpoint: z.string().optional(),
    token_endpoint: z.string().optional(),
    userinfo_endpoint: z.string().optional(),
    jwks_uri: z.string().optional(),
    end_session_endpoint: z.string().optional(),
    scopes_supported: listOut,
    response_types_supported: listOut,
    code_challenge_methods_supported: listOut,
    token_endpoint_auth_methods_supported: listOut,
    id_token_signing_alg_values_supported: listOut,
  })
  .describe('Members of the OpenID configuration, under their own names.');

const previewOut = z
  .object({
    ok: z.boolean().describe('Whether sign-in can be expected to work; warnings may remain.'),
    issuer: z.string().nullable().describe('What was meant: to be put into the config.'),
    discoveryUrl: z.string().nullable(),
    said: saidOut.nullable(),
    keys: z.int().nullable().describe('How many signing keys the provider publishes.'),
    saml: z
      .object({
        entityId: z.string(),
        ssoUrl: z.string(),
        bindings: z.array(z.string()),
        sloUrl: z.string().nullable(),
        wantsSignedRequests: z.boolean(),
        validUntil: timestamp.nullable(),
        certificates: z.array(
          z.object({ subject: z.string(), fingerprint: z.string(), expiresAt: timestamp }),
        ),
      })
      .nullable()
      .describe('What SAML metadata say.'),
    problems: z.array(
      z.object({
        code: z.string(),
        field: z.string().describe('The field of the config that it belongs to.'),
        severity: z.enum(['error', 'warning']),
        title: z.string(),
        fix: z.string(),
        seen: z.string().optional(),
        suggestion: z.string().optional().describe('What the field should hold instead.'),
      }),
    ),
  })
  .meta({ id: 'SsoProviderPreview' });

const simulatedOut = z
  .object({
    connector: connectorOut,
    simulator: z.object({
      url: z.string(),
      people: z.array(z.object({ username: z.string(), password: z.string().optional() })),
    }),
  })
  .meta({ id: 'SsoSimulatedConnector' });

function simulatedRoute(sso: SsoFeature): Route {
  return defineRoute({
    method: 'post',
    path: '/sso-connectors/simulated',
    tag,
    summary: 'Create a connector for the IdP simulator',
    description:
      'For development tenants on your own machine: a draft for the simulated Entra ID at its usual address, with ' +
      'its redirect address registered there. Called again, it repairs the connector.',
    permission,
    response: simulatedOut,
    errors: ['sso.simulator_not_here', 'sso.simulator_not_running'],
    async handler({ tenant, db }) {
      const { connector, simulator } = await sso.connectSimulator(tenant, db);
      return { connector: connectorToOut(tenant, connector), simulator };
    },
  });
}

export function previewRoutes(sso: SsoFeature): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/sso-connectors/preview',
      tag,
      summary: 'Look at an identity provider before its connector is saved',
      description:
        'Takes what was typed or pasted (the issuer, its OpenID configuration or metadata address, an Entra tenant ' +
        'id or domain alone) and says which issuer is meant, what the provider publishes and what is wrong.',
      permission,
      body: previewInputSchema,
      response: previewOut,
      errors: ['sso.provider_unknown', 'request.rate_limited'],
      handler: ({ db, body, actor, c }) =>
        sso.preview(db, { account: `${actor.type} ${actor.id}`, address: c.get('address') }, body),
    }),
    simulatedRoute(sso),
  ];
}
