/**
 * Access tokens that applications present to Gatehouse itself, outside the protocol's own endpoints: the opaque ones
 * that userinfo takes as well. Looked at by the same rules as there (RFC 6750; the library's userinfo endpoint).
 */
import type { Provider } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';
import type { ProviderDeps } from './provider.ts';
import { RequestScope, runInScope } from './request-scope.ts';

/** In whose name, by which application, and what for. */
export interface PresentedToken {
  applicationId: string;
  userId: string;
  scopes: ReadonlySet<string>;
  /** How the person signed in: null when it was not by SSO. */
  connectorId: string | null;
}

interface Deps extends Pick<ProviderDeps, 'mayContinue'> {
  providerOf(tenant: Tenant): Promise<Provider>;
}

/** The library's opaque tokens; a JWT is for somebody else's API, and whoever got it there must not use it here. */
const opaque = /^[\w-]{20,128}$/;

export function createPresentedTokens({ providerOf, mayContinue }: Deps) {
  async function read(provider: Provider, scope: RequestScope, value: string) {
    const token = await provider.AccessToken.find(value);
    // One that is bound to a key is worth nothing without its proof (RFC 9449 section 7.1).
    if (!token?.accountId || !token.clientId || token.aud !== undefined || token.isSenderConstrained())
      return undefined;
    const grant = await provider.Grant.find(token.grantId ?? '', { ignoreExpiration: true });
    if (!grant || grant.isExpired) return undefined;
    if (grant.clientId !== token.clientId || grant.accountId !== token.accountId) return undefined;
    const account = scope.accounts.get(token.accountId);
    const connectorId = scope.ssoConnectorId;
    if (!account || account.suspended || !(await mayContinue(scope.tenant, account, connectorId)))
      return undefined;
    const scopes = new Set(grant.getOIDCScopeFiltered(token.scopes).split(' '));
    return { applicationId: token.clientId, userId: token.accountId, scopes, connectorId };
  }

  /** Undefined for every token that counts for nothing now, whatever the reason. */
  return async function find(tenant: Tenant, value: string): Promise<PresentedToken | undefined> {
    if (!opaque.test(value)) return undefined;
    const provider = await providerOf(tenant);
    const scope = new RequestScope(tenant);
    return runInScope(scope, () => read(provider, scope, value));
  };
}
