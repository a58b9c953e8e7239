/**
 * The two files that every hosted page loads, compressed once at boot and served under a name with the hash of their
 * content, so that a browser fetches each only once per release (RFC 8246 immutable).
 */
import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Context, Env, Hono } from 'hono';
import { type ColorScheme, inScheme } from './color-scheme.ts';
import { pageCss } from './page-css.ts';
import { pageScript } from './page-script.ts';
import { portalCss as portalCssText } from './portal-css.ts';

interface Asset {
  /** The path up to the hash. */
  name: string;
  path: string;
  type: string;
  plain: Uint8Array<ArrayBuffer>;
  br: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
}

const cssType = 'text/css; charset=utf-8';
const squeezed = squeezeCss(pageCss);
const css = asset('page', 'css', cssType, squeezed);
const js = asset('page', 'js', 'text/javascript; charset=utf-8', squeezeScript(pageScript));
/** For previews alone. */
const light = asset('page-light', 'css', cssType, inScheme(squeezed, 'light'));
const dark = asset('page-dark', 'css', cssType, inScheme(squeezed, 'dark'));
/** For the pages of the set-up portal alone. */
const portal = asset('portal', 'css', cssType, squeezeCss(portalCssText));
const all = [css, js, light, dark, portal];

/** Paths under the origin's root: all tenants of a host share the same files. */
export const pageAssets = { css: css.path, js: js.path };
export const portalCss = portal.path;

/** The style sheet in one colour scheme, whatever the browser prefers. */
export const schemeCss: Readonly<Record<ColorScheme, string>> = { light: light.path, dark: dark.path };

export function mountAssets<E extends Env>(app: Hono<E>): void {
  app.get('/assets/:file{(page(-light|-dark)?|portal)\\.[A-Za-z0-9_-]{16}\\.(css|js)}', (c) => {
    const { path } = c.req;
    const wanted = all.find(
      ({ name, type }) => path.includes(name) && path.endsWith('.css') === (type === cssType),
    )!;
    // During a rolling update a page of the other version asks for the other hash: better today's look than none.
    const fresh = c.req.path.endsWith(wanted.path) ? 'public, max-age=31536000, immutable' : 'no-store';
    return answer(c, wanted, fresh);
  });
}

function answer(c: Context, file: Asset, cacheControl: string): Response {
  const headers: Record<string, string> = {
    'content-type': file.type,
    'cache-control': cacheControl,
    vary: 'Accept-Encoding',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
  const encoding = pickEncoding(c.req.header('accept-encoding'));
  if (encoding) headers['content-encoding'] = encoding;
  return c.body(file[encoding ?? 'plain'], 200, headers);
}

/** The best of what a browser's Accept-Encoding takes. */
export function pickEncoding(header = ''): 'br' | 'gzip' | undefined {
  const accepts = (name: string) =>
    new RegExp(`(^|,)\\s*${name}\\s*(;\\s*q=(1|0\\.0*[1-9]\\d*))?[.0]*\\s*(,|$)`, 'i').test(header);
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : undefined;
}

function asset(file: string, ending: 'css' | 'js', type: string, text: string): Asset {
  const plain = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  const name = `/assets/${file}.`;
  const path = `${name}${hash}.${ending}`;
  return {
    name,
    path,
    type,
    plain,
    br: new Uint8Array(brotliCompressSync(plain)),
    gzip: new Uint8Array(gzipSync(plain)),
  };
}

function squeezeCss(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ?([{}:;,]) ?(?![^(]*\))/g, '$1')
    .trim();
}

/** Comments on lines of their own and indentation only: what the source says is what runs. */
function squeezeScript(text: string): string {
  return text.replace(/^\s*\/\/.*\n/gm, '').replace(/^\s+/gm, '');
}
