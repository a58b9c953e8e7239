/** Routes of SSO: the providers, connectors, their domains, and the traces of attempts. */
import { z } from 'zod';
import { searchParameter } from '../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../kernel/http/index.ts';
import { normalizeDomain } from '../../protocol/domains.ts';
import type { Tenant } from '../tenants/index.ts';
import { causeRoutes } from './api-causes.ts';
import { clientKeyRoutes } from './api-client-keys.ts';
import { connectorOut, connectorToOut, domainOut, domainToOut } from './api-connector.ts';
import { mappingRoutes } from './api-mapping.ts';
import { organizationConnectorRoutes } from './api-organizations.ts';
import { previewRoutes } from './api-preview.ts';
import { renewalRoutes } from './api-renewal.ts';
import { samlKeyRoutes } from './api-saml-keys.ts';
import { settingsRoutes } from './api-settings.ts';
import { testRoutes } from './api-tests.ts';
import { errors } from './errors.ts';
import { historyRoutes } from './history/api.ts';
import { lifeRoutes } from './life/api.ts';
import { attributeMappingSchema } from './mapping/attributes.ts';
import { providers } from './providers.ts';
import { attemptRoutes } from './recorder/api.ts';
import { connectorInputSchema, connectorPatchSchema, domainInputSchema } from './schema.ts';
import type { SsoFeature } from './service.ts';
import { tokenRoutes } from './tokens/api.ts';
import { stepOut } from './trace.ts';

const tag = 'Enterprise SSO';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'sso.connector_not_found';

const providerOut = z
  .object({
    id: z.string(),
    protocol: z.enum(['oidc', 'saml']),
    name: z.string(),
    description: z.string(),
    configSchema: z
      .record(z.string(), z.unknown())
      .describe('JSON Schema of the form: titles, help, placeholders; `secret` fields are never read back.'),
    secretFields: z.array(z.string()),
    attributeMapping: attributeMappingSchema.describe('What the preset maps by itself: field → claims.'),
    setup: z.array(z.object({ title: z.string(), text: z.string() })),
  })
  .meta({ id: 'SsoProvider' });

const checkOut = z
  .object({
    ok: z.boolean(),
    redirectUri: z.string(),
    issuer: z.string().nullable(),
    steps: z.array(stepOut),
  })
  .meta({ id: 'SsoConnectorCheck' });

const storageProblems = ['sso.token_storage_unsupported', 'sso.token_application_unfit'];

export function ssoRoutes(sso: SsoFeature): Route[] {
  return [
    ...providerRoutes(),
    ...connectorRoutes(sso),
    ...lifeRoutes(sso),
    ...historyRoutes(sso),
    ...checkRoutes(sso),
    ...testRoutes(sso),
    ...renewalRoutes(sso),
    ...previewRoutes(sso),
    ...clientKeyRoutes(sso.clientCredentials),
    ...samlKeyRoutes(sso.saml.keys),
    ...tokenRoutes(sso.tokens),
    ...mappingRoutes(sso),
    ...domainRoutes(sso),
    ...organizationConnectorRoutes(sso),
    ...attemptRoutes(sso.recorder),
    ...causeRoutes(),
    ...settingsRoutes(sso.settings),
  ];
}

function providerRoutes(): Route[] {
  const items = [...providers];
  return [
    defineListRoute({
      path: '/sso-providers',
      tag,
      summary: 'List the kinds of identity provider, each with its form',
      permission: read,
      item: providerOut,
      errors: [],
      handler: async ({ page: { offset, limit } }) => ({
        items: items.slice(offset, offset + limit),
        total: items.length,
      }),
    }),
  ];
}

