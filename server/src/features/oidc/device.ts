/** Pages of the device flow (RFC 8628 section 3.3), called by the protocol library. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';
import { sessionCookie } from './cookies.ts';
import type { DeviceCodeProblem, FormTarget, OidcPages } from './page-set.ts';

const reasons: Record<string, DeviceCodeProblem['reason']> = {
  NoCodeError: 'missing',
  NotFoundError: 'unknown',
  ExpiredError: 'expired',
  AlreadyUsedError: 'used',
  AbortedError: 'aborted',
};

function problemOf(error: (Error & { userCode?: string }) | undefined): DeviceCodeProblem | undefined {
  return error && { reason: reasons[error.name] ?? 'failed', userCode: error.userCode };
}

const formSeconds = 3600;

/**
 * A form that comes without a session gets the page again, with a session to carry its secret. The
 * library would only save it on requests that did not fail.
 */
async function keepSession(tenant: Tenant, ctx: KoaContextWithOIDC): Promise<void> {
  const { session, cookies, provider } = ctx.oidc;
  if (!session || session.exp !== undefined) return;
  await session.save(formSeconds);
  cookies.set(provider.cookieName('session'), session.jti, sessionCookie(tenant));
}

function target(ctx: KoaContextWithOIDC): FormTarget {
  return { action: ctx.oidc.urlFor('code_verification'), xsrf: String(ctx.oidc.session?.state?.secret) };
}

export function createDevicePages(tenant: Tenant, pages: OidcPages) {
  return {
    async userCodeInputSource(
      ctx: KoaContextWithOIDC,
      _form: string,
      _out?: unknown,
      error?: Error,
    ): Promise<void> {
      if (error) await keepSession(tenant, ctx);
      await pages.deviceInput(tenant, ctx, target(ctx), problemOf(error));
    },
    async userCodeConfirmSource(
      ctx: KoaContextWithOIDC,
      _form: string,
      _client: unknown,
      _device: unknown,
      userCode: string,
    ): Promise<void> {
      await pages.deviceConfirm(tenant, ctx, target(ctx), userCode);
    },
    async successSource(ctx: KoaContextWithOIDC): Promise<void> {
      await pages.deviceDone(tenant, ctx);
    },
  };
}
