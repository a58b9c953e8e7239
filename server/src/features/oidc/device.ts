/** Pages of the device flow (RFC 8628 section 3.3), called by the protocol library. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';
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
