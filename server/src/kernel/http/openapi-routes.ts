/** Serves the description of the API: OpenAPI for machines, a reference page for people. Both are public. */
import type { Context, Hono } from 'hono';
import { LRUCache } from 'lru-cache';
import type { AppEnv } from './app-env.ts';
import { securityHeaders } from './headers.ts';
import { type ApiInfo, openApiDocument } from './openapi.ts';
import { referencePage } from './reference.tsx';
import { referenceCss, referenceScript } from './reference-assets.ts';
import type { Route } from './route.ts';

const pageHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** The page takes long to make and anybody may ask for it; a few tenants' pages are enough to keep. */
const keptPages = 8;

export function mountReference(api: Hono<AppEnv>, routes: readonly Route[], version: string): void {
  const pages = new LRUCache<string, string>({ max: keptPages });
  const infoOf = (c: Context<AppEnv>): ApiInfo => {
    const { issuer, apiResource } = c.get('tenant');
    return { version, issuer, apiResource };
  };
  const pageOf = (info: ApiInfo) => {
    const key = `${info.apiResource} ${info.issuer}`;
    const page = pages.get(key) ?? `<!DOCTYPE html>${referencePage(routes, info)}`;
    pages.set(key, page);
    return page;
  };
  api.get('/openapi.json', (c) => c.json(openApiDocument(routes, infoOf(c))));
  api.get('/docs', securityHeaders(pageHeaders), (c) => c.html(pageOf(infoOf(c))));
  api.get('/docs/reference.css', (c) =>
    c.body(referenceCss, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' }),
  );
  api.get('/docs/reference.js', (c) =>
    c.body(referenceScript, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    }),
  );
}
