/** The SAML side of enterprise SSO as routes see it: our metadata, what comes back, our keys. */
import type { Clock } from '../../../kernel/clock/index.ts';
import type { Sealer } from '../../../kernel/crypto/index.ts';
import type { TenantDb } from '../../../kernel/db/index.ts';
import type { JobDefinition } from '../../../kernel/jobs/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Connectors } from '../connectors.ts';
import { presetOf } from '../presets/catalogue.ts';
import type { SamlConfig } from '../presets/saml-preset.ts';
import type { ConnectorProtocol } from '../protocol.ts';
import type { SsoDeps } from '../service.ts';
import type { StoredConnector } from '../store.ts';
import { findConnector } from '../store.ts';
import type { UpstreamSessions } from '../upstream-sessions.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { createSpKeys, type SpKeys } from './keys.ts';
import { createSamlLogout, type SamlLogout } from './logout.ts';
import { createMetadataSource } from './metadata-source.ts';
import { createSamlProtocol } from './protocol.ts';
import { createResponses, type Responses } from './responses.ts';
import { spMetadata } from './sp-metadata.ts';

interface Deps extends Pick<SsoDeps, 'outbound' | 'allowInsecureIssuers'> {
  clock: Clock;
  sealer: Sealer;
  connectors: Pick<Connectors, 'samlPartyOf'>;
  sessions: UpstreamSessions;
}

export interface Saml {
  protocol: ConnectorProtocol;
  keys: SpKeys;
  responses: Responses;
  logout: SamlLogout;
  /** Our metadata for this connector's provider; undefined when it speaks no SAML. */
  metadata(tenant: Tenant, connectorId: string): Promise<string | undefined>;
  /** What an address says now; kept nowhere. @throws SsoFailure */
  readMetadata(url: string, entityId: string | undefined): Promise<IdpMetadata>;
  /** Reads the metadata of providers again before it is too late. */
  refreshJob: JobDefinition<unknown>;
}

const speaksSaml = (connector: StoredConnector | undefined): connector is StoredConnector =>
  connector !== undefined && presetOf(connector.provider).protocol === 'saml';

export function createSaml(deps: Deps): Saml {
  const { connectors } = deps;
  const keys = createSpKeys(deps);
  const source = createMetadataSource(deps);
  const responses = createResponses(deps);
  const logout = createSamlLogout({ ...deps, keys, source, responses });

  const configOf = async (db: TenantDb, connectorId: string): Promise<SamlConfig | undefined> => {
    const connector = await findConnector(db, connectorId);
    return speaksSaml(connector) ? connectors.samlPartyOf({ id: db.tenantId }, connector).config : undefined;
  };

  return {
    protocol: createSamlProtocol({ ...deps, keys, source, logout }),
    keys,
    responses,
    logout,
    readMetadata: source.preview,
    refreshJob: source.refreshJob(configOf),
    async metadata(tenant, connectorId) {
      const connector = await findConnector(tenant.db, connectorId);
      if (!speaksSaml(connector)) return undefined;
      return spMetadata(
        tenant,
        connectorId,
        connectors.samlPartyOf(tenant, connector),
        await keys.all(tenant.db),
      );
    },
  };
}
