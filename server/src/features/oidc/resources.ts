/** API resources as the protocol library asks for them (RFC 8707). */
import { errors, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import type { TenantCache } from '../../kernel/cache/index.ts';
import type { Access } from '../access/index.ts';
import { currentScope } from './request-scope.ts';

/** Accepted because published SDKs send it along; tokens for it come with organizations. */
export const organizationsResource = 'urn:logto:resource:organizations';
const defaultTtl = 3600;

export interface ResourcesDeps {
  cache: TenantCache;
  access: Pick<Access, 'resource' | 'permissionsOfUser' | 'permissionsOfApplication'>;
  /** Permissions at the management API behind this indicator; undefined when it is none of them. */
  managementPermissions(
    tenantId: string,
    indicator: string,
    who: { applicationId: string; userId?: string; interactive: boolean },
  ): Promise<string[] | undefined>;
}

function serverInfo(indicator: string, scopes: readonly string[], ttl = defaultTtl): ResourceServer {
  return {
    audience: indicator,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: ttl,
  } as ResourceServer;
}

export function createResourceLookup({ cache, access, managementPermissions }: ResourcesDeps) {
  return async function getResourceServerInfo(
    ctx: KoaContextWithOIDC,
    indicator: string,
  ): Promise<ResourceServer> {
    const { tenant } = currentScope();
    if (indicator.includes('\0'))
      throw new errors.InvalidTarget('resource indicator must be an absolute URI');
    const applicationId = ctx.oidc.client?.clientId ?? '';
    if (indicator === organizationsResource) return serverInfo(indicator, []);

    const userId = ctx.oidc.account?.accountId;
    // Nobody is signed in yet when an authorization request is checked.
    const interactive = ctx.oidc.route !== 'token';
    const who = { applicationId, userId, interactive };
    const management = await managementPermissions(tenant.id, indicator, who);
    if (management) return serverInfo(indicator, management);

    const resource = await access.resource(tenant, indicator);
    if (!resource) throw new errors.InvalidTarget('the resource is not registered at this tenant');
    const all = resource.permissions.map((p) => p.name);
    if (interactive) return serverInfo(indicator, all, resource.accessTokenTtl);
    // What a token carries is decided when it is issued, so a permission taken away is gone at the next refresh.
    const granted = userId
      ? await access.permissionsOfUser(tenant.db, resource.id, userId)
      : await cache.get(tenant.id, `application-permissions:${resource.id}:${applicationId}`, () =>
          access.permissionsOfApplication(tenant.db, resource.id, applicationId),
        );
    return serverInfo(indicator, granted, resource.accessTokenTtl);
  };
}
