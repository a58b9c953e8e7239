/** Microsoft Graph as far as a sign-in needs it: the groups of the person whose token is shown. */
import { bearer } from './endpoints.ts';
import type { Exchange } from './exchange.ts';
import { personOf } from './token.ts';

const graphError = (status: number, code: string, message: string): Response =>
  Response.json({ error: { code, message } }, { status });

const enough = /^(User\.Read|User\.Read\.All|GroupMember\.Read\.All|Directory\.Read\.All)$/i;

/** `GET /me/transitiveMemberOf`: groups among directory roles, in pages. */
export function graph(x: Exchange): Response {
  const grant = x.world.grants.accessTokens.alive(bearer(x.request), x.world.now);
  if (!grant || grant.directory !== x.directory)
    return graphError(401, 'InvalidAuthenticationToken', 'Access token is empty or has expired.');
  const permissions = [...grant.scope, ...(grant.client.graphPermissions ?? [])];
  if (!permissions.some((permission) => enough.test(permission)))
    return graphError(
      403,
      'Authorization_RequestDenied',
      'Insufficient privileges to complete the operation.',
    );
  const all = [
    { '@odata.type': '#microsoft.graph.directoryRole', id: '62e90394-69f5-4237-9190-012177145e10' },
    ...(personOf(grant).groups ?? []).map((id) => ({ '@odata.type': '#microsoft.graph.group', id })),
  ];
  const top = Math.min(Number(x.parameters.get('$top') ?? 100) || 100, 999);
  const start = Number(x.parameters.get('$skiptoken') ?? 0) || 0;
  const next = start + top < all.length && {
    '@odata.nextLink': `${x.world.url}/v1.0/me/transitiveMemberOf?$select=id&$top=${top}&$skiptoken=${start + top}`,
  };
  return Response.json({ value: all.slice(start, start + top), ...next });
}
