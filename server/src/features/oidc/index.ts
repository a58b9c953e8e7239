/**
 * The OpenID Provider: authorization, tokens, sessions and grants of every tenant, on the unforked
 * protocol library (docs/decisions/protocol-engine.md). Owns the tables attempts, oidc_sessions,
 * oidc_grants, oidc_tokens and consents.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TenantCache } from '../../kernel/cache/index.ts';
import { randomToken, sha256 } from '../../kernel/crypto/index.ts';
import type { Keys } from '../keys/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { createAttempts } from './attempts.ts';
import { accountApplicationId } from './clients.ts';
import { createHostedPages, type HostedPagesDeps } from './hosted-pages.ts';
import { handleOidc } from './http.ts';
import { createPresentedTokens } from './presented-tokens.ts';
import { type BuiltProvider, buildProvider, type ProviderDeps } from './provider.ts';
import { createResourceLookup, type ResourcesDeps } from './resources.ts';
import { createSessions } from './sessions.ts';

export type { Account, ExternalIdentitySummary } from './account.ts';
export type { Attempt, AttemptApplication, Attempts, Restart, SignInResult } from './attempts.ts';
export { accountApplicationId, consoleApplicationId } from './clients.ts';
export { errors as oidcErrors } from './errors.ts';
export type { BackchannelLogout } from './logout.ts';
export type { CurrentSession, GrantSummary, OidcSessions, SessionSummary } from './sessions.ts';

export interface OidcDeps
  extends Omit<ProviderDeps, 'resourceServerInfo' | 'pages'>,
    ResourcesDeps,
    HostedPagesDeps {
  cache: TenantCache;
  keys: Keys;
}

export type Oidc = ReturnType<typeof createOidc>;

export function createOidc(deps: OidcDeps) {
  const resourceServerInfo = createResourceLookup(deps);
  const pages = createHostedPages(deps);

  /** One Provider per tenant, issuer and configuration: dropped with the tenant's cache when keys or settings change. */
  async function built(tenant: Tenant): Promise<BuiltProvider> {
    const keys = await deps.keys.keySet(tenant);
    return deps.cache.get(tenant.id, `provider:${tenant.issuer}`, async () =>
      buildProvider(tenant, keys, { ...deps, resourceServerInfo, pages }),
    );
  }
  const providerOf = async (tenant: Tenant) => (await built(tenant)).provider;

  const sessions = createSessions({ ...deps, providerOf });
  return {
    sessions,
    presentedToken: createPresentedTokens({ providerOf, mayContinue: deps.mayContinue }),
    attempts: createAttempts({ providerOf, sessions }),
    /** @param path the request's path and query below the tenant's base, from `/oidc` on */
    async handle(tenant: Tenant, req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
      await handleOidc(tenant, await providerOf(tenant), req, res, path);
    },
    async sendBackchannelLogout(
      tenant: Tenant,
      logout: { applicationId: string; userId: string; sid: string },
    ): Promise<void> {
      await (await built(tenant)).sendBackchannelLogout(logout.applicationId, logout.userId, logout.sid);
    },
    /** Starts a sign-in that ends at the hosted account pages. Its code is never redeemed. */
    accountSignInUrl(tenant: Tenant, extra: Record<string, string> = {}): string {
      const query = new URLSearchParams({
        client_id: accountApplicationId,
        redirect_uri: `${tenant.baseUrl}/account/signed-in`,
        response_type: 'code',
        scope: 'openid',
        state: randomToken(16),
        code_challenge: sha256(randomToken(32)),
        code_challenge_method: 'S256',
        ...extra,
      });
      return `${tenant.issuer}/auth?${query}`;
    },
  };
}
