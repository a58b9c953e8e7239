/**
 * Response headers of a hosted page: a strict Content Security Policy and its companions.
 */
import { brandingCssSource } from './branding.ts';
import type { PageContext } from './layout.tsx';

export interface PageHeaderOptions {
  /**
   * True for a page whose forms never lead to another origin (account, set-up): its forms may then only post here.
   * Chromium applies `form-action` to every redirect after a post, and a sign-in goes on to identity providers (which
   * may forward to others) and to applications with schemes of their own, so there it is left out.
   */
  staysHere?: boolean;
}

export function pageHeaders(
  context: Pick<PageContext, 'branding' | 'locale'>,
  options: PageHeaderOptions = {},
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${brandingCssSource(context.branding)}`,
    // Logos of tenants, applications and connectors stand on hosts of their own.
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    ...(options.staysHere ? ["form-action 'self'"] : []),
  ];
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-language': context.locale,
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not no-referrer: with it browsers send `Origin: null` on form posts, and the same-origin check would refuse them.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
  };
}
