/** What the provider shows to people; the composition root gives the real pages. */
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Tenant } from '../tenants/index.ts';

export interface DeviceCodeProblem {
  userCode?: string;
  reason: 'missing' | 'unknown' | 'expired' | 'used' | 'aborted' | 'failed';
}

/** Where a page's form goes, and the value that proves it came from this page. */
export interface FormTarget {
  action: string;
  xsrf: string;
}

export interface OidcPages {
  error(
    tenant: Tenant,
    ctx: KoaContextWithOIDC,
    out: Record<string, unknown>,
    error: Error,
  ): Promise<void> | void;
  signedOut(tenant: Tenant, ctx: KoaContextWithOIDC): Promise<void> | void;
  confirmSignOut(tenant: Tenant, ctx: KoaContextWithOIDC, form: FormTarget): Promise<void> | void;
  deviceInput(
    tenant: Tenant,
    ctx: KoaContextWithOIDC,
    form: FormTarget,
    problem?: DeviceCodeProblem,
  ): Promise<void> | void;
  deviceConfirm(
    tenant: Tenant,
    ctx: KoaContextWithOIDC,
    form: FormTarget,
    userCode: string,
  ): Promise<void> | void;
  deviceDone(tenant: Tenant, ctx: KoaContextWithOIDC): Promise<void> | void;
}