function connectorRoutes({ connectors, life }: SsoFeature): Route[] {
  return [
    defineListRoute({
      path: '/sso-connectors',
      tag,
      summary: 'List SSO connectors',
      permission: read,
      query: z.strictObject({
        search: searchParameter
          .optional()
          .describe('A part of the name or of a domain, or the beginning of the id.'),
      }),
      item: connectorOut,
      errors: [],
      async handler({ tenant, db, query, page }) {
        const { connectors: found, total } = await connectors.list(db, { ...query, ...page });
        return { items: found.map((connector) => connectorToOut(tenant, connector)), total };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors',
      tag,
      summary: 'Create an SSO connector',
      permission: write,
      body: connectorInputSchema,
      response: connectorOut,
      status: 201,
      versioned: true,
      idempotent: true,
      errors: [
        'sso.connector_exists',
        'sso.connector_untested',
        'sso.provider_unknown',
        ...storageProblems,
        ...domainProblems,
      ],
      handler: ({ tenant, body, write: change }) =>
        change(async (tx) => {
          if (body.enabled) throw errors['sso.connector_untested']({ id: body.id ?? body.name });
          return connectorToOut(tenant, await connectors.create(tx, body));
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id',
      tag,
      summary: 'Get an SSO connector',
      permission: read,
      response: connectorOut,
      versioned: true,
      errors: [notFound],
      handler: async ({ tenant, db, params }) => connectorToOut(tenant, await connectors.get(db, params.id)),
    }),
    defineRoute({
      method: 'patch',
      path: '/sso-connectors/:id',
      tag,
      summary: 'Change an SSO connector',
      description:
        'The config is changed field by field: null takes a field out, a secret that is left out stays.',
      permission: write,
      body: connectorPatchSchema,
      response: connectorOut,
      versioned: true,
      errors: [notFound, 'sso.connector_untested', ...storageProblems],
      handler: async ({ tenant, db, params, body, version }) =>
        connectorToOut(tenant, await life.update(db, params.id, body, { version })),
    }),
    defineRoute({
      method: 'delete',
      path: '/sso-connectors/:id',
      tag,
      summary: 'Delete an SSO connector',
      description: 'Its people can no longer sign in by it; their accounts stay.',
      permission: write,
      response: null,
      versioned: true,
      errors: [notFound],
      handler: ({ db, params, version }) => connectors.remove(db, params.id, { version }),
    }),
  ];
}

function checkRoutes(sso: SsoFeature): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/check',
      tag,
      summary: 'Look at the identity provider now',
      description:
        'Fetches its metadata and keys and says what works and what is wrong. Nobody is signed in.',
      permission: write,
      response: checkOut,
      errors: [notFound],
      handler: ({ tenant, params }) => sso.check(tenant as Tenant, params.id),
    }),
  ];
}

const domainProblems = [
  'sso.domain_malformed',
  'sso.domain_public_suffix',
  'sso.domain_public_mail',
  'sso.domain_taken',
];

/** Under which name a domain in a path is stored. */
function domainIn({ domain }: { domain: string }): string {
  const normalized = normalizeDomain(domain);
  if (!normalized) throw errors['sso.domain_not_found']({ domain });
  return normalized;
}

function domainRoutes(sso: SsoFeature): Route[] {
  const { connectors } = sso;
  return [
    defineListRoute({
      path: '/sso-connectors/:id/domains',
      tag,
      summary: 'List the domains of an SSO connector',
      permission: read,
      item: domainOut,
      errors: [notFound],
      async handler({ db, params, page: { offset, limit } }) {
        const { domains } = await connectors.get(db, params.id);
        return { items: domains.slice(offset, offset + limit).map(domainToOut), total: domains.length };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/domains',
      tag,
      summary: 'Add a domain to an SSO connector',
      description: 'Adding one that is there changes nothing, except that an operator may vouch for it.',
      permission: write,
      body: domainInputSchema,
      response: connectorOut,
      errors: [notFound, ...domainProblems],
      handler: async ({ tenant, db, params, body }) =>
        connectorToOut(tenant, await connectors.addDomain(db, params.id, body)),
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/domains/:domain/verify',
      tag,
      summary: 'Look for the proof of a domain in the DNS',
      permission: write,
      response: connectorOut,
      errors: [notFound, 'sso.domain_not_found', 'sso.domain_unproved', 'sso.dns_unreachable'],
      handler: async ({ tenant, db, params }) =>
        connectorToOut(tenant, await sso.verifyDomain(db, params.id, domainIn(params))),
    }),
    defineRoute({
      method: 'delete',
      path: '/sso-connectors/:id/domains/:domain',
      tag,
      summary: 'Remove a domain from an SSO connector',
      permission: write,
      response: null,
      errors: [notFound, 'sso.domain_not_found'],
      async handler({ db, params }) {
        await connectors.removeDomain(db, params.id, domainIn(params));
      },
    }),
  ];
}
