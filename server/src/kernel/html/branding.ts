/**
 * A tenant's colours as a small style element. Its text depends on nothing but two validated colours, so the CSP can
 * name it by its hash and needs neither a nonce nor unsafe-inline.
 */
import { createHash } from 'node:crypto';
import { parseHex, type Rgb, readableOn, textOn, toHex } from './color.ts';
import type { ColorScheme } from './color-scheme.ts';

export interface Branding {
  displayName?: string;
  logoUrl?: string;
  logoDarkUrl?: string;
  faviconUrl?: string;
  /** `#rrggbb`. Any colour is fine: the colours of texts on it and of links are derived so that they stay legible. */
  primaryColor?: string;
  primaryColorDark?: string;
}

// The grounds that accents stand on; the lightest and the darkest of page-css.ts decide.
const lightGround: Rgb = [242, 244, 247];
const darkGround: Rgb = [29, 33, 40];

/** In both colour schemes, or in the one that is to be shown whatever the browser prefers. */
export function brandingCss(branding: Branding, scheme?: ColorScheme): string {
  const light = parseHex(branding.primaryColor);
  if (!light) return '';
  const dark = parseHex(branding.primaryColorDark) ?? light;
  if (scheme) return `:root{${scheme === 'dark' ? colours(dark, darkGround) : colours(light, lightGround)}}`;
  return `:root{${colours(light, lightGround)}}@media(prefers-color-scheme:dark){:root{${colours(dark, darkGround)}}}`;
}

function colours(fill: Rgb, ground: Rgb): string {
  return `--fill:${toHex(fill)};--on-fill:${toHex(textOn(fill))};--accent:${toHex(readableOn(ground, fill))}`;
}

export function brandingCssSource(branding: Branding, scheme?: ColorScheme): string {
  const css = brandingCss(branding, scheme);
  return css ? ` 'sha256-${createHash('sha256').update(css).digest('base64')}'` : '';
}
