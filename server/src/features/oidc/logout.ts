/** Sign-out at the request of an application (OpenID Connect RP-Initiated Logout 1.0, wire contract section 7). */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { TenantDb } from '../../kernel/db/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { OidcPages } from './page-set.ts';
import { currentScope } from './request-scope.ts';

export interface BackchannelLogout {
  applicationId: string;
  userId: string;
  sid: string;
}

export interface LogoutDeps {
  queueBackchannelLogout(db: TenantDb, logout: BackchannelLogout): Promise<void>;
  pages: OidcPages;
}

function withState(uri: string, state: unknown): string {
  if (typeof state !== 'string') return uri;
  const url = new URL(uri);
  url.searchParams.set('state', state);
  return url.href;
}

export function createLogout(tenant: Tenant, deps: LogoutDeps) {
  const signedOutPage = `${tenant.issuer}/session/end/success`;

  /** The registered address verbatim: a parser must not add a slash that the application didn't register. */
  function destination(ctx: KoaContextWithOIDC): string {
    const { post_logout_redirect_uri: uri, state } = ctx.oidc.params ?? {};
    return typeof uri === 'string' ? withState(uri, state) : signedOutPage;
  }

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
        });
      }
      // Refresh tokens for offline access survive a plain sign-out.
      if (authorization.grantId && !authorization.persistsLogout)
        scope.revokedGrants.add(authorization.grantId);
    }
    await session.destroy();
    ctx.cookies.set(provider.cookieName('session'), null, { path: tenant.basePath || '/', signed: true });
  }

  return {
    /**
     * With a registered address or a valid hint there is nothing to ask; otherwise any page could sign
     * the person out, so a page asks.
     */
    async logoutSource(ctx: KoaContextWithOIDC): Promise<void> {
      const { params, entities } = ctx.oidc;
      if (!params?.post_logout_redirect_uri && !entities.IdTokenHint) {
        const xsrf = String(ctx.oidc.session?.state?.secret);
        await deps.pages.confirmSignOut(tenant, ctx, {
          action: ctx.oidc.urlFor('end_session_confirm'),
          xsrf,
        });
        return;
      }
      await endSession(ctx);
      ctx.status = 303;
      ctx.redirect(destination(ctx));
    },

    /** Nobody is signed in: the library would render a form that posts itself by script. */
    finishWithoutSession(ctx: KoaContextWithOIDC): void {
      const { session } = ctx.oidc;
      if (ctx.status !== 200 || !session || session.accountId) return;
      const scope = currentScope();
      for (const [uid, write] of scope.sessionWrites) if (!write.userId) scope.sessionWrites.delete(uid);
      ctx.remove('set-cookie');
      ctx.status = 303;
      ctx.redirect(destination(ctx));
    },
  };
}
