/** Sign-out at the request of an application (OpenID Connect RP-Initiated Logout 1.0, wire contract section 7). */
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { KeySet } from '../keys/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { sessionCookie } from './cookies.ts';
import type { OidcPages } from './page-set.ts';
import { currentScope } from './request-scope.ts';
import { routes } from './routes.ts';
import { ssoSessionOf } from './store-sessions.ts';

export interface BackchannelLogout {
  applicationId: string;
  userId: string;
  sid: string;
  /** Of the address where the person signed in: the application knows the tenant by its issuer. */
  customDomain: string | null;
}

export interface LogoutDeps {
  /**
   * Where the browser goes to be signed out at the identity provider as well, before it goes on to `returnTo`;
   * undefined when its connector doesn't want that, or its provider can't do it.
   */
  upstreamLogout(
    tenant: Tenant,
    session: { connectorId: string; ssoSession: string },
    returnTo: string,
  ): Promise<string | undefined>;
  queueBackchannelLogout(db: TenantDb, logout: BackchannelLogout): Promise<void>;
  pages: OidcPages;
}

/**
 * After a change of algorithm, a month after a rotation, and after a move to another address of the tenant an
 * honest old hint can't be verified any more.
 */
function isStale(hint: string, keys: KeySet, issuer: string): boolean {
  try {
    const { kid, alg } = decodeProtectedHeader(hint);
    const isOurs = alg === keys.algorithm && keys.signing.some((key) => key.id === kid);
    return !isOurs || decodeJwt(hint).iss !== issuer;
  } catch {
    return false;
  }
}

/** Instead of an error page, the person gets the question whether to sign out. */
export function forgetStaleHint(keys: KeySet, { issuer }: Tenant) {
  return async function forgetStaleHintOf(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.path === routes.end_session) {
      const { id_token_hint: hint, ...query } = ctx.query;
      if (typeof hint === 'string' && isStale(hint, keys, issuer)) ctx.query = query;
    }
    await next();
  };
}

function withState(uri: string, state: unknown): string {
  if (typeof state !== 'string') return uri;
  const url = new URL(uri);
  url.searchParams.set('state', state);
  return url.href;
}

/** The registered address verbatim: a parser must not add a slash that the application didn't register. */
function redirectAway(ctx: KoaContextWithOIDC, tenant: Tenant): void {
  const { post_logout_redirect_uri: uri, state } = ctx.oidc.params ?? {};
  const signedOutPage = `${tenant.issuer}${routes.end_session}/success`;
  ctx.status = 303;
  ctx.body = '';
  ctx.set('location', typeof uri === 'string' ? withState(uri, state) : signedOutPage);
}

const endings: readonly string[] = [routes.end_session, `${routes.end_session}/confirm`];

/** Where a browser goes whose session has ended: by its identity provider where that is wanted, else to `returnTo`. */
export async function wayOut(
  tenant: Tenant,
  { upstreamLogout }: Pick<LogoutDeps, 'upstreamLogout'>,
  { uid, ssoConnectorId: connectorId }: { uid: string; ssoConnectorId: string | null },
  returnTo: string,
): Promise<string> {
  if (!connectorId) return returnTo;
  const ssoSession = await ssoSessionOf(tenant.db, uid);
  if (ssoSession === undefined) return returnTo;
  return (await upstreamLogout(tenant, { connectorId, ssoSession }, returnTo)) ?? returnTo;
}

/** On the way to where the application wanted the browser to go. */
export function signOutUpstream(tenant: Tenant, { upstreamLogout }: Pick<LogoutDeps, 'upstreamLogout'>) {
  return async function signOutUpstreamOf(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (!endings.includes(ctx.path)) return;
    const returnTo = ctx.response.get('location');
    const { endedSessions, loadedSessions } = currentScope();
    const [ended] = [...endedSessions].flatMap((id) => loadedSessions.get(id) ?? []);
    if (!returnTo || !ended) return;
    ctx.set('location', await wayOut(tenant, { upstreamLogout }, ended, returnTo));
  };
}

/** Nobody is signed in: the library would render a form that posts itself by script. */
export function finishWithoutSession(ctx: KoaContextWithOIDC, tenant: Tenant): void {
  const { session } = ctx.oidc;
  if (ctx.status !== 200 || !session || session.accountId) return;
  const scope = currentScope();
  for (const [uid, write] of scope.sessionWrites) if (!write.userId) scope.sessionWrites.delete(uid);
  ctx.remove('set-cookie');
  redirectAway(ctx, tenant);
}

/** Who asks to sign this person out has an ID token of theirs, or is a registered application with a way back. */
function provesItself(ctx: KoaContextWithOIDC): boolean {
  const { params, entities, session } = ctx.oidc;
  const hint = entities.IdTokenHint as { payload?: { sub?: unknown } } | undefined;
  return Boolean(params?.post_logout_redirect_uri) || hint?.payload?.sub === session?.accountId;
}

export function createLogout(tenant: Tenant, deps: LogoutDeps) {
  async function endSession(ctx: KoaContextWithOIDC): Promise<void> {
    const { session, provider } = ctx.oidc;
    const scope = currentScope();
    if (!session?.accountId) return;
    for (const [applicationId, authorization] of Object.entries(session.authorizations ?? {})) {
      const client = await provider.Client.find(applicationId);
      if (client?.backchannelLogoutUri && authorization.sid) {
        await deps.queueBackchannelLogout(tenant.db, {
          applicationId,
          userId: session.accountId,
          sid: authorization.sid,
          customDomain: tenant.customDomain,
        });
      }
      // Refresh tokens for offline access survive a plain sign-out.
      if (authorization.grantId && !authorization.persistsLogout)
        scope.revokedGrants.add(authorization.grantId);
    }
    await session.destroy();
    ctx.cookies.set(provider.cookieName('session'), null, sessionCookie(tenant));
  }

  return {
    /**
     * With a registered address or a valid hint there is nothing to ask; otherwise any page could sign
     * the person out, so a page asks.
     */
    async logoutSource(ctx: KoaContextWithOIDC): Promise<void> {
      if (!provesItself(ctx)) {
        const xsrf = String(ctx.oidc.session?.state?.secret);
        await deps.pages.confirmSignOut(tenant, ctx, {
          action: ctx.oidc.urlFor('end_session_confirm'),
          xsrf,
        });
        return;
      }
      await endSession(ctx);
      redirectAway(ctx, tenant);
    },
  };
}
