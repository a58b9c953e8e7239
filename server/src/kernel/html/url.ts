/**
 * The last gate before an address from data stands in a page. hono/jsx escapes characters, but a `javascript:` link
 * has none to escape.
 */

/** For links: http(s), mailto or a path of this origin. Anything else is dropped. */
export function safeUrl(text: string | undefined): string | undefined {
  if (!text || hasHiddenCharacters(text)) return undefined;
  if (/^\/(?![/\\])/.test(text)) return text;
  return parsedWith(text, ['https:', 'http:', 'mailto:']);
}

/**
 * For images: https (this machine also without, as uploaded images of a Gatehouse on localhost), a path of this origin,
 * or an embedded raster or SVG image (an `<img>` never runs its scripts).
 */
export function safeImageUrl(text: string | undefined): string | undefined {
  if (!text || hasHiddenCharacters(text)) return undefined;
  if (/^\/(?![/\\])/.test(text)) return text;
  if (/^data:image\/(png|jpeg|gif|webp|avif|svg\+xml|x-icon)[;,]/i.test(text)) return text;
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/.test(text) ? text : parsedWith(text, ['https:']);
}

/**
 * For the way back to an application. A native application's own scheme is welcome (RFC 8252 section 7.1); schemes
 * that a browser would run or open locally are not.
 */
export function safeReturnUrl(text: string | undefined): string | undefined {
  if (!text || hasHiddenCharacters(text) || !URL.canParse(text)) return undefined;
  const { protocol } = new URL(text);
  return ['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:'].includes(protocol)
    ? undefined
    : text;
}

function parsedWith(text: string, protocols: string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined;
}

/** Browsers strip tabs and line breaks from addresses before they read the scheme. */
function hasHiddenCharacters(text: string): boolean {
  return [...text].some((character) => character <= ' ' || character === '\u007f');
}
