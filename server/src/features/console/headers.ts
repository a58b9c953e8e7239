/** Headers of the console's answers. */
import { randomBytes } from 'node:crypto';
import type { Asset } from './files.ts';

/** For one answer: the component library marks the style elements that it makes with it. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/**
 * Scripts are files of ours only. Styles are files, and elements with this answer's nonce. Pictures of people and
 * logos stand on hosts of their own. The frames are the live preview of the
 * hosted pages, from this origin, and mails.
 */
export function documentHeaders(nonce: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      // For mails, which are shown in a frame that runs nothing and inherits this policy; pages set theirs by script.
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data: blob: https:",
      "connect-src 'self'",
      "frame-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}

/** A file's name has the hash of its content, so a browser fetches each once (RFC 8246). */
export function assetHeaders({ type, encoding }: Asset): Record<string, string> {
  return {
    'content-type': type,
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    ...(encoding && { 'content-encoding': encoding }),
  };
}
