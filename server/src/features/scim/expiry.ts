/** When the tokens of directories end, as the expiry radar takes it. */
import type { TenantDb } from '../../kernel/db/index.ts';
import type { ExpiryFact } from '../sso/index.ts';
import { tokensThatEnd } from './store-expiry.ts';

/** Of each connector that is synchronized the token that lasts longest: with it the directory goes on. */
export async function scimExpiryFacts(db: TenantDb): Promise<ExpiryFact[]> {
  const tokens = await tokensThatEnd(db);
  return tokens.map(({ connectorId, connectorName, expiresAt }) => ({
    kind: 'scim-token',
    key: `sso-connector:${connectorId}:scim-token`,
    name: connectorName,
    expiresAt,
    renewalPath: `enterprise-sso/${connectorId}/directory-sync`,
    connector: { id: connectorId, name: connectorName },
  }));
}
