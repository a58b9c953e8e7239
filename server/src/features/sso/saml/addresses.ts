/** Our own addresses and names towards a SAML provider. */
import type { Tenant } from '../../tenants/index.ts';
import type { SamlConfig } from '../presets/saml-preset.ts';

type Place = Pick<Tenant, 'baseUrl'>;

const base = (tenant: Place, connectorId: string) => `${tenant.baseUrl}/saml/${connectorId}`;

/** The assertion consumer service: the one address that responses are posted to. */
export const acsUrlOf = (tenant: Place, connectorId: string) => `${base(tenant, connectorId)}/acs`;
export const spMetadataUrlOf = (tenant: Place, connectorId: string) =>
  `${base(tenant, connectorId)}/metadata`;
export const logoutUrlOf = (tenant: Place, connectorId: string) => `${base(tenant, connectorId)}/logout`;

/** What an administrator enters at the provider. */
export const spValuesOf = (tenant: Place, connectorId: string, config: Pick<SamlConfig, 'spEntityId'>) => ({
  acsUrl: acsUrlOf(tenant, connectorId),
  entityId: spEntityIdOf(tenant, connectorId, config),
  metadataUrl: spMetadataUrlOf(tenant, connectorId),
  logoutUrl: logoutUrlOf(tenant, connectorId),
});

export const spEntityIdOf = (
  tenant: Place,
  connectorId: string,
  { spEntityId }: Pick<SamlConfig, 'spEntityId'>,
) => spEntityId ?? spMetadataUrlOf(tenant, connectorId);
