/** Names of the SSO connectors by their ids, for people who may see them. */
import { useApiQuery } from '../../app/queries.ts';
import { usePermissions } from '../../app/session.tsx';

export function useConnectorNames(): ReadonlyMap<string, string> {
  const { can } = usePermissions();
  const { data } = useApiQuery(
    ['sso-connectors', 'names'],
    (api, signal) => api.ssoConnectors.list({ pageSize: 100 }, { signal }),
    { enabled: can('sso-connectors:read') },
  );
  return new Map(data?.items.map(({ id, name }) => [id, name]));
}
