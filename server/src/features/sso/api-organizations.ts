/** The connectors of an organization. Which organization a connector belongs to is a field of the connector. */
import { defineListRoute, type Route } from '../../kernel/http/index.ts';
import { connectorOut, connectorToOut } from './api-connector.ts';
import type { SsoFeature } from './service.ts';

export function organizationConnectorRoutes({ connectors }: SsoFeature): Route[] {
  return [
    defineListRoute({
      path: '/organizations/:id/connectors',
      tag: 'Organizations',
      summary: 'List the SSO connectors of an organization',
      description: 'A connector joins an organization by its own field `organizationId`.',
      permission: 'sso-connectors:read',
      item: connectorOut,
      errors: [],
      async handler({ tenant, db, params, page: { offset, limit } }) {
        const found = await connectors.ofOrganization(db, params.id);
        const items = found.slice(offset, offset + limit).map((one) => connectorToOut(tenant, one));
        return { items, total: found.length };
      },
    }),
  ];
}
