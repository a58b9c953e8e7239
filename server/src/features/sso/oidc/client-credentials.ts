/**
 * What an administrator enters at a provider so that a connector needs no secret there: the values of a federated
 * credential, a certificate, the address of a key set. And what the world may read of it.
 */
import type { JWK } from 'jose';
import type { SystemDb, TenantDb } from '../../../kernel/db/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import { errors } from '../errors.ts';
import { presetOf } from '../presets/catalogue.ts';
import type { ClientAuthentication } from '../presets/preset.ts';
import type { StoredConnector } from '../store.ts';
import { type Federation, federationOf, keyOwnerOf, methodOf, usesSecret } from './client-authentication.ts';
import { type ClientKey, type ClientKeys, publicKeySet } from './client-keys.ts';

type Place = Pick<Tenant, 'id' | 'db' | 'baseUrl' | 'issuers'>;

export interface Credentials {
  method: ClientAuthentication;
  /** Of a federated credential at Entra. */
  federation: Federation | null;
  /** Where the provider reads the keys. */
  jwksUri: string | null;
  keys: ClientKey[];
}

export interface ClientCredentials {
  /** Makes the keys at first use. */
  get(tenant: Place, connectorId: string): Promise<Credentials>;
  /** @throws sso.keys_too_soon, sso.keys_unused */
  rotate(tenant: Place, connectorId: string, options: { force: boolean }): Promise<Credentials>;
  /** The key set of a connector, for everybody. */
  published(tenant: Pick<Tenant, 'id' | 'db'>, connectorId: string): Promise<{ keys: JWK[] }>;
  /** The keys behind the tenant's federated credentials, for its issuer's key set. */
  federated(tenant: Pick<Tenant, 'id' | 'db'>): Promise<JWK[]>;
  /** What a recurring job calls. */
  rotateDue(system: SystemDb, forTenant: (id: string) => TenantDb): Promise<number>;
}

interface Deps {
  connectors: Pick<Connectors, 'existing' | 'partyOf'>;
  clientKeys: ClientKeys;
}

export const jwksUriOf = ({ baseUrl }: Pick<Tenant, 'baseUrl'>, connectorId: string): string =>
  `${baseUrl}/sso/${connectorId}/jwks`;

export function createClientCredentials({ connectors, clientKeys }: Deps): ClientCredentials {
  function methodAndIssuer(tenant: Pick<Tenant, 'id'>, connector: StoredConnector) {
    if (presetOf(connector.provider).protocol !== 'oidc')
      throw errors['sso.keys_unused']({ id: connector.id });
    const party = connectors.partyOf(tenant, connector);
    return { method: methodOf(party), issuer: party.config.issuer };
  }

  const show = (
    tenant: Place,
    connectorId: string,
    { method, issuer }: { method: ClientAuthentication; issuer: string },
    keys: ClientKey[],
  ): Credentials => ({
    method,
    federation: method === 'federated_credential' ? federationOf(tenant, connectorId, issuer) : null,
    jwksUri: method === 'private_key_jwt' ? jwksUriOf(tenant, connectorId) : null,
    keys,
  });

  return {
    async get(tenant, connectorId) {
      const facts = methodAndIssuer(tenant, await connectors.existing(tenant.db, connectorId));
      const keys = usesSecret(facts.method)
        ? []
        : await clientKeys.ready(tenant, keyOwnerOf(facts.method, connectorId));
      return show(tenant, connectorId, facts, keys);
    },
    async rotate(tenant, connectorId, options) {
      const facts = methodAndIssuer(tenant, await connectors.existing(tenant.db, connectorId));
      if (usesSecret(facts.method)) throw errors['sso.keys_unused']({ id: connectorId });
      const keys = await clientKeys.rotate(tenant, keyOwnerOf(facts.method, connectorId), options);
      return show(tenant, connectorId, facts, keys);
    },
    async published(tenant, connectorId) {
      const keys = await clientKeys.published(tenant, connectorId);
      // The same for a connector without keys and for none at all: nobody learns which there are.
      if (keys.length === 0) throw errors['sso.keys_not_found']();
      return publicKeySet(keys);
    },
    federated: async (tenant) => publicKeySet(await clientKeys.published(tenant, null)).keys,
    rotateDue: clientKeys.rotateDue,
  };
}
