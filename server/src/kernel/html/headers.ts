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

type Shown = Pick<PageContext, 'branding' | 'locale' | 'preview'>;

const lookPolicy = ({ branding, preview }: Shown) => [
  "default-src 'none'",
  `style-src 'self'${brandingCssSource(branding, preview?.colorScheme)}`,
  // Logos of tenants, applications and connectors stand on hosts of their own.
  "img-src 'self' data: https:",
  "base-uri 'none'",
];

export function pageHeaders(context: Shown, options: PageHeaderOptions = {}): Record<string, string> {
  const policy = [
    ...lookPolicy(context),
    "script-src 'self'",
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

/**
 * Of a page that is only looked at, in a frame of one other page: no script runs, no form leaves, and the sandbox lets
 * nothing out of the frame. It keeps its origin, which without scripts means nothing but its own style sheets.
 */
export function previewHeaders(context: Shown, framedBy: string): Record<string, string> {
  const policy = [
    ...lookPolicy(context),
    "form-action 'none'",
    `frame-ancestors ${framedBy}`,
    'sandbox allow-same-origin',
  ];
  const { 'x-frame-options': _, 'cross-origin-opener-policy': __, ...headers } = pageHeaders(context);
  return {
    ...headers,
    'content-security-policy': policy.join('; '),
    'cross-origin-resource-policy': 'cross-origin',
    // The address is the key to the draft.
    'referrer-policy': 'no-referrer',
  };
}

/** Of a tenant's own style sheet, which is nothing else if somebody opens it by itself. */
export function styleSheetHeaders(cacheControl: string): Record<string, string> {
  return {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': cacheControl,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
}
