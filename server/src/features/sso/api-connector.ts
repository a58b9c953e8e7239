/** Connectors and domains as the management API shows them. */
import { z } from 'zod';
import { timestamp } from '../../kernel/http/fields.ts';
import { recordOf } from './domains.ts';
import { hindrances } from './history/revision.ts';
import { signOutUrisOf } from './logout.ts';
import { attributeMappingSchema } from './mapping/attributes.ts';
import { roleMappingSchema } from './mapping/roles.ts';
import { connectorStates, stateOf } from './policy.ts';
import { presetOf } from './presets/catalogue.ts';
import { returnAddressOf } from './requests.ts';
import { type Connector, type ConnectorDomain, displaySchema, syncProfileSchema } from './schema.ts';
import { tokenStorageSchema } from './tokens/schema.ts';

export const domainOut = z
  .object({
    name: z.string(),
    proved: z.boolean(),
    provedBy: z.enum(['dns', 'operator']).nullable(),
    provedAt: timestamp.nullable(),
    lastCheckedAt: timestamp.nullable(),
    missingSince: timestamp
      .nullable()
      .describe('Since when the daily look at the DNS has found the proof no more. The proof stays.'),
    record: z
      .object({ type: z.literal('TXT'), name: z.string(), value: z.string() })
      .describe('Proves the domain.'),
  })
  .meta({ id: 'SsoDomain' });

const rolledBackOut = z
  .object({
    done: z.boolean().describe('false: the change is still in force, for the reason in `why`.'),
    why: z
      .enum(hindrances)
      .nullable()
      .describe(
        '`secret-expired`: the earlier secret has ended. `lets-others-in`: the change decides who may come in. ' +
          '`trusts-again`: only a certificate that the change took out speaks for it. `unusable`: the earlier ' +
          'connection is not valid any more.',
      ),
    at: timestamp,
    from: z.int().describe('The version with the change.'),
    to: z.int().describe('The last version that had succeeded before.'),
    fields: z.array(z.string()),
    attempts: z.int(),
    failed: z.int(),
    causes: z.array(z.string()),
  })
  .meta({ id: 'SsoRollBack' });

export const connectorOut = z
  .object({
    id: z.string(),
    name: z.string(),
    provider: z.string(),
    config: z.record(z.string(), z.unknown()).describe('Without its secrets.'),
    hasClientSecret: z.boolean(),
    display: displaySchema,
    syncProfile: syncProfileSchema,
    attributeMapping: attributeMappingSchema,
    roleMapping: roleMappingSchema.nullable(),
    enabled: z.boolean().describe('Offered, and found by addresses of its proved domains.'),
    enforced: z
      .boolean()
      .describe('When it is enabled, the people of its proved domains may use nothing else.'),
    organizationId: z.string().nullable(),
    tokenStorage: tokenStorageSchema,
    state: z
      .enum(connectorStates)
      .describe('`draft` → `tested` → `enabled` → `enforced`; `disabled` after that.'),
    testedAt: timestamp
      .nullable()
      .describe(
        'When a test or sign-in last passed; null when none has since config or secret were changed.',
      ),
    administratorAt: timestamp
      .nullable()
      .describe('When an administrator came through the connection as it is now: needed for enforcement.'),
    administratorId: z.string().nullable(),
    revision: z
      .int()
      .describe('Which version of the connection it is, counted by its changes: see its `versions`.'),
    revisedAt: timestamp.nullable().describe('When the connection or a mapping was last changed.'),
    rolledBack: rolledBackOut.nullable().describe('What failing sign-ins brought about, until it was read.'),
    automaticRollBack: z.boolean(),
    domains: z.array(domainOut),
    redirectUri: z.string().describe('To be registered at the identity provider.'),
    signOut: z
      .object({
        postLogoutRedirectUri: z.string().describe('Where browsers come back to from signing out there.'),
        backchannelLogoutUri: z.string().describe('Where the provider tells that somebody signed out there.'),
        frontchannelLogoutUri: z.string().describe('The same in a frame; `sid` and `iss` are needed.'),
      })
      .nullable()
      .describe('To be registered at an OpenID provider that can sign people out; null for other protocols.'),
    version: z.int(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'SsoConnector' });

export const domainToOut = (domain: ConnectorDomain): z.input<typeof domainOut> => ({
  ...domain,
  proved: domain.provedAt !== null,
  record: { type: 'TXT', ...recordOf(domain) },
});

export const connectorToOut = (
  tenant: { baseUrl: string },
  connector: Connector,
): z.input<typeof connectorOut> => ({
  ...connector,
  state: stateOf(connector),
  config: { ...connector.config },
  domains: connector.domains.map(domainToOut),
  redirectUri: returnAddressOf(tenant, connector),
  rolledBack: connector.rolledBack && {
    ...connector.rolledBack,
    why: connector.rolledBack.why ?? null,
    at: new Date(connector.rolledBack.at),
  },
  signOut: presetOf(connector.provider).protocol === 'oidc' ? signOutUrisOf(tenant, connector.id) : null,
});
