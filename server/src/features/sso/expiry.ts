/** What of a connector ends some day, as facts for the expiry radar: each part says what it knows of itself. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Connectors } from './connectors.ts';
import { presetOf } from './presets/catalogue.ts';
import { samlExpiryFacts } from './saml/expiry.ts';
import type { Connector, ConnectorDomain } from './schema.ts';
import { endsOfCertificates, fetchedMetadata } from './store-expiry.ts';

export const expiryKinds = [
  'client-secret',
  'client-key',
  'saml-certificate',
  'saml-metadata',
  'domain-proof',
  'custom-domain-proof',
  'scim-token',
] as const;
export type ExpiryKind = (typeof expiryKinds)[number];

export interface ExpiryFact {
  kind: ExpiryKind;
  /** Names the thing within its tenant, also when it is renewed. */
  key: string;
  /** Which of its kind, for people. */
  name: string;
  /** Null when nobody has said it. */
  expiresAt: Date | null;
  /** Told of when it has ended, not before: a record that is missing for a day is no news. */
  tellsAtTheEndOnly?: boolean;
  /** Below the tenant's address in the console: the form that renews it. */
  renewalPath: string;
  connector: { id: string; name: string } | null;
}

/** How long a proof may be missing before anybody is told. */
const graceDays = 7;
const day = 24 * 3_600_000;

const pathOf = ({ id }: Pick<Connector, 'id'>, rest: string) => `enterprise-sso/${id}/${rest}`;

const isSigning = (method: unknown) =>
  method === 'private_key_jwt' || method === 'certificate' || method === 'federated_credential';

/** By the connector's config: a date such as 2027-05-31, on which the secret still works. */
function secretFacts(connector: Connector): ExpiryFact[] {
  const { id, name, config, hasClientSecret } = connector;
  const given = config.clientSecretExpiresAt;
  // Where an assertion takes its place there need be none.
  const signs = isSigning(config.clientAuthentication) && given === undefined;
  if (!hasClientSecret || !('clientId' in config) || signs) return [];
  const end = typeof given === 'string' ? Date.parse(`${given}T23:59:59Z`) : Number.NaN;
  return [
    {
      kind: 'client-secret',
      key: `sso-connector:${id}:client-secret`,
      name,
      expiresAt: Number.isNaN(end) ? null : new Date(end),
      // Without a date there is nothing to renew yet: the form has the field for it.
      renewalPath: pathOf(connector, given === undefined ? 'connection' : 'connection?renew=secret'),
      connector: { id, name },
    },
  ];
}

function domainFacts(connector: Connector): ExpiryFact[] {
  const missing = (domain: ConnectorDomain) => domain.provedAt !== null && domain.missingSince !== null;
  return connector.domains.filter(missing).map((domain) => ({
    kind: 'domain-proof',
    key: `sso-connector:${connector.id}:domain:${domain.name}`,
    name: domain.name,
    expiresAt: new Date(domain.missingSince!.getTime() + graceDays * day),
    tellsAtTheEndOnly: true,
    renewalPath: pathOf(connector, `connection?domain=${domain.name}`),
    connector: { id: connector.id, name: connector.name },
  }));
}

/** Of one connector, without looking anywhere else. */
export const expiryFactsOf = (connector: Connector): ExpiryFact[] => [
  ...secretFacts(connector),
  ...domainFacts(connector),
];

const batch = 200;

/** Certificates that an administrator has uploaded at the provider; keys that are published renew themselves. */
async function certificateFacts(db: TenantDb, connectors: readonly Connector[]): Promise<ExpiryFact[]> {
  const signing = connectors.filter(({ config }) => config.clientAuthentication === 'certificate');
  if (signing.length === 0) return [];
  const ends = await endsOfCertificates(db);
  return signing.flatMap((connector) => {
    const expiresAt = ends.get(connector.id);
    if (!expiresAt) return [];
    const { id, name } = connector;
    return [
      {
        kind: 'client-key' as const,
        key: `sso-connector:${id}:client-key`,
        name,
        expiresAt,
        renewalPath: pathOf(connector, 'connection'),
        connector: { id, name },
      },
    ];
  });
}

async function samlFacts(db: TenantDb, connectors: readonly Connector[]): Promise<ExpiryFact[]> {
  const ofSaml = connectors.filter(({ provider }) => presetOf(provider).protocol === 'saml');
  if (ofSaml.length === 0) return [];
  const fetched = new Map(
    (await fetchedMetadata(db)).map(({ connectorId, url, document, problem }) => [
      connectorId,
      {
        url,
        certificates: document.certificates,
        validUntil: document.validUntil,
        failing: problem !== null,
      },
    ]),
  );
  return ofSaml.flatMap((connector) => {
    const known = fetched.get(connector.id);
    // What was fetched before somebody entered the provider by hand, or at another address, counts no more.
    return samlExpiryFacts(connector, known?.url === connector.config.metadataUrl ? known : undefined);
  });
}

/** Of all connectors of a tenant. */
export async function allExpiryFacts(
  connectors: Pick<Connectors, 'list'>,
  db: TenantDb,
): Promise<ExpiryFact[]> {
  const facts: ExpiryFact[] = [];
  for (let offset = 0; ; offset += batch) {
    const { connectors: found } = await connectors.list(db, { limit: batch, offset });
    facts.push(...found.flatMap(expiryFactsOf), ...(await certificateFacts(db, found)));
    facts.push(...(await samlFacts(db, found)));
    if (found.length < batch) return facts;
  }
}
