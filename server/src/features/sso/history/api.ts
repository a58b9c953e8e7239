/** Routes of a connector's history. */
import { z } from 'zod';
import { timestamp } from '../../../kernel/http/fields.ts';
import { defineListRoute, defineRoute, type Route } from '../../../kernel/http/index.ts';
import { connectorOut, connectorToOut } from '../api-connector.ts';
import { errors } from '../errors.ts';
import { attributeMappingSchema } from '../mapping/attributes.ts';
import { roleMappingSchema } from '../mapping/roles.ts';
import type { SsoFeature } from '../service.ts';
import { revisionKinds } from './revision.ts';
import { restoreWarnings, type Version, type WholeVersion } from './versions.ts';

const tag = 'Enterprise SSO';
const read = 'sso-connectors:read';
const write = 'sso-connectors:write';
const notFound = 'sso.connector_not_found';

const versionFields = {
  version: z.int(),
  present: z.boolean().describe('It is in force.'),
  madeAt: timestamp,
  madeBy: z
    .object({ type: z.string(), id: z.string().nullable() })
    .nullable()
    .describe('null: nobody knows any more, or the connector was made with it.'),
  how: z.enum(revisionKinds),
  restored: z.int().nullable().describe('The earlier version that was put back by it.'),
  fields: z.array(z.string()).describe('What it changed, by name, such as `config.clientSecret`; no values.'),
  replacedAt: timestamp.nullable(),
  succeeded: z.boolean().describe('Whether a test or a sign-in passed with its connection.'),
  testedAt: timestamp.nullable(),
  firstSuccessAt: timestamp.nullable().describe('Of the sign-ins that are still recorded.'),
  lastSuccessAt: timestamp.nullable(),
  rolledBack: z.boolean().describe('It was taken back because sign-ins failed by it.'),
};

const versionOut = z.object(versionFields).meta({ id: 'SsoConnectorVersion' });

const wholeVersionOut = z
  .object({
    ...versionFields,
    config: z.record(z.string(), z.unknown()).describe('Without its secrets.'),
    hasClientSecret: z.boolean(),
    attributeMapping: attributeMappingSchema,
    roleMapping: roleMappingSchema.nullable(),
    differences: z
      .array(
        z.object({
          field: z.string(),
          secret: z.boolean().describe('It differs; what it is or was is never shown.'),
          earlier: z.unknown().describe('In this version; null when it is absent or secret.'),
          present: z.unknown().describe('In the present version; null when it is absent or secret.'),
        }),
      )
      .describe('What putting it back would change.'),
    warnings: z
      .array(z.enum(restoreWarnings))
      .describe(
        '`never-succeeded`: nobody ever came through this connection. `secret-expired`: its client secret has ' +
          'ended, as far as was said. `in-use`: people sign in by the connector now.',
      ),
  })
  .meta({ id: 'SsoConnectorWholeVersion' });

const versionToOut = ({ made, ...version }: Version): z.input<typeof versionOut> => ({
  ...version,
  madeBy: made && { type: made.by.type, id: made.by.id ?? null },
  how: made?.how ?? 'created',
  restored: made?.restored ?? null,
  fields: made?.fields ?? [],
  succeeded: version.testedAt !== null || version.lastSuccessAt !== null,
});

const wholeToOut = (version: WholeVersion): z.input<typeof wholeVersionOut> => ({
  ...version,
  ...versionToOut(version),
  config: { ...version.config },
  differences: version.differences.map(({ earlier = null, present = null, ...difference }) => ({
    ...difference,
    earlier,
    present,
  })),
});

/** Versions are numbers; anything else names none. */
function versionIn({ version }: { version: string }): number {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw errors['sso.version_not_found']({ version });
  return Number(version);
}

export function historyRoutes({ history }: SsoFeature): Route[] {
  return [
    defineListRoute({
      path: '/sso-connectors/:id/versions',
      tag,
      summary: 'List the versions of a connector’s connection, newest first',
      description:
        'Config, secrets, attribute and role mapping; the first is the present one. The last 20 are kept for 90 days, ' +
        'the last that had succeeded for longer.',
      permission: read,
      item: versionOut,
      errors: [notFound],
      async handler({ db, params, page }) {
        const { versions, total } = await history.list(db, params.id, page);
        return { items: versions.map(versionToOut), total };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/sso-connectors/:id/versions/:version',
      tag,
      summary: 'Get a version, and how it differs from the present one',
      permission: read,
      response: wholeVersionOut,
      errors: [notFound, 'sso.version_not_found'],
      handler: async ({ db, params }) => wholeToOut(await history.get(db, params.id, versionIn(params))),
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/versions/:version/restore',
      tag,
      summary: 'Put an earlier version back',
      description:
        'It becomes a version of its own. A connection that had succeeded counts as tested again, by those who came ' +
        'through it then; one that never had does not. Domains, name and looks stay as they are.',
      permission: write,
      response: connectorOut,
      versioned: true,
      errors: [notFound, 'sso.version_not_found', 'sso.version_present', 'sso.version_unusable'],
      handler: async ({ tenant, db, params, version }) =>
        connectorToOut(tenant, await history.restore(db, params.id, versionIn(params), { version })),
    }),
    defineRoute({
      method: 'post',
      path: '/sso-connectors/:id/roll-back/acknowledge',
      tag,
      summary: 'Say that the news of an automatic roll-back was read',
      permission: write,
      response: connectorOut,
      errors: [notFound],
      handler: async ({ tenant, db, params }) =>
        connectorToOut(tenant, await history.acknowledge(db, params.id)),
    }),
  ];
}
