/**
 * The console's files under `/console/`, as the build of `console/` left them, with the headers that a page with an
 * administrator's tokens needs. It owns no data: the console talks to the management API like everybody else.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Context, Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../../kernel/http/app-env.ts';
import type { Tenant } from '../tenants/index.ts';
import { createFiles, type Files } from './files.ts';
import { assetHeaders, documentHeaders, newNonce } from './headers.ts';

/** Beside the source, and beside the production build. */
const folders = ['../../../../console/dist', '../../console/dist'];

/** Where the console's build is; undefined while there is none. */
export const builtConsole = (): string | undefined =>
  folders
    .map((folder) => resolve(import.meta.dirname, folder))
    .find((folder) => existsSync(resolve(folder, 'index.html')));

const answerUnbuilt = (c: Context): Response =>
  c.text('The console is not built. Run: npm run build:console\n', 503);

async function answerDocument(c: Context, files: Files): Promise<Response> {
  const nonce = newNonce();
  const document = await files.document().catch(() => undefined);
  if (document === undefined) return answerUnbuilt(c);
  return c.body(document.replace('%CSP_NONCE%', nonce), 200, documentHeaders(nonce));
}

async function answerAsset(c: Context, files: Files): Promise<Response> {
  const found = await files.asset(
    c.req.path.slice('/console/assets/'.length),
    c.req.header('accept-encoding'),
  );
  if (!found) return c.notFound();
  return c.body(found.body, 200, assetHeaders(found));
}

/** @param folder with the build, see {@link builtConsole} */
export function createConsole(folder: string | undefined): { routes: Hono<AppEnv> } {
  const files = folder === undefined ? undefined : createFiles(folder);
  const routes = new Hono<AppEnv>();
  // One console for all tenants, at the endpoint itself: not below a tenant's path, nor at a custom domain.
  const atEndpoint = createMiddleware<AppEnv>(async (c, next) => {
    const { basePath, customDomain } = c.get('tenant') as Tenant;
    if (basePath !== '' || customDomain !== null) return c.notFound();
    await next();
  });
  routes.use('/console', atEndpoint);
  routes.use('/console/*', atEndpoint);
  routes.get('/console', (c) => c.redirect('/console/', 302));
  routes.get('/console/assets/*', (c) => (files ? answerAsset(c, files) : c.notFound()));
  routes.get('/console/*', (c) => (files ? answerDocument(c, files) : answerUnbuilt(c)));
  return { routes };
}
